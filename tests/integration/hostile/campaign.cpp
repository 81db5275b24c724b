// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign.h"

#include "hostilepostgres.h"
#include "sandboxfixture.h"

#include <isthmus/connections/encryptedfilesecretstore.h>
#include <isthmus/core/async.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSettings>

#include <algorithm>
#include <mutex>
#include <thread>
#include <vector>

namespace isthmus::hostile {

namespace {

constexpr char masterPassword[] = "of this campaign";

void noteMost(std::atomic<qint64> &most, qint64 value)
{
    qint64 before = most;
    while (before < value && !most.compare_exchange_weak(before, value)) { }
}

bool hasControls(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x20 && c != '\n' && c != '\t'; })
        || text.contains("\xc2\x9b") || text.contains("\xe2\x80\xae");
}

QString tlsOf(const Server &server)
{
    return server.authorities.isEmpty() ? QStringLiteral("disable") : QStringLiteral("verify-full");
}

QString endpointOf(const Server &server)
{
    return QStringLiteral("%1://127.0.0.1:%2/api")
        .arg(server.authorities.isEmpty() ? QStringLiteral("http") : QStringLiteral("https"))
        .arg(server.port);
}

// What is wrong with the document of a call with --json: there is one, and of a failure it says which.
QString problemOfJson(const Ending &ending)
{
    constexpr qsizetype kept = 1024 * 1024; // of what was printed
    if (ending.out.size() >= kept)
        return {};
    const auto document = QJsonDocument::fromJson(ending.out);
    if (document.isNull())
        return QStringLiteral("prints no JSON: ") + QString::fromUtf8(ending.out.left(300));
    const QJsonObject told = document.isArray() ? document.array().last().toObject() : document.object();
    const QJsonObject error = told.value(u"error").toObject();
    if (ending.exitCode == 0 || !error.value(u"message").toString().isEmpty())
        return {};
    return QStringLiteral("its JSON tells no error: ") + QString::fromUtf8(ending.out.left(300));
}

} // namespace

Campaign::Campaign()
{
    // One file of secrets for all calls.
    qputenv("ISTHMUS_MASTER_PASSWORD", masterPassword);
    connections::EncryptedFileSecretStore store(m_dir.filePath(QStringLiteral("secrets.json")), {});
    for (const char *name : {"pg", "mc"}) {
        const auto written = core::await(store.write(QString::fromLatin1(name), QString::fromLatin1(clientPassword)));
        if (!written)
            qFatal("the secrets cannot be written: %s", qPrintable(written.error().message));
    }
}

QString Campaign::prepare(const QString &name, const Server &postgres, const Server &maxCompute,
                          std::chrono::seconds timeLimit) const
{
    const QDir dir(m_dir.path());
    const QString config = name + QStringLiteral("/config");
    dir.mkpath(config);
    dir.mkpath(name + QStringLiteral("/data"));
    QFile::copy(dir.filePath(QStringLiteral("secrets.json")), dir.filePath(config + QStringLiteral("/secrets.json")));
    const int limit = int(timeLimit.count());
    const QJsonObject pg{
        {QStringLiteral("name"), QStringLiteral("pg")},          {QStringLiteral("system"), QStringLiteral("hologres")},
        {QStringLiteral("host"), QStringLiteral("127.0.0.1")},   {QStringLiteral("port"), postgres.port},
        {QStringLiteral("database"), QStringLiteral("db")},      {QStringLiteral("tls"), tlsOf(postgres)},
        {QStringLiteral("access_id"), QStringLiteral("tester")}, {QStringLiteral("time_limit"), limit},
        {QStringLiteral("ca_file"), postgres.authorities}};
    const QJsonObject mc{{QStringLiteral("name"), QStringLiteral("mc")},
                         {QStringLiteral("system"), QStringLiteral("maxcompute")},
                         {QStringLiteral("endpoint"), endpointOf(maxCompute)},
                         {QStringLiteral("project"), QStringLiteral("p1")},
                         {QStringLiteral("access_id"), QStringLiteral("tester")},
                         {QStringLiteral("time_limit"), limit},
                         {QStringLiteral("ca_file"), maxCompute.authorities}};
    QFile file(dir.filePath(config + QStringLiteral("/connections.json")));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(
                       QJsonObject{{QStringLiteral("version"), 1}, {QStringLiteral("connections"), QJsonArray{pg, mc}}})
                       .toJson());
    }
    return dir.filePath(name);
}

// As its last user left it: both catalogs open, and a table of each.
void Campaign::prepareWindow(Running &running) const
{
    running.program = QFileInfo(test::ctlProgram()).dir().filePath(QStringLiteral("isthmus"));
    running.environment.append(QStringLiteral("QT_QPA_PLATFORM=offscreen"));
    QSettings settings(running.directory + QStringLiteral("/config/window.ini"), QSettings::IniFormat);
    settings.setValue(QStringLiteral("tree/expanded"), QStringList{QStringLiteral("pg"), QStringLiteral("mc")});
    settings.setValue(QStringLiteral("documents/open"),
                      QByteArray(R"([{"address":"isthmus://table/pg/public/orders"},)"
                                 R"({"address":"isthmus://table/mc/default/orders","current":true}])"));
}

QStringList Campaign::problems(const Trial &trial, const Verb &verb, const Ending &ending, bool isReached) const
{
    QStringList found;
    const auto ms = qint64(ending.elapsed.count());
    if (ending.isOverdue)
        found.append(QStringLiteral("did not end within %1 ms").arg(ms));
    else if (ending.signal != 0 && ending.signal != trial.interruptBy) // which may come when nothing waits for it
        found.append(QStringLiteral("was ended by signal %1: ").arg(ending.signal)
                     + QString::fromUtf8(ending.err.right(300)));
    if (ending.peakBytes > m_bounds.peakBytes)
        found.append(QStringLiteral("took %1 MB").arg(ending.peakBytes / 1'000'000));
    constexpr int endedBySignal = 130;
    if (trial.isOfWindow && !ending.isOverdue && ending.signal == 0 && ending.exitCode != endedBySignal)
        found.append(QStringLiteral("exit code %1 of a window that is closed").arg(ending.exitCode));
    if (hasControls(ending.err) || hasControls(ending.out))
        found.append(QStringLiteral("prints control codes"));
    const bool hasEnded = !ending.isOverdue && ending.signal == 0;
    if (const QString problem = problemOfJson(ending);
        hasEnded && verb.arguments.contains(QStringLiteral("--json")) && !problem.isEmpty())
        found.append(problem);
    if (!hasEnded || (trial.interruptBy != 0 && isReached))
        return found;
    const QByteArray line = ending.err.left(ending.err.indexOf('\n'));
    if (!isReached && !(trial.mayEndEarly && ending.exitCode != 0)) {
        if (ending.exitCode != 0)
            found.append(QStringLiteral("failed before the server was hostile: ") + QString::fromUtf8(line.left(300)));
        return found;
    }
    const bool isWarning = !verb.warning.isEmpty() && QString::fromUtf8(ending.out).contains(verb.warning);
    if (ending.exitCode == 0 && (trial.mayPass || isWarning))
        return found;
    constexpr qsizetype longest = 20'000; // what a server says in its own words is a part of it
    if (ending.exitCode != 1)
        found.append(QStringLiteral("exit code %1").arg(ending.exitCode));
    if (line.trimmed().isEmpty() || line.size() > 1000 || ending.err.size() > longest)
        found.append(QStringLiteral("says nothing readable: ") + QString::fromUtf8(ending.err.left(300)));
    else if (!trial.says.isEmpty() && !QRegularExpression(trial.says).match(QString::fromUtf8(ending.err)).hasMatch())
        found.append(QStringLiteral("says: ") + QString::fromUtf8(ending.err.left(300)).replace(u'\n', u'|'));
    return found;
}

QStringList Campaign::runVerb(const Trial &trial, const Verb &verb, int number)
{
    const Server postgres = trial.postgres();
    const Server maxCompute = trial.maxCompute();
    const auto isReached = [&] { return postgres.isReached() || maxCompute.isReached(); };
    Running running;
    running.program = test::ctlProgram();
    running.arguments = verb.arguments;
    running.directory = prepare(QString::number(number), postgres, maxCompute, trial.timeLimit);
    running.environment = {QStringLiteral("ISTHMUS_CONFIG_DIR=") + running.directory + QStringLiteral("/config"),
                           QStringLiteral("ISTHMUS_DATA_DIR=") + running.directory + QStringLiteral("/data"),
                           QStringLiteral("ISTHMUS_MASTER_PASSWORD=") + QString::fromLatin1(masterPassword),
                           QStringLiteral("LC_ALL=C.UTF-8")};
    if (trial.isOfWindow)
        prepareWindow(running);
    running.limit = m_bounds.end;
    running.interruptBy = trial.interruptBy;
    running.interruptWhen = isReached;
    const Ending ending = runToEnd(running);
    QDir(running.directory).removeRecursively();

    ++m_calls;
    m_hostile += isReached() ? 1 : 0;
    noteMost(m_peakBytes, ending.peakBytes);
    noteMost(m_longestMs, qint64(ending.elapsed.count()));
    QStringList found = problems(trial, verb, ending, isReached());
    if (postgres.hasSeenPassword() || maxCompute.hasSeenPassword())
        found.append(QStringLiteral("sent a secret that it should have kept"));
    if (ending.isInterrupted && ending.elapsed > m_bounds.interrupted)
        found.append(
            QStringLiteral("went on for %1 ms after signal %2").arg(ending.elapsed.count()).arg(trial.interruptBy));
    for (QString &problem : found)
        problem = QStringLiteral("%1, seed %2, %3: %4")
                      .arg(trial.name)
                      .arg(trial.seed)
                      .arg(QLatin1String(verb.name), problem);
    return found;
}

QStringList Campaign::run(const Trial &trial)
{
    std::mutex mutex;
    QStringList found;
    std::vector<std::thread> threads;
    static std::atomic<int> number = 0;
    for (const Verb &verb : trial.verbs) {
        threads.emplace_back([&, call = ++number] {
            const QStringList some = runVerb(trial, verb, call);
            const std::lock_guard lock(mutex);
            found += some;
        });
    }
    for (auto &thread : threads)
        thread.join();
    found.sort();
    return found;
}

QString Campaign::figures() const
{
    return QStringLiteral("%1 calls, %2 met a hostile answer; at most %3 MB and %4 ms")
        .arg(m_calls)
        .arg(m_hostile)
        .arg(m_peakBytes / 1'000'000)
        .arg(m_longestMs);
}

std::optional<QList<quint32>> Campaign::seeds()
{
    const QString text = qEnvironmentVariable("ISTHMUS_HOSTILE_SEEDS");
    if (text.isEmpty())
        return std::nullopt;
    const bool isRange = text.contains(u'-');
    const quint32 first = isRange ? text.section(u'-', 0, 0).toUInt() : 1;
    const quint32 last = text.section(u'-', -1).toUInt();
    QList<quint32> all;
    for (quint32 seed = first; seed <= last; ++seed)
        all.append(seed);
    return all;
}

} // namespace isthmus::hostile
