// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"
#include "sandboxconnections.h"
#include "session.h"
#include "texttable.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/format.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/plan/words.h>

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>

namespace isthmus::app {

namespace {

using core::Done;
using core::ErrorKind;
using core::Result;

constexpr qint64 maxComparedRows = 100'000;
constexpr qsizetype shownRows = 8;
const QString tableName = QStringLiteral("dwd_orders");

// The rows as sorted lines, so that two systems' orders do not matter. Trailing zeros of decimals are dropped: they
// depend on the declared scale, the value does not.
QStringList comparableRows(const records::RecordBatch &rows)
{
    QStringList lines;
    lines.reserve(rows.rowCount());
    for (qsizetype row = 0; row < rows.rowCount(); ++row) {
        QStringList cells;
        for (qsizetype i = 0; i < rows.columnCount(); ++i) {
            QString text = rows.vector(i).isNull(row) ? QStringLiteral("\\N") : rows.vector(i).displayText(row);
            if (rows.column(i).type.base == catalog::DataType::Base::Decimal && text.contains(u'.')) {
                while (text.endsWith(u'0'))
                    text.chop(1);
                if (text.endsWith(u'.'))
                    text.chop(1);
            }
            cells.append(text);
        }
        lines.append(cells.join(u'\t'));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// The main job on a sandbox, step by step; each step says what it did, and fails unless it did it.
class Tour {
public:
    Tour(CtlSession &session, QString sandboxDir) : m_session(session), m_dir(std::move(sandboxDir)) { }

    int run();

private:
    using Step = Result<QString> (Tour::*)(); // what was done, one line

    [[nodiscard]] Result<Done> perform(const QString &title, Step step);
    [[nodiscard]] Result<Done> performAll();

    [[nodiscard]] Result<QString> startSandbox();
    [[nodiscard]] Result<QString> connect();
    [[nodiscard]] Result<QString> listHologres();
    [[nodiscard]] Result<QString> listMaxCompute();
    [[nodiscard]] Result<QString> planMapping();
    [[nodiscard]] Result<QString> runMapping();
    [[nodiscard]] Result<QString> findMapping();
    [[nodiscard]] Result<QString> queryMaxCompute();
    [[nodiscard]] Result<QString> compareWithHologres();
    [[nodiscard]] Result<QString> dropMapping();
    [[nodiscard]] Result<QString> stopSandbox();

    [[nodiscard]] Result<QStringList> childNames(const catalog::ObjectPath &parent);
    [[nodiscard]] Result<records::SqlResult> query(const QString &connection, const QString &sql);
    [[nodiscard]] catalog::ObjectPath source() const
    {
        return {m_info.hologresDatabase, {QStringLiteral("public"), tableName}};
    }
    [[nodiscard]] catalog::ObjectPath targetSchema() const { return {m_info.project, {QStringLiteral("default")}}; }

    CtlSession &m_session;
    QString m_dir;
    QTemporaryDir m_files; // connections and runs of the tour: the user's own stay untouched
    sandbox::SandboxInfo m_info;
    bool m_wasRunning = false;
    bool m_isStarted = false;
    mapping::MapTable m_map;
    plan::Plan m_plan;
    std::shared_ptr<const records::RecordBatch> m_mapped;
    QJsonArray m_told;
    int m_number = 0;
};

int Tour::run()
{
    const auto done = performAll();
    m_session.closeServices();
    auto stopped = Result<Done>(Done{});
    if (m_isStarted && !m_wasRunning)
        stopped = perform(CtlText::tr("Stop the sandbox"), &Tour::stopSandbox);
    const bool isOk = done && stopped;
    if (m_session.json) {
        QJsonObject told{{QStringLiteral("ok"), isOk}, {QStringLiteral("steps"), m_told}};
        if (!isOk)
            told.insert(QStringLiteral("error"), (done ? stopped : done).error().toJson());
        m_session.printJson(told);
    }
    if (!done)
        return m_session.fail(done.error());
    if (!stopped)
        return m_session.fail(stopped.error());
    if (!m_session.json)
        m_session.print(CtlText::tr("\nThe tour is complete: every step did what it said."));
    return exitDone;
}

Result<Done> Tour::performAll()
{
    const std::pair<QString, Step> steps[] = {
        {CtlText::tr("Start the sandbox"), &Tour::startSandbox},
        {CtlText::tr("Connect to both sides"), &Tour::connect},
        {CtlText::tr("List the Hologres catalog"), &Tour::listHologres},
        {CtlText::tr("List the MaxCompute catalog"), &Tour::listMaxCompute},
        {CtlText::tr("Plan the mapping of %1").arg(tableName), &Tour::planMapping},
        {CtlText::tr("Map %1").arg(tableName), &Tour::runMapping},
        {CtlText::tr("Find the external table in MaxCompute"), &Tour::findMapping},
        {CtlText::tr("Query it through MaxCompute"), &Tour::queryMaxCompute},
        {CtlText::tr("Compare its rows with Hologres"), &Tour::compareWithHologres},
        {CtlText::tr("Drop the mapping"), &Tour::dropMapping},
    };
    for (const auto &[title, step] : steps) {
        if (m_session.cancellation().isRequested())
            return core::fail(core::Error::cancelled());
        if (auto done = perform(title, step); !done)
            return done;
    }
    return Done{};
}

Result<Done> Tour::perform(const QString &title, Step step)
{
    ++m_number;
    if (!m_session.json)
        m_session.print(QStringLiteral("\n[%1] %2").arg(m_number).arg(title));
    QElapsedTimer timer;
    timer.start();
    const auto outcome = (this->*step)();
    const auto elapsed = std::chrono::milliseconds(timer.elapsed());
    m_told.append(QJsonObject{{QStringLiteral("step"), title},
                              {QStringLiteral("ok"), outcome.has_value()},
                              {QStringLiteral("outcome"), outcome ? *outcome : outcome.error().message},
                              {QStringLiteral("elapsed_ms"), qint64(elapsed.count())}});
    if (!outcome) {
        if (!m_session.json)
            m_session.print(CtlText::tr("    failed after %1").arg(core::formatDuration(elapsed)));
        return core::fail(outcome.error());
    }
    if (!m_session.json)
        m_session.print(QStringLiteral("    %1 (%2)").arg(*outcome, core::formatDuration(elapsed)));
    return Done{};
}

Result<QString> Tour::startSandbox()
{
    m_wasRunning = sandbox::status(m_dir).has_value();
    sandbox::StartOptions options;
    options.dir = m_dir;
    options.serverProgram = QCoreApplication::applicationFilePath();
    const auto info = sandbox::start(options, m_session.cancellation());
    if (!info)
        return core::fail(info.error());
    m_info = *info;
    m_isStarted = true;
    return CtlText::tr("Hologres on %1:%2, MaxCompute on %3")
        .arg(m_info.hologresHost, QString::number(m_info.hologresPort), m_info.endpoint);
}

Result<QString> Tour::connect()
{
    const auto services =
        m_session.services({m_files.filePath(QStringLiteral("config")), m_files.filePath(QStringLiteral("data"))});
    if (!services)
        return core::fail(services.error());
    auto &manager = (*services)->connections();
    QStringList answers;
    for (const auto &profile : sandboxProfiles(m_info)) {
        const auto saved = m_session.await(m_session.onMain([&] { return manager.save(profile, {}, std::nullopt); }));
        if (!saved)
            return core::fail(saved.error());
        const auto backend = m_session.open(profile.name);
        if (!backend)
            return core::fail(backend.error());
        const auto server = m_session.await(backend->catalog->server());
        if (!server)
            return core::fail(server.error());
        answers.append(CtlText::tr("%1 is %2").arg(profile.name, server->product));
    }
    return answers.join(QStringLiteral(", "));
}

Result<QStringList> Tour::childNames(const catalog::ObjectPath &parent)
{
    const auto backend = m_session.open(parent.connection);
    if (!backend)
        return core::fail(backend.error());
    const auto entries = catalog::awaitAll(*backend->catalog, parent, m_session.cancellation());
    if (!entries)
        return core::fail(entries.error());
    QStringList names;
    for (const auto &entry : *entries)
        names.append(entry.name());
    return names;
}

Result<QString> Tour::listHologres()
{
    const auto names = childNames(source().parent());
    if (!names)
        return core::fail(names.error());
    if (!names->contains(tableName))
        return core::fail(ErrorKind::NotFound, CtlText::tr("%1 is not listed.").arg(source().toString()));
    return QStringLiteral("%1: %2").arg(source().parent().toString(), names->join(QStringLiteral(", ")));
}

Result<QString> Tour::listMaxCompute()
{
    const auto names = childNames(targetSchema());
    if (!names)
        return core::fail(names.error());
    if (names->isEmpty())
        return core::fail(ErrorKind::NotFound, CtlText::tr("Nothing is listed in %1.").arg(targetSchema().toString()));
    if (names->contains(tableName)) {
        return core::fail(ErrorKind::AlreadyExists, CtlText::tr("%1 is mapped already in this sandbox.").arg(tableName),
                          CtlText::tr("Drop it, or let the tour make a sandbox of its own: leave out --dir."));
    }
    return QStringLiteral("%1: %2").arg(targetSchema().toString(), names->join(QStringLiteral(", ")));
}

Result<QString> Tour::planMapping()
{
    m_map.source = source();
    m_map.targetSchema = targetSchema();
    m_map.tableName = tableName;
    m_map.lifecycleDays = 7;
    const auto plan = m_session.plan(m_map.toTask());
    if (!plan)
        return core::fail(plan.error());
    if (!plan->isRunnable())
        return core::fail(blockedError(*plan));
    m_plan = *plan;
    if (!m_session.json)
        m_session.print(planText(m_plan));
    return CtlText::tr("%1 steps, nothing is written yet").arg(m_plan.stepCount());
}

Result<QString> Tour::runMapping()
{
    const auto run = m_session.runToEnd(m_map.toTask(), m_plan, {}, [](const plan::LogLine &) {});
    if (!run)
        return core::fail(run.error());
    if (run->state != plan::RunState::Succeeded)
        return core::fail(run->error ? plan::words(*run->error) : core::Error::cancelled());
    QStringList outcomes;
    for (const auto &step : run->steps)
        outcomes.append(plan::words(step.outcome));
    return outcomes.join(QStringLiteral("; "));
}

Result<QString> Tour::findMapping()
{
    const auto backend = m_session.open(m_info.project);
    if (!backend)
        return core::fail(backend.error());
    const auto info = m_session.await(backend->catalog->table(targetSchema().child(tableName)));
    if (!info)
        return core::fail(info.error());
    if (info->kind != catalog::ObjectKind::ExternalTable || !info->external)
        return core::fail(ErrorKind::Protocol, CtlText::tr("%1 is not an external table.").arg(tableName));
    return CtlText::tr("%1, %2 columns, at %3")
        .arg(info->path.toString(), QString::number(info->columns.size()), info->external->location);
}

Result<records::SqlResult> Tour::query(const QString &connection, const QString &sql)
{
    const auto backend = m_session.open(connection);
    if (!backend)
        return core::fail(backend.error());
    records::SqlRequest request;
    request.sql = sql;
    request.maxRows = maxComparedRows;
    return m_session.await(connections::run(*backend, request));
}

Result<QString> Tour::queryMaxCompute()
{
    const QString sql =
        QStringLiteral("SET odps.namespace.schema=true; SELECT * FROM %1;").arg(tableName); // docs/requirements.md#h-71
    const auto result = query(m_info.project, sql);
    if (!result)
        return core::fail(result.error());
    if (!result->rows || result->rows->rowCount() == 0)
        return core::fail(ErrorKind::Protocol, CtlText::tr("The query gave no rows."));
    m_mapped = result->rows;
    if (!m_session.json)
        writeTable(
            *m_mapped, TableWidths::of(standardOutput()), m_mapped->zone(),
            [](std::string_view piece) { standardOutput().text(piece); }, shownRows);
    return CtlText::tr("%1 rows, instance %2").arg(core::formatCount(m_mapped->rowCount()), result->jobId);
}

Result<QString> Tour::compareWithHologres()
{
    const auto result = query(m_info.hologresDatabase, QStringLiteral("SELECT * FROM public.%1").arg(tableName));
    if (!result)
        return core::fail(result.error());
    if (!result->rows)
        return core::fail(ErrorKind::Protocol, CtlText::tr("The query gave no rows."));
    const QStringList ours = comparableRows(*m_mapped);
    const QStringList theirs = comparableRows(*result->rows);
    if (ours.size() != theirs.size()) {
        return core::fail(
            ErrorKind::Protocol,
            CtlText::tr("MaxCompute shows %1 rows, Hologres has %2.").arg(ours.size()).arg(theirs.size()));
    }
    const auto [mine, other] = std::mismatch(ours.begin(), ours.end(), theirs.begin());
    if (mine != ours.end()) {
        return core::fail(ErrorKind::Protocol, CtlText::tr("The rows differ."), {}, {},
                          QStringLiteral("%1\n%2").arg(*mine, *other));
    }
    return CtlText::tr("%1 rows and %2 columns are equal")
        .arg(core::formatCount(ours.size()))
        .arg(m_mapped->columnCount());
}

Result<QString> Tour::dropMapping()
{
    const auto dropped = query(m_info.project,
                               QStringLiteral("SET odps.namespace.schema=true; DROP TABLE %1.%2.%3;")
                                   .arg(m_info.project, targetSchema().name(), tableName));
    if (!dropped)
        return core::fail(dropped.error());
    const auto names = childNames(targetSchema());
    if (!names)
        return core::fail(names.error());
    if (names->contains(tableName))
        return core::fail(ErrorKind::Protocol, CtlText::tr("%1 is still listed.").arg(tableName));
    const auto rest = query(m_info.hologresDatabase, QStringLiteral("SELECT count(*) FROM public.%1").arg(tableName));
    if (!rest)
        return core::fail(rest.error());
    if (!rest->rows || rest->rows->rowCount() != 1
        || rest->rows->vector(0).displayText(0) != QString::number(m_mapped->rowCount()))
        return core::fail(ErrorKind::Protocol, CtlText::tr("The rows in Hologres changed."));
    return CtlText::tr("gone from MaxCompute; the rows in Hologres stay");
}

Result<QString> Tour::stopSandbox()
{
    const auto stopped = sandbox::stop(m_dir);
    if (!stopped)
        return core::fail(stopped.error());
    if (sandbox::status(m_dir))
        return core::fail(ErrorKind::Internal, CtlText::tr("The sandbox still answers."));
    return CtlText::tr("no process is left");
}

} // namespace

int runTourVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("tour"),
        CtlText::tr("Starts a sandbox, lists both catalogs, maps a table, queries it, compares the rows, and "
                    "cleans up. Succeeds only if every step did what it said."));
    args.addOption(QStringLiteral("dir"), CtlText::tr("Folder of the sandbox; a temporary one if not given."),
                   QStringLiteral("DIR"));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    if (args.isSet(QStringLiteral("dir")))
        return Tour(session, args.value(QStringLiteral("dir"))).run();
    QTemporaryDir own;
    const QString dir = own.filePath(QStringLiteral("sandbox"));
    const int exitCode = Tour(session, dir).run();
    // reset() also removes what the sandbox keeps elsewhere; it refuses a folder in which none was made.
    if (const auto removed = sandbox::reset(dir); !removed && exitCode == exitDone)
        return session.fail(removed.error());
    return exitCode;
}

} // namespace isthmus::app
