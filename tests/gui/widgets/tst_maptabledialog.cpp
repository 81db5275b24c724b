// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/models/plans/mapcolumnsmodel.h>
#include <isthmus/views/plans/maptabledialog.h>

#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>

using namespace isthmus;
using catalog::ObjectKind;
using testsupport::dwdOrders;
using testsupport::path;

class tst_MapTableDialog : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void mapDialogPlansAndRuns();
    void mapDialogSaysWhyRunWaits();
    void typesInDisputeAreSettledInTheDialog();
    void theReportOpensBehindTheDialog();
    void inASmallWindowTheWordsGiveWayToTheLink();
    void aTableDroppedOnASchemaOpensItsMapping();
    void whatIsReplacedIsConfirmedByName();
    void aKnownRoleIsChosenByMouseAndByKeyboard();
};

void tst_MapTableDialog::mapDialogPlansAndRuns()
{
    openWindow();
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    QVERIFY(dialog);
    QVERIFY(!dialog->isModal());
    auto *sql = dialog->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("CREATE EXTERNAL TABLE")));
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("tableName"))->text(), QStringLiteral("dwd_orders"));
    QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("project"))->currentText(), QStringLiteral("dbs_mc"));
    auto *columns = dialog->findChild<QTableView *>(QStringLiteral("mapColumns"));
    QCOMPARE(columns->model()->rowCount(), 8);
    auto *runButton = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_VERIFY(runButton->isEnabled());
    shoot(dialog, QStringLiteral("05-map-table"));

    // Space leaves a column out, and the plan follows.
    columns->setFocus();
    columns->setCurrentIndex(columns->model()->index(1, models::MapColumnsModel::Target));
    QTest::keyClick(columns, Qt::Key_Space);
    QTRY_VERIFY(!sql->toPlainText().contains(QStringLiteral("order_user_id")));

    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("tableName"));
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("orders_ext"));
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("orders_ext")));

    QTest::mouseClick(dialog->findChild<QRadioButton *>(QStringLiteral("accessRamRole")), Qt::LeftButton);
    auto *arn = dialog->findChild<QLineEdit *>(QStringLiteral("roleArn"));
    QTRY_VERIFY(arn->isVisible());
    QTRY_VERIFY(!runButton->isEnabled()); // without a role there is nothing to run
}

void tst_MapTableDialog::aKnownRoleIsChosenByMouseAndByKeyboard()
{
    const auto servers = path(QStringLiteral("dbs_mc")).child(catalog::foreignServersFolder);
    auto &target = m_fakes->catalog(QStringLiteral("dbs_mc"));
    QList<catalog::Entry> entries;
    for (const auto &role : {QStringLiteral("also"), QStringLiteral("reads&writes")}) {
        entries.append(testsupport::entry(servers, QStringLiteral("s_") + role, catalog::ObjectKind::ForeignServer));
        target.setFacts(entries.last().path, {{catalog::FactId::RoleArn, QStringLiteral("acs:ram::1:role/") + role}});
    }
    target.setChildren(servers, entries);
    openWindow();
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    QTest::mouseClick(dialog->findChild<QRadioButton *>(QStringLiteral("accessRamRole")), Qt::LeftButton);
    auto *arn = dialog->findChild<QLineEdit *>(QStringLiteral("roleArn"));
    auto *menu = arn->findChild<QMenu *>(QStringLiteral("suggestions"));
    QTRY_COMPARE(menu->actions().size(), 2);
    QTRY_VERIFY(arn->isVisible());
    auto *arrow = arn->findChild<QToolButton *>();
    QVERIFY(arrow && arrow->isVisible());
    QTest::mouseClick(arrow, Qt::LeftButton);
    QTRY_VERIFY(menu->isVisible());
    shoot(dialog, QStringLiteral("05-known-roles"));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().at(1)).center());
    QCOMPARE(arn->text(), QStringLiteral("acs:ram::1:role/reads&writes"));
    auto *sql = dialog->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("'acs:ram::1:role/reads&writes'")));
    QTest::keyClick(arn, Qt::Key_Down);
    QTRY_VERIFY(menu->isVisible());
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("'acs:ram::1:role/also'")));
}

void tst_MapTableDialog::typesInDisputeAreSettledInTheDialog()
{
    openWindow();
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    auto *sql = dialog->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("order_fee DECIMAL(20,2)")));
    auto *decimals = dialog->findChild<QComboBox *>(QStringLiteral("typeSetting_decimals"));
    QVERIFY(decimals->isVisible());
    QVERIFY(!dialog->findChild<QComboBox *>(QStringLiteral("typeSetting_arrays"))->isVisible()); // there is none
    decimals->setFocus();
    QTest::keyClick(decimals, Qt::Key_End);
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("order_fee STRING")));
    QTest::keyClick(decimals, Qt::Key_Up);
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("order_fee DECIMAL(38,18)")));
    QCOMPARE(dialog->form().definition().types.decimals, mapping::TypeSettings::Decimals::Largest);
}

void tst_MapTableDialog::theReportOpensBehindTheDialog()
{
    openWindow();
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("typeLossReport")), Qt::LeftButton);
    QTRY_VERIFY(m_window->findChild<QWidget *>(QStringLiteral("typeLossPage")));
    QVERIFY(dialog->isVisible());
}

void tst_MapTableDialog::inASmallWindowTheWordsGiveWayToTheLink()
{
    openWindow({1024, 700});
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    auto *sql = dialog->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("CREATE EXTERNAL TABLE")));
    auto *link = dialog->findChild<QPushButton *>(QStringLiteral("typeLossReport"));
    auto *summary = dialog->findChild<QLabel *>(QStringLiteral("columnsSummary"));
    auto *fields = dialog->findChild<QScrollArea *>();
    const auto isWhole = [&] {
        const int right = link->mapTo(fields->viewport(), QPoint(link->width(), 0)).x();
        return link->width() >= link->sizeHint().width() && right <= fields->viewport()->width();
    };
    QTRY_VERIFY(isWhole());
    // However long the words beside it are.
    summary->setText(summary->text().repeated(4));
    QTRY_VERIFY(summary->width() < summary->sizeHint().width());
    QVERIFY(isWhole());
    QCOMPARE(fields->horizontalScrollBar()->maximum(), 0);
}

void tst_MapTableDialog::mapDialogSaysWhyRunWaits()
{
    openWindow();
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    auto *runButton = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_VERIFY(runButton->isEnabled());
    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("tableName"));
    name->setFocus();
    name->selectAll();
    QTest::keyClick(name, Qt::Key_Delete);
    QTRY_VERIFY(!runButton->isEnabled());
    auto *foot = dialog->findChild<QLabel *>(QStringLiteral("footText"));
    QCOMPARE(foot->text(), dialog->form().runBlockedReason());
    QVERIFY(!foot->text().isEmpty());
    QTRY_VERIFY(name->property("problem").toBool());
    shoot(dialog, QStringLiteral("05-run-waits"));
}

void tst_MapTableDialog::aTableDroppedOnASchemaOpensItsMapping()
{
    openWindow();
    auto *left = tree("hologresTree");
    auto *right = tree("maxcomputeTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    open(right, QStringLiteral("dbs_mc"));
    const QModelIndex table = row(left, QStringLiteral("order_dw/public/dwd_orders"));
    const QModelIndex schema = row(right, QStringLiteral("dbs_mc/default"));
    QVERIFY(table.flags() & Qt::ItemIsDragEnabled);
    const std::unique_ptr<QMimeData> dragged(left->model()->mimeData({table}));
    QVERIFY(dragged);

    // As the platform does while the mouse moves and when it is let go.
    const auto drop = [&](QTreeView *view, const QModelIndex &on) {
        const QPoint at = view->visualRect(on).center();
        QDragEnterEvent enter(at, Qt::LinkAction | Qt::CopyAction, dragged.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view->viewport(), &enter);
        QDragMoveEvent move(at, Qt::LinkAction | Qt::CopyAction, dragged.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view->viewport(), &move);
        QDropEvent release(at, Qt::LinkAction | Qt::CopyAction, dragged.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view->viewport(), &release);
        return move.isAccepted();
    };
    QVERIFY(!drop(left, row(left, QStringLiteral("order_dw/public")))); // nothing is mapped to Hologres
    QVERIFY(!m_window->findChild<views::MapTableDialog *>());
    QVERIFY(drop(right, schema));
    QTRY_VERIFY(m_window->findChild<views::MapTableDialog *>());
    const auto &form = m_window->findChild<views::MapTableDialog *>()->form();
    QCOMPARE(form.source(), path(QStringLiteral("order_dw/public/dwd_orders")));
    QCOMPARE(form.target(), path(QStringLiteral("dbs_mc/default/dwd_orders")));
    QVERIFY(row(left, QStringLiteral("order_dw/public/dwd_orders")).isValid()); // no row was moved
}

void tst_MapTableDialog::whatIsReplacedIsConfirmedByName()
{
    catalog::TableInfo existing = dwdOrders();
    existing.path = path(QStringLiteral("dbs_mc/default/dwd_orders"));
    existing.kind = ObjectKind::ExternalTable;
    m_fakes->catalog(QStringLiteral("dbs_mc")).setTable(existing);
    openWindow();
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    auto *run = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    auto *confirm = dialog->findChild<QLineEdit *>(QStringLiteral("confirmName"));
    auto *foot = dialog->findChild<QLabel *>(QStringLiteral("footText"));
    QTRY_VERIFY(foot->text().contains(QStringLiteral("External table: dwd_orders exists in"))); // by its label
    QVERIFY(!confirm->isVisible());
    QVERIFY(!run->isEnabled());

    auto *ifTaken = dialog->findChild<QComboBox *>(QStringLiteral("ifTaken"));
    QVERIFY(ifTaken);
    ifTaken->setCurrentIndex(ifTaken->findText(QStringLiteral("Replace")));
    Q_EMIT ifTaken->activated(ifTaken->currentIndex());
    QTRY_VERIFY(confirm->isVisible());
    QVERIFY(!run->isEnabled());
    shoot(dialog, QStringLiteral("05-confirm"));
    const QString name = dialog->form().confirmName();
    QVERIFY(!name.isEmpty());
    confirm->setFocus();
    QTest::keyClicks(confirm, name.chopped(1));
    QVERIFY(!run->isEnabled());
    QTest::keyClicks(confirm, name.right(1));
    QVERIFY(run->isEnabled());
    QTest::keyClick(confirm, Qt::Key_Return); // Enter in a field starts nothing
    QVERIFY(core::await(m_runs->list({}))->runs.isEmpty());
}

QTEST_MAIN(tst_MapTableDialog)
#include "tst_maptabledialog.moc"
