// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"
#include "readonlysql.h"
#include "rowformats.h"
#include "zoneoption.h"

#include <isthmus/core/format.h>
#include <isthmus/records/jsontext.h>

#include <memory>
#include <mutex>
#include <optional>

namespace isthmus::app {

namespace {

using records::StatementResult;

std::string quoted(const QString &text)
{
    std::string json;
    records::appendJsonString(json, text.toUtf8());
    return json;
}

std::string columnsJson(const records::RecordBatch &rows)
{
    const QStringList names = records::distinctNames(rows.columns());
    std::string json = "[";
    for (qsizetype i = 0; i < names.size(); ++i) {
        json += i == 0 ? "" : ", ";
        json += "{\"name\": " + quoted(names.at(i)) + ", \"type\": " + quoted(rows.column(i).type.text) + '}';
    }
    return json + ']';
}

std::string textsJson(const QStringList &texts)
{
    std::string json = "[";
    for (const QString &text : texts)
        json += (json.size() == 1 ? "" : ", ") + quoted(text);
    return json + ']';
}

// Members of one statement's result; rows go out as they are written, however many there are.
void printMembersJson(Output &out, const StatementResult &result, const ZoneOption &zone)
{
    out.text("\"job_id\": " + quoted(result.jobId) + ", \"truncated\": " + (result.isTruncated ? "true" : "false")
             + ", \"messages\": " + textsJson(result.messages) + ", \"text\": " + quoted(result.text));
    if (!result.rows)
        return;
    out.text(", \"columns\": " + columnsJson(*result.rows) + ",\n\"rows\": ");
    printRows(*result.rows, OutputFormat::Json, zone.zoneFor(*result.rows));
}

// One result is an object of its own, those of a script are in "results".
void printJson(const QList<StatementResult> &results, std::chrono::milliseconds elapsed, const ZoneOption &zone)
{
    Output &out = standardOutput();
    out.text("{\"elapsed_ms\": " + std::to_string(elapsed.count()) + ", ");
    if (results.size() == 1) {
        printMembersJson(out, results.first(), zone);
    } else {
        out.text("\"results\": [");
        for (qsizetype i = 0; i < results.size(); ++i) {
            out.text(i == 0 ? "\n{" : ",\n{");
            printMembersJson(out, results.at(i), zone);
            out.text("}");
        }
        out.text("]");
    }
    out.text("}\n");
}

QStringList factsOf(const StatementResult &result, const ZoneOption &zone)
{
    QStringList facts;
    if (result.rows) {
        const QString count = core::formatCount(result.rows->rowCount());
        if (result.isTruncated)
            facts.append(CtlText::tr("first rows: %1").arg(count));
        else
            facts.append(result.rows->rowCount() == 1 ? CtlText::tr("1 row") : CtlText::tr("%1 rows").arg(count));
        if (const QString remark = zone.remark(*result.rows); !remark.isEmpty())
            facts.append(remark);
    }
    if (!result.jobId.isEmpty())
        facts.append(CtlText::tr("instance %1").arg(result.jobId));
    return facts;
}

// As psql does: what the server said in passing, then the result, statement by statement.
void printResults(const CtlSession &session, const QList<StatementResult> &results, OutputFormat format,
                  const ZoneOption &zone, std::optional<std::chrono::milliseconds> elapsed)
{
    const StatementResult *printed = nullptr; // the last one
    for (qsizetype i = 0; i < results.size(); ++i) {
        const StatementResult &result = results.at(i);
        for (const QString &message : result.messages)
            session.note(message);
        // Beside rows for programs, what the server says of other statements is for people.
        const bool isForPeople = !result.rows && format != OutputFormat::Table;
        if (isForPeople || (!result.rows && result.text.isEmpty())) {
            if (!result.text.isEmpty())
                session.note(result.text);
        } else {
            if (printed && (result.rows || printed->rows))
                session.print({});
            if (result.rows)
                printRows(*result.rows, format, zone.zoneFor(*result.rows));
            else
                session.print(result.text);
            printed = &result;
        }
        QStringList facts = factsOf(result, zone);
        if (elapsed && i + 1 == results.size())
            facts.insert(result.rows ? 1 : 0, core::formatDuration(*elapsed));
        if (!facts.isEmpty())
            session.note(facts.join(QStringLiteral(" · ")));
    }
}

/// Results as they come, from the lane's thread.
class Collector {
public:
    void add(const StatementResult &result)
    {
        const std::lock_guard lock(m_mutex);
        m_results.append(result);
    }
    [[nodiscard]] QList<StatementResult> results() const
    {
        const std::lock_guard lock(m_mutex);
        return m_results;
    }

private:
    mutable std::mutex m_mutex;
    QList<StatementResult> m_results;
};

} // namespace

int runSqlVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("sql"),
        CtlText::tr("Runs SQL on a connection. \"SET k=v;\" before the statement sets flags in MaxCompute."));
    args.addPositional(QStringLiteral("CONNECTION"), CtlText::tr("Name of a saved connection."));
    args.addText(QStringLiteral("SQL"), CtlText::tr("The statement, or a script of several, quoted as one argument."));
    addFormatOption(args, false);
    args.addOption(QStringLiteral("limit"), CtlText::tr("Rows kept of a SELECT, 1 to 1000000; 10000 if not given."),
                   QStringLiteral("N"));
    ZoneOption zone(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    if (const auto exit = zone.read())
        return *exit;
    QString problem;
    const auto format = readFormat(args, session, false, &problem);
    if (!format)
        return args.usageError(problem);
    records::SqlRequest request;
    request.sql = args.positional(1);
    if (args.isSet(QStringLiteral("limit"))) {
        bool isNumber = false;
        request.maxRows = args.value(QStringLiteral("limit")).toLongLong(&isNumber);
        if (!isNumber || request.maxRows < 1 || request.maxRows > 1'000'000)
            return args.usageError(CtlText::tr("--limit takes a number from 1 to 1000000."));
    }
    const auto backend = session.open(args.positional(0));
    if (!backend)
        return session.fail(backend.error());
    if (backend->profile.readOnly && !isReadOnlySql(request.sql)) {
        return session.fail(
            {core::ErrorKind::Permission,
             CtlText::tr("The connection %1 is read-only; only SELECT, SHOW, DESC and EXPLAIN may run on it.")
                 .arg(backend->profile.name),
             CtlText::tr("Edit the connection to allow writing, or choose another one."),
             {},
             {}});
    }
    const auto collector = std::make_shared<Collector>(); // a cancelled call may still have something to tell
    request.onStatement = [collector](const StatementResult &result) { collector->add(result); };
    const auto result = session.await(connections::run(*backend, request));
    const auto results = result ? result->statements : collector->results();
    const auto elapsed = result ? std::optional(result->elapsed) : std::nullopt;
    if (!session.json)
        printResults(session, results, *format, zone, elapsed);
    else if (!results.isEmpty())
        printJson(results, elapsed.value_or(std::chrono::milliseconds(0)), zone);
    if (!result)
        return session.fail(result.error());
    return exitDone;
}

} // namespace isthmus::app
