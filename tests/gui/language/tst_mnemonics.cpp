// SPDX-License-Identifier: GPL-3.0-or-later
// In each language the letters that are pressed with Alt are told apart: within a dialog, a page, a menu.
#include "table/gridview.h"
#include "table/zonedialog.h"
#include "windowtest.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/language.h>
#include <isthmus/mapping/access/hologresuser.h>
#include <isthmus/models/doctor/checksdocument.h>
#include <isthmus/views/connections/masterpassworddialog.h>
#include <isthmus/views/table/tablepage.h>

#include <QAbstractButton>
#include <QApplication>
#include <QContextMenuEvent>
#include <QDialog>
#include <QGroupBox>
#include <QHash>
#include <QKeySequence>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QTabBar>
#include <QTableView>

#include <utility>

using namespace isthmus;
using catalog::ObjectKind;
using testsupport::entry;
using testsupport::path;

namespace {

using Texts = QHash<QString, QStringList>; // by mnemonic

void note(Texts *texts, const QString &text)
{
    const QKeySequence key = QKeySequence::mnemonic(text);
    if (!key.isEmpty() && !texts->value(key.toString()).contains(text))
        (*texts)[key.toString()].append(text);
}

QStringList twice(const Texts &texts)
{
    QStringList told;
    for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
        if (it->size() > 1)
            told.append(it.key() + QStringLiteral(": ") + it->join(QStringLiteral(", ")));
    }
    told.sort();
    return told;
}

QStringList twiceInMenu(const QMenu *menu)
{
    Texts texts;
    QStringList below;
    for (const QAction *action : menu->actions()) {
        if (action->isVisible())
            note(&texts, action->text());
        if (action->menu())
            below += twiceInMenu(action->menu());
    }
    return twice(texts) + below;
}

// Also what is hidden now: it may be shown beside the others.
QStringList twiceIn(const QWidget *top)
{
    Texts texts;
    QStringList below;
    for (const QWidget *widget : top->findChildren<QWidget *>()) {
        if (const auto *bar = qobject_cast<const QMenuBar *>(widget)) {
            for (const QAction *action : bar->actions()) {
                note(&texts, action->text());
                below += twiceInMenu(action->menu());
            }
        }
        if (widget->window() != top)
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && label->buddy())
            note(&texts, label->text());
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            note(&texts, button->text());
        if (const auto *group = qobject_cast<const QGroupBox *>(widget))
            note(&texts, group->title());
        const auto *tabs = qobject_cast<const QTabBar *>(widget);
        const bool isOfForm = tabs && tabs->objectName() != u"documentTabBar"; // those are names
        for (int tab = 0; isOfForm && tab < tabs->count(); ++tab)
            note(&texts, tabs->tabText(tab));
    }
    return twice(texts) + below;
}

} // namespace

class tst_Mnemonics : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void noneIsThereTwice_data();
    void noneIsThereTwice();

private:
    // Looks at the dialog that \a command opens.
    void look(const models::Command &command, const char *name)
    {
        m_window->perform(command);
        auto *dialog = m_window->findChild<QDialog *>(QLatin1String(name));
        QVERIFY2(dialog, name);
        told(QLatin1String(name), twiceIn(dialog));
        delete dialog;
    }
    void lookAtContextMenu(const char *view, const QString &where)
    {
        auto *shown = tree(view);
        open(shown, where);
        shown->setFocus();
        shown->setCurrentIndex(row(shown, where));
        QContextMenuEvent wanted(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(shown, &wanted);
        auto *menu = m_window->findChild<QMenu *>(QStringLiteral("contextMenu"));
        QVERIFY(menu && menu->isVisible());
        told(where, twiceInMenu(menu));
        menu->close();
        delete menu;
    }
    void lookAtGrid()
    {
        auto *page = openOrders();
        QVERIFY(page);
        auto *grid = qobject_cast<views::GridView *>(page->findChild<QTableView *>(QStringLiteral("previewGrid")));
        grid->setCurrentIndex(grid->model()->index(0, 1));
        QMenu *cell = grid->makeCellMenu(grid);
        told(QStringLiteral("cell"), twiceInMenu(cell));
        QMenu *column = grid->makeColumnMenu(1, grid);
        told(QStringLiteral("column"), twiceInMenu(column));
        QVERIFY(!cell->isEmpty() && !column->isEmpty());
    }
    void told(const QString &where, const QStringList &twice)
    {
        for (const QString &each : twice)
            m_told.append(where + QStringLiteral(" — ") + each);
    }

    QStringList m_told;
};

void tst_Mnemonics::noneIsThereTwice_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QString(); // first: a language stays
    for (const QString &language : core::availableLanguages())
        QTest::newRow(qPrintable(language)) << language;
}

void tst_Mnemonics::noneIsThereTwice()
{
    QFETCH(QString, language);
    if (!language.isEmpty())
        core::installLanguage(*qApp, language);
    m_told.clear();
    const auto plain = path(QStringLiteral("dbs_mc/default"));
    m_fakes->catalog(QStringLiteral("dbs_mc"))
        .setChildren(plain,
                     {entry(plain, QStringLiteral("ods_user_info_d"), ObjectKind::PartitionedTable),
                      entry(plain, QStringLiteral("ext"), ObjectKind::ExternalTable)});
    openWindow();
    for (const connections::ConnectionKind *kind : connections::connectionKinds())
        look(models::AddConnection{kind->id}, "connectionDialog");
    look(models::EditConnection{QStringLiteral("order_dw")}, "connectionDialog");
    look(models::ImportConnections{}, "importDialog");
    look(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))), "mapTableDialog");
    look(models::mapTables({path(QStringLiteral("order_dw/public"))}), "mapTablesDialog");
    look(models::mapToHologres({plain}), "mapToHologresDialog");
    look(models::mapToHologres({plain.child(QStringLiteral("ods_user_info_d"))}), "mapToHologresDialog");
    look(models::mapSchema(path(QStringLiteral("order_dw/public"))), "mapSchemaDialog");
    look(models::dropExternalSchema(path(QStringLiteral("dbs_mc/public"))), "dropExternalSchemaDialog");
    look(models::dropExternalTable(path(QStringLiteral("dbs_mc/default/ext"))), "dropExternalTableDialog");
    look(models::dropForeignTable(path(QStringLiteral("order_dw/public/mc_orders"))), "dropForeignTableDialog");
    look(models::newForeignServer(path(QStringLiteral("dbs_mc"))), "newForeignServerDialog");
    look(models::dropForeignServer(path(QStringLiteral("dbs_mc/:foreign_servers/ours"))), "dropForeignServerDialog");
    look(models::planOf(mapping::AddHologresUser{path(QStringLiteral("order_dw")), {}}.toTask()), "addUserDialog");
    look(models::planOf(mapping::GrantHologresRights{path(QStringLiteral("order_dw/public")), {}, {}, {}}.toTask()),
         "grantRightsDialog");
    m_window->perform(
        models::OpenDocument{models::checksAddress(path(QStringLiteral("order_dw/public")), ObjectKind::Schema)});
    m_window->perform(models::OpenDocument{
        models::checksAddress(path(QStringLiteral("order_dw/public/dwd_orders")), ObjectKind::Table)});
    look(models::repairMappings({path(QStringLiteral("dbs_mc/default/ext"))}), "repairMappingsDialog");
    for (const auto question :
         {connections::MasterPasswordQuestion::Unlock, connections::MasterPasswordQuestion::New}) {
        const views::MasterPasswordDialog dialog(question, m_window.get());
        told(QStringLiteral("master password"), twiceIn(&dialog));
    }
    const views::ZoneDialog zone(m_window.get());
    told(QStringLiteral("zone"), twiceIn(&zone));
    for (const char *where : {"order_dw", "order_dw/public", "order_dw/public/dwd_orders"})
        lookAtContextMenu("hologresTree", QLatin1String(where));
    for (const char *where : {"dbs_mc", "dbs_mc/default", "dbs_mc/default/ods_user_info_d", "dbs_mc/default/ext"})
        lookAtContextMenu("maxcomputeTree", QLatin1String(where));
    lookAtGrid();
    m_window->perform(models::openTypes(path(QStringLiteral("order_dw/public/dwd_orders"))));
    m_window->perform(models::checkDrift(plain));
    for (const char *action : {"goToAnything", "welcome"})
        m_window->findChild<QAction *>(QLatin1String(action))->trigger();
    told(QStringLiteral("window"), twiceIn(m_window.get()));
    for (const auto *menu : m_window->findChildren<QMenu *>())
        told(menu->objectName(), twiceInMenu(menu));
    m_told.removeDuplicates();
    for (const QString &each : std::as_const(m_told))
        qWarning().noquote() << each;
    QVERIFY(m_told.isEmpty());
}

QTEST_MAIN(tst_Mnemonics)
#include "tst_mnemonics.moc"
