// SPDX-License-Identifier: GPL-3.0-or-later
#include "firstfill.h"

namespace isthmus::sandbox {

PgOutcome<QString> takeIndexAway(PgSession &session, const TableRow &table)
{
    const auto found = session.exec(
        QStringLiteral("SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index "
                       "WHERE indrelid = $1::regclass AND NOT indisunique AND pg_relation_size(indrelid) = 0"),
        {table.dataRelation()});
    if (!found)
        return tl::unexpected(found.error());
    if (found->rowCount() != 1)
        return QString();
    auto step = session.exec(QStringLiteral("SAVEPOINT free_table"));
    if (!step)
        return tl::unexpected(step.error());
    // Not waited for: a reader may take its time, and rows arrive with the index as well.
    step = session.exec(QStringLiteral("LOCK TABLE %1 IN ACCESS EXCLUSIVE MODE NOWAIT").arg(table.dataRelation()));
    if (!step) {
        if (step.error().sqlState != u"55P03") // lock_not_available
            return tl::unexpected(step.error());
        step = session.exec(QStringLiteral("ROLLBACK TO SAVEPOINT free_table"));
        return step ? PgOutcome<QString>(QString()) : tl::unexpected(step.error());
    }
    step = session.exec(QStringLiteral("DROP INDEX ") + found->text(0, 0));
    if (!step)
        return tl::unexpected(step.error());
    return found->text(0, 1);
}

} // namespace isthmus::sandbox
