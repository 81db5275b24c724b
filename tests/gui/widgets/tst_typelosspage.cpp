// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/typeloss/typelosspage.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeView>

#include <atomic>

using namespace isthmus;
using namespace Qt::StringLiterals;
using models::TypeLossModel;
using testsupport::path;
using Counts = records::ConditionCounts;

/// A type-loss report in the window, by keyboard and by mouse.
class tst_TypeLossPage : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void aSchemasMenuOpensItsReport();
    void valuesAreCountedByKeyboard();
    void rowsAtRiskAreShownInThePreview();
    void countingIsCancelledByItsButton();
    void waysAndSettingsAreChosen();
    void mappingStartsWithTheSettingsOfThePage();
    void columnsAreFilteredAndExactOnesHidden();
    void aFailureIsTriedAgain();
    void theReportIsExported();
    void aTabComesBackAtTheNextStart();
    void inASmallWindowNothingIsCut();

private:
    [[nodiscard]] testsupport::FakeTableReader &reader() { return *m_fakes->side(u"order_dw"_s).reader; }
    [[nodiscard]] views::TypeLossPage *page() const
    {
        auto *documents = m_window->findChild<QTabWidget *>(u"documents"_s);
        auto *current = documents->currentWidget();
        return current ? current->findChild<views::TypeLossPage *>() : nullptr;
    }
    // The report of dwd_orders, read.
    [[nodiscard]] views::TypeLossPage *openReport(const QString &where = u"order_dw/public/dwd_orders"_s)
    {
        m_window->perform(models::openTypes(path(where)));
        auto *shown = page();
        const auto isRead = [shown] {
            return shown && shown->findChild<QTreeView *>(u"typeLoss"_s)->model()->rowCount() > 0;
        };
        return QTest::qWaitFor(isRead) ? shown : nullptr;
    }
    static QModelIndex columnRow(const QTreeView *view, const QString &name)
    {
        for (int table = 0; table < view->model()->rowCount(); ++table) {
            const QModelIndex parent = view->model()->index(table, 0);
            for (int row = 0; row < view->model()->rowCount(parent); ++row) {
                if (view->model()->index(row, 0, parent).data().toString() == name)
                    return view->model()->index(row, 0, parent);
            }
        }
        return {};
    }
    static QString atRisk(const QTreeView *view, const QString &name)
    {
        return columnRow(view, name).siblingAtColumn(TypeLossModel::AtRisk).data().toString();
    }
    // One row of 40 for each condition that names the column \a name.
    void answerCounts(const QString &name)
    {
        reader().setCounts([name](const records::ConditionsRequest &request) {
            Counts counts{40, {}, u"SELECT count(*)"_s, std::chrono::milliseconds(7)};
            for (const QString &condition : request.conditions)
                counts.counts.append(condition.contains(name) ? 1 : 0);
            return core::ready<Counts>(counts);
        });
    }
};

void tst_TypeLossPage::aSchemasMenuOpensItsReport()
{
    openWindow();
    auto *hologres = tree("hologresTree");
    open(hologres, u"order_dw"_s);
    hologres->setFocus();
    hologres->setCurrentIndex(row(hologres, u"order_dw/public"_s));
    QContextMenuEvent wanted(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(hologres, &wanted);
    auto *menu = m_window->findChild<QMenu *>(u"contextMenu"_s);
    QVERIFY(menu);
    QTest::keyClick(menu, Qt::Key_Y); // T&ype-loss report
    QTRY_VERIFY(page());
    auto *view = page()->findChild<QTreeView *>(u"typeLoss"_s);
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QCOMPARE(view->model()->index(0, 0).data().toString(), u"dwd_orders"_s);
    QVERIFY(page()->findChild<QLabel *>(u"typeLossSummary"_s)->text().contains(u"6 exact"));
}

void tst_TypeLossPage::inASmallWindowNothingIsCut()
{
    openWindow({1024, 700});
    auto *shown = openReport();
    QVERIFY(shown);
    QStringList cut;
    const auto buttons = shown->findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        const int right = button->mapTo(shown, QPoint(button->width(), 0)).x();
        if (button->isVisible() && !button->objectName().isEmpty()
            && (button->width() < button->minimumSizeHint().width() || right > shown->width()))
            cut.append(button->objectName());
    }
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u' ')));
    auto *count = shown->findChild<QPushButton *>(u"countValues"_s);
    QVERIFY(count->isVisible() && count->width() >= count->sizeHint().width());
}

void tst_TypeLossPage::valuesAreCountedByKeyboard()
{
    answerCounts(u"order_create_time"_s);
    openWindow();
    auto *shown = openReport();
    QVERIFY(shown);
    auto *view = shown->findChild<QTreeView *>(u"typeLoss"_s);
    QCOMPARE(QApplication::focusWidget(), view);
    QCOMPARE(atRisk(view, u"order_create_time"_s), u"not counted"_s);
    auto *count = shown->findChild<QPushButton *>(u"countValues"_s);
    QVERIFY(count->isEnabled());
    QTest::keyClick(view, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(atRisk(view, u"order_create_time"_s), u"1 of 40"_s);
    QCOMPARE(atRisk(view, u"order_fee"_s), u"0 of 40"_s);
    QTRY_VERIFY(!count->isEnabled());
    view->setCurrentIndex(columnRow(view, u"order_create_time"_s));
    QCOMPARE(shown->findChild<QLabel *>(u"typeLossName"_s)->text(), u"order_create_time"_s);
    QVERIFY(shown->findChild<QLabel *>(u"typeLossFigures"_s)->text().startsWith(u"1 of 40 values at risk"));
    const QString told = shown->findChild<QLabel *>(u"typeLossWords"_s)->text();
    QVERIFY2(told.contains(u"cannot describe TIMESTAMP_NTZ"), qPrintable(told));
    QVERIFY2(told.contains(u"infinity: 1"), qPrintable(told));
    QVERIFY(shown->findChild<QPlainTextEdit *>(u"typeLossSql"_s)->toPlainText().contains(u"'infinity'::timestamp"));
    shoot(m_window.get(), u"19-type-loss"_s);
}

void tst_TypeLossPage::rowsAtRiskAreShownInThePreview()
{
    answerCounts(u"order_create_time"_s);
    openWindow();
    auto *shown = openReport();
    QVERIFY(shown);
    auto *view = shown->findChild<QTreeView *>(u"typeLoss"_s);
    auto *rows = shown->findChild<QPushButton *>(u"showRiskyRows"_s);
    view->setCurrentIndex(columnRow(view, u"order_create_time"_s));
    QVERIFY(!rows->isVisible());
    Q_EMIT view->activated(columnRow(view, u"order_create_time"_s)); // counts it
    QTRY_VERIFY(rows->isVisible());
    const QString condition = shown->findChild<QPlainTextEdit *>(u"typeLossSql"_s)->toPlainText();
    QTest::mouseClick(rows, Qt::LeftButton);
    const auto isAsked = [&] {
        const auto requests = reader().requests();
        return !requests.isEmpty() && requests.last().filter == condition;
    };
    QTRY_VERIFY(isAsked());
    QCOMPARE(reader().requests().last().table, path(u"order_dw/public/dwd_orders"_s));
}

void tst_TypeLossPage::countingIsCancelledByItsButton()
{
    QPromise<core::Result<Counts>> promise;
    promise.start();
    std::atomic<bool> isAsked = false;
    reader().setCounts([&](const records::ConditionsRequest &) {
        isAsked = true;
        return promise.future();
    });
    openWindow();
    auto *shown = openReport();
    QVERIFY(shown);
    QTest::mouseClick(shown->findChild<QPushButton *>(u"countValues"_s), Qt::LeftButton);
    QTRY_VERIFY(isAsked);
    auto *text = shown->findChild<QLabel *>(u"typeLossWaiting"_s);
    QVERIFY(text->isVisible());
    QCOMPARE(text->text(), u"Counting in dwd_orders"_s);
    auto *view = shown->findChild<QTreeView *>(u"typeLoss"_s);
    QCOMPARE(atRisk(view, u"order_fee"_s), u"counting"_s);
    QTest::mouseClick(shown->findChild<QPushButton *>(u"cancelCounting"_s), Qt::LeftButton);
    QTRY_VERIFY(promise.isCanceled());
    promise.finish();
    QVERIFY(!text->isVisible());
    QCOMPARE(atRisk(view, u"order_fee"_s), u"not counted"_s);
    QVERIFY(shown->findChild<QPushButton *>(u"countValues"_s)->isEnabled());
}

void tst_TypeLossPage::waysAndSettingsAreChosen()
{
    openWindow();
    auto *shown = openReport();
    QVERIFY(shown);
    auto *view = shown->findChild<QTreeView *>(u"typeLoss"_s);
    const auto target = [view](const QString &name) {
        return columnRow(view, name).siblingAtColumn(TypeLossModel::Target).data().toString();
    };
    QCOMPARE(target(u"order_fee"_s), u"DECIMAL(20,2)"_s);
    auto *decimals = shown->findChild<QComboBox *>(u"typeSetting_decimals"_s);
    QCOMPARE(decimals->currentData().toString(), u"declared"_s);
    decimals->setFocus();
    QTest::keyClick(decimals, Qt::Key_End); // as STRING
    QTRY_COMPARE(target(u"order_fee"_s), u"STRING"_s);
    auto *way = shown->findChild<QComboBox *>(u"typeLossWay"_s);
    QCOMPARE(way->currentData().toString(), u"external-table"_s);
    QCOMPARE(target(u"tags"_s), QString());
    way->setFocus();
    QTest::keyClick(way, Qt::Key_Down); // direct read
    QTRY_COMPARE(target(u"tags"_s), u"JSON"_s);
    QVERIFY(!shown->findChild<QComboBox *>(u"typeSetting_small_integers"_s)->isVisible());
}

void tst_TypeLossPage::mappingStartsWithTheSettingsOfThePage()
{
    openWindow();
    auto *shown = openReport();
    QVERIFY(shown);
    auto *decimals = shown->findChild<QComboBox *>(u"typeSetting_decimals"_s);
    decimals->setFocus();
    QTest::keyClick(decimals, Qt::Key_End); // as STRING
    auto *map = shown->findChild<QPushButton *>(u"mapButton"_s);
    QTRY_VERIFY(map->isEnabled()); // the report is read again
    QTest::mouseClick(map, Qt::LeftButton);
    QTRY_VERIFY(m_window->findChild<views::MapTableDialog *>());
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    QCOMPARE(dialog->findChild<QComboBox *>(u"typeSetting_decimals"_s)->currentData(), decimals->currentData());
    QCOMPARE(decimals->currentData().toString(), u"text"_s);
}

void tst_TypeLossPage::columnsAreFilteredAndExactOnesHidden()
{
    openWindow();
    auto *shown = openReport();
    QVERIFY(shown);
    auto *view = shown->findChild<QTreeView *>(u"typeLoss"_s);
    QVERIFY(columnRow(view, u"order_state"_s).isValid());
    QTest::mouseClick(shown->findChild<QCheckBox *>(u"hideExact"_s), Qt::LeftButton, Qt::NoModifier, QPoint(8, 8));
    QTRY_VERIFY(!columnRow(view, u"order_state"_s).isValid());
    QVERIFY(columnRow(view, u"tags"_s).isValid());
    QVERIFY(shown->focusFilter());
    auto *filter = shown->findChild<QLineEdit *>(u"typeLossFilter"_s);
    QCOMPARE(QApplication::focusWidget(), filter);
    QTest::keyClicks(filter, u"time"_s);
    QVERIFY(!columnRow(view, u"tags"_s).isValid());
    QVERIFY(columnRow(view, u"order_create_time"_s).isValid());
    view->setFocus();
    view->setCurrentIndex(view->model()->index(0, 0));
    QVERIFY(view->isExpanded(view->currentIndex()));
    QTest::keyClick(view, Qt::Key_Space);
    QVERIFY(!view->isExpanded(view->currentIndex()));
}

void tst_TypeLossPage::aFailureIsTriedAgain()
{
    const auto orders = path(u"order_dw/public/dwd_orders"_s);
    m_fakes->catalog(u"order_dw"_s).setTableError(orders, {core::ErrorKind::Permission, u"Not yours."_s, {}, {}, {}});
    openWindow();
    m_window->perform(models::openTypes(orders));
    auto *shown = page();
    QVERIFY(shown);
    auto *retry = shown->findChild<QPushButton *>(u"retry"_s);
    QTRY_VERIFY(retry->isVisible());
    QVERIFY(!shown->findChild<QPushButton *>(u"exportTypes"_s)->isEnabled());
    m_fakes->catalog(u"order_dw"_s).setTable(testsupport::dwdOrders());
    QTest::mouseClick(retry, Qt::LeftButton);
    auto *view = shown->findChild<QTreeView *>(u"typeLoss"_s);
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QVERIFY(!retry->isVisible());
}

void tst_TypeLossPage::theReportIsExported()
{
    openWindow();
    auto *shown = openReport();
    QVERIFY(shown);
    m_prompter.file = m_folder->filePath(u"types.csv"_s);
    m_prompter.fileKind = 1;
    QTest::mouseClick(shown->findChild<QPushButton *>(u"exportTypes"_s), Qt::LeftButton);
    QVERIFY2(m_prompter.proposedFile.endsWith(u"/Types_of_dwd_orders.html"), qPrintable(m_prompter.proposedFile));
    auto *message = shown->findChild<QLabel *>(u"messageText"_s);
    QTRY_VERIFY(message->isVisible() && message->text().contains(m_prompter.file));
    QFile file(m_prompter.file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("table,column,type,"));
    m_prompter.file = m_folder->filePath(u"gone/types.csv"_s);
    QTest::mouseClick(shown->findChild<QPushButton *>(u"exportTypes"_s), Qt::LeftButton);
    QTRY_VERIFY(message->text().contains(u"could not be written"));
}

void tst_TypeLossPage::aTabComesBackAtTheNextStart()
{
    openWindow();
    auto *shown = openReport();
    QVERIFY(shown);
    auto *way = shown->findChild<QComboBox *>(u"typeLossWay"_s);
    way->setFocus();
    QTest::keyClick(way, Qt::Key_Home); // external schema
    m_window->save();
    openAgain();
    QTRY_VERIFY(page());
    auto *view = page()->findChild<QTreeView *>(u"typeLoss"_s);
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QCOMPARE(page()->findChild<QComboBox *>(u"typeLossWay"_s)->currentData().toString(), u"external-schema"_s);
}

QTEST_MAIN(tst_TypeLossPage)
#include "tst_typelosspage.moc"
