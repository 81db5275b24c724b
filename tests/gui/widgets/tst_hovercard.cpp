// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/views/catalog/hovercard.h>

#include <QApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QScreen>
#include <QScrollBar>
#include <QTableView>
#include <QToolTip>

using namespace isthmus;
using testsupport::dwdOrders;

class tst_HoverCard : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void hoverCardFillsAsFactsArrive();
    void hoverCardLeavesWithItsRowAndForTheKeyboard();
    void hoverCardShowsAWholeError();
    void hoverCardStaysOnTheScreenAsItGrows();
    void hoverCardIsNotInTheWay();
    void aCommentOfSeveralLinesIsWholeInTheToolTip();
};

void tst_HoverCard::hoverCardFillsAsFactsArrive()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    auto &catalog = m_fakes->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    left->setFocus();
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public/dwd_orders")));
    QTest::keyClick(left, Qt::Key_F2);
    auto *card = m_window->findChild<views::HoverCard *>();
    QVERIFY(card);
    QTRY_VERIFY(card->isVisible());
    QVERIFY(card->isPinned());
    QCOMPARE(card->findChild<QLabel *>(QStringLiteral("hoverCardTitle"))->text(), QStringLiteral("dwd_orders"));
    auto *facts = card->findChild<QTableView *>(QStringLiteral("hoverCardFacts"));
    const auto value = [facts](const QString &label) {
        const auto found =
            facts->model()->match(facts->model()->index(0, 0), Qt::DisplayRole, label, 1, Qt::MatchExactly);
        return found.isEmpty() ? QString() : found.first().siblingAtColumn(1).data().toString();
    };
    // Before the server answers: the rows that are sure to come, each of which says so.
    QTRY_COMPARE(catalog.heldTables().size(), size_t(1));
    QCOMPARE(value(QStringLiteral("Owner")), QStringLiteral("reading"));
    const int rows = facts->model()->rowCount();
    shoot(card, QStringLiteral("03-hover-card-reading"));

    catalog.heldTables().at(0).answer(dwdOrders());
    QTRY_COMPARE(value(QStringLiteral("Owner")), dwdOrders().owner);
    for (int line = 0; line < facts->model()->rowCount(); ++line)
        QVERIFY(facts->model()->index(line, 1).data().toString() != QStringLiteral("reading"));
    QVERIFY(facts->model()->rowCount() > rows); // what only some tables have came with it
    shoot(card, QStringLiteral("03-hover-card"));
    QTRY_COMPARE(QApplication::activeWindow(), card);
    QTest::keyClick(card, Qt::Key_Escape);
    QVERIFY(!card->isVisible());
    QTRY_COMPARE(QApplication::activeWindow(), m_window.get()); // the keyboard works on where it was
    QCOMPARE(QApplication::focusWidget(), left);
}

void tst_HoverCard::hoverCardLeavesWithItsRowAndForTheKeyboard()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    m_window->resize(m_window->width(), m_window->minimumSizeHint().height());
    QTRY_VERIFY(left->verticalScrollBar()->maximum() > 0);
    left->verticalScrollBar()->setValue(0);
    const QRect first = left->visualRect(row(left, QStringLiteral("order_dw")));
    QTest::mouseMove(left->viewport(), first.center());
    auto *card = m_window->findChild<views::HoverCard *>();
    QTRY_VERIFY(card->isVisible());
    left->verticalScrollBar()->setValue(left->verticalScrollBar()->maximum());
    QTRY_VERIFY(!card->isVisible());
    left->verticalScrollBar()->setValue(0);
    QTest::mouseMove(left->viewport(), first.center() + QPoint(1, 0));
    QTRY_VERIFY(card->isVisible());
    QTest::keyClick(left, Qt::Key_Down);
    QTRY_VERIFY(!card->isVisible());
}

void tst_HoverCard::hoverCardShowsAWholeError()
{
    auto &catalog = m_fakes->catalog(QStringLiteral("order_dw"));
    catalog.setFacts(
        core::fail(core::ErrorKind::Network, QStringLiteral("holo.example refused the connection."),
                   QStringLiteral("Check that the instance is running, that this machine may reach it, and "
                                  "that its host and port are right.")));
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public")).isValid());
    left->setFocus();
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public"))); // a schema: nothing but the error to show
    QTest::keyClick(left, Qt::Key_F2);
    auto *card = m_window->findChild<views::HoverCard *>();
    QVERIFY(card);
    auto *error = card->findChild<QLabel *>(QStringLiteral("hoverCardError"));
    QTRY_VERIFY(error->isVisible());
    QCOMPARE(error->text().section(u'\n', 0, 0), QStringLiteral("holo.example refused the connection."));
    QTRY_VERIFY(error->height() >= error->heightForWidth(error->width()));
    QVERIFY(card->rect().contains(QRect(error->mapTo(card, QPoint()), error->size())));
    shoot(card, QStringLiteral("03-hover-card-error"));
    QTest::keyClick(card, Qt::Key_Escape);
}

void tst_HoverCard::hoverCardStaysOnTheScreenAsItGrows()
{
    openWindow();
    auto &catalog = m_fakes->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    auto *card = m_window->findChild<views::HoverCard *>();
    const QRect space = card->screen()->availableGeometry();
    card->pin(testsupport::path(QStringLiteral("order_dw/public/dwd_orders")), catalog::ObjectKind::Table,
              QRect(space.left(), space.bottom() - 20, 100, 20));
    QTRY_COMPARE(catalog.heldTables().size(), size_t(1));
    const int before = card->height();
    catalog.heldTables().at(0).answer(dwdOrders());
    QTRY_VERIFY(card->height() > before);
    QVERIFY(space.contains(card->geometry()));
    QTest::keyClick(card, Qt::Key_Escape);
}

// It covers no row of the other catalog; where there is no room for that, the mouse goes through it.
void tst_HoverCard::hoverCardIsNotInTheWay()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    auto *right = tree("maxcomputeTree");
    auto *card = m_window->findChild<views::HoverCard *>();
    QTest::mouseMove(left->viewport(), left->visualRect(row(left, QStringLiteral("order_dw"))).center());
    QTRY_VERIFY(card->isVisible());
    const QRect other(right->viewport()->mapToGlobal(QPoint()), right->viewport()->size());
    QVERIFY(!card->geometry().intersects(other) || card->windowFlags().testFlag(Qt::WindowTransparentForInput));
    card->dismiss();

    const QRect space = card->screen()->availableGeometry();
    const QRect where(space.left(), space.top() + 50, 100, 20);
    const auto show = [&](int width) {
        card->dismiss();
        card->keepFree(QRect(space.left(), space.top(), width, space.height()));
        card->offer(testsupport::path(QStringLiteral("order_dw")), catalog::ObjectKind::HologresDataSource, where);
    };
    show(200);
    QTRY_VERIFY(card->isVisible());
    QVERIFY(card->geometry().left() > space.left() + 200);
    QVERIFY(!card->windowFlags().testFlag(Qt::WindowTransparentForInput));
    show(space.width() - 50);
    QTRY_VERIFY(card->isVisible());
    QVERIFY(card->windowFlags().testFlag(Qt::WindowTransparentForInput));
    QVERIFY(space.contains(card->geometry()) && !card->geometry().intersects(where));
    card->pin(testsupport::path(QStringLiteral("order_dw")), catalog::ObjectKind::HologresDataSource, where);
    QVERIFY(!card->windowFlags().testFlag(Qt::WindowTransparentForInput)); // its buttons were asked for
    card->dismiss();
}

void tst_HoverCard::aCommentOfSeveralLinesIsWholeInTheToolTip()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    auto info = dwdOrders();
    info.comment = QStringLiteral("first <b>line</b>\nsecond\nthird");
    m_fakes->catalog(QStringLiteral("order_dw")).setTable(info);
    left->setFocus();
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public/dwd_orders")));
    QTest::keyClick(left, Qt::Key_F2);
    auto *card = m_window->findChild<views::HoverCard *>();
    QVERIFY(card);
    QTRY_VERIFY(card->isVisible());
    auto *facts = card->findChild<QTableView *>(QStringLiteral("hoverCardFacts"));
    const auto comment = [facts] {
        const auto found =
            facts->model()->match(facts->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("Comment"));
        return found.isEmpty() ? QModelIndex() : found.first().siblingAtColumn(1);
    };
    QTRY_COMPARE(comment().data().toString(), QStringLiteral("first <b>line</b> \u2026"));
    const QPoint place = facts->visualRect(comment()).center();
    QHelpEvent help(QEvent::ToolTip, place, facts->viewport()->mapToGlobal(place));
    QApplication::sendEvent(facts->viewport(), &help);
    QTRY_VERIFY(QToolTip::isVisible());
    QCOMPARE(QToolTip::text(), info.comment);
    for (const QWidget *top : QApplication::topLevelWidgets()) {
        if (top->inherits("QTipLabel")) // it is no HTML
            QCOMPARE(qobject_cast<const QLabel *>(top)->textFormat(), Qt::PlainText);
    }
    QToolTip::hideText();
}

QTEST_MAIN(tst_HoverCard)
#include "tst_hovercard.moc"
