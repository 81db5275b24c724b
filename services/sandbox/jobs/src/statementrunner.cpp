// SPDX-License-Identifier: GPL-3.0-or-later
#include "alterstatement.h"
#include "changestatement.h"
#include "explainstatement.h"
#include "insertstatement.h"
#include "schemastatements.h"
#include "settingnames.h"
#include "showstatements.h"
#include "tableresolver.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/jobs/sessionzone.h>
#include <isthmus/sandbox/jobs/statementrunner.h>
#include <isthmus/sandbox/jobs/tablestatements.h>
#include <isthmus/sandboxsql/parser.h>
#include <isthmus/sandboxsql/translate.h>

namespace isthmus::sandbox {

using sandboxsql::SqlError;

namespace {

template <typename T, typename... Others>
constexpr bool isOneOf = (std::is_same_v<T, Others> || ...);

// Whether a statement is one that a read-only account may run.
bool isReading(const sandboxsql::Statement &statement)
{
    using namespace sandboxsql;
    return std::visit(
        []<typename T>(const T &) { return isOneOf<T, SetStatement, Show, Describe, QueryStatement, Explain>; },
        statement);
}

// Clients that want to know a query's columns send it again in this mode, in which nothing runs.
bool isLineage(const QJsonObject &settings)
{
    return settings.value(u"odps.sql.task.mode").toString().compare(u"LINEAGE", Qt::CaseInsensitive) == 0;
}

bool isEditionOne(const QJsonObject &settings)
{
    return settings.value(u"odps.sql.type.system.odps2").toString().compare(u"false", Qt::CaseInsensitive) == 0;
}

// Runs one statement inside its transaction.
class Execution {
public:
    Execution(JobContext &context, const InstanceRow &instance) : m_context(context), m_instance(instance) { }

    JobResult<ScriptOutcome> operator()(const sandboxsql::SetStatement &) { return ScriptOutcome{}; }
    JobResult<ScriptOutcome> operator()(const sandboxsql::CreateTable &s)
    {
        return quiet(runCreateTable(m_context, s));
    }
    JobResult<ScriptOutcome> operator()(const sandboxsql::CreateExternalSchema &s)
    {
        return quiet(runCreateExternalSchema(m_context, s));
    }
    JobResult<ScriptOutcome> operator()(const sandboxsql::CreateSchema &s)
    {
        return quiet(runCreateSchema(m_context, s));
    }
    JobResult<ScriptOutcome> operator()(const sandboxsql::DropSchema &s) { return quiet(runDropSchema(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::DropTable &s) { return quiet(runDropTable(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::CreateView &s) { return quiet(runCreateView(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::DropView &s) { return quiet(runDropView(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::CreateForeignServer &s)
    {
        return quiet(runCreateForeignServer(m_context, s));
    }
    JobResult<ScriptOutcome> operator()(const sandboxsql::DropForeignServer &s)
    {
        return quiet(runDropForeignServer(m_context, s));
    }
    JobResult<ScriptOutcome> operator()(const sandboxsql::Insert &s) { return quiet(runInsert(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::AlterTable &s) { return quiet(runAlter(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::Truncate &s) { return quiet(runTruncate(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::Update &s) { return quiet(runUpdate(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::Delete &s) { return quiet(runDelete(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::Merge &s) { return quiet(runMerge(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::MultiInsert &s)
    {
        return quiet(runMultiInsert(m_context, s));
    }
    JobResult<ScriptOutcome> operator()(const sandboxsql::Explain &s) { return text(runExplain(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::Show &s) { return text(runShow(m_context, s)); }
    JobResult<ScriptOutcome> operator()(const sandboxsql::Describe &s) { return text(runDescribe(m_context, s)); }

    // The rows go to a relation of their own, from which result and instance tunnel read as often as they like.
    JobResult<ScriptOutcome> operator()(const sandboxsql::QueryStatement &s)
    {
        const auto query = translated(*s.query);
        if (!query)
            return tl::unexpected(query.error());
        if (isLineage(m_context.settings))
            return ScriptOutcome{QStringLiteral("{\"outputTables\":[%1]}").arg(columnsText(query->columns)), {}, 0};
        QStringList names;
        for (qsizetype i = 0; i < query->columns.size(); ++i)
            names.append(dialect::quotePostgresName(QStringLiteral("c%1").arg(i)));
        const QString relation = m_instance.resultRelation();
        const auto dropped = fromStore(m_context.session.exec(QStringLiteral("DROP TABLE IF EXISTS ") + relation));
        if (!dropped)
            return tl::unexpected(dropped.error());
        const auto made = fromStore(m_context.session.exec(
            QStringLiteral("CREATE TABLE %1 (%2) AS %3")
                .arg(relation, names.join(QStringLiteral(", ")), sandboxsql::checkedResult(*query))));
        if (!made)
            return tl::unexpected(made.error());
        return ScriptOutcome{QString(), query->columns, made->affectedRows()};
    }

private:
    static JobResult<ScriptOutcome> quiet(const JobResult<Done> &done)
    {
        if (!done)
            return tl::unexpected(done.error());
        return ScriptOutcome{};
    }
    static JobResult<ScriptOutcome> text(JobResult<QString> text)
    {
        if (!text)
            return tl::unexpected(text.error());
        return ScriptOutcome{std::move(*text), {}, 0};
    }

    JobResult<sandboxsql::TranslatedQuery> translated(const sandboxsql::Query &query)
    {
        TableResolver resolver(m_context);
        auto result = sandboxsql::translateQuery(query, resolver);
        if (!result)
            return result;
        const bool isFullScanRefused =
            m_context.settings.value(u"odps.sql.allow.fullscan").toString().compare(u"false", Qt::CaseInsensitive) == 0;
        if (isFullScanRefused && !result->fullScans.isEmpty())
            return tl::unexpected(sandboxsql::fullScanError(result->fullScans.first()));
        return withColumnTypes(m_context.session, std::move(*result));
    }

    JobContext &m_context;
    const InstanceRow &m_instance;
};

// Time zone and search path of one statement. CAST and date functions mean the job's zone.
JobResult<Done> prepareSession(PgSession &session, const QJsonObject &settings)
{
    const auto zone = sessionZone(session, settings);
    if (!zone)
        return tl::unexpected(zone.error());
    const QString trimZero = settings.value(u"odps.sql.decimal.tostring.trimzero").toString().toLower();
    const auto set = session.exec(QStringLiteral("SELECT set_config('TimeZone', $1, true), "
                                                 "set_config('search_path', 'pg_catalog, mc_type, pg_temp', true), "
                                                 "set_config('mc_runtime.trimzero', $2, true)"),
                                  {*zone, trimZero});
    if (!set)
        return tl::unexpected(jobError(set.error()));
    return Done{};
}

// Where a statement stands in its script.
struct Place {
    int number = 1;
    bool isLast = false; ///< only SET statements follow
};

// Writes to the instance what the statement's commit makes true.
JobResult<Done> record(Metadata &metadata, const InstanceRow &instance, const ScriptOutcome &outcome, Place place)
{
    if (!place.isLast) {
        const auto noted = fromStore(metadata.noteStatementsDone(instance.id, place.number));
        return noted ? JobResult<Done>(Done{}) : tl::unexpected(noted.error());
    }
    const auto ended = fromStore(metadata.endInstance(outcome.endOf(instance)));
    return ended ? JobResult<Done>(Done{}) : tl::unexpected(ended.error());
}

// The names of all settings, those of the job and of the script's SET statements.
JobResult<Done> checkSettings(const QJsonObject &settings, const QList<sandboxsql::ScriptStatement> &statements)
{
    for (auto setting = settings.begin(); setting != settings.end(); ++setting) {
        if (const QString problem = settingNameProblem(setting.key()); !problem.isEmpty())
            return tl::unexpected(SqlError::semantic({}, problem));
    }
    for (const sandboxsql::ScriptStatement &statement : statements) {
        const auto *set = std::get_if<sandboxsql::SetStatement>(&statement.statement);
        const QString problem = set ? settingNameProblem(set->key) : QString();
        if (!problem.isEmpty())
            return tl::unexpected(SqlError::semantic(statement.position, problem));
    }
    return Done{};
}

// What a script has given once \a outcome follows \a before: the rows of its query, or all texts.
ScriptOutcome joined(const ScriptOutcome &before, ScriptOutcome outcome)
{
    if (!before.text.isEmpty() && !before.text.endsWith(u'\n') && !outcome.text.isEmpty())
        outcome.text.prepend(u'\n');
    outcome.text.prepend(before.text);
    if (before.columns) {
        outcome.columns = before.columns;
        outcome.rows = before.rows;
    }
    for (auto it = before.outputs.cbegin(); it != before.outputs.cend(); ++it)
        outcome.outputs[it.key()] += it.value();
    return outcome;
}

JobResult<ScriptOutcome> runStatement(PgSession &session, const HologresAccess &access, const ScriptSettings &script,
                                      const QJsonObject &settings, const sandboxsql::ScriptStatement &statement,
                                      Place place, const ScriptOutcome &before)
{
    if (script.account.readOnly && !isReading(statement.statement))
        return tl::unexpected(
            SqlError{QStringLiteral("ODPS-0130013"), statement.position,
                     QStringLiteral("Authorization exception - Authorization Failed [4019], account '%1' "
                                    "may only read")
                         .arg(script.account.accessId)});
    if (isLineage(settings) && !std::holds_alternative<sandboxsql::QueryStatement>(statement.statement))
        return tl::unexpected(
            SqlError::unsupported(statement.position, QStringLiteral("the lineage of other statements than queries")));
    if (const auto &type = statement.editionTwoType; type && isEditionOne(settings))
        return tl::unexpected(SqlError::semantic(
            type->position,
            QStringLiteral("%1 type is not enabled in current mode, set odps.sql.type.system.odps2=true "
                           "to use it")
                .arg(type->name)));
    PgTransaction transaction(session);
    if (const auto begun = fromStore(transaction.begin()); !begun)
        return tl::unexpected(begun.error());
    if (const auto prepared = prepareSession(session, settings); !prepared)
        return tl::unexpected(prepared.error());
    ForeignTables foreign(session, access, QStringLiteral("job_") + script.instance.id);
    JobContext context(session, access, foreign, script.account, script.project, settings);
    auto outcome = std::visit(Execution(context, script.instance), statement.statement);
    if (!outcome)
        return outcome;
    outcome->outputs = context.outputs;
    *outcome = joined(before, std::move(*outcome));
    if (const auto dropped = fromStore(foreign.drop()); !dropped)
        return tl::unexpected(dropped.error());
    if (const auto recorded = record(context.metadata, script.instance, *outcome, place); !recorded)
        return tl::unexpected(recorded.error());
    if (const auto committed = fromStore(transaction.commit()); !committed)
        return tl::unexpected(committed.error());
    outcome->isStored = place.isLast;
    return outcome;
}

} // namespace

InstanceRow ScriptOutcome::endOf(const InstanceRow &instance) const
{
    InstanceRow row = instance.over(QStringLiteral("Success"), text);
    row.columns = columns;
    row.rows = rows;
    for (auto it = outputs.cbegin(); it != outputs.cend(); ++it)
        row.outputs.insert(it.key(), it.value());
    return row;
}

QJsonObject resultSettings(const InstanceRow &instance)
{
    QJsonObject settings = instance.settings;
    QJsonObject last = settings;
    const auto statements = sandboxsql::parse(instance.query);
    if (!statements)
        return last;
    // A SET after the query came too late for it.
    for (const sandboxsql::ScriptStatement &statement : *statements) {
        if (const auto *set = std::get_if<sandboxsql::SetStatement>(&statement.statement))
            settings.insert(set->key, set->value);
        else if (std::holds_alternative<sandboxsql::QueryStatement>(statement.statement))
            last = settings;
    }
    return last;
}

JobResult<ScriptOutcome> runScript(PgSession &session, const HologresAccess &access, const ScriptSettings &script)
{
    const auto statements = sandboxsql::parse(script.instance.query);
    if (!statements)
        return tl::unexpected(statements.error());
    const auto isRun = [](const sandboxsql::ScriptStatement &statement) {
        return !std::holds_alternative<sandboxsql::SetStatement>(statement.statement);
    };
    const auto count = std::count_if(statements->cbegin(), statements->cend(), isRun);
    // An instance has one result. Source: MaxCompute SQL, "Script mode": at most one statement that shows rows.
    const sandboxsql::ScriptStatement *query = nullptr;
    for (const sandboxsql::ScriptStatement &statement : *statements) {
        if (!std::holds_alternative<sandboxsql::QueryStatement>(statement.statement))
            continue;
        if (query)
            return tl::unexpected(SqlError::semantic(
                statement.position,
                QStringLiteral("a script shows the rows of one query; run this one as a job of its own")));
        query = &statement;
    }
    if (const auto checked = checkSettings(script.settings, *statements); !checked)
        return tl::unexpected(checked.error());
    QJsonObject settings = script.settings;
    ScriptOutcome last;
    int number = 0;
    for (const sandboxsql::ScriptStatement &statement : *statements) {
        if (const auto *set = std::get_if<sandboxsql::SetStatement>(&statement.statement)) {
            settings.insert(set->key, set->value);
            continue;
        }
        ++number;
        auto outcome = runStatement(session, access, script, settings, statement, {number, number == count}, last);
        if (!outcome)
            return outcome;
        last = std::move(*outcome);
    }
    return last;
}

} // namespace isthmus::sandbox
