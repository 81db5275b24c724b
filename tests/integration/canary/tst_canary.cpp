// SPDX-License-Identifier: GPL-3.0-or-later
// Known secrets are used in a tour of the command line, then looked for in everything that it leaves and shows.
#include "canary.h"
#include "networkrelay.h"
#include "sandboxfixture.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QScopeGuard>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>

using namespace Qt::StringLiterals;
using isthmus::test::Canary;
using isthmus::test::CtlOutcome;
using isthmus::test::NetworkRelay;
using isthmus::test::SandboxFixture;

namespace {

constexpr int patience = 90'000;

// What the encodings of a leak tell apart: blanks, quotes, markup, signs of URLs, of base64 and beyond ASCII.
const QString wrongSecret = u"wrong ca/na+ry=4711 & 'quoted' \"twice\" <b>%41</b> \\ ß密码 end"_s;
const QString masterPassword = u"master of the canary & 'its' <store>"_s;
const QString stsKey = u"sts-canary-key-0815+4711/abcdefgh"_s;
const QString stsToken = u"CAISsts-canary-token/with+signs==and more"_s;
const QString ramSecret = u"ram-secret-of-the-environment-31415926"_s;

QString windowProgram()
{
    return QFileInfo(isthmus::test::ctlProgram()).dir().filePath(u"isthmus"_s);
}

QString coreBelow(const QString &folder)
{
    return QDir(folder).entryList({u"core*"_s}, QDir::Files).value(0);
}

} // namespace

class tst_Canary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyFormOfALeakIsFound_data();
    void everyFormOfALeakIsFound();
    void theTourLeavesNoSecret();
    void childrenGetNoSecret();
    void aCrashLeavesNoCore_data();
    void aCrashLeavesNoCore();

private:
    [[nodiscard]] QProcessEnvironment environment() const;
    void start(QProcess &program, const QString &path, const QStringList &arguments) const;
    CtlOutcome run(const QStringList &arguments, const QString &input = {});
    void add(const QString &name, const QStringList &arguments, const QString &secret);
    [[nodiscard]] QStringList hologresArguments(const QString &user, int port) const;
    [[nodiscard]] QStringList maxComputeArguments(const QString &user) const;
    void addAccount();
    [[nodiscard]] QString path(const char *name) const { return m_dir.filePath(QLatin1String(name)); }

    SandboxFixture m_sandbox;
    QTemporaryDir m_dir;
    Canary m_canary;
    QStringList m_told; // leaks in what programs have printed
};

void tst_Canary::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
    addAccount();
    m_canary.add(u"AccessKey"_s, m_sandbox.accessKey(), m_sandbox.accessId());
    m_canary.add(u"password"_s, m_sandbox.restricted().password, m_sandbox.restricted().name);
    m_canary.add(u"wrong secret"_s, wrongSecret, m_sandbox.accessId());
    m_canary.add(u"master password"_s, masterPassword);
    m_canary.add(u"secret of STS"_s, stsKey);
    m_canary.add(u"security token"_s, stsToken);
    m_canary.add(u"secret of the environment"_s, ramSecret);
    for (const char *folder : {"home", "config", "data", "cache", "state", "tmp", "runtime", "exports", "cores"})
        QVERIFY(QDir(m_dir.path()).mkpath(QLatin1String(folder)));
}

// A temporary one, which no sandbox has of itself.
void tst_Canary::addAccount()
{
    m_sandbox.stop();
    QFile file(m_sandbox.dir() + u"/sandbox.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject state = QJsonDocument::fromJson(file.readAll()).object();
    file.close();
    QJsonObject own = state[u"private"].toObject();
    own[u"accounts"_s] = QJsonArray{
        QJsonObject{{u"access_id"_s, u"STS.canary"_s}, {u"access_key"_s, stsKey}, {u"sts_token"_s, stsToken}}};
    state[u"private"_s] = own;
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(state).toJson());
    file.close();
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
}

QProcessEnvironment tst_Canary::environment() const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, path("home"));
    environment.insert(u"TMPDIR"_s, path("tmp"));
    environment.insert(u"XDG_CONFIG_HOME"_s, path("config"));
    environment.insert(u"XDG_DATA_HOME"_s, path("data"));
    environment.insert(u"XDG_CACHE_HOME"_s, path("cache"));
    environment.insert(u"XDG_STATE_HOME"_s, path("state"));
    environment.insert(u"XDG_RUNTIME_DIR"_s, path("runtime"));
    environment.insert(u"ISTHMUS_MASTER_PASSWORD"_s, masterPassword);
    environment.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.remove(u"ISTHMUS_CONFIG_DIR"_s);
    environment.remove(u"ISTHMUS_DATA_DIR"_s);
    return environment;
}

void tst_Canary::start(QProcess &program, const QString &programPath, const QStringList &arguments) const
{
    program.setProcessEnvironment(environment());
    program.setWorkingDirectory(path("tmp"));
    program.start(programPath, arguments);
}

CtlOutcome tst_Canary::run(const QStringList &arguments, const QString &input)
{
    QProcess program;
    start(program, isthmus::test::ctlProgram(), arguments);
    program.write(input.toUtf8());
    program.closeWriteChannel();
    const bool hasEnded = program.waitForFinished(patience) && program.exitStatus() == QProcess::NormalExit;
    const CtlOutcome outcome{hasEnded ? program.exitCode() : -1, program.readAllStandardOutput(),
                             program.readAllStandardError()};
    for (const QString &leak : m_canary.leaksIn(outcome.out + outcome.err))
        m_told.append(arguments.first(std::min<qsizetype>(2, arguments.size())).join(u' ') + u" printed "_s + leak);
    return outcome;
}

QStringList tst_Canary::hologresArguments(const QString &user, int port) const
{
    return {u"--system"_s,    u"hologres"_s,
            u"--host"_s,      m_sandbox.host(),
            u"--port"_s,      QString::number(port),
            u"--database"_s,  m_sandbox.database(),
            u"--access-id"_s, user,
            u"--tls"_s,       u"disable"_s};
}

QStringList tst_Canary::maxComputeArguments(const QString &user) const
{
    return {u"--system"_s,  u"maxcompute"_s,     u"--endpoint"_s,  m_sandbox.endpoint(),
            u"--project"_s, m_sandbox.project(), u"--access-id"_s, user};
}

void tst_Canary::add(const QString &name, const QStringList &arguments, const QString &secret)
{
    const auto added = run(QStringList{u"connection"_s, u"add"_s, name, u"--secret-stdin"_s} + arguments, secret);
    QVERIFY2(added.exitCode == 0, added.err.constData());
}

// The instrument itself: each of these is how some program or library has written a text.
void tst_Canary::everyFormOfALeakIsFound_data()
{
    QTest::addColumn<QByteArray>("leak");
    const QByteArray utf8 = wrongSecret.toUtf8();
    const auto *const utf16 = reinterpret_cast<const char *>(wrongSecret.utf16());
    QTest::newRow("as it is") << "x" + utf8 + "y";
    QTest::newRow("in capitals") << wrongSecret.toUpper().replace(u"SS"_s, u"ß"_s).toUtf8();
    QTest::newRow("UTF-16") << "odd" + QByteArray(utf16, wrongSecret.size() * 2);
    QTest::newRow("hex") << "\\x" + utf8.toHex() + "'";
    for (const char *before : {"", "i", "id", "id:"})
        QTest::addRow("base64 behind '%s'", before) << (before + utf8 + "z").toBase64();
    QTest::newRow("base64 of a URL") << ("id:" + utf8).toBase64(QByteArray::Base64UrlEncoding);
    QTest::newRow("base64 of UTF-16") << QByteArray(utf16, wrongSecret.size() * 2).toBase64();
    QTest::newRow("percent-encoded") << "a=" + utf8.toPercentEncoding() + "&b=";
    QTest::newRow("JSON") << QJsonDocument(QJsonObject{{u"a"_s, wrongSecret}}).toJson();
    QTest::newRow("markup") << wrongSecret.toHtmlEscaped().toUtf8();
    QTest::newRow("SQL") << QByteArray(utf8).replace('\'', "''");
    QTest::newRow("cut") << utf8.first(utf8.size() * 2 / 3);
    QTest::newRow("the end of it") << utf8.last(utf8.size() * 2 / 3);
    QTest::newRow("PostgreSQL's hash") << "md5"
            + QCryptographicHash::hash(utf8 + "tester", QCryptographicHash::Md5).toHex();
    QTest::newRow("a hash") << QCryptographicHash::hash(utf8, QCryptographicHash::Sha256);
}

void tst_Canary::everyFormOfALeakIsFound()
{
    QFETCH(QByteArray, leak);
    Canary canary;
    canary.add(u"it"_s, wrongSecret, u"tester"_s);
    QVERIFY(canary.leaksIn(QByteArray("nothing of it: wrong canary 4711")).isEmpty());
    QVERIFY(!canary.leaksIn(leak).isEmpty());
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"a file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("before " + leak) > 0);
    file.close();
    QVERIFY(canary.leaksBelow(dir.path()).value(0).startsWith(file.fileName()));
}

void tst_Canary::theTourLeavesNoSecret()
{
    const QString admin = m_sandbox.accessId();
    add(u"dw"_s, hologresArguments(admin, m_sandbox.port()), m_sandbox.accessKey());
    add(u"mc"_s, maxComputeArguments(admin), m_sandbox.accessKey());
    add(u"few"_s, hologresArguments(m_sandbox.restricted().name, m_sandbox.port()), m_sandbox.restricted().password);
    add(u"sts"_s, maxComputeArguments(u"STS.canary"_s) + QStringList{u"--sign-in"_s, u"sts"_s},
        stsKey + u'\n' + stsToken);

    const auto exported = [this](const char *name) { return path("exports") + u'/' + QLatin1String(name); };
    const QString table = u"dw/public/dwd_orders"_s;
    const QList<QStringList> tour{
        {u"connection"_s, u"list"_s},
        {u"connection"_s, u"list"_s, u"--json"_s},
        {u"connection"_s, u"show"_s, u"sts"_s, u"--json"_s},
        {u"connection"_s, u"test"_s, u"dw"_s},
        {u"connection"_s, u"test"_s, u"mc"_s, u"--json"_s},
        {u"connection"_s, u"test"_s, u"few"_s},
        {u"connection"_s, u"test"_s, u"sts"_s},
        {u"connection"_s, u"rename"_s, u"few"_s, u"restricted"_s},
        {u"connection"_s, u"edit"_s, u"dw"_s, u"--group"_s, u"Sales"_s},
        {u"connection"_s, u"export"_s, exported("connections.json")},
        {u"ls"_s, u"dw/public"_s, u"--json"_s},
        {u"ls"_s, u"sts/default"_s},
        {u"find"_s, u"orders"_s, u"--refresh"_s, u"--columns"_s},
        {u"show"_s, table, u"--json"_s},
        {u"preview"_s, table, u"--json"_s},
        {u"preview"_s, u"mc/default/ods_user_info_d"_s, u"--format"_s, u"insert"_s},
        {u"count"_s, table},
        {u"export"_s, table, u"--to"_s, exported("rows.csv")},
        {u"export"_s, table, u"--to"_s, exported("rows.xlsx")},
        {u"export"_s, u"mc/default/ods_user_info_d"_s, u"--to"_s, exported("rows.jsonl")},
        {u"plan"_s, u"map-table"_s, table, u"mc/default/canary"_s, u"--json"_s},
        {u"map-table"_s, table, u"mc/default/canary"_s, u"--json"_s},
        {u"diff"_s, table, u"mc/default/canary"_s},
        {u"diff"_s, u"mc/default/canary"_s, table, u"--ddl"_s, u"left"_s, u"--json"_s},
        {u"sql"_s, u"mc"_s, u"SET odps.namespace.schema=true; SELECT * FROM default.canary LIMIT 1;"_s},
    };
    for (const QStringList &arguments : tour) {
        const auto outcome = run(arguments);
        QVERIFY2(outcome.exitCode == 0, (arguments.join(u' ').toUtf8() + ": " + outcome.err).constData());
    }
    add(u"wrong_dw"_s, hologresArguments(admin, m_sandbox.port()), wrongSecret);
    add(u"wrong_mc"_s, maxComputeArguments(admin), wrongSecret);
    add(u"wrong_sts"_s, maxComputeArguments(u"STS.canary"_s) + QStringList{u"--sign-in"_s, u"sts"_s},
        wrongSecret + u'\n' + wrongSecret);
    const QList<QStringList> failing{
        {u"connection"_s, u"test"_s, u"wrong_dw"_s},
        {u"connection"_s, u"test"_s, u"wrong_mc"_s, u"--json"_s},
        {u"connection"_s, u"test"_s, u"wrong_sts"_s},
        {u"ls"_s, u"wrong_dw"_s, u"--json"_s},
        {u"ls"_s, u"wrong_mc"_s},
        {u"preview"_s, u"wrong_sts/default/ods_user_info_d"_s, u"--json"_s},
        {u"export"_s, u"wrong_dw/public/orders"_s, u"--to"_s, exported("nothing.csv")},
        {u"map-table"_s, u"wrong_dw/public/orders"_s, u"mc/default/nothing"_s},
        {u"diff"_s, u"dw/public/orders"_s, u"wrong_mc/default/nothing"_s, u"--json"_s},
        {u"sql"_s, u"dw"_s, u"SELECT 'password=%1'::int"_s.arg(ramSecret)}, // the server says it again
        {u"sql"_s, u"dw"_s, u"ALTER USER nobody PASSWORD '%1'"_s.arg(QString(wrongSecret).replace(u'\'', u"''"_s))},
    };
    for (const QStringList &arguments : failing) {
        const auto outcome = run(arguments);
        QVERIFY2(outcome.exitCode == 1, (arguments.join(u' ').toUtf8() + ": " + outcome.err).constData());
        QVERIFY(!outcome.err.isEmpty());
    }
    QVERIFY2(m_told.isEmpty(), qPrintable(m_told.join(u'\n')));

    // There is something to look into: connections, secrets, runs, names and exports.
    for (const char *name :
         {"config/isthmus/connections.json", "config/isthmus/secrets.json", "data/isthmus/runs.sqlite",
          "data/isthmus/names.sqlite", "exports/rows.xlsx", "exports/connections.json"})
        QVERIFY2(QFileInfo(path(name)).size() > 0, name);
    const QStringList leaks = m_canary.leaksBelow(m_dir.path());
    QVERIFY2(leaks.isEmpty(), qPrintable(leaks.join(u'\n')));
    QVERIFY(m_canary.looked() > 10);
    const QStringList logged = m_canary.leaksIn([this] {
        QFile log(QFileInfo(m_sandbox.dir()).dir().filePath(u"serve.log"_s));
        return log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
    }());
    QVERIFY2(logged.isEmpty(), qPrintable(logged.join(u'\n')));
}

// A sandbox outlives the program that starts it, and anyone of the same user may read the environment of its parts.
void tst_Canary::childrenGetNoSecret()
{
    QProcess program;
    auto variables = environment();
    for (const char *name : {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN", "PGPASSWORD",
                             "ODPS_ACCESS_KEY", "SOME_SECRET_OF_MINE"})
        variables.insert(QLatin1String(name), ramSecret);
    program.setProcessEnvironment(variables);
    const QString dir = m_dir.filePath(u"a sandbox"_s);
    const auto stopped = qScopeGuard([&] { run({u"sandbox"_s, u"stop"_s, u"--dir"_s, dir}); });
    program.start(isthmus::test::ctlProgram(), {u"sandbox"_s, u"start"_s, u"--dir"_s, dir, u"--json"_s});
    QVERIFY(program.waitForFinished(patience));
    const QByteArray printed = program.readAllStandardOutput() + program.readAllStandardError();
    QVERIFY2(program.exitCode() == 0, printed.constData());
    QCOMPARE(m_canary.leaksIn(printed), QStringList());
    QFile file(dir + u"/sandbox.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const qint64 server = QJsonDocument::fromJson(file.readAll())[u"server_pid"].toInteger();
    QVERIFY(server > 0);
    const int before = m_canary.looked();
    const QStringList leaks = m_canary.leaksOfProcess(server);
    QVERIFY2(leaks.isEmpty(), qPrintable(leaks.join(u'\n')));
    QVERIFY(m_canary.looked() > before + 4); // the server, PostgreSQL and its parts
}

void tst_Canary::aCrashLeavesNoCore_data()
{
    QTest::addColumn<bool>("isWindow");
    QTest::newRow("the window") << true;
    QTest::newRow("the command line") << false;
}

// Both are ended while they hold what they sign in with, and wait for a server behind a line that is dead.
void tst_Canary::aCrashLeavesNoCore()
{
    QFETCH(bool, isWindow);
    const QString cores = path("cores");
    const auto mayDump = [] {
        const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_CORE, &all);
    };
    const auto crash = [](QProcess &program) {
        ::kill(pid_t(program.processId()), SIGSEGV);
        return program.waitForFinished(patience) && program.exitStatus() == QProcess::CrashExit;
    };
    QProcess other; // of a program that hides nothing
    other.setWorkingDirectory(cores);
    other.setChildProcessModifier(mayDump);
    other.start(u"/bin/sleep"_s, {u"600"_s});
    QVERIFY(other.waitForStarted() && crash(other));
    const bool hasCores = !coreBelow(cores).isEmpty();
    QFile::remove(cores + u'/' + coreBelow(cores));

    NetworkRelay line(m_sandbox.port());
    add(u"slow_dw"_s, hologresArguments(m_sandbox.accessId(), line.port()) + QStringList{u"--replace"_s},
        m_sandbox.accessKey());
    line.setMode(NetworkRelay::Mode::Stall);
    QSettings settings(path("config") + u"/isthmus/window.ini"_s, QSettings::IniFormat);
    settings.setValue(u"tree/expanded"_s, QStringList{u"slow_dw"_s, u"wrong_mc"_s});
    settings.setValue(u"documents/open"_s,
                      QByteArray(R"([{"address":"isthmus://table/slow_dw/public/orders","current":true}])"));
    settings.sync();
    QProcess program;
    program.setProcessEnvironment(environment());
    program.setWorkingDirectory(cores);
    program.setChildProcessModifier(mayDump);
    program.start(isWindow ? windowProgram() : isthmus::test::ctlProgram(),
                  isWindow ? QStringList() : QStringList{u"ls"_s, u"slow_dw/public"_s});
    QVERIFY(program.waitForStarted());
    const auto ended = qScopeGuard([&program] {
        program.kill();
        program.waitForFinished();
    });
    QTRY_VERIFY_WITH_TIMEOUT(line.isHoldingRequest(), patience); // it has its secret by now
    QCOMPARE(m_canary.leaksOfProcess(program.processId()), QStringList());
    QVERIFY(crash(program));
    QCOMPARE(m_canary.leaksIn(program.readAllStandardOutput() + program.readAllStandardError()), QStringList());
    QCOMPARE(coreBelow(cores), QString());
    const QStringList leaks = m_canary.leaksBelow(m_dir.path());
    QVERIFY2(leaks.isEmpty(), qPrintable(leaks.join(u'\n')));
    if (!hasCores)
        QSKIP("This machine dumps no core into the working folder (/proc/sys/kernel/core_pattern), of no program.");
}

QTEST_GUILESS_MAIN(tst_Canary)
#include "tst_canary.moc"
