// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreigntable/remembered.h"

#include <algorithm>

namespace isthmus::mapping {

namespace {

// The comments go along; see foreignTableSql().
QString commentOf(const catalog::TableInfo &source, const QString &column)
{
    const auto found = std::ranges::find_if(source.columns, [&column](const catalog::Column &c) {
        return c.name.compare(column, Qt::CaseInsensitive) == 0;
    });
    return found == source.columns.end() ? QString() : found->comment;
}

catalog::TableInfo plannedTarget(const PlannedForeign &planned)
{
    catalog::TableInfo info;
    info.kind = catalog::ObjectKind::ForeignTable;
    info.database = planned.targetServer.database;
    info.schema = planned.table.parent().name();
    info.name = planned.table.name();
    info.comment = planned.source.comment;
    info.external = catalog::ExternalSource{planned.shown.location(), {}, {}, {}};
    for (const auto &[name, type] : planned.columns) {
        catalog::Column column;
        column.name = name;
        column.type = catalog::parsePostgresType(type);
        column.comment = commentOf(planned.source, name);
        info.columns.append(column);
    }
    return info;
}

} // namespace

Remembered rememberedForeign(const PlannedForeign &planned, const Fingerprint::Foreign &foreign)
{
    Remembered remembered;
    remembered.key = MappingKey::ofForeign(planned.targetServer, planned.table.parent().name(), planned.table.name());
    remembered.fingerprint.source = comparable(planned.source);
    remembered.fingerprint.target = plannedTarget(planned);
    remembered.fingerprint.foreign = foreign;
    return remembered;
}

} // namespace isthmus::mapping
