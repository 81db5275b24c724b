// SPDX-License-Identifier: GPL-3.0-or-later
// What a session's settings mean for what is read: zones of instants, styles, encodings, search_path, the environment.
#include "pgfixture.h"

#include <isthmus/hologres/environment.h>

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace isthmus;
using catalog::ObjectPath;
using core::ErrorKind;

class tst_HologresSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void instantsAreAsTheServerPrintsThem_data();
    void instantsAreAsTheServerPrintsThem();
    void previewsAreInTheZoneOfTheRole();
    void theZoneOfAConnectionWins();
    void aZoneThatIsSetBackIsToldByItsOffset();
    void datesInOtherStylesAreTheServersText();
    void settingsOfTextsChangeNoValue();
    void anotherEncodingIsRefusedBeforeAnythingRuns_data();
    void anotherEncodingIsRefusedBeforeAnythingRuns();
    void textsInAnEncodingThatNobodySawAreNotShown();
    void rowsWithoutColumnsAreCounted();
    void definitionsMeanTheSameToEveryReader();
    void variablesOfLibpqChangeNothing_data();
    void variablesOfLibpqChangeNothing();
    void filesInTheHomeFolderChangeNothing();

private:
    [[nodiscard]] core::Result<records::SqlResult> sql(const QString &text) const;
    [[nodiscard]] hologres::Settings reader() const; ///< a role with settings of its own

    PgFixture m_server;
    hologres::Connection m_connection;
};

namespace {

QString cell(const records::RecordBatch &rows, int column, int row = 0)
{
    const auto &vector = rows.vector(column);
    return vector.isNull(row) ? QStringLiteral("NULL") : vector.displayText(row, rows.zone());
}

// The server's text of an instant with the minutes that it leaves out: "+08" is "+08:00".
QString withMinutes(QString text)
{
    static const QRegularExpression offset(QStringLiteral(R"(([+-]\d\d)(?=$|[",\]}]| BC))"));
    return text.replace(offset, QStringLiteral("\\1:00"));
}

} // namespace

core::Result<records::SqlResult> tst_HologresSession::sql(const QString &text) const
{
    return core::await(m_connection.sql->run({text, 1000, {}, {}}));
}

hologres::Settings tst_HologresSession::reader() const
{
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.user = QStringLiteral("reader");
    settings.password = QStringLiteral("reader");
    return settings;
}

void tst_HologresSession::initTestCase()
{
    QCOMPARE(m_server.create(), QString());
    m_connection = *hologres::makeConnection(m_server.settings(QStringLiteral("postgres")));
    const auto made = sql(QStringLiteral(R"(
CREATE ROLE reader LOGIN SUPERUSER PASSWORD 'reader';
ALTER ROLE reader SET search_path = rpt;
ALTER ROLE reader SET timezone = 'America/New_York';
ALTER ROLE reader SET datestyle = 'German, DMY';
ALTER ROLE reader SET intervalstyle = 'iso_8601';
ALTER ROLE reader SET bytea_output = 'escape';
CREATE SCHEMA rpt;
CREATE TYPE rpt.mood AS ENUM ('sad');
CREATE SEQUENCE rpt.sq;
CREATE TABLE rpt.o (id int DEFAULT nextval('rpt.sq'), at timestamptz DEFAULT '2024-01-01 00:00:00+08',
  day date DEFAULT '2024-02-03', lasting interval DEFAULT '1 day 02:03:04', m rpt.mood DEFAULT 'sad', code text COLLATE "C",
  doubled int GENERATED ALWAYS AS (id * 2) STORED, n int GENERATED ALWAYS AS IDENTITY,
  CHECK (at > timestamptz '1999-12-31 16:00:00+00'));
CREATE INDEX by_day ON rpt.o (day);
CREATE VIEW rpt.v AS SELECT id, at FROM rpt.o;
CREATE TABLE rpt.parts (at timestamptz) PARTITION BY LIST (at);
CREATE TABLE rpt.part PARTITION OF rpt.parts FOR VALUES IN ('2024-01-01 00:00:00+08');
CREATE TABLE rpt.bare (); INSERT INTO rpt.bare DEFAULT VALUES; INSERT INTO rpt.bare DEFAULT VALUES;
CREATE TABLE rpt.times (at timestamptz, wall timestamp, many timestamptz[]);
INSERT INTO rpt.times VALUES ('2024-01-01 00:00:00+08', '2024-01-01', ARRAY[timestamptz '2024-01-01 00:00:00+08']))"));
    QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
}

void tst_HologresSession::instantsAreAsTheServerPrintsThem_data()
{
    QTest::addColumn<QString>("zone"); // as SET TimeZone takes it
    QTest::addColumn<QString>("name");
    QTest::newRow("UTC") << QStringLiteral("'UTC'") << QStringLiteral("UTC");
    QTest::newRow("Shanghai") << QStringLiteral("'Asia/Shanghai'") << QStringLiteral("Asia/Shanghai");
    QTest::newRow("in another case") << QStringLiteral("'asia/shanghai'") << QStringLiteral("Asia/Shanghai");
    QTest::newRow("New York") << QStringLiteral("'America/New_York'") << QStringLiteral("America/New_York");
    QTest::newRow("Kathmandu") << QStringLiteral("'Asia/Kathmandu'") << QStringLiteral("Asia/Kathmandu");
    QTest::newRow("Dublin") << QStringLiteral("'Europe/Dublin'") << QStringLiteral("Europe/Dublin");
    QTest::newRow("Casablanca") << QStringLiteral("'Africa/Casablanca'") << QStringLiteral("Africa/Casablanca");
    QTest::newRow("Lord Howe") << QStringLiteral("'Australia/Lord_Howe'") << QStringLiteral("Australia/Lord_Howe");
    QTest::newRow("hours") << QStringLiteral("8") << QStringLiteral("UTC+08:00");
    QTest::newRow("interval") << QStringLiteral("INTERVAL '-03:30' HOUR TO MINUTE") << QStringLiteral("UTC-03:30");
    QTest::newRow("POSIX: to the west") << QStringLiteral("'GMT+8'") << QStringLiteral("UTC-08:00");
}

// Clock changes on both sides, mean local time, the years that QDate does not know, fractions, infinities.
void tst_HologresSession::instantsAreAsTheServerPrintsThem()
{
    QFETCH(QString, zone);
    const auto result = sql(QStringLiteral(R"(
SET TIME ZONE %1;
SELECT t, t::text, ARRAY[t, NULL], to_json(ARRAY[t::text, NULL])::text, t::timestamp, t::timestamp::text, t::date, t::date::text
FROM unnest('{2024-01-01 00:00:00+08, 2024-03-10 06:59:59.999999+00, 2024-03-10 07:00:00+00, 2024-11-03 05:30:00+00,
  2024-11-03 06:30:00+00, 1900-12-31 15:54:16+00, 1900-12-31 15:54:17+00, 1986-05-04 00:00:00+08, 0001-01-01 00:00:00+00,
  0001-12-31 23:59:59+00 BC, 0044-03-15 12:00:00.5+00 BC, 4713-01-01 00:00:00+00 BC, 9999-12-31 23:59:59.999999+00,
  10000-01-01 00:00:00+00, 294276-12-31 00:00:00+00, 2099-07-09 00:00:00+00, 1969-12-31 23:59:59.999999+00, 1883-11-18 17:00:00+00,
  infinity, -infinity}'::timestamptz[]) AS t)")
                                .arg(zone));
    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    QTEST(result->rows->zone().name(), "name");
    QCOMPARE(result->rows->rowCount(), 20);
    for (int row = 0; row < 20; ++row) {
        QCOMPARE(cell(*result->rows, 0, row), withMinutes(cell(*result->rows, 1, row)));
        QCOMPARE(cell(*result->rows, 2, row), withMinutes(cell(*result->rows, 3, row)));
        QCOMPARE(cell(*result->rows, 4, row), cell(*result->rows, 5, row));
        QCOMPARE(cell(*result->rows, 6, row), cell(*result->rows, 7, row));
    }
    QVERIFY(sql(QStringLiteral("RESET TimeZone")));
}

void tst_HologresSession::previewsAreInTheZoneOfTheRole()
{
    const auto connection = *hologres::makeConnection(reader());
    const ObjectPath times{QStringLiteral("test"), {QStringLiteral("rpt"), QStringLiteral("times")}};
    for (int time = 0; time < 2; ++time) { // also after definitions were read by the same session
        const auto preview = core::await(connection.reader->preview({times, 10, 1000, {}}));
        QVERIFY(preview);
        QCOMPARE(preview->rows->zone().name(), QStringLiteral("America/New_York"));
        QCOMPARE(cell(*preview->rows, 0), QStringLiteral("2023-12-31 11:00:00-05:00"));
        QCOMPARE(cell(*preview->rows, 1), QStringLiteral("2024-01-01 00:00:00"));
        QCOMPARE(cell(*preview->rows, 2), QStringLiteral("[\"2023-12-31 11:00:00-05:00\"]"));
        QVERIFY(core::await(connection.catalog->ddl(times)));
        QVERIFY(core::await(connection.catalog->ddl(times))); // both lanes
    }
    const auto asked = core::await(connection.sql->run({QStringLiteral("TABLE times"), 10, {}, {}})); // by search_path
    QVERIFY(asked);
    QCOMPARE(cell(*asked->rows, 0), QStringLiteral("2023-12-31 11:00:00-05:00"));
}

void tst_HologresSession::theZoneOfAConnectionWins()
{
    auto settings = reader();
    settings.timeZone = QStringLiteral("Asia/Tokyo");
    const auto connection = *hologres::makeConnection(settings);
    const ObjectPath times{QStringLiteral("test"), {QStringLiteral("rpt"), QStringLiteral("times")}};
    const auto preview = core::await(connection.reader->preview({times, 10, 1000, {}}));
    QVERIFY(preview);
    QCOMPARE(cell(*preview->rows, 0), QStringLiteral("2024-01-01 01:00:00+09:00"));
    const auto asked = core::await(connection.sql->run({QStringLiteral("SHOW TimeZone"), 10, {}, {}}));
    QCOMPARE(cell(*asked->rows, 0), settings.timeZone);
    const auto set = core::await(connection.sql->run(
        {QStringLiteral("SET TimeZone = 'Asia/Shanghai'; SELECT timestamptz '2024-01-01 00:00:00+08'"), 10, {}, {}}));
    QCOMPARE(cell(*set->rows, 0), QStringLiteral("2024-01-01 00:00:00+08:00"));
}

void tst_HologresSession::aZoneThatIsSetBackIsToldByItsOffset()
{
    for (const char *script :
         {"SET TimeZone = 'Asia/Shanghai'; SELECT timestamptz '2024-01-01 00:00:00+08'; SET TimeZone = 'UTC'",
          "BEGIN; SET LOCAL TimeZone = 'Asia/Shanghai'; SELECT timestamptz '2024-01-01 00:00:00+08'; COMMIT"}) {
        const auto result = sql(QLatin1String(script));
        QVERIFY(result);
        QCOMPARE(cell(*result->rows, 0), QStringLiteral("2024-01-01 00:00:00+08:00"));
        QCOMPARE(result->rows->zone().name(), QStringLiteral("UTC+08:00"));
    }
    QVERIFY(sql(QStringLiteral("RESET TimeZone")));
}

void tst_HologresSession::datesInOtherStylesAreTheServersText()
{
    for (const char *style : {"SQL, DMY", "SQL, MDY", "German", "Postgres, DMY", "Postgres, MDY", "ISO, DMY"}) {
        const auto result = sql(QStringLiteral(R"(
SET DateStyle = '%1'; SET TimeZone = 'Asia/Shanghai';
SELECT d, d::text, ts, ts::text, tz, tz::text, 7 AS n
FROM (VALUES (NULL, NULL, NULL), ('infinity', 'infinity', '-infinity'), ('1997-12-17', '1997-12-17 07:37:16.5', '1997-12-17 07:37:16+08'),
  ('0044-03-15 BC', '0044-03-15 00:00:00 BC', '1900-01-01 00:00:00+00')) AS v (d0, ts0, tz0),
  LATERAL (SELECT d0::date AS d, ts0::timestamp AS ts, tz0::timestamptz AS tz) AS casted)")
                                    .arg(QLatin1String(style)));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message + result.error().detail));
        QCOMPARE(result->rows->rowCount(), 4);
        for (int row = 0; row < 4; ++row) {
            for (int column = 0; column < 6; column += 2) {
                const QString text = cell(*result->rows, column + 1, row);
                const bool isIso = QLatin1String(style).startsWith(QLatin1String("ISO"));
                QCOMPARE(cell(*result->rows, column, row), isIso && column == 4 ? withMinutes(text) : text);
            }
            QCOMPARE(cell(*result->rows, 6, row), QStringLiteral("7"));
        }
        QCOMPARE(result->rows->column(0).type.text, QStringLiteral("DATE"));
    }
    QVERIFY(sql(QStringLiteral("SET DateStyle = 'ISO'; RESET TimeZone")));
}

void tst_HologresSession::settingsOfTextsChangeNoValue()
{
    const auto result = sql(QStringLiteral(R"(
SET bytea_output = 'escape'; SET IntervalStyle = 'iso_8601'; SET extra_float_digits = 0;
SELECT '\x00615c27ff'::bytea, ARRAY['\x0061'::bytea, NULL], 0.1::float8, interval '1 day 2 hours', true)"));
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QCOMPARE(cell(*result->rows, 0), QStringLiteral("\\x00615c27ff"));
    QCOMPARE(cell(*result->rows, 1), QStringLiteral("[\"\\\\x0061\",null]"));
    QCOMPARE(cell(*result->rows, 2), QStringLiteral("0.1"));
    QCOMPARE(cell(*result->rows, 3), QStringLiteral("P1DT2H"));
    QVERIFY(sql(QStringLiteral("RESET ALL")));
}

void tst_HologresSession::anotherEncodingIsRefusedBeforeAnythingRuns_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<bool>("isRefused");
    const auto row = [](const char *script, bool isRefused) {
        QTest::newRow(script) << QString::fromUtf8(script) << isRefused;
    };
    row("SET client_encoding='GBK'; CREATE TABLE made (); SELECT '中文'", true);
    row("CREATE TABLE made (); set session client_encoding to gbk; SELECT '中文'", true);
    row("CREATE TABLE made (); /* x */ SET LOCAL \"client_encoding\" TO 'LATIN1'", true);
    row("CREATE TABLE made (); SET NAMES 'EUC_CN'", true);
    row("SET client_encoding = 'UTF8'; CREATE TABLE made (); SELECT '中文'", false); // as pg_dump writes
    row("SET NAMES 'utf-8'; CREATE TABLE made (); SELECT '中文'", false);
    row("CREATE TABLE made (); SELECT 'set client_encoding=GBK', '中文'", false);
    row("CREATE TABLE made (); RESET client_encoding; SELECT '中文'", false);
}

void tst_HologresSession::anotherEncodingIsRefusedBeforeAnythingRuns()
{
    QFETCH(QString, script);
    QFETCH(bool, isRefused);
    QVERIFY(sql(QStringLiteral("DROP TABLE IF EXISTS made")));
    const auto result = sql(script);
    QCOMPARE(!result, isRefused);
    const auto made = sql(QStringLiteral("SELECT to_regclass('made') IS NOT NULL"));
    QCOMPARE(cell(*made->rows, 0), isRefused ? QStringLiteral("false") : QStringLiteral("true"));
    if (isRefused)
        QCOMPARE(result.error().kind, ErrorKind::Unsupported);
    else
        QCOMPARE(cell(*result->rows, int(result->rows->columnCount() - 1)), QStringLiteral("中文"));
}

void tst_HologresSession::textsInAnEncodingThatNobodySawAreNotShown()
{
    for (const char *script : {"DO $$ BEGIN SET client_encoding = 'GBK'; END $$; SELECT '中文'",
                               "SELECT set_config('client_encoding', 'GBK', false), '中文'",
                               "BEGIN; SELECT set_config('client_encoding', 'GBK', true); SELECT '中文'; COMMIT"}) {
        const auto result = sql(QString::fromUtf8(script));
        QVERIFY2(!result, script);
        QCOMPARE(result.error().kind, ErrorKind::Unsupported);
        QVERIFY(result.error().message.contains(QStringLiteral("has run")));
        const auto next = sql(QStringLiteral("SELECT '中文'"));
        QVERIFY(next);
        QCOMPARE(cell(*next->rows, 0), QStringLiteral("中文"));
    }
}

void tst_HologresSession::rowsWithoutColumnsAreCounted()
{
    const auto three = sql(QStringLiteral("SELECT FROM generate_series(1, 3)"));
    QVERIFY(three);
    QCOMPARE(three->rows->rowCount(), 3);
    QCOMPARE(three->rows->columnCount(), 0);
    QCOMPARE(sql(QStringLiteral("SELECT FROM generate_series(1, 0)"))->rows->rowCount(), 0);
    const auto bare = core::await(m_connection.reader->preview(
        {{QStringLiteral("test"), {QStringLiteral("rpt"), QStringLiteral("bare")}}, 1, 1000, {}}));
    QVERIFY(bare);
    QCOMPARE(bare->rows->rowCount(), 1);
    QVERIFY(!bare->isComplete);
}

void tst_HologresSession::definitionsMeanTheSameToEveryReader()
{
    const auto other = *hologres::makeConnection(reader());
    for (const char *name : {"o", "v", "part"}) {
        const ObjectPath path{QStringLiteral("test"), {QStringLiteral("rpt"), QLatin1String(name)}};
        const auto mine = core::await(m_connection.catalog->ddl(path));
        const auto theirs = core::await(other.catalog->ddl(path));
        QVERIFY(mine && theirs);
        QCOMPARE(*theirs, *mine);
        auto myFacts = core::await(m_connection.catalog->table(path));
        const auto theirFacts = core::await(other.catalog->table(path));
        QVERIFY(myFacts && theirFacts);
        QCOMPARE(theirFacts->columns, myFacts->columns);
        QCOMPARE(theirFacts->properties, myFacts->properties);
        QCOMPARE(theirFacts->viewText, myFacts->viewText);
    }
    const auto info =
        core::await(other.catalog->table({QStringLiteral("test"), {QStringLiteral("rpt"), QStringLiteral("o")}}));
    const auto column = [&info](const char *name) {
        const auto it = std::find_if(info->columns.begin(), info->columns.end(),
                                     [name](const auto &each) { return each.name == QLatin1String(name); });
        return it == info->columns.end() ? catalog::Column() : *it;
    };
    QVERIFY(!column("doubled").defaultSql); // it takes no value
    QCOMPARE(column("doubled").generatedSql, std::optional(QStringLiteral("(id * 2)")));
    QCOMPARE(column("n").identity, catalog::Column::Identity::Always);
    QCOMPARE(column("id").defaultSql, std::optional(QStringLiteral("nextval('rpt.sq'::regclass)")));
    const auto table =
        core::await(other.catalog->ddl({QStringLiteral("test"), {QStringLiteral("rpt"), QStringLiteral("o")}}));
    for (const char *part :
         {"DEFAULT nextval('rpt.sq'::regclass)", "'2023-12-31 16:00:00+00'::timestamp with time zone",
          "'2024-02-03'::date", "'1 day 02:03:04'::interval", "rpt.mood", "ON rpt.o",
          "code text COLLATE pg_catalog.\"C\"", "doubled integer GENERATED ALWAYS AS ((id * 2)) STORED",
          "n integer GENERATED ALWAYS AS IDENTITY", "'1999-12-31 16:00:00+00'::timestamp with time zone"})
        QVERIFY2(table->contains(QLatin1String(part)), qPrintable(*table));
    const auto view =
        core::await(other.catalog->ddl({QStringLiteral("test"), {QStringLiteral("rpt"), QStringLiteral("v")}}));
    QVERIFY2(view->contains(QStringLiteral("FROM rpt.o")), qPrintable(*view));
}

void tst_HologresSession::variablesOfLibpqChangeNothing_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    for (const auto &[name, value] : std::initializer_list<std::pair<const char *, const char *>>{
             {"PGSERVICE", "nosuch"},
             {"PGSERVICEFILE", "/nowhere"},
             {"PGHOST", "nowhere.invalid"},
             {"PGHOSTADDR", "192.0.2.1"},
             {"PGPORT", "1"},
             {"PGDATABASE", "nowhere"},
             {"PGUSER", "nobody"},
             {"PGPASSWORD", "wrong"},
             {"PGSSLMODE", "require"},
             {"PGREQUIRESSL", "1"},
             {"PGSSLROOTCERT", "/nowhere"},
             {"PGSSLCERT", "/nowhere"},
             {"PGSSLMINPROTOCOLVERSION", "TLSv1.3"},
             {"PGSSLMAXPROTOCOLVERSION", "TLSv1"},
             {"PGGSSENCMODE", "require"},
             {"PGCHANNELBINDING", "require"},
             {"PGREQUIREPEER", "nobody"},
             {"PGTARGETSESSIONATTRS", "read-only"},
             {"PGOPTIONS", "-c search_path=nowhere -c statement_timeout=1"},
             {"PGTZ", "Asia/Tokyo"},
             {"PGDATESTYLE", "German"},
             {"PGCLIENTENCODING", "GBK"},
             {"PGCONNECT_TIMEOUT", "nonsense"},
         })
        QTest::newRow(name) << QByteArray(name) << QByteArray(value);
}

void tst_HologresSession::variablesOfLibpqChangeNothing()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    qputenv(name, value);
    hologres::forgetEnvironment(); // as main() does
    QVERIFY(!qEnvironmentVariableIsSet(name));
    const auto fresh = *hologres::makeConnection(m_server.settings(QStringLiteral("postgres")));
    const auto result = core::await(fresh.sql->run(
        {QStringLiteral(
             "SELECT current_setting('TimeZone'), current_setting('search_path'), '中文', date '2024-01-02'"),
         10,
         {},
         {}}));
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message + result.error().detail));
    const auto expected =
        sql(QStringLiteral("SELECT boot_val, '\"$user\", public', '中文', '2024-01-02' FROM "
                           "(SELECT reset_val AS boot_val FROM pg_settings WHERE name = 'TimeZone') s"));
    for (int column = 0; column < 4; ++column)
        QCOMPARE(cell(*result->rows, column), cell(*expected->rows, column));
}

void tst_HologresSession::filesInTheHomeFolderChangeNothing()
{
    const QTemporaryDir home;
    const auto write = [&home](const char *name, const char *text) {
        QFile file(home.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(text) > 0
            && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    };
    QVERIFY(QDir(home.path()).mkdir(QStringLiteral(".postgresql")));
    QVERIFY(write(".pgpass", "*:*:*:*:not the password\n"));
    QVERIFY(write(".pg_service.conf", "[nosuch]\nhost=nowhere.invalid\n"));
    for (const char *name :
         {".postgresql/root.crt", ".postgresql/postgresql.crt", ".postgresql/postgresql.key", ".postgresql/root.crl"})
        QVERIFY(write(name, "no certificate\n"));
    const QByteArray before = qgetenv("HOME");
    qputenv("HOME", home.path().toLocal8Bit());
    auto settings = m_server.settings(QStringLiteral("postgres"));
    const auto plain = core::await(hologres::makeConnection(settings)->catalog->server());
    settings.tlsMode = QStringLiteral("verify-full");
    const auto verified = core::await(hologres::makeConnection(settings)->catalog->server());
    settings.tlsMode = QStringLiteral("disable");
    settings.password.clear();
    const auto withoutPassword = core::await(hologres::makeConnection(settings)->catalog->server());
    qputenv("HOME", before);
    QVERIFY(plain);
    QVERIFY(!verified); // the server has no TLS: said so, and not that a certificate of the home folder is broken
    QVERIFY2(verified.error().message.contains(QStringLiteral("TLS")), qPrintable(verified.error().detail));
    QVERIFY(!withoutPassword);
    QVERIFY2(withoutPassword.error().code != u"28P01", qPrintable(withoutPassword.error().detail)); // none was sent
}

QTEST_GUILESS_MAIN(tst_HologresSession)
#include "tst_hologressession.moc"
