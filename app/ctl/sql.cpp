// SPDX-License-Identifier: GPL-3.0-or-later
#include "readonlysql.h"
#include "session.h"
#include "texttable.h"

#include <isthmus/core/format.h>

namespace isthmus::app {

namespace {

QJsonObject resultJson(const records::SqlResult &result)
{
    QJsonObject json{{QStringLiteral("job_id"), result.jobId},
                     {QStringLiteral("elapsed_ms"), qint64(result.elapsed.count())},
                     {QStringLiteral("truncated"), result.isTruncated},
                     {QStringLiteral("text"), result.text}};
    if (result.rows)
        json.insert(QStringLiteral("rows"), rowsAsJson(*result.rows, result.rows->zone()));
    return json;
}

void printResult(const CtlSession &session, const records::SqlResult &result)
{
    if (result.rows)
        session.print(rowsAsText(*result.rows, result.rows->zone()));
    else if (!result.text.isEmpty())
        session.print(result.text);
    QStringList facts;
    if (result.rows) {
        const QString count = core::formatCount(result.rows->rowCount());
        if (result.isTruncated)
            facts.append(CtlText::tr("first rows: %1").arg(count));
        else
            facts.append(result.rows->rowCount() == 1 ? CtlText::tr("1 row") : CtlText::tr("%1 rows").arg(count));
    }
    facts.append(core::formatDuration(result.elapsed));
    if (!result.jobId.isEmpty())
        facts.append(CtlText::tr("instance %1").arg(result.jobId));
    session.note(facts.join(QStringLiteral(" · ")));
}

} // namespace

int runSqlVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("sql"),
        CtlText::tr("Runs SQL on a connection. \"SET k=v;\" before the statement sets flags in MaxCompute."));
    args.addPositional(QStringLiteral("CONNECTION"), CtlText::tr("Name of a saved connection."));
    args.addPositional(QStringLiteral("SQL"), CtlText::tr("The statement, quoted as one argument."));
    args.addOption(QStringLiteral("limit"), CtlText::tr("Rows kept of a SELECT, 1 to 1000000; 10000 if not given."),
                   QStringLiteral("N"));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
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
    const auto result = session.await(connections::run(*backend, request));
    if (!result)
        return session.fail(result.error());
    if (session.json)
        session.printJson(resultJson(*result));
    else
        printResult(session, *result);
    return exitDone;
}

} // namespace isthmus::app
