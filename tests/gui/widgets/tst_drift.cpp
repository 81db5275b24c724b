// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/views/drift/driftpage.h>
#include <isthmus/views/plans/repairmappingsdialog.h>
#include <isthmus/views/table/tablepage.h>

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

using namespace isthmus;
using catalog::ObjectKind;
using models::CatalogTreeModel;
using models::DriftListModel;
using testsupport::path;

/// Drift as a user meets it: in the tree, on the page of an external table, and on a page of its own.
class tst_Drift : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void anOpenedTableThatDriftedSaysSo();
    void nothingIsComparedThatNobodyLooksAt();
    void aRefreshComparesAnew();
    void thePageListsWhatChanged();
    void aPageOfTheLastStartComparesAnew();
    void mappingsAreTickedAndRepairedByKeyboard();
    void mappingsAreTickedAndRepairedByMouse();
    void theListIsFilteredAndCopied();
    void whatCannotBeReadIsSaid();
    void theTableItselfOffersTheRepair();
    void darkAndLight();

private:
    // orders and dwd_orders of Hologres, mapped as ext_a and ext_b; ext_b was not made here.
    void mapBoth();
    void dropColumn();
    void rename(const QString &column);
    [[nodiscard]] views::DriftPage *openDrift();
    [[nodiscard]] QString badgeText(const QString &where);

    catalog::TableInfo m_source;
};

void tst_Drift::mapBoth()
{
    mapping::MapTableFacts facts;
    m_source = testsupport::dwdOrders();
    m_source.identity = QStringLiteral("16400");
    for (qsizetype i = 0; i < m_source.columns.size(); ++i)
        m_source.columns[i].number = int(i + 1);
    auto &holo = m_fakes->catalog(QStringLiteral("order_dw"));
    holo.setTable(m_source);
    facts.source = m_source;
    facts.sourceServer = *core::await(holo.server());
    facts.targetServer = *core::await(m_fakes->catalog(QStringLiteral("dbs_mc")).server());
    const auto schema = path(QStringLiteral("dbs_mc/default"));
    QList<catalog::Entry> entries;
    for (const QString &name : {QStringLiteral("ext_a"), QStringLiteral("ext_b")}) {
        mapping::MapTable definition;
        definition.source = m_source.path;
        definition.targetSchema = schema;
        definition.tableName = name;
        const auto remembered = mapping::rememberedOf(definition, facts);
        if (name == u"ext_a")
            QVERIFY(mapping::Fingerprints(fingerprints()).keep(remembered.key, remembered.fingerprint));
        auto target = remembered.fingerprint.target;
        target.path = schema.child(name);
        m_fakes->catalog(QStringLiteral("dbs_mc")).setTable(target);
        entries.append(testsupport::entry(schema, name, ObjectKind::ExternalTable));
    }
    m_fakes->catalog(QStringLiteral("dbs_mc")).setChildren(schema, entries);
}

void tst_Drift::dropColumn()
{
    m_source.columns.removeIf([](const auto &column) { return column.name == u"order_state"; });
    m_fakes->catalog(QStringLiteral("order_dw")).setTable(m_source);
}

void tst_Drift::rename(const QString &column)
{
    m_source.columns[2].name = column;
    m_fakes->catalog(QStringLiteral("order_dw")).setTable(m_source);
}

QString tst_Drift::badgeText(const QString &where)
{
    return row(tree("maxcomputeTree"), where).data(CatalogTreeModel::DriftTextRole).toString();
}

// By the menu of the schema in the tree.
views::DriftPage *tst_Drift::openDrift()
{
    auto *view = tree("maxcomputeTree");
    open(view, QStringLiteral("dbs_mc"));
    open(view, QStringLiteral("dbs_mc/default"));
    view->setFocus();
    view->setCurrentIndex(row(view, QStringLiteral("dbs_mc/default")));
    auto *check = m_window->findChild<QAction *>(QStringLiteral("drift.check"));
    if (!check || !QTest::qWaitFor([check] { return check->isEnabled() && check->isVisible(); }))
        return nullptr;
    check->trigger();
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    auto *page = documents->currentWidget()->findChild<views::DriftPage *>();
    auto *list = page ? page->findChild<QTableView *>(QStringLiteral("driftList")) : nullptr;
    const bool isListed = list && QTest::qWaitFor([list] { return list->model()->rowCount() == 2; });
    return isListed ? page : nullptr;
}

void tst_Drift::anOpenedTableThatDriftedSaysSo()
{
    mapBoth();
    dropColumn();
    openWindow();
    auto *view = tree("maxcomputeTree");
    open(view, QStringLiteral("dbs_mc"));
    open(view, QStringLiteral("dbs_mc/default"));
    const QString where = QStringLiteral("dbs_mc/default/ext_a");
    QVERIFY(badgeText(where).isEmpty());
    auto *page = openPage(where);
    QVERIFY(page);
    auto *band = page->findChild<QWidget *>(QStringLiteral("driftBand"));
    QTRY_VERIFY(band->isVisible());
    const QString words = page->findChild<QLabel *>(QStringLiteral("driftText"))->text();
    QVERIFY2(words.contains(QStringLiteral("order_state was dropped in Hologres"))
                 && words.contains(QStringLiteral("does not exist")),
             qPrintable(words));
    const QModelIndex index = row(view, where);
    QCOMPARE(index.data(CatalogTreeModel::DriftRole).toInt(), int(mapping::DriftState::Broken));
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("drift: broken")));
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("order_state was dropped in Hologres")));
    shoot(m_window.get(), QStringLiteral("10-drift-of-a-table"));
}

void tst_Drift::nothingIsComparedThatNobodyLooksAt()
{
    mapBoth();
    openWindow();
    auto *view = tree("maxcomputeTree");
    open(view, QStringLiteral("dbs_mc"));
    open(view, QStringLiteral("dbs_mc/default"));
    QVERIFY(m_fakes->catalog(QStringLiteral("order_dw")).tablesCalls(path(QStringLiteral("order_dw/public"))) == 0);
    QVERIFY(openPage(QStringLiteral("dbs_mc/default/ext_a")));
    auto &holo = m_fakes->catalog(QStringLiteral("order_dw"));
    QTRY_COMPARE(holo.tablesCalls(path(QStringLiteral("order_dw/public"))), 1); // of the one that was opened
    QVERIFY(badgeText(QStringLiteral("dbs_mc/default/ext_a")).isEmpty()); // equal: no badge
}

void tst_Drift::aRefreshComparesAnew()
{
    mapBoth();
    openWindow();
    auto *page = openPage(QStringLiteral("dbs_mc/default/ext_a"));
    QVERIFY(page);
    auto &holo = m_fakes->catalog(QStringLiteral("order_dw"));
    QTRY_COMPARE(holo.tablesCalls(path(QStringLiteral("order_dw/public"))), 1);
    auto *band = page->findChild<QWidget *>(QStringLiteral("driftBand"));
    QVERIFY(!band->isVisible());
    rename(QStringLiteral("<b>shop</b>"));
    page->findChild<QAction *>(QStringLiteral("reloadPage"))->trigger();
    QTRY_VERIFY(band->isVisible());
    auto *words = page->findChild<QLabel *>(QStringLiteral("driftText"));
    QTRY_VERIFY(words->text().contains(QStringLiteral("shop")));
    rename(QStringLiteral("order_shop_id"));
    page->findChild<QAction *>(QStringLiteral("reloadPage"))->trigger();
    QTRY_VERIFY(!band->isVisible());
}

void tst_Drift::thePageListsWhatChanged()
{
    mapBoth();
    dropColumn();
    openWindow();
    auto *page = openDrift();
    QVERIFY(page);
    auto *list = page->findChild<QTableView *>(QStringLiteral("driftList"));
    const auto text = [list](int at, int column) { return list->model()->index(at, column).data().toString(); };
    QTRY_VERIFY(!page->findChild<QLabel *>(QStringLiteral("driftCompared"))->text().isEmpty());
    QCOMPARE(text(0, DriftListModel::State), QStringLiteral("Broken"));
    QCOMPARE(text(0, DriftListModel::Source), QStringLiteral("order_dw.public.dwd_orders"));
    QCOMPARE(text(0, DriftListModel::Table), QStringLiteral("default.ext_a"));
    QCOMPARE(text(0, DriftListModel::Changed), QStringLiteral("order_state was dropped in Hologres"));
    QCOMPARE(text(1, DriftListModel::Changed), QStringLiteral("order_state is declared and not in Hologres"));
    QCOMPARE(text(0, DriftListModel::Repair), QStringLiteral("Re-create"));
    QVERIFY(!text(0, DriftListModel::Checked).isEmpty());
    auto *differences = page->findChild<QTableView *>(QStringLiteral("differences"));
    QCOMPARE(differences->model()->rowCount(), 1);
    list->setCurrentIndex(list->model()->index(1, 0));
    QTRY_VERIFY(page->findChild<QLabel *>(QStringLiteral("differencesTitle"))
                    ->text()
                    .contains(QStringLiteral("Isthmus did not make this mapping")));
    QVERIFY(!badgeText(QStringLiteral("dbs_mc/default/ext_b")).isEmpty()); // the tree knows it too
    for (const QWidget *control : page->findChildren<QWidget *>()) {
        if (control->focusPolicy() & Qt::TabFocus && control->isVisible()
            && qobject_cast<const QAbstractButton *>(control))
            QVERIFY2(!static_cast<const QAbstractButton *>(control)->text().isEmpty()
                         && !control->objectName().isEmpty(),
                     qPrintable(control->objectName()));
    }
    shoot(m_window.get(), QStringLiteral("10-drift"));

    // Somebody mends the source: comparing again says so.
    m_source = testsupport::dwdOrders();
    m_source.identity = QStringLiteral("16400");
    for (qsizetype i = 0; i < m_source.columns.size(); ++i)
        m_source.columns[i].number = int(i + 1);
    m_fakes->catalog(QStringLiteral("order_dw")).setTable(m_source);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(text(0, DriftListModel::State), QStringLiteral("Equal"));
    QTRY_VERIFY(badgeText(QStringLiteral("dbs_mc/default/ext_b")).isEmpty());
}

void tst_Drift::aPageOfTheLastStartComparesAnew()
{
    mapBoth();
    openWindow();
    QVERIFY(openDrift());
    m_window->close();
    openAgain();
    const auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    const auto *page = documents->currentWidget()->findChild<views::DriftPage *>();
    QVERIFY(page);
    QTRY_COMPARE(page->findChild<QTableView *>(QStringLiteral("driftList"))->model()->rowCount(), 2);
    QVERIFY(!page->findChild<QWidget *>(QStringLiteral("driftError"))->isVisible());
}

void tst_Drift::mappingsAreTickedAndRepairedByKeyboard()
{
    mapBoth();
    dropColumn();
    openWindow();
    auto *page = openDrift();
    QVERIFY(page);
    auto *list = page->findChild<QTableView *>(QStringLiteral("driftList"));
    auto *repair = page->findChild<QPushButton *>(QStringLiteral("repairMappings"));
    QVERIFY(!repair->isEnabled() && !repair->toolTip().isEmpty());
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Space);
    QTRY_VERIFY(repair->isEnabled());
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Space);
    QVERIFY2(repair->text().contains(u'2'), qPrintable(repair->text()));
    QTest::keyClick(list, Qt::Key_Space);
    QVERIFY(repair->text().contains(u'1'));
    QTest::keyClick(list, Qt::Key_Space);
    QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier);
    auto *dialog = m_window->findChild<views::RepairMappingsDialog *>();
    QVERIFY(dialog);
    auto *sql = dialog->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("DROP TABLE IF EXISTS dbs_mc.default.ext_b;")));
    QVERIFY(!sql->toPlainText().contains(QStringLiteral("order_state")));
    QCOMPARE(dialog->findChild<QTableView *>(QStringLiteral("mappingsToRepair"))->model()->rowCount(), 2);
    auto *confirm = dialog->findChild<QLineEdit *>(QStringLiteral("confirmName"));
    QTRY_VERIFY(confirm->hasFocus());
    auto *run = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QVERIFY(!run->isEnabled());
    shoot(dialog, QStringLiteral("10-repair"));
    QTest::keyClicks(confirm, QStringLiteral("default")); // both are in that schema
    QTRY_VERIFY(run->isEnabled());
    QTest::keyClick(confirm, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_begun->tryAcquire(1, 10'000));
    const auto runs = core::await(m_runs->list({}));
    QCOMPARE(runs->runs.first().taskKind, mapping::RepairMappings::taskKind);
    QCOMPARE(runs->runs.first().touches.size(), 2);
}

void tst_Drift::mappingsAreTickedAndRepairedByMouse()
{
    mapBoth();
    dropColumn();
    openWindow();
    auto *page = openDrift();
    QVERIFY(page);
    auto *list = page->findChild<QTableView *>(QStringLiteral("driftList"));
    auto *repair = page->findChild<QPushButton *>(QStringLiteral("repairMappings"));
    const QRect cell = list->visualRect(list->model()->index(0, DriftListModel::State));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 12, cell.center().y()));
    QTRY_VERIFY(repair->isEnabled());
    QTest::mouseClick(repair, Qt::LeftButton);
    auto *dialog = m_window->findChild<views::RepairMappingsDialog *>();
    QVERIFY(dialog);
    auto *confirm = dialog->findChild<QLineEdit *>(QStringLiteral("confirmName"));
    QTRY_VERIFY(confirm->isVisible());
    QTest::keyClicks(confirm, QStringLiteral("ext_a"));
    auto *run = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_VERIFY(run->isEnabled());
    QTest::mouseClick(run, Qt::LeftButton);
    QVERIFY(m_begun->tryAcquire(1, 10'000));
    const QRect name = list->visualRect(list->model()->index(1, DriftListModel::Table));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, name.center());
    QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, name.center());
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    QTRY_VERIFY(documents->currentWidget()->findChild<views::TablePage *>()); // it opens its table
}

void tst_Drift::theListIsFilteredAndCopied()
{
    mapBoth();
    dropColumn();
    openWindow();
    auto *page = openDrift();
    QVERIFY(page);
    auto *list = page->findChild<QTableView *>(QStringLiteral("driftList"));
    QVERIFY(page->focusFilter());
    auto *filter = page->findChild<QLineEdit *>(QStringLiteral("driftFilter"));
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("EXT_b"));
    QCOMPARE(list->model()->rowCount(), 1);
    filter->clear();
    QTest::mouseClick(page->findChild<QToolButton *>(QStringLiteral("driftShow_equal")), Qt::LeftButton);
    QCOMPARE(list->model()->rowCount(), 0);
    QTest::mouseClick(page->findChild<QToolButton *>(QStringLiteral("driftShow_broken")), Qt::LeftButton);
    QCOMPARE(list->model()->rowCount(), 2);
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("copyDrift")), Qt::LeftButton);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).startsWith(QStringLiteral("State\tHologres table\tExternal table\tWhat changed\tEffect")));
    QVERIFY2(lines.at(1).startsWith(QStringLiteral("Broken\torder_dw.public.dwd_orders\tdefault.ext_a\t")),
             qPrintable(lines.at(1)));
}

void tst_Drift::whatCannotBeReadIsSaid()
{
    mapBoth();
    m_fakes->catalog(QStringLiteral("dbs_mc"))
        .setChildrenError(path(QStringLiteral("dbs_mc/default")),
                          {core::ErrorKind::Permission, QStringLiteral("You may not list default."), {}, {}, {}});
    openWindow();
    m_window->perform(models::checkDrift(path(QStringLiteral("dbs_mc/default"))));
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    auto *page = documents->currentWidget()->findChild<views::DriftPage *>();
    QVERIFY(page);
    auto *band = page->findChild<QWidget *>(QStringLiteral("driftError"));
    QTRY_VERIFY(band->isVisible());
    m_fakes->catalog(QStringLiteral("dbs_mc")).setChildren(path(QStringLiteral("dbs_mc/default")), {});
    QDir(fingerprints()).removeRecursively();
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("compareAgain")), Qt::LeftButton);
    auto *empty = page->findChild<QLabel *>(QStringLiteral("driftEmpty"));
    QTRY_VERIFY(empty->isVisible());
    QCOMPARE(empty->text(), QStringLiteral("No table mappings in default."));
    QVERIFY(!band->isVisible());
}

void tst_Drift::theTableItselfOffersTheRepair()
{
    mapBoth();
    dropColumn();
    openWindow();
    auto *page = openPage(QStringLiteral("dbs_mc/default/ext_a"));
    QVERIFY(page);
    auto *repair = page->findChild<QPushButton *>(QStringLiteral("repairMapping"));
    QTRY_VERIFY(repair->isVisible());
    QTest::mouseClick(repair, Qt::LeftButton);
    auto *dialog = m_window->findChild<views::RepairMappingsDialog *>();
    QVERIFY(dialog);
    auto *sql = dialog->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("CREATE EXTERNAL TABLE dbs_mc.default.ext_a")));
    dialog->close();
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("showDrift")), Qt::LeftButton);
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    QTRY_VERIFY(documents->currentWidget()->findChild<views::DriftPage *>());
    QCOMPARE(documents->tabText(documents->currentIndex()), QStringLiteral("Drift of default"));
}

void tst_Drift::darkAndLight()
{
    m_settings->setValue(QStringLiteral("window/theme"), QStringLiteral("dark"));
    mapBoth();
    dropColumn();
    openWindow();
    m_theme->setChoice(views::Theme::Choice::Dark);
    auto *page = openDrift();
    QVERIFY(page);
    shoot(m_window.get(), QStringLiteral("10-drift-dark"));
    m_theme->setChoice(views::Theme::Choice::Light);
    shoot(m_window.get(), QStringLiteral("10-drift-light"));
}

QTEST_MAIN(tst_Drift)
#include "tst_drift.moc"
