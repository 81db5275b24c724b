// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

namespace isthmus::mapping {

// The titles of catalog::objectKindTitle(), kept without a language.
plan::Text relationKindText(catalog::ObjectKind kind)
{
    switch (kind) {
    case catalog::ObjectKind::Table:
        return coded("Catalog.table", QT_TRANSLATE_NOOP("Catalog", "table"));
    case catalog::ObjectKind::PartitionedTable:
        return coded("Catalog.partitioned_table", QT_TRANSLATE_NOOP("Catalog", "partitioned table"));
    case catalog::ObjectKind::ExternalTable:
        return coded("Catalog.external_table", QT_TRANSLATE_NOOP("Catalog", "external table"));
    case catalog::ObjectKind::View:
        return coded("Catalog.view", QT_TRANSLATE_NOOP("Catalog", "view"));
    case catalog::ObjectKind::MaterializedView:
        return coded("Catalog.materialized_view", QT_TRANSLATE_NOOP("Catalog", "materialized view"));
    case catalog::ObjectKind::ForeignTable:
        return coded("Catalog.foreign_table", QT_TRANSLATE_NOOP("Catalog", "foreign table"));
    case catalog::ObjectKind::DynamicTable:
        return coded("Catalog.dynamic_table", QT_TRANSLATE_NOOP("Catalog", "dynamic table"));
    default:
        return catalog::objectKindTitle(kind); // neither system has others
    }
}

plan::Text lossText(catalog::ObjectKind kind)
{
    switch (kind) {
    case catalog::ObjectKind::Table:
    case catalog::ObjectKind::PartitionedTable:
        return coded("Mapping.its_rows", QT_TRANSLATE_NOOP("Mapping", "its rows"));
    case catalog::ObjectKind::MaterializedView:
        return coded("Mapping.its_stored_result",
                     QT_TRANSLATE_NOOP("Mapping", "its query and the result that is stored"));
    case catalog::ObjectKind::View:
        return coded("Mapping.its_query", QT_TRANSLATE_NOOP("Mapping", "its query"));
    default:
        return coded("Mapping.its_definition", QT_TRANSLATE_NOOP("Mapping", "its definition"));
    }
}

} // namespace isthmus::mapping
