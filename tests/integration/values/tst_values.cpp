// SPDX-License-Identifier: GPL-3.0-or-later
#include "roads.h"
#include "sandboxfixture.h"
#include "tokens.h"

#include <isthmus/hologres/connection.h>
#include <isthmus/maxcompute/connection.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <clocale>

using namespace isthmus;
using test::Family;
using test::Reading;
using test::Road;
using test::SandboxFixture;
using test::Side;
using test::Specimen;

/// Every value of both galleries on every road to a person.
class tst_Values : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tables_data() { addFamilies(); }
    void tables();
    void cell_data();
    void cell();
    void mapped_data() { addMappings(); }
    void mapped();

private:
    using Make = Reading (*)(const Side &, const Family &);

    void addFamilies();
    void addMappings();
    [[nodiscard]] const Side &side(bool isHologres) const { return isHologres ? m_hologres : m_maxCompute; }
    [[nodiscard]] const Reading &reading(bool isHologres, const Family &family, const Road &road);
    [[nodiscard]] Reading mapping(const Family &family, const QString &road);

    QTemporaryDir m_dir;
    Side m_hologres;
    Side m_maxCompute;
    QList<Family> m_galleries[2]; // MaxCompute, Hologres
    QHash<QString, QString> m_problems; // by family: its table could not be made
    QHash<QString, Reading> m_readings; // by family and road
};

namespace {

// A string of JSON may be escaped in more than one way; numbers and all else must be token by token the same.
QString comparable(const QString &json)
{
    if (!json.startsWith(u'"'))
        return json;
    return u'"' + QJsonDocument::fromJson((u'[' + json + u']').toUtf8()).array().at(0).toString();
}

QString shown(const QString &value)
{
    return value.isNull() ? QStringLiteral("NULL") : test::asJsonString(value.left(300));
}

} // namespace

void tst_Values::initTestCase()
{
    setlocale(LC_CTYPE, "C.UTF-8"); // for the widths of characters
    qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(QStringLiteral("config")).toUtf8());
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(QStringLiteral("data")).toUtf8());
    qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
    auto &sandbox = SandboxFixture::shared();
    QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
    const auto added = test::runCtl({QStringLiteral("connection"), QStringLiteral("add"), QStringLiteral("--sandbox"),
                                     sandbox.dir(), QStringLiteral("--json")});
    QVERIFY2(added.exitCode == 0, added.err.constData());

    hologres::Settings source;
    source.connectionName = QStringLiteral("order_dw");
    source.host = sandbox.host();
    source.port = sandbox.port();
    source.database = sandbox.database();
    source.tlsMode = QStringLiteral("disable");
    source.user = sandbox.accessId();
    source.password = sandbox.accessKey();
    const auto holo = hologres::makeConnection(source);
    QVERIFY(holo);
    m_hologres = {source.connectionName, QStringLiteral("gallery"), dialect::Dialect::Hologres, holo->reader,
                  holo->sql};

    maxcompute::Settings project;
    project.connectionName = QStringLiteral("dbs_mc");
    project.endpoint = sandbox.endpoint();
    project.project = sandbox.project();
    project.accessId = sandbox.accessId();
    project.accessKey = sandbox.accessKey();
    const auto mc = maxcompute::makeConnection(project);
    QVERIFY(mc);
    m_maxCompute = {project.connectionName, QStringLiteral("gallery"), dialect::Dialect::MaxCompute, mc->reader,
                    mc->sql};

    QCOMPARE(m_hologres.run(QStringLiteral("CREATE SCHEMA gallery")), QString());
    QCOMPARE(m_maxCompute.run(QStringLiteral("CREATE SCHEMA gallery")), QString());
    m_galleries[true] = test::readGallery(QStringLiteral("hologres.json"));
    m_galleries[false] = test::readGallery(QStringLiteral("maxcompute.json"));
}

void tst_Values::addFamilies()
{
    QTest::addColumn<bool>("isHologres");
    QTest::addColumn<int>("family");
    for (const bool isHologres : {true, false}) {
        for (int i = 0; i < m_galleries[isHologres].size(); ++i)
            QTest::addRow("%s %s", isHologres ? "hologres" : "maxcompute", qPrintable(m_galleries[isHologres][i].name))
                << isHologres << i;
    }
}

void tst_Values::tables()
{
    QFETCH(bool, isHologres);
    QFETCH(int, family);
    const Family &made = m_galleries[isHologres].at(family);
    const QString problem = test::makeTable(side(isHologres), made, made.name);
    m_problems.insert(side(isHologres).connection + made.name, problem);
    QCOMPARE(problem, QString());
}

void tst_Values::cell_data()
{
    QTest::addColumn<bool>("isHologres");
    QTest::addColumn<int>("family");
    QTest::addColumn<int>("specimen");
    QTest::addColumn<int>("road");
    for (const bool isHologres : {true, false}) {
        for (int f = 0; f < m_galleries[isHologres].size(); ++f) {
            const Family &family = m_galleries[isHologres].at(f);
            for (int s = 0; s < family.specimens.size(); ++s) {
                for (int r = 0; r < test::roads().size(); ++r)
                    QTest::addRow("%s %s.%s %s by %s", isHologres ? "hologres" : "maxcompute", qPrintable(family.name),
                                  qPrintable(family.specimens.at(s).column), qPrintable(family.specimens.at(s).type),
                                  test::roads().at(r).name)
                        << isHologres << f << s << r;
            }
        }
    }
}

const Reading &tst_Values::reading(bool isHologres, const Family &family, const Road &road)
{
    const QString key = side(isHologres).connection + u'/' + family.name + u'/' + QLatin1String(road.name);
    auto found = m_readings.find(key);
    if (found == m_readings.end()) {
        const QString problem = m_problems.value(side(isHologres).connection + family.name);
        found =
            m_readings.insert(key, problem.isEmpty() ? road.read(side(isHologres), family) : Reading{problem, {}, {}});
    }
    return *found;
}

void tst_Values::cell()
{
    QFETCH(bool, isHologres);
    QFETCH(int, family);
    QFETCH(int, specimen);
    QFETCH(int, road);
    const Family &tried = m_galleries[isHologres].at(family);
    const Road &way = test::roads().at(road);
    const Reading &read = reading(isHologres, tried, way);
    QVERIFY2(read.problem.isEmpty(), qPrintable(read.problem.left(3000)));
    QCOMPARE(read.rows.size(), 2);
    const Specimen &value = tried.specimens.at(specimen);
    QCOMPARE(read.rows.at(0).size(), tried.specimens.size());
    QString seen = read.rows.at(0).at(specimen);
    QString expected = value.expected(QLatin1String(way.name), way.isJson);
    const bool isJsonItself = value.json == test::withoutBlanks(value.text); // has escapes of its own
    if (way.form && !(isJsonItself && QLatin1String(way.name) == u"sql as a table"))
        expected = way.form(expected);
    if (QLatin1String(way.name) == u"sql as a table") { // numbers stand on the right, and NULL as every value
        QCOMPARE(seen.trimmed(), expected.trimmed());
        QCOMPARE(read.rows.at(1).at(specimen).trimmed(), QStringLiteral("NULL"));
        return;
    }
    if (way.isJson) {
        if (expected == u"null") { // JSON's own null, which an object cannot tell from NULL
            QVERIFY(seen.isNull());
            return;
        }
        seen = comparable(seen);
        expected = comparable(expected);
    }
    QVERIFY2(!seen.isNull() && seen == expected,
             qPrintable(QStringLiteral("%1, not %2").arg(shown(seen), shown(expected))));
    const QString null = read.rows.at(1).at(specimen);
    QVERIFY2(null.isNull(), qPrintable(QStringLiteral("NULL is %1").arg(shown(null))));
}

void tst_Values::addMappings()
{
    QTest::addColumn<int>("family");
    QTest::addColumn<int>("specimen");
    QTest::addColumn<QString>("road");
    for (int f = 0; f < m_galleries[true].size(); ++f) {
        const Family &family = m_galleries[true].at(f);
        for (int s = 0; s < family.specimens.size(); ++s) {
            for (const auto &road : {QStringLiteral("mapped table"), QStringLiteral("external schema")})
                QTest::addRow("%s.%s %s by %s", qPrintable(family.name), qPrintable(family.specimens.at(s).column),
                              qPrintable(family.specimens.at(s).type), qPrintable(road))
                    << f << s << road;
        }
    }
}

Reading tst_Values::mapping(const Family &family, const QString &road)
{
    if (road == u"mapped table") {
        const auto run =
            test::runCtl({QStringLiteral("map-table"), m_hologres.path(family.name),
                          m_maxCompute.path(QStringLiteral("mapped_") + family.name), QStringLiteral("--json")});
        Reading read = test::previewed(m_maxCompute, QStringLiteral("mapped_") + family.name);
        if (!read.problem.isEmpty())
            read.problem += QString::fromUtf8(run.out + run.err);
        return read;
    }
    static const QString problem = [this] {
        const auto &sandbox = SandboxFixture::shared();
        QString said = m_maxCompute.run(QStringLiteral("CREATE FOREIGN SERVER gallery_server TYPE HOLOGRES OPTIONS ("
                                                       "host='%1', port='%2', dbname='%3', "
                                                       "rolearn='acs:ram::1234567890:role/dbs-holo-role')")
                                            .arg(sandbox.host())
                                            .arg(sandbox.port())
                                            .arg(sandbox.database()));
        for (const auto &grant :
             {QStringLiteral("GRANT USAGE ON SCHEMA gallery TO p4_280000000000000001"),
              QStringLiteral("GRANT SELECT ON ALL TABLES IN SCHEMA gallery TO p4_280000000000000001")})
            said += m_hologres.run(grant);
        return said
            + m_maxCompute.run(QStringLiteral("CREATE EXTERNAL SCHEMA gallery_ext WITH gallery_server ON 'gallery'"));
    }();
    if (!problem.isEmpty())
        return {problem, {}, {}};
    Side outside = m_maxCompute;
    outside.schema = QStringLiteral("gallery_ext");
    return test::previewed(outside, family.name);
}

void tst_Values::mapped()
{
    QFETCH(int, family);
    QFETCH(int, specimen);
    QFETCH(QString, road);
    const Family &tried = m_galleries[true].at(family);
    const Specimen &value = tried.specimens.at(specimen);
    const QString kind = QStringLiteral("mapped");
    const QString key = tried.name + road;
    if (!m_readings.contains(key))
        m_readings.insert(key, mapping(tried, road));
    const Reading &read = m_readings[key];
    if (value.refused.contains(kind) || value.refused.contains(road)) {
        QVERIFY2(read.problem.contains(value.column, Qt::CaseInsensitive),
                 qPrintable(read.problem.isEmpty() ? shown(read.rows.value(0).value(0)) : read.problem));
        return;
    }
    QVERIFY2(read.problem.isEmpty(), qPrintable(read.problem.left(3000)));
    qsizetype index = 0;
    for (int before = 0; before < specimen; ++before)
        index += tried.specimens.at(before).missing.contains(kind) ? 0 : 1;
    if (value.missing.contains(kind)) {
        QVERIFY(!read.columns.contains(value.column));
        return;
    }
    QCOMPARE(read.rows.size(), 2);
    const QString seen = read.rows.at(0).value(index);
    const QString expected = value.expected(kind, false);
    QVERIFY2(!seen.isNull() && seen == expected,
             qPrintable(QStringLiteral("%1, not %2").arg(shown(seen), shown(expected))));
    QVERIFY(index < read.rows.at(1).size() && read.rows.at(1).at(index).isNull());
}

QTEST_GUILESS_MAIN(tst_Values)
#include "tst_values.moc"
