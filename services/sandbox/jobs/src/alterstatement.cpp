// SPDX-License-Identifier: GPL-3.0-or-later
#include "alterstatement.h"

#include "columnchange.h"
#include "insertstatement.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/jobs/tablestatements.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/sandboxsql/translate.h>
#include <isthmus/sandboxsql/types.h>

#include <algorithm>

namespace isthmus::sandbox {

using dialect::quotePostgresName;
using sandboxsql::SqlError;

namespace {

// One ALTER statement: a call operator per action, each over the table it found.
class Alteration {
public:
    Alteration(JobContext &context, TableRow table, sandboxsql::SourcePosition at)
        : m_context(context), m_table(std::move(table)), m_at(at)
    {
    }

    JobResult<Done> operator()(const sandboxsql::AddPartitions &action)
    {
        for (const sandboxsql::PartitionSpec &spec : action.partitions) {
            const auto values = newPartitionValues(m_table, spec);
            if (!values)
                return tl::unexpected(values.error());
            const auto added = fromStore(m_context.metadata.addPartition(m_table.id, *values));
            if (!added)
                return tl::unexpected(added.error());
            if (!*added && !action.ifNotExists)
                return wrong(QStringLiteral("partition already exists: ") + values->join(u'/'));
        }
        return Done{};
    }

    JobResult<Done> operator()(const sandboxsql::DropPartitions &action)
    {
        for (const sandboxsql::PartitionSpec &spec : action.partitions) {
            const auto values = partitionValues(m_table, spec);
            if (!values)
                return tl::unexpected(values.error());
            if (const auto emptied = emptyPartition(m_context, m_table, *values); !emptied)
                return tl::unexpected(emptied.error());
            const auto dropped = fromStore(m_context.metadata.dropPartition(m_table.id, *values));
            if (!dropped)
                return tl::unexpected(dropped.error());
            if (dropped->affectedRows() == 0 && !action.ifExists)
                return wrong(QStringLiteral("partition not found: ") + values->join(u'/'));
        }
        return Done{};
    }

    JobResult<Done> operator()(const sandboxsql::RenamePartition &action)
    {
        const auto from = partitionValues(m_table, action.from);
        const auto to = newPartitionValues(m_table, action.to);
        if (!from || !to)
            return tl::unexpected(from ? to.error() : from.error());
        const auto renamed = fromStore(m_context.metadata.renamePartition(m_table.id, *from, *to), m_at);
        if (!renamed)
            return tl::unexpected(renamed.error());
        if (renamed->affectedRows() == 0)
            return wrong(QStringLiteral("partition not found: ") + from->join(u'/'));
        QStringList sets;
        for (qsizetype i = 0; i < to->size(); ++i) {
            const catalog::Column &column = m_table.partitionColumns[i];
            sets.append(quotePostgresName(column.name) + QStringLiteral(" = ") + partitionLiteral(column, to->at(i)));
        }
        return onData(
            QStringLiteral("UPDATE %1 SET %2 WHERE %3")
                .arg(m_table.dataRelation(), sets.join(QStringLiteral(", ")), partitionCondition(m_table, *from)));
    }

    JobResult<Done> operator()(const sandboxsql::AddColumns &action)
    {
        for (const catalog::Column &column : action.columns) {
            if (indexOf(column.name) >= 0 && action.ifNotExists)
                continue;
            if (sandboxsql::postgresType(column.type).isEmpty())
                return tl::unexpected(SqlError::unsupported(m_at, QStringLiteral("type '%1'").arg(column.type.text)));
            const auto text = storedColumn(column);
            if (!text)
                return tl::unexpected(text.error());
            if (const auto added =
                    onData(QStringLiteral("ALTER TABLE %1 ADD COLUMN %2").arg(m_table.dataRelation(), *text));
                !added)
                return added;
            m_table.columns.append(column);
        }
        return save();
    }

    JobResult<Done> operator()(const sandboxsql::DropColumns &action)
    {
        for (const QString &name : action.columns) {
            const qsizetype index = indexOf(name);
            if (index < 0)
                return noColumn(name);
            if (m_table.primaryKey.contains(name) || m_table.columns.size() == 1)
                return wrong(QStringLiteral("column '%1' cannot be dropped").arg(name));
            if (const auto dropped = onData(QStringLiteral("ALTER TABLE %1 DROP COLUMN %2")
                                                .arg(m_table.dataRelation(), quotePostgresName(name)));
                !dropped)
                return dropped;
            m_table.columns.removeAt(index);
        }
        return save();
    }

    JobResult<Done> operator()(const sandboxsql::ChangeColumn &action)
    {
        const qsizetype index = indexOf(action.column);
        if (index < 0)
            return noColumn(action.column);
        catalog::Column &column = m_table.columns[index];
        const QString prefix = QStringLiteral("ALTER TABLE ") + m_table.dataRelation() + u' ';
        QStringList changes;
        if (action.newName != column.name) {
            if (m_table.primaryKey.contains(column.name))
                return wrong(QStringLiteral("key column '%1' cannot be renamed").arg(column.name));
            changes.append(prefix
                           + QStringLiteral("RENAME COLUMN %1 TO %2")
                                 .arg(quotePostgresName(column.name), quotePostgresName(action.newName)));
            column.name = action.newName;
        }
        const QString quoted = quotePostgresName(column.name);
        if (action.type && action.type->text != column.type.text) {
            const QString type = sandboxsql::postgresType(*action.type);
            if (type.isEmpty())
                return tl::unexpected(SqlError::unsupported(m_at, QStringLiteral("type '%1'").arg(action.type->text)));
            if (!mayBecome(column.type, *action.type))
                return wrong(QStringLiteral("changing column data type from %1 to %2 is not supported.")
                                 .arg(column.type.text.toUpper(), action.type->text.toUpper()));
            const bool isNested = column.type.isNested();
            if (isNested && type != sandboxsql::postgresType(column.type)) {
                changes.append(prefix + QStringLiteral("ALTER COLUMN %1 TYPE %2 USING %1::%2").arg(quoted, type));
            } else {
                const auto converted = sandboxsql::translateConversion(quoted, column.type, *action.type, m_at);
                if (!converted)
                    return tl::unexpected(converted.error());
                changes.append(
                    isNested
                        ? QStringLiteral("UPDATE %1 SET %2 = %3").arg(m_table.dataRelation(), quoted, *converted)
                        : prefix + QStringLiteral("ALTER COLUMN %1 TYPE %2 USING %3").arg(quoted, type, *converted));
            }
            column.type = *action.type;
        }
        if (action.nullable && *action.nullable != column.nullable) {
            changes.append(prefix
                           + QStringLiteral("ALTER COLUMN %1 %2 NOT NULL")
                                 .arg(quoted, *action.nullable ? QStringLiteral("DROP") : QStringLiteral("SET")));
            column.nullable = *action.nullable;
        }
        if (action.comment)
            column.comment = *action.comment;
        for (const QString &sql : std::as_const(changes)) {
            if (const auto changed = onData(sql); !changed)
                return changed;
        }
        return save();
    }

    JobResult<Done> operator()(const sandboxsql::SetComment &action)
    {
        m_table.comment = action.comment;
        return save();
    }

    JobResult<Done> operator()(const sandboxsql::SetLifecycle &action)
    {
        if (action.days <= 0)
            return wrong(QStringLiteral("LIFECYCLE is a positive number of days"));
        m_table.lifecycleDays = action.days;
        return save();
    }

    JobResult<Done> operator()(const sandboxsql::EnableLifecycle &)
    {
        return tl::unexpected(SqlError::unsupported(m_at, QStringLiteral("ENABLE or DISABLE LIFECYCLE")));
    }

    JobResult<Done> operator()(const sandboxsql::SetTableProperties &action)
    {
        for (const auto &[key, value] : action.properties) {
            const auto known =
                std::find_if(m_table.properties.begin(), m_table.properties.end(),
                             [&name = key](const QPair<QString, QString> &property) { return property.first == name; });
            if (known == m_table.properties.end())
                m_table.properties.append({key, value});
            else
                known->second = value;
        }
        return save();
    }

    JobResult<Done> operator()(const sandboxsql::RenameTable &action)
    {
        m_table.name = action.newName;
        return save();
    }

    JobResult<Done> operator()(const sandboxsql::Touch &action)
    {
        if (action.partition.isEmpty())
            return noted(m_context.metadata.noteDataChange(m_table.id, 0));
        const auto values = partitionValues(m_table, action.partition);
        if (!values)
            return tl::unexpected(values.error());
        return noted(m_context.metadata.notePartitionChange(m_table.id, *values, 0));
    }

private:
    [[nodiscard]] tl::unexpected<SqlError> wrong(const QString &what) const
    {
        return tl::unexpected(SqlError::semantic(m_at, what));
    }
    [[nodiscard]] tl::unexpected<SqlError> noColumn(const QString &name) const
    {
        return wrong(QStringLiteral("table '%1' has no column '%2'").arg(m_table.name, name));
    }
    [[nodiscard]] qsizetype indexOf(const QString &name) const
    {
        for (qsizetype i = 0; i < m_table.columns.size(); ++i) {
            if (m_table.columns[i].name == name)
                return i;
        }
        return -1;
    }
    JobResult<Done> onData(const QString &sql)
    {
        if (m_table.kind != TableKind::Managed)
            return wrong(QStringLiteral("the columns of '%1' cannot be changed").arg(m_table.name));
        return noted(m_context.session.exec(sql));
    }
    JobResult<Done> noted(const PgOutcome<PgResult> &outcome) const
    {
        if (!outcome)
            return tl::unexpected(jobError(outcome.error(), m_at));
        return Done{};
    }
    JobResult<Done> save() { return noted(m_context.metadata.updateTable(m_table)); }

    JobContext &m_context;
    TableRow m_table;
    sandboxsql::SourcePosition m_at;
};

} // namespace

JobResult<Done> runAlter(JobContext &context, const sandboxsql::AlterTable &statement)
{
    auto table = context.requireOwn(statement.table, std::nullopt);
    if (!table)
        return tl::unexpected(table.error());
    if ((table->kind == TableKind::View) != statement.isView)
        return tl::unexpected(SqlError::semantic(
            statement.table.position,
            QStringLiteral("'%1' is %2 view").arg(statement.table.text(), statement.isView ? u"no" : u"a")));
    return std::visit(Alteration(context, std::move(*table), statement.table.position), statement.action);
}

} // namespace isthmus::sandbox
