// SPDX-License-Identifier: GPL-3.0-or-later
// What was lost with a connection is read again when that answers; what failed for another reason is not.
#include "fakeconnections.h"

#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/models/table/tablepage.h>

#include <QTest>

using namespace isthmus;
using catalog::ObjectKind;
using core::ErrorKind;
using models::CatalogTreeModel;
using models::TablePageModel;
using Part = TablePageModel::Part;

namespace {

const QString name = QStringLiteral("order_dw");
const catalog::ObjectPath root = testsupport::path(name);
const catalog::ObjectPath lostSchema = root.child(QStringLiteral("lost"));
const catalog::ObjectPath deniedSchema = root.child(QStringLiteral("denied"));
const catalog::ObjectPath orders = lostSchema.child(QStringLiteral("orders"));

core::Error failure(ErrorKind kind)
{
    return {kind, QStringLiteral("no way"), {}, {}, {}};
}

} // namespace

class tst_ComingBack : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<testsupport::FakeConnections> m_connections;

    testsupport::FakeCatalog &catalog() { return m_connections->catalog(name); }
    testsupport::FakeTableReader &reader() { return *m_connections->side(name).reader; }

private Q_SLOTS:
    void init()
    {
        m_connections = std::make_unique<testsupport::FakeConnections>();
        catalog().setServer(catalog::ServerInfo());
    }

    void rowsOfTheTree()
    {
        using State = CatalogTreeModel::State;
        catalog().setChildren(root,
                              {testsupport::entry(root, lostSchema.name(), ObjectKind::Schema),
                               testsupport::entry(root, deniedSchema.name(), ObjectKind::Schema)});
        catalog().setChildrenError(lostSchema, failure(ErrorKind::Network));
        catalog().setChildrenError(deniedSchema, failure(ErrorKind::Permission));
        CatalogTreeModel tree(m_connections->manager());
        const auto state = [&](const catalog::ObjectPath &path) {
            return CatalogTreeModel::stateOf(tree.indexOf(path));
        };
        const auto read = [&](const catalog::ObjectPath &path) {
            tree.fetchMore(tree.indexOf(path));
            QTRY_VERIFY(state(path) == State::Loaded || state(path) == State::Failed);
        };
        read(root);
        read(lostSchema);
        read(deniedSchema);
        catalog().setChildren(lostSchema, {testsupport::entry(lostSchema, orders.name(), ObjectKind::Table)});
        tree.retryLost(QStringLiteral("another"));
        QCOMPARE(state(lostSchema), State::Failed);
        tree.retryLost(name);
        QTRY_COMPARE(state(lostSchema), State::Loaded);
        QCOMPARE(state(deniedSchema), State::Failed);
        QCOMPARE(catalog().childrenCalls(deniedSchema), 1);
    }

    void partsOfAPage()
    {
        using State = TablePageModel::State;
        catalog().setTableError(orders, failure(ErrorKind::Timeout));
        catalog().setDdl(core::fail(failure(ErrorKind::Permission)));
        reader().setPreview(core::fail(failure(ErrorKind::Network)));
        TablePageModel page(m_connections->manager());
        page.open(orders);
        page.ensurePreview();
        page.ensureDdl();
        for (const Part part : {Part::Info, Part::Preview, Part::Ddl})
            QTRY_COMPARE(page.state(part), State::Failed);
        const auto mend = [this] {
            catalog::TableInfo info;
            info.path = orders;
            catalog().setTable(info);
            catalog().setDdl(QStringLiteral("CREATE TABLE orders"));
            const auto batch = std::make_shared<records::RecordBatch>(QList<catalog::Column>());
            reader().setPreview(records::Preview{batch, {}, {}, true});
        };
        mend();
        page.comeBack(QStringLiteral("another"));
        QCOMPARE(page.state(Part::Preview), State::Failed);
        page.comeBack(name);
        QTRY_COMPARE(page.state(Part::Info), State::Ready);
        QTRY_COMPARE(page.state(Part::Preview), State::Ready);
        QCOMPARE(page.state(Part::Ddl), State::Failed);

        // Retry on one page of it is meant for all that one cause has kept back.
        catalog().setTableError(orders, failure(ErrorKind::Network));
        reader().setPreview(core::fail(failure(ErrorKind::Network)));
        page.reload();
        QTRY_COMPARE(page.state(Part::Info), State::Failed);
        QTRY_COMPARE(page.state(Part::Preview), State::Failed);
        mend();
        page.retry(Part::Preview);
        QTRY_COMPARE(page.state(Part::Info), State::Ready);
        QTRY_COMPARE(page.state(Part::Preview), State::Ready);
    }
};

QTEST_GUILESS_MAIN(tst_ComingBack)
#include "tst_comingback.moc"
