// SPDX-License-Identifier: GPL-3.0-or-later
#include "groups.h"

#include "listpages.h"

#include <QCoreApplication>

namespace isthmus::hologres {

namespace {

using catalog::Entry;
using catalog::ObjectKind;
using catalog::Page;
using core::Cancellation;
using core::Result;

const QString tableGroupsSql = QStringLiteral(R"(
SELECT g.tablegroup_name, max(g.property_value) FILTER (WHERE g.property_key = 'shard_count')
FROM hologres.hg_table_group_properties g
WHERE g.tablegroup_name > $1 AND %1
GROUP BY g.tablegroup_name ORDER BY g.tablegroup_name LIMIT $2::int)");

// Where a table group is loaded. Source: docs/hologres.md#table-groups.
const QString loadedSql = QStringLiteral(R"(
SELECT g.warehouse_name, g.leader, g.replica_count::text
FROM hologres.hg_warehouse_table_groups g
WHERE g.database_name = $3 AND g.tablegroup_name = $4 AND g.warehouse_name > $1 AND %1
ORDER BY g.warehouse_name LIMIT $2::int)");
const QString loadedView = QStringLiteral("hologres.hg_warehouse_table_groups");

const QString computeGroupsSql = QStringLiteral(R"(
SELECT w.warehouse_name, w.cpu::text, w.status::text, w.is_default
FROM hologres.hg_warehouses w
WHERE w.warehouse_name > $1 AND %1 ORDER BY w.warehouse_name LIMIT $2::int)");

QString text(const char *source)
{
    return QCoreApplication::translate("Hologres", source);
}

} // namespace

Result<Page> listTableGroups(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    const auto capabilities = session.capabilities(cancellation);
    if (!capabilities)
        return core::fail(capabilities.error());
    const bool isLoadedKnown = capabilities->has(loadedView);
    const auto rows = session.query(tableGroupsSql.arg(beginsWith(QStringLiteral("g.tablegroup_name"),
                                                                  QStringLiteral("$3"), task.request.namePrefix)),
                                    {task.request.marker, limitFor(task), task.request.namePrefix},
                                    task.location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    return pageOf(rows->get(), task, 0, [&](QList<Entry> &entries, int row) {
        Entry entry;
        entry.path = task.request.parent.child(textAt(rows->get(), row, 0));
        entry.kind = ObjectKind::TableGroup;
        entry.mayHaveChildren = isLoadedKnown;
        if (const int shards = textAt(rows->get(), row, 1).toInt(); shards > 0)
            entry.note = shards == 1 ? QCoreApplication::translate("Hologres", "1 shard")
                                     : QCoreApplication::translate("Hologres", "%1 shards").arg(shards);
        entries.append(entry);
    });
}

Result<Page> listLoaded(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    const auto rows = session.query(
        loadedSql.arg(beginsWith(QStringLiteral("g.warehouse_name"), QStringLiteral("$5"), task.request.namePrefix)),
        {task.request.marker, limitFor(task), task.location.database, task.location.tableGroup,
         task.request.namePrefix},
        task.location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    return pageOf(rows->get(), task, 0, [&](QList<Entry> &entries, int row) {
        Entry entry;
        entry.path = task.request.parent.child(textAt(rows->get(), row, 0));
        entry.kind = ObjectKind::ComputeGroup;
        const QString replicas = textAt(rows->get(), row, 2);
        bool isNumber = false;
        const int count = replicas.toInt(&isNumber);
        if (isNumber)
            entry.replicas = count;
        entry.note = replicas == u"1" ? text(QT_TRANSLATE_NOOP("Hologres", "1 replica"))
                                      : text(QT_TRANSLATE_NOOP("Hologres", "%1 replicas")).arg(replicas);
        if (boolAt(rows->get(), row, 1)) // the one that may write
            entry.note += QStringLiteral(" · ") + text(QT_TRANSLATE_NOOP("Hologres", "leader"));
        entries.append(entry);
    });
}

Result<Page> listComputeGroups(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    const auto rows = session.query(computeGroupsSql.arg(beginsWith(QStringLiteral("w.warehouse_name"),
                                                                    QStringLiteral("$3"), task.request.namePrefix)),
                                    {task.request.marker, limitFor(task), task.request.namePrefix},
                                    task.location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    return pageOf(rows->get(), task, 0, [&](QList<Entry> &entries, int row) {
        Entry entry;
        entry.path = task.request.parent.child(textAt(rows->get(), row, 0));
        entry.kind = ObjectKind::ComputeGroup;
        entry.note = text(QT_TRANSLATE_NOOP("Hologres", "%1 CU")).arg(textAt(rows->get(), row, 1));
        entries.append(entry);
    });
}

} // namespace isthmus::hologres
