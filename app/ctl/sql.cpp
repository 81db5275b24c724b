// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"
#include "planrun.h"
#include "rowformats.h"
#include "scriptfile.h"
#include "zoneoption.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/format.h>
#include <isthmus/dialect/reading.h>
#include <isthmus/records/jsontext.h>

#include <QElapsedTimer>

#include <memory>
#include <mutex>
#include <optional>

namespace isthmus::app {

namespace {

using records::StatementResult;

/// What a script answered, and where it failed if it did and that is known.
struct Told {
    QList<StatementResult> results;
    std::optional<records::ScriptFailure> failure;
};

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
void printJson(const QList<StatementResult> &results, std::chrono::milliseconds elapsed, const ZoneOption &zone,
               const std::optional<core::Error> &error)
{
    Output &out = standardOutput();
    out.text("{\"elapsed_ms\": " + std::to_string(elapsed.count()) + ", ");
    if (error)
        out.text("\"error\": " + jsonText(error->toJson()).toStdString() + ", ");
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

// What ran before \a error, however little it was, and what failed where.
void printFailureJson(const Told &told, const core::Error &error, std::chrono::milliseconds elapsed,
                      const ZoneOption &zone)
{
    Output &out = standardOutput();
    out.text("{\"elapsed_ms\": " + std::to_string(elapsed.count())
             + ", \"error\": " + jsonText(error.toJson()).toStdString() + ", \"results\": [");
    const qsizetype ran = told.failure ? told.failure->ran : told.results.size();
    for (qsizetype i = 0; i < told.results.size(); ++i) {
        out.text(i == 0 ? "\n{" : ",\n{");
        if (told.failure && i < ran)
            out.text(i < told.failure->kept ? "\"undone\": false, " : "\"undone\": true, ");
        printMembersJson(out, told.results.at(i), zone);
        out.text("}");
    }
    QJsonObject failed{{QStringLiteral("error"), error.toJson()}};
    if (told.failure) {
        failed.insert(QStringLiteral("statement"), told.failure->statement);
        failed.insert(QStringLiteral("statements"), told.failure->count);
        failed.insert(QStringLiteral("line"), told.failure->line);
    }
    out.text("],\n\"failed\": " + jsonText(failed).toStdString() + "}\n");
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

/// What comes from the lane's thread.
class Collector {
public:
    void add(const StatementResult &result)
    {
        const std::lock_guard lock(m_mutex);
        m_told.results.append(result);
    }
    void fail(const records::ScriptFailure &failure)
    {
        const std::lock_guard lock(m_mutex);
        m_told.failure = failure;
    }
    [[nodiscard]] Told told() const
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }

private:
    mutable std::mutex m_mutex;
    Told m_told;
};

// What SQL or --file ask for; sets \a problem if it is not one of the two.
core::Result<QString> sqlOf(const CtlArguments &args, const CtlSession &session, QString *problem)
{
    const QString file = QStringLiteral("file");
    const QString given = args.positional(1);
    if (!given.isEmpty() && args.isSet(file))
        *problem = CtlText::tr("The script is given twice: as SQL and as --file.");
    else if (given.isEmpty() && args.positionalCount() < 2 && !args.isSet(file))
        *problem = CtlText::tr("SQL is missing: write it as an argument, or name a file by --file.");
    else if (args.isSet(file) || given == u"-")
        return readScript(args.isSet(file) ? args.value(file) : given, session.cancellation());
    return given;
}

// Answers a problem in the user's words, or nothing.
QString readLimit(const CtlArguments &args, records::SqlRequest &request)
{
    if (!args.isSet(QStringLiteral("limit")))
        return {};
    bool isNumber = false;
    request.maxRows = args.value(QStringLiteral("limit")).toLongLong(&isNumber);
    const bool isRight = isNumber && request.maxRows >= 1 && request.maxRows <= 1'000'000;
    return isRight ? QString() : CtlText::tr("--limit takes a number from 1 to 1000000.");
}

QString hintOfReadOnly(const connections::Profile &profile)
{
    if (profile.environment == connections::Environment::Production)
        return CtlText::tr("Say --confirm-production %1 to write to it.").arg(profile.name);
    return CtlText::tr("Choose another one, or let it write again: connection edit %1 --writable.").arg(profile.name);
}

// By the words with which PostgreSQL answers: the session ends with the program, and so does what is not committed.
bool endsInTransaction(const QList<StatementResult> &results)
{
    bool isOpen = false;
    for (const StatementResult &result : results) {
        if (result.text == u"BEGIN" || result.text == u"START TRANSACTION")
            isOpen = true;
        else if (result.text == u"COMMIT" || result.text == u"ROLLBACK" || result.text == u"PREPARE TRANSACTION")
            isOpen = false;
    }
    return isOpen;
}

int runAndPrint(CtlSession &session, const connections::Backend &backend, records::SqlRequest request,
                OutputFormat format, const ZoneOption &zone)
{
    const auto collector = std::make_shared<Collector>(); // a cancelled call may still have something to tell
    const bool isReading = dialect::isReading(backend.profile.info().sqlDialect, request.sql);
    request.onStatement = [collector](const StatementResult &result) { collector->add(result); };
    request.onFailure = [collector](const records::ScriptFailure &failure) { collector->fail(failure); };
    QElapsedTimer timer;
    timer.start();
    const auto result = session.await(connections::run(backend, request));
    if (result) {
        std::optional<core::Error> error;
        if (endsInTransaction(result->statements)) {
            error = core::Error{core::ErrorKind::Invalid,
                                CtlText::tr("The script ends inside a transaction: what it did since BEGIN is undone."),
                                CtlText::tr("Add COMMIT to keep it."),
                                {},
                                {}};
        }
        if (session.json)
            printJson(result->statements, result->elapsed, zone, error);
        else
            printResults(session, result->statements, format, zone, result->elapsed);
        return error ? session.fail(*error) : exitDone;
    }
    core::Error error = result.error();
    if (error.code == u"25006") // a session that may only read
        error.hint = hintOfReadOnly(backend.profile);
    if (error.isCancelled() && !isReading)
        error.hint = CtlText::tr("The server may have done it all the same: look at what is there.");
    const Told told = collector->told();
    if (session.json)
        printFailureJson(told, error, std::chrono::milliseconds(timer.elapsed()), zone);
    else
        printResults(session, told.results, format, zone, std::nullopt);
    return session.fail(error);
}

const QString projectOption = QStringLiteral("project");
const QString databaseOption = QStringLiteral("database");

void addDatabaseOptions(CtlArguments &args)
{
    args.addOption(projectOption,
                   CtlText::tr("Project in which it runs, for a connection to all projects of a MaxCompute tenant."),
                   QStringLiteral("NAME"));
    args.addOption(databaseOption,
                   CtlText::tr("Database in which it runs, for a connection to a whole Hologres instance."),
                   QStringLiteral("NAME"));
}

// Answers a problem in the user's words, or nothing.
QString readDatabase(const CtlArguments &args, const connections::Profile &profile, records::SqlRequest &request)
{
    const auto below = catalog::databaseKindBelow(profile.rootKind());
    const bool hasProjects = below == catalog::ObjectKind::Project;
    const bool hasDatabases = below == catalog::ObjectKind::Database;
    if (args.isSet(projectOption) && !hasProjects)
        return CtlText::tr("--project is for a connection to all projects of a tenant; %1 is none.").arg(profile.name);
    if (args.isSet(databaseOption) && !hasDatabases)
        return CtlText::tr("--database is for a connection to a whole instance; %1 is none.").arg(profile.name);
    request.database = args.value(hasProjects ? projectOption : databaseOption);
    if (hasProjects && request.database.isEmpty())
        return CtlText::tr("%1 shows all projects of its tenant: say --project NAME to run SQL in one.")
            .arg(profile.name);
    return {};
}

core::Result<connections::Backend> openForReading(CtlSession &session, const connections::Profile &profile)
{
    const auto services = session.services();
    if (!services)
        return core::fail(services.error());
    connections::Profile reading = profile;
    reading.readOnly = true;
    return session.await((*services)->connections().openUnsaved(reading, std::nullopt, profile.name),
                         {profile.name, {}});
}

} // namespace

int runSqlVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("sql"),
        CtlText::tr("Runs SQL on a connection. \"SET k=v;\" before the statement sets flags in MaxCompute."));
    args.addPositional(QStringLiteral("CONNECTION"), CtlText::tr("Name of a saved connection."));
    args.addText(QStringLiteral("SQL"),
                 CtlText::tr("The statement, or a script of several, quoted as one argument; - for standard input."),
                 true);
    args.addOption(QStringLiteral("file"),
                   CtlText::tr("Read the script from this file, - for standard input: UTF-8, at most 16 MiB."),
                   QStringLiteral("PATH"));
    addFormatOption(args, false);
    args.addOption(QStringLiteral("limit"), CtlText::tr("Rows kept of a SELECT, 1 to 1000000; 10000 if not given."),
                   QStringLiteral("N"));
    addDatabaseOptions(args);
    addProductionOption(args);
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
    if (const QString wrong = readLimit(args, request); !wrong.isEmpty())
        return args.usageError(wrong);
    const auto sql = sqlOf(args, session, &problem);
    if (!problem.isEmpty())
        return args.usageError(problem);
    if (!sql)
        return session.fail(sql.error());
    request.sql = *sql;
    const auto backend = session.open(args.positional(0));
    if (!backend)
        return session.fail(backend.error());
    if (const QString wrong = readDatabase(args, backend->profile, request); !wrong.isEmpty())
        return args.usageError(wrong);
    const bool isReading = dialect::isReading(backend->profile.info().sqlDialect, request.sql);
    if (backend->profile.readOnly && !isReading) {
        return session.fail(
            {core::ErrorKind::Permission,
             CtlText::tr(
                 "The connection %1 is read-only; only what certainly reads may run on it: SELECT, WITH, VALUES, "
                 "SHOW, DESC, EXPLAIN and SET.")
                 .arg(backend->profile.name),
             CtlText::tr("Choose another one, or let it write again: connection edit %1 --writable.")
                 .arg(backend->profile.name),
             {},
             {}});
    }
    const auto unconfirmed = unconfirmedProduction(args, backend->profile);
    if (!unconfirmed)
        return runAndPrint(session, *backend, std::move(request), *format, zone);
    if (!isReading)
        return session.fail(*unconfirmed);
    // What looks like reading may call a function that writes: the server is to refuse that.
    const auto reading = openForReading(session, backend->profile);
    if (!reading)
        return session.fail(reading.error());
    return runAndPrint(session, *reading, std::move(request), *format, zone);
}

} // namespace isthmus::app
