// SPDX-License-Identifier: GPL-3.0-or-later
#include "structfolding.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/store/storerows.h>
#include <isthmus/sandboxsql/types.h>

namespace isthmus::sandbox {

using dialect::quotePostgresName;

namespace {

// Types with a capital letter in the name of a field were written with that name in back quotes.
const QString hasCapitals = QStringLiteral("columns::text ~ '[<,]`[^`]*[[:upper:]][^`]*`:'");

// The columns of \a relation, called \a names there, whose types hold a STRUCT.
PgOutcome<bool> foldRows(PgSession &session, const QString &relation, const QList<catalog::Column> &columns)
{
    QStringList sets;
    for (const catalog::Column &column : columns) {
        const QString shape = sandboxsql::structShape(column.type);
        if (shape.isEmpty())
            continue;
        const QString name = quotePostgresName(column.name);
        sets.append(
            QStringLiteral("%1 = mc_runtime.conform(%1, %2::jsonb)").arg(name, dialect::quotePostgresText(shape)));
    }
    if (sets.isEmpty())
        return true;
    const auto folded = session.exec(QStringLiteral("UPDATE %1 SET %2").arg(relation, sets.join(QStringLiteral(", "))));
    return folded ? PgOutcome<bool>(true) : tl::unexpected(folded.error());
}

PgOutcome<bool> foldTables(PgSession &session)
{
    const auto found =
        session.exec(QStringLiteral("SELECT id, schema_id, kind, columns FROM mc.tables WHERE ") + hasCapitals);
    if (!found)
        return tl::unexpected(found.error());
    for (int i = 0; i < found->rowCount(); ++i) {
        TableRow table;
        table.id = found->integer(i, 0);
        table.schemaId = found->integer(i, 1);
        table.kind = kindOf(found->text(i, 2));
        table.columns = columnsFromJson(found->bytes(i, 3).toByteArray(), false);
        if (table.kind == TableKind::Managed) {
            if (const auto folded = foldRows(session, table.dataRelation(), table.columns); !folded)
                return folded;
        }
        const auto noted = session.exec(QStringLiteral("UPDATE mc.tables SET columns = $2 WHERE id = $1"),
                                        {table.id, QString::fromUtf8(columnsToJson(table.columns))});
        if (!noted)
            return tl::unexpected(noted.error());
    }
    return true;
}

PgOutcome<bool> foldResults(PgSession &session)
{
    const auto found = session.exec(
        QStringLiteral("SELECT id, columns FROM mc.instances WHERE columns IS NOT NULL AND ") + hasCapitals);
    if (!found)
        return tl::unexpected(found.error());
    for (int i = 0; i < found->rowCount(); ++i) {
        InstanceRow instance;
        instance.id = found->text(i, 0);
        instance.columns = columnsFromJson(found->bytes(i, 1).toByteArray(), false);
        if (const auto folded = foldRows(session, instance.resultRelation(), instance.storedColumns()); !folded)
            return folded;
        const auto noted = session.exec(QStringLiteral("UPDATE mc.instances SET columns = $2 WHERE id = $1"),
                                        {instance.id, QString::fromUtf8(columnsToJson(*instance.columns))});
        if (!noted)
            return tl::unexpected(noted.error());
    }
    return true;
}

} // namespace

PgOutcome<bool> foldStructFields(PgSession &session)
{
    const auto folded = foldTables(session);
    return folded ? foldResults(session) : folded;
}

} // namespace isthmus::sandbox
