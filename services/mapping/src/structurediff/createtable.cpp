// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "externaltable/sql.h"
#include "structurediff/comparing.h"
#include "structurediff/properties.h"
#include "structurediff/script.h"
#include "text.h"

#include <isthmus/dialect/quoting.h>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using Base = catalog::DataType::Base;

struct NewColumn {
    const Column *wanted = nullptr;
    QString name;
    QString type;
};

// What both systems' statements have in common.
class Creating {
public:
    Creating(const DdlTask &task, DdlScript &script, QStringList &refused)
        : m_task(task), m_script(script), m_wanted(task.wanted().table), m_system(task.target().system)
    {
        const QStringList names = ddlColumnNames(task);
        for (qsizetype i = 0; i < m_wanted.columns.size(); ++i)
            take(m_wanted.columns.at(i), names.at(i), refused);
    }

    void write()
    {
        m_script.comment(coded("Mapping.ddl_create_over",
                               QT_TRANSLATE_NOOP("Mapping", "%1 is there: drop or rename it before"),
                               {ddlTableName(m_task.target())}));
        if (!hasConstraints(m_task.target()))
            m_script.comment(
                coded("Mapping.ddl_target_kind",
                      QT_TRANSLATE_NOOP("Mapping",
                                        "%1 is another kind of relation now (%2): this makes a "
                                        "table with rows of its own"),
                      {m_task.target().table.name, relationKindText(m_task.target().table.kind).toJson()}));
        tellOneSystem();
        if (!hasConstraints(m_task.wanted()))
            m_script.remains(coded("Mapping.ddl_of_kind",
                                   QT_TRANSLATE_NOOP("Mapping",
                                                     "%1 is another kind of relation (%2): this makes a "
                                                     "table with its columns"),
                                   {m_wanted.name, relationKindText(m_wanted.kind).toJson()}));
        if (m_columns.isEmpty())
            m_script.remains(coded("Mapping.ddl_no_columns",
                                   QT_TRANSLATE_NOOP("Mapping", "No column is left that a table could have")));
        else if (m_task.target().isMaxCompute())
            writeMaxCompute();
        else
            writeHologres();
    }

private:
    // What the target's system does not have.
    void tellOneSystem()
    {
        QStringList labels;
        for (const FactDiff &fact : m_task.diff.facts) {
            const QString &words = m_task.isForLeft ? fact.right : fact.left;
            if (fact.state == DiffState::OneSystem && !words.isEmpty() && fact.key != u"kind"
                && fact.key != u"primary_key")
                labels.append(fact.label);
        }
        if (m_task.isCrossing() && !labels.isEmpty())
            m_script.comment(coded("Mapping.ddl_one_system", QT_TRANSLATE_NOOP("Mapping", "Only %1 has: %2"),
                                   {m_task.wanted().systemTitle(), QJsonArray::fromStringList(labels)}));
        if (m_task.target().isMaxCompute() && m_columns.size() > maxColumns)
            m_script.remains(coded("Mapping.ddl_too_many",
                                   QT_TRANSLATE_NOOP("Mapping", "a table of MaxCompute has at most %1 columns"),
                                   {maxColumns}));
    }

    void take(const Column &column, const QString &name, QStringList &refused)
    {
        const WantedType type = wantedType(column.type, m_task.wanted(), m_task.target());
        if (type.problem.isEmpty()) {
            m_columns.append({&column, name, type.type.text});
            if (!type.note.isEmpty())
                m_script.comment(ofColumn(name, type.note));
            if (m_task.isCrossing() && isMadeByServer(column))
                m_script.remains(serverMadeText(name));
            return;
        }
        refused.append(column.name);
        m_script.remains(coded("Mapping.ddl_refused", QT_TRANSLATE_NOOP("Mapping", "column %1: %2"),
                               {column.name, type.problem.toJson()}));
    }

    QString quoted(const QString &name) const { return dialect::plainName(m_system, name); }

    QString defaultClause(const Column &column)
    {
        plan::Text problem;
        const auto sql = ddlDefault(m_task, column, problem);
        if (!problem.isEmpty())
            m_script.remains(problem);
        return sql ? QStringLiteral(" DEFAULT ") + *sql : QString();
    }

    // Names of \a columns as they are in the new table; empty if one of them is not in it.
    QStringList newNames(const QStringList &columns)
    {
        QStringList names;
        for (const QString &name : columns) {
            const auto found =
                std::ranges::find_if(m_columns, [&](const NewColumn &c) { return c.wanted->name == name; });
            if (found == m_columns.end()) {
                m_script.remains(coded("Mapping.ddl_key", QT_TRANSLATE_NOOP("Mapping", "the primary key (%1)"),
                                       {columns.join(QStringLiteral(", "))}));
                return {};
            }
            names.append(quoted(found->name));
        }
        return names;
    }

    // The one column by which Hologres can partition; null: none.
    const NewColumn *hologresPartition()
    {
        QList<const NewColumn *> partitions;
        for (const NewColumn &column : std::as_const(m_columns)) {
            if (column.wanted->isPartitionKey)
                partitions.append(&column);
        }
        if (partitions.isEmpty())
            return nullptr;
        const Base base = partitions.first()->wanted->type.base;
        const bool isTaken = base == Base::String || base == Base::VarChar || base == Base::Int || base == Base::Date;
        if (partitions.size() == 1 && isTaken)
            return partitions.first();
        QStringList names;
        for (const NewColumn *column : std::as_const(partitions))
            names.append(column->name);
        m_script.comment(coded("Mapping.ddl_partitions",
                               QT_TRANSLATE_NOOP("Mapping", "Partition columns that are ordinary ones here: %1"),
                               {QJsonArray::fromStringList(names)}));
        return nullptr;
    }

    QString hologresPartitionClause(const NewColumn *partition)
    {
        if (m_task.isCrossing())
            return partition ? QStringLiteral(" PARTITION BY LIST (%1)").arg(quoted(partition->name)) : QString();
        const QString key = m_wanted.property(QStringLiteral("partition_by"));
        return key.isEmpty() ? QString() : QStringLiteral(" PARTITION BY ") + key;
    }

    QString hologresColumn(const NewColumn &column)
    {
        const Column &wanted = *column.wanted;
        QString line = QStringLiteral("    %1 %2").arg(quoted(column.name), column.type);
        if (!m_task.isCrossing() && wanted.identity != Column::Identity::No)
            line += wanted.identity == Column::Identity::Always ? QStringLiteral(" GENERATED ALWAYS AS IDENTITY")
                                                                : QStringLiteral(" GENERATED BY DEFAULT AS IDENTITY");
        else if (!m_task.isCrossing() && wanted.generatedSql)
            line += QStringLiteral(" GENERATED ALWAYS AS (%1) STORED").arg(*wanted.generatedSql);
        else
            line += defaultClause(wanted);
        return line + (wanted.nullable ? QString() : QStringLiteral(" NOT NULL"));
    }

    void writeHologres()
    {
        const NewColumn *partition = m_task.isCrossing() ? hologresPartition() : nullptr;
        QStringList lines;
        for (const NewColumn &column : std::as_const(m_columns))
            lines.append(hologresColumn(column));
        QStringList key = newNames(m_wanted.primaryKey());
        if (!key.isEmpty() && partition && !key.contains(quoted(partition->name)))
            key.append(quoted(partition->name)); // Hologres wants it in there
        if (!key.isEmpty())
            lines.append(QStringLiteral("    PRIMARY KEY (%1)").arg(key.join(QStringLiteral(", "))));
        const QString name = ddlTableName(m_task.target());
        m_script.setting(QStringLiteral("BEGIN;"));
        m_script.statement(QStringLiteral("CREATE TABLE %1 (\n%2\n)%3;")
                               .arg(name, lines.join(QStringLiteral(",\n")), hologresPartitionClause(partition)));
        writeHologresProperties(name);
        if (!m_wanted.comment.isEmpty())
            m_script.statement(
                QStringLiteral("COMMENT ON TABLE %1 IS %2;").arg(name, dialect::quotePostgresText(m_wanted.comment)));
        for (const NewColumn &column : std::as_const(m_columns)) {
            if (!column.wanted->comment.isEmpty())
                m_script.statement(
                    QStringLiteral("COMMENT ON COLUMN %1.%2 IS %3;")
                        .arg(name, quoted(column.name), dialect::quotePostgresText(column.wanted->comment)));
        }
        m_script.statement(QStringLiteral("COMMIT;"));
    }

    void writeHologresProperties(const QString &name)
    {
        if (m_task.isCrossing())
            return;
        for (const auto &[key, value] : m_wanted.properties) {
            if (isDerivedProperty(key) || value.isEmpty())
                continue;
            if (isHologresProperty(key, true))
                m_script.statement(hologresPropertyStatement(name, key, value));
            else
                m_script.remains(propertyText(key, value));
        }
    }

    QString maxComputeColumn(const NewColumn &column)
    {
        QString line = QStringLiteral("  %1 %2").arg(quoted(column.name), column.type);
        if (!column.wanted->isPartitionKey) {
            if (!column.wanted->nullable)
                line += QStringLiteral(" NOT NULL");
            line += defaultClause(*column.wanted);
        }
        if (!column.wanted->comment.isEmpty())
            line += QStringLiteral(" COMMENT ")
                + dialect::quoteMaxComputeText(wholeComment(column.name, column.wanted->comment));
        return line;
    }

    QString wholeComment(const QString &what, const QString &comment)
    {
        const QString bounded = boundedComment(comment);
        if (bounded != comment)
            m_script.remains(coded("Mapping.ddl_comment_cut",
                                   QT_TRANSLATE_NOOP("Mapping", "the comment of %1 is longer than %2 bytes and is cut"),
                                   {what, maxCommentBytes}));
        return bounded;
    }

    void writeMaxCompute()
    {
        QStringList ordinary;
        QStringList partitions;
        for (const NewColumn &column : std::as_const(m_columns))
            (column.wanted->isPartitionKey ? partitions : ordinary).append(maxComputeColumn(column));
        const QStringList key = newNames(keyOf(m_task.wanted(), m_task.isCrossing()));
        if (!key.isEmpty())
            ordinary.append(QStringLiteral("  PRIMARY KEY (%1)").arg(key.join(QStringLiteral(", "))));
        QStringList parts{QStringLiteral("CREATE TABLE %1 (\n%2\n)")
                              .arg(ddlTableName(m_task.target()), ordinary.join(QStringLiteral(",\n")))};
        if (!m_wanted.comment.isEmpty())
            parts.append(QStringLiteral("COMMENT ")
                         + dialect::quoteMaxComputeText(wholeComment(m_wanted.name, m_wanted.comment)));
        if (!partitions.isEmpty())
            parts.append(QStringLiteral("PARTITIONED BY (\n%1\n)").arg(partitions.join(QStringLiteral(",\n"))));
        if (const QString properties = maxComputeProperties(!key.isEmpty()); !properties.isEmpty())
            parts.append(properties);
        if (!m_task.isCrossing() && m_wanted.lifecycleDays)
            parts.append(QStringLiteral("LIFECYCLE %1").arg(*m_wanted.lifecycleDays));
        for (const QString &setting : makingSettings(m_task.target().hasSchemas, false))
            m_script.setting(setting);
        m_script.statement(parts.join(u'\n') + u';');
    }

    // A key makes a Delta table.
    QString maxComputeProperties(bool hasKey)
    {
        QStringList properties;
        bool isTransactional = false;
        for (const auto &[key, value] : m_wanted.properties) {
            if (m_task.isCrossing() || isDerivedProperty(key) || value.isEmpty())
                continue;
            if (isMaxComputeProperty(key)) {
                properties.append(QStringLiteral("  %1=%2").arg(dialect::quoteMaxComputeText(key),
                                                                dialect::quoteMaxComputeText(value)));
                isTransactional = isTransactional || key == u"transactional";
            } else {
                m_script.remains(propertyText(key, value));
            }
        }
        if (hasKey && !isTransactional)
            properties.append(QStringLiteral("  'transactional'='true'"));
        return properties.isEmpty()
            ? QString()
            : QStringLiteral("TBLPROPERTIES (\n%1\n)").arg(properties.join(QStringLiteral(",\n")));
    }

    const DdlTask &m_task;
    DdlScript &m_script;
    const catalog::TableInfo &m_wanted;
    dialect::Dialect m_system;
    QList<NewColumn> m_columns;
};

} // namespace

void writeCreate(const DdlTask &task, DdlScript &script, QStringList &refused)
{
    Creating(task, script, refused).write();
}

} // namespace isthmus::mapping
