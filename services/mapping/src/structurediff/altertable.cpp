// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/sql.h"
#include "structurediff/comparing.h"
#include "structurediff/properties.h"
#include "structurediff/script.h"
#include "text.h"

#include <isthmus/dialect/quoting.h>

#include <QHash>
#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::Column;

// What is the same for both systems; what differs is in the two below.
class Altering {
public:
    Altering(const DdlTask &task, DdlScript &script)
        : m_task(task), m_script(script), m_name(ddlTableName(task.target()))
    {
        const QStringList names = ddlColumnNames(task);
        const QList<Column> &columns = task.wanted().table.columns;
        for (qsizetype i = 0; i < columns.size(); ++i)
            m_newNames.insert(columns.at(i).name, names.at(i));
    }
    virtual ~Altering() = default;
    Altering(const Altering &) = delete;
    Altering &operator=(const Altering &) = delete;

    void write()
    {
        if (!canBeAltered()) {
            m_script.remains(
                coded("Mapping.ddl_not_alterable",
                      QT_TRANSLATE_NOOP("Mapping",
                                        "%1 is another kind of relation (%2), which ALTER TABLE "
                                        "does not change: make it anew"),
                      {m_task.target().table.name, relationKindText(m_task.target().table.kind).toJson()}));
            return;
        }
        addColumns();
        writeAdded();
        for (const ColumnDiff &column : m_task.diff.columns) {
            if (m_task.wanted(column) && m_task.target(column))
                changeColumn(column, *m_task.wanted(column), *m_task.target(column));
        }
        changeFacts();
        for (const ColumnDiff &column : m_task.diff.columns) {
            if (!m_task.wanted(column))
                drop(*m_task.target(column));
        }
    }

protected:
    virtual void addColumn(const Column &wanted, const QString &name, const catalog::DataType &type) = 0;
    virtual void writeAdded() { } ///< after all addColumn()
    virtual void changeType(const Column &target, const catalog::DataType &type) = 0;
    virtual void changeComment(const Column &target, const QString &comment) = 0;
    virtual void changeDefault(const Column &target, const std::optional<QString> &sql) = 0;
    virtual bool dropsNotNull(const Column &target) = 0; ///< false: it cannot
    virtual void changeTableComment(const QString &comment) = 0;
    virtual bool changeFact(const FactDiff &fact) = 0; ///< false: it cannot
    virtual void dropColumn(const Column &target) = 0;

    [[nodiscard]] QString quoted(const QString &name) const { return dialect::plainName(m_task.target().system, name); }
    /// Whether the table has the column now, or gets it here.
    [[nodiscard]] bool willHave(const QString &name) const
    {
        return m_addedNames.contains(name)
            || std::ranges::any_of(m_task.target().table.columns,
                                   [&name](const Column &column) { return column.name == name; });
    }
    void alter(const QString &what) { m_script.statement(QStringLiteral("ALTER TABLE %1 %2;").arg(m_name, what)); }

    const DdlTask &m_task;
    DdlScript &m_script;
    QString m_name;

private:
    [[nodiscard]] bool canBeAltered() const { return hasConstraints(m_task.target()); }

    void addColumns()
    {
        for (const ColumnDiff &column : m_task.diff.columns) {
            if (m_task.target(column))
                continue;
            const Column &wanted = *m_task.wanted(column);
            const WantedType type = wantedType(wanted.type, m_task.wanted(), m_task.target());
            if (!type.problem.isEmpty()) {
                m_script.remains(coded("Mapping.ddl_refused", QT_TRANSLATE_NOOP("Mapping", "column %1: %2"),
                                       {wanted.name, type.problem.toJson()}));
                continue;
            }
            if (wanted.isPartitionKey && (!m_task.isCrossing() || m_task.target().isMaxCompute())) {
                m_script.remains(coded("Mapping.ddl_partition_column",
                                       QT_TRANSLATE_NOOP("Mapping", "partition column %1, which only a new table gets"),
                                       {wanted.name}));
                continue;
            }
            if (wanted.generatedSql && !m_task.isCrossing()) {
                m_script.remains(
                    ofColumn(wanted.name, column.reasons.isEmpty() ? computedText(wanted) : column.reasons.first()));
                continue;
            }
            if (!type.note.isEmpty())
                m_script.comment(ofColumn(m_newNames.value(wanted.name), type.note));
            addColumn(wanted, m_newNames.value(wanted.name), type.type);
            m_addedNames.insert(m_newNames.value(wanted.name));
            if (m_task.isCrossing() && isMadeByServer(wanted))
                m_script.remains(serverMadeText(wanted.name));
            if (!wanted.nullable)
                m_script.remains(coded(
                    "Mapping.ddl_not_null",
                    QT_TRANSLATE_NOOP("Mapping", "NOT NULL of %1: rows that are there have no value"), {wanted.name}));
        }
    }

    static plan::Text computedText(const Column &column)
    {
        return coded("Mapping.diff_computed", QT_TRANSLATE_NOOP("Mapping", "computed as %1"), {*column.generatedSql});
    }

    void changeColumn(const ColumnDiff &diff, const Column &wanted, const Column &target)
    {
        const DiffAspects aspects = diff.aspects;
        if (aspects.testFlag(DiffAspect::Type))
            changeTypeOf(wanted, target);
        if (aspects.testFlag(DiffAspect::Nullability))
            changeNullability(wanted, target);
        if (aspects.testFlag(DiffAspect::Default))
            changeDefaultOf(wanted, target);
        if (aspects.testFlag(DiffAspect::Comment))
            changeComment(target, wanted.comment);
        if (aspects.testFlag(DiffAspect::Generated))
            m_script.remains(serverMadeText(target.name));
        if (aspects.testFlag(DiffAspect::Partition))
            m_script.remains(coded("Mapping.ddl_partitioning",
                                   QT_TRANSLATE_NOOP("Mapping", "partitioning by %1, which only a new table gets"),
                                   {target.name}));
        if (aspects.testFlag(DiffAspect::Position))
            m_script.remains(coded("Mapping.ddl_position",
                                   QT_TRANSLATE_NOOP("Mapping", "the place of %1 among the columns"), {target.name}));
    }

    void changeTypeOf(const Column &wanted, const Column &target)
    {
        const WantedType type = wantedType(wanted.type, m_task.wanted(), m_task.target());
        if (!type.problem.isEmpty()) {
            m_script.remains(coded("Mapping.ddl_refused", QT_TRANSLATE_NOOP("Mapping", "column %1: %2"),
                                   {target.name, type.problem.toJson()}));
            return;
        }
        if (!target.isPartitionKey && mayBecome(m_task.target(), target.type, type.type)) {
            changeType(target, type.type);
            return;
        }
        m_script.remains(coded("Mapping.ddl_type",
                               QT_TRANSLATE_NOOP("Mapping", "the type of %1: %4 does not change %2 to %3"),
                               {target.name, target.type.text, type.type.text, m_task.target().systemTitle()}));
    }

    void changeNullability(const Column &wanted, const Column &target)
    {
        if (wanted.nullable && !target.keyPosition && dropsNotNull(target))
            return;
        if (wanted.nullable && target.keyPosition)
            m_script.remains(coded("Mapping.ddl_key_not_null",
                                   QT_TRANSLATE_NOOP("Mapping", "%1 stays NOT NULL: it is of the primary key"),
                                   {target.name}));
        else if (wanted.nullable)
            m_script.remains(
                coded("Mapping.ddl_stays_not_null",
                      QT_TRANSLATE_NOOP("Mapping", "%1 stays NOT NULL, which ALTER TABLE of %2 does not take away"),
                      {target.name, m_task.target().systemTitle()}));
        else
            m_script.remains(coded(
                "Mapping.ddl_set_not_null",
                QT_TRANSLATE_NOOP("Mapping", "NOT NULL of %1: rows that are there may have no value"), {target.name}));
    }

    void changeDefaultOf(const Column &wanted, const Column &target)
    {
        plan::Text problem;
        const auto sql = ddlDefault(m_task, wanted, problem);
        if (!problem.isEmpty())
            m_script.remains(problem);
        else
            changeDefault(target, sql);
    }

    void changeFacts()
    {
        for (const FactDiff &fact : m_task.diff.facts) {
            if (!isDifference(fact.state))
                continue;
            if (fact.key == u"comment") {
                changeTableComment(m_task.wanted().table.comment);
                continue;
            }
            if (changeFact(fact))
                continue;
            m_script.remains(staysText(fact));
        }
    }

    plan::Text staysText(const FactDiff &fact) const
    {
        const QString &wanted = m_task.isForLeft ? fact.right : fact.left;
        const QString &target = m_task.isForLeft ? fact.left : fact.right;
        if (target.isEmpty())
            return coded("Mapping.ddl_stays_without", QT_TRANSLATE_NOOP("Mapping", "%1: none; the other table has %2"),
                         {fact.label, wanted});
        if (wanted.isEmpty())
            return coded("Mapping.ddl_stays_with",
                         QT_TRANSLATE_NOOP("Mapping", "%1 stays: %2; the other table has none"), {fact.label, target});
        return coded("Mapping.ddl_stays", QT_TRANSLATE_NOOP("Mapping", "%1 stays: %2; the other table has %3"),
                     {fact.label, target, wanted});
    }

    void drop(const Column &target)
    {
        if (target.isPartitionKey || target.keyPosition) {
            m_script.remains(coded("Mapping.ddl_keeps",
                                   QT_TRANSLATE_NOOP("Mapping",
                                                     "%1 stays: a column of the key or of the partitions "
                                                     "cannot be dropped"),
                                   {target.name}));
            return;
        }
        dropColumn(target);
    }

    QHash<QString, QString> m_newNames; // by the wanted column's
    QSet<QString> m_addedNames;
};

plan::Text dropText(const QString &column)
{
    return coded("Mapping.ddl_drop", QT_TRANSLATE_NOOP("Mapping", "drops %1 with all of its values"), {column});
}

class HologresAltering : public Altering {
public:
    using Altering::Altering;

protected:
    void addColumn(const Column &wanted, const QString &name, const catalog::DataType &type) override
    {
        QString clause = QStringLiteral("ADD COLUMN %1 %2").arg(quoted(name), type.text);
        plan::Text problem;
        if (const auto sql = ddlDefault(m_task, wanted, problem))
            clause += QStringLiteral(" DEFAULT ") + *sql;
        if (!problem.isEmpty())
            m_script.remains(problem);
        alter(clause);
        if (!wanted.comment.isEmpty())
            comment(name, wanted.comment);
    }

    void changeType(const Column &target, const catalog::DataType &type) override
    {
        alter(QStringLiteral("ALTER COLUMN %1 TYPE %2").arg(quoted(target.name), type.text));
    }

    void changeComment(const Column &target, const QString &text) override { comment(target.name, text); }

    void changeDefault(const Column &target, const std::optional<QString> &sql) override
    {
        alter(sql ? QStringLiteral("ALTER COLUMN %1 SET DEFAULT %2").arg(quoted(target.name), *sql)
                  : QStringLiteral("ALTER COLUMN %1 DROP DEFAULT").arg(quoted(target.name)));
    }

    bool dropsNotNull(const Column &) override { return false; }

    void changeTableComment(const QString &text) override
    {
        m_script.statement(QStringLiteral("COMMENT ON TABLE %1 IS %2;").arg(m_name, textOrNull(text)));
    }

    bool changeFact(const FactDiff &fact) override
    {
        const QString value = m_task.wanted().table.property(fact.key);
        if (m_task.isCrossing() || value.isEmpty() || !isHologresProperty(fact.key, false))
            return false;
        const QStringList columns = columnsOfProperty(fact.key, value);
        if (!std::ranges::all_of(columns, [this](const QString &name) { return willHave(name); }))
            return false; // the server would refuse it
        const QString sql = hologresPropertyStatement(m_name, fact.key, value);
        if (keepsShorter(fact.key, m_task.target().table.property(fact.key), value))
            m_script.destructive(sql, shorterText(fact.key, value));
        else
            m_script.statement(sql);
        return true;
    }

    // Since 2.0, and only where the session allows it.
    void dropColumn(const Column &target) override
    {
        m_script.destructive(QStringLiteral("ALTER TABLE %1 DROP COLUMN %2;").arg(m_name, quoted(target.name)),
                             dropText(target.name));
    }

private:
    static QString textOrNull(const QString &text)
    {
        return text.isEmpty() ? QStringLiteral("NULL") : dialect::quotePostgresText(text);
    }

    void comment(const QString &column, const QString &text)
    {
        m_script.statement(
            QStringLiteral("COMMENT ON COLUMN %1.%2 IS %3;").arg(m_name, quoted(column), textOrNull(text)));
    }
};

class MaxComputeAltering : public Altering {
public:
    using Altering::Altering;

protected:
    void addColumn(const Column &wanted, const QString &name, const catalog::DataType &type) override
    {
        QString column = quoted(name) + u' ' + type.text;
        if (!wanted.comment.isEmpty())
            column += QStringLiteral(" COMMENT ") + text(name, wanted.comment);
        m_added.append(column);
        if (wanted.defaultSql)
            m_script.remains(defaultText(wanted.name, wanted.defaultSql));
    }

    // One statement, since each is a job.
    void writeAdded() override
    {
        const QString separator = m_added.size() > 1 ? QStringLiteral(",\n  ") : QString();
        const QString begin = m_added.size() > 1 ? QStringLiteral("\n  ") : QString();
        const QString end = m_added.size() > 1 ? QStringLiteral("\n") : QString();
        if (!m_added.isEmpty())
            alter(QStringLiteral("ADD COLUMNS (%1%2%3)").arg(begin, m_added.join(separator), end));
    }

    void changeType(const Column &target, const catalog::DataType &type) override
    {
        const QString name = quoted(target.name);
        alter(QStringLiteral("CHANGE COLUMN %1 %1 %2").arg(name, type.text));
    }

    void changeComment(const Column &target, const QString &comment) override
    {
        alter(QStringLiteral("CHANGE COLUMN %1 COMMENT %2").arg(quoted(target.name), text(target.name, comment)));
    }

    void changeDefault(const Column &target, const std::optional<QString> &sql) override
    {
        m_script.remains(defaultText(target.name, sql));
    }

    bool dropsNotNull(const Column &target) override
    {
        alter(QStringLiteral("CHANGE COLUMN %1 NULL").arg(quoted(target.name)));
        return true;
    }

    void changeTableComment(const QString &comment) override
    {
        alter(QStringLiteral("SET COMMENT ") + text(m_task.target().table.name, comment));
    }

    bool changeFact(const FactDiff &fact) override
    {
        const auto days = m_task.wanted().table.lifecycleDays;
        if (fact.key == u"lifecycle" && days) {
            const auto had = m_task.target().table.lifecycleDays;
            const QString sql = QStringLiteral("ALTER TABLE %1 SET LIFECYCLE %2;").arg(m_name).arg(*days);
            if (keepsShorter(fact.key, had ? QString::number(*had) : QString(), QString::number(*days)))
                m_script.destructive(sql, shorterText(fact.key, QString::number(*days)));
            else
                m_script.statement(sql);
            return true;
        }
        return false;
    }

    void dropColumn(const Column &target) override
    {
        m_script.destructive(QStringLiteral("ALTER TABLE %1 DROP COLUMN %2;").arg(m_name, quoted(target.name)),
                             dropText(target.name));
    }

private:
    static plan::Text defaultText(const QString &column, const std::optional<QString> &sql)
    {
        return sql
            ? coded("Mapping.ddl_set_default",
                    QT_TRANSLATE_NOOP("Mapping", "DEFAULT %2 of %1, which only a new table gets"), {column, *sql})
            : coded("Mapping.ddl_drop_default",
                    QT_TRANSLATE_NOOP("Mapping", "%1 keeps its DEFAULT, which ALTER TABLE does not take away"),
                    {column});
    }

    QString text(const QString &what, const QString &comment)
    {
        const QString bounded = boundedComment(comment);
        if (bounded != comment)
            m_script.remains(coded("Mapping.ddl_comment_cut",
                                   QT_TRANSLATE_NOOP("Mapping", "the comment of %1 is longer than %2 bytes and is cut"),
                                   {what, maxCommentBytes}));
        return dialect::quoteMaxComputeText(bounded);
    }

    QStringList m_added;
};

} // namespace

void writeHologresAlter(const DdlTask &task, DdlScript &script)
{
    HologresAltering(task, script).write();
}

void writeMaxComputeAlter(const DdlTask &task, DdlScript &script)
{
    for (const QString &setting : makingSettings(task.target().hasSchemas, false))
        script.setting(setting);
    MaxComputeAltering(task, script).write();
}

} // namespace isthmus::mapping
