// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/connectionmark.h"
#include "windowtest.h"

#include <isthmus/connections/profile.h>
#include <isthmus/core/async.h>
#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/views/table/tablepage.h>

#include <QAbstractItemView>
#include <QTabBar>

#include <algorithm>
#include <cmath>

using namespace isthmus;
using connections::Environment;
using connections::Profile;
using models::CatalogTreeModel;

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [dark, light] = std::minmax(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

bool holds(const QImage &image, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).rgb() == color.rgb())
                return true;
        }
    }
    return false;
}

} // namespace

/// What is seen of a connection's group, colour and environment.
class tst_ConnectionMarks : public testsupport::WindowTest {
    Q_OBJECT

private:
    void change(const QString &name, const std::function<void(Profile &)> &how)
    {
        Profile profile = m_fakes->manager().profile(name).value_or(Profile());
        how(profile);
        QVERIFY(core::await(m_fakes->manager().save(profile, name, std::nullopt)));
        QTRY_COMPARE(m_fakes->manager().profile(name), profile);
    }

    [[nodiscard]] QWidget *frame() const { return m_window->findChild<QWidget *>(QStringLiteral("productionFrame")); }

    /// The left edge of the row at \a where.
    [[nodiscard]] QImage edgeOf(QTreeView *view, const QString &where)
    {
        QRect rect = view->visualRect(row(view, where));
        rect.setLeft(0);
        rect.setWidth(views::productionFrameWidth + views::connectionMarkWidth);
        return view->viewport()->grab(rect).toImage();
    }

private Q_SLOTS:
    void eachColourIsSeenOnEachGround_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void eachColourIsSeenOnEachGround()
    {
        QFETCH(bool, isDark);
        const QPalette palette = views::applicationPalette(isDark);
        openWindow(); // for the palette of lists
        m_theme->setChoice(isDark ? views::Theme::Choice::Dark : views::Theme::Choice::Light);
        const QPalette list = tree("hologresTree")->palette();
        QList<QColor> colours{views::connectionMark({}, true, palette)};
        for (const QString &name : connections::connectionColours())
            colours.append(views::connectionMark(name, false, palette));
        for (const QColor &colour : std::as_const(colours)) {
            QVERIFY(colour.isValid());
            QCOMPARE(colours.count(colour), 1);
            for (const QColor &ground :
                 {palette.color(QPalette::Base), palette.color(QPalette::Window), list.color(QPalette::Highlight)})
                QVERIFY2(contrast(colour, ground) >= 3, qPrintable(colour.name() + u" on "_qs + ground.name()));
        }
        QVERIFY(!views::connectionMark({}, false, palette).isValid());
        QVERIFY(!views::connectionMark(QStringLiteral("ultraviolet"), false, palette).isValid());
        QCOMPARE(views::connectionMark(QStringLiteral("blue"), true, palette),
                 views::connectionMark(QStringLiteral("blue"), false, palette));
    }

    void aColourMarksRowsAndTabs()
    {
        openWindow();
        auto *view = tree("hologresTree");
        QVERIFY(openOrders());
        auto *bar = m_window->findChild<QTabBar *>(QStringLiteral("documentTabBar"));
        const QColor teal = views::connectionMark(QStringLiteral("teal"), false, view->palette());
        QVERIFY(!holds(edgeOf(view, QStringLiteral("order_dw")), teal));
        QVERIFY(!holds(bar->grab().toImage(), teal));
        change(QStringLiteral("order_dw"), [](Profile &profile) { profile.colour = QStringLiteral("teal"); });
        open(view, QStringLiteral("order_dw"));
        for (const char *where : {"order_dw", "order_dw/public"})
            QTRY_VERIFY2(holds(edgeOf(view, QLatin1String(where)), teal), where);
        QVERIFY(!holds(edgeOf(view, QStringLiteral("test_dbs_holo")), teal));
        QTRY_VERIFY(holds(bar->grab().toImage(), teal));
        QVERIFY(!frame()->isVisible());
        shoot(m_window.get(), QStringLiteral("connection-colour"));
    }

    void productionIsSeenAroundTheWindow()
    {
        openWindow();
        QVERIFY(openOrders());
        QVERIFY(!frame()->isVisible());
        QCOMPARE(m_window->windowTitle(), QStringLiteral("dwd_orders — Isthmus"));
        change(QStringLiteral("order_dw"), [](Profile &profile) { profile.environment = Environment::Production; });
        QTRY_VERIFY(frame()->isVisible());
        QCOMPARE(m_window->windowTitle(), QStringLiteral("dwd_orders — Production — Isthmus"));
        const QColor red = views::connectionMark({}, true, m_window->palette());
        const auto edges = [this, red] {
            const QImage window = m_window->grab().toImage();
            const QPoint middle = window.rect().center();
            return QList<bool>{
                window.pixelColor(middle.x(), 0) == red, window.pixelColor(middle.x(), window.height() - 1) == red,
                window.pixelColor(0, middle.y()) == red, window.pixelColor(window.width() - 1, middle.y()) == red};
        };
        QTRY_COMPARE(edges(), (QList<bool>{true, true, true, true}));
        m_window->resize(1200, 800);
        QTRY_COMPARE(edges(), (QList<bool>{true, true, true, true}));
        QTRY_VERIFY(holds(edgeOf(tree("hologresTree"), QStringLiteral("order_dw")), red));
        shoot(m_window.get(), QStringLiteral("production-frame"));
        QVERIFY(openPage(QStringLiteral("test_dbs_holo/order_dw/public/dwd_orders")));
        QTRY_VERIFY(!frame()->isVisible()); // another connection's
        QTRY_COMPARE(edges(), (QList<bool>{false, false, false, false}));
    }

    void aComputeGroupIsChosenInTheTree()
    {
        const auto root = testsupport::path(QStringLiteral("order_dw"));
        const auto folder = root.child(catalog::computeGroupsFolder);
        auto &catalog = m_fakes->catalog(QStringLiteral("order_dw"));
        catalog.setChildren(
            root, {testsupport::entry(root, catalog::computeGroupsFolder, catalog::ObjectKind::ComputeGroups)});
        catalog.setChildren(folder,
                            {testsupport::entry(folder, QStringLiteral("read_1"), catalog::ObjectKind::ComputeGroup)});
        openWindow();
        auto *view = tree("hologresTree");
        open(view, QStringLiteral("order_dw"));
        open(view, folder.toString());
        const QString group = folder.child(QStringLiteral("read_1")).toString();
        view->setFocus();
        view->setCurrentIndex(row(view, group));
        auto *use = m_window->findChild<QAction *>(QStringLiteral("connection.useComputeGroup"));
        QVERIFY(use);
        QTRY_VERIFY(use->isEnabled() && use->isVisible());
        use->trigger();
        QTRY_COMPARE(m_fakes->manager().profile(QStringLiteral("order_dw"))->computeGroup(), QStringLiteral("read_1"));
        QTRY_VERIFY(row(view, QStringLiteral("order_dw"))
                        .data(CatalogTreeModel::NoteRole)
                        .toString()
                        .contains(QStringLiteral("read_1")));
        QVERIFY(row(view, group).isValid()); // it is open as before
        QTRY_VERIFY(!use->isEnabled());
        QVERIFY2(use->toolTip().contains(QStringLiteral("already")), qPrintable(use->toolTip()));
        shoot(m_window.get(), QStringLiteral("compute-group"));
    }

    void headingsAreSeenAndPassedOver()
    {
        openWindow();
        auto *view = tree("hologresTree");
        open(view, QStringLiteral("order_dw"));
        change(QStringLiteral("order_dw"), [](Profile &profile) { profile.group = QStringLiteral("Sales"); });
        change(QStringLiteral("test_dbs_holo"), [](Profile &profile) { profile.group = QStringLiteral("Tests"); });
        QTRY_COMPARE(view->model()->rowCount(), 4);
        const QModelIndex sales = view->model()->index(0, 0);
        QCOMPARE(CatalogTreeModel::messageOf(sales), CatalogTreeModel::Message::Group);
        QVERIFY(view->isExpanded(row(view, QStringLiteral("order_dw")))); // as before
        view->setFocus();
        view->setCurrentIndex(row(view, QStringLiteral("order_dw/ads")));
        QTest::keyClick(view, Qt::Key_End);
        QCOMPARE(view->currentIndex(), row(view, QStringLiteral("test_dbs_holo")));
        QTest::keyClick(view, Qt::Key_Up); // over the heading
        QVERIFY(CatalogTreeModel::pathOf(view->currentIndex()).connection == u"order_dw");
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(sales).center());
        QCOMPARE(view->selectionModel()->isSelected(sales), false);
        shoot(m_window.get(), QStringLiteral("connection-groups"));
        m_window->close();
        openAgain();
        view = tree("hologresTree");
        QTRY_VERIFY(view->isExpanded(row(view, QStringLiteral("order_dw")))); // restored below its heading
    }
};

QTEST_MAIN(tst_ConnectionMarks)
#include "tst_connectionmarks.moc"
