// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

const QString source = u"order_dw/public/dwd_orders"_s;
const QString external = u"dbs_mc/default/read_by"_s;

QJsonObject lineage(const QStringList &arguments, int exitCode = 0)
{
    const auto outcome = test::runCtl(QStringList{u"lineage"_s} + arguments + QStringList{u"--json"_s});
    if (outcome.exitCode != exitCode)
        QTest::qFail(outcome.err.constData(), __FILE__, __LINE__);
    return outcome.json();
}

QJsonObject edgeOf(const QJsonObject &json, const QString &reader, const QString &of)
{
    const QJsonArray edges = json[u"edges"_s].toArray();
    for (const auto &edge : edges) {
        if (edge[u"reader"_s] == reader && edge[u"source"_s] == of)
            return edge.toObject();
    }
    return {};
}

QString stateOf(const QJsonObject &json, const QString &path)
{
    const QJsonArray nodes = json[u"nodes"_s].toArray();
    for (const auto &node : nodes) {
        if (node[u"path"_s] == path)
            return node[u"state"_s].toString();
    }
    return {};
}

} // namespace

/// Who reads whom, against a sandbox in which something is mapped, and dropped.
class tst_Lineage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aMappingIsToldFromBothSides();
    void externalSchemasAndTheirServers();
    void definitionsAreFoundOnRequest();
    void aPictureIsWritten();
    void stepsAndTheirLimit();
    void whatWasDroppedIsToldByTheRuns();
    void whatIsNotThereIsAnError();
    void wrongUse();
    void aConnectionThatIsGone();

private:
    QTemporaryDir m_dir;
};

void tst_Lineage::initTestCase()
{
    qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
    qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
    QCOMPARE(test::runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()}).exitCode, 0);
}

void tst_Lineage::aMappingIsToldFromBothSides()
{
    QVERIFY(lineage({source})[u"edges"_s].toArray().isEmpty());
    QCOMPARE(test::runCtl({u"map-table"_s, source, external}).exitCode, 0);
    for (const QString &object : {source, external}) {
        const QJsonObject json = lineage({object});
        QCOMPARE(json[u"root"_s].toString(), object);
        const QJsonObject edge = edgeOf(json, external, source);
        QCOMPARE(edge[u"standing"_s].toString(), u"defined"_s);
        QCOMPARE(edge[u"made"_s][u"kind"_s].toString(), u"map_table"_s);
        QCOMPARE(edge[u"made"_s][u"state"_s].toString(), u"succeeded"_s);
        QVERIFY(!edge[u"made"_s][u"time"_s].toString().isEmpty());
        QCOMPARE(edge[u"drift"_s].toString(), u"equal"_s);
        QCOMPARE(stateOf(json, source), u"there"_s);
        QCOMPARE(stateOf(json, external), u"there"_s);
    }
    const auto text = test::runCtl({u"lineage"_s, source});
    QCOMPARE(text.exitCode, 0);
    QVERIFY2(text.out.contains("order_dw/public/dwd_orders: table\n"), text.out.constData());
    QVERIFY2(text.out.contains("is read by:\n  dbs_mc/default/read_by: external table (definition, run of "),
             text.out.constData());
    QVERIFY2(text.out.contains("; drift: Equal, compared "), text.out.constData());
    QVERIFY2(text.out.contains("reads:\n  nothing that is known\n"), text.out.constData());
}

void tst_Lineage::externalSchemasAndTheirServers()
{
    QCOMPARE(
        test::runCtl({u"map-schema"_s, u"order_dw/public"_s, u"dbs_mc/seen"_s, u"--server"_s, u"dbs_holo_external"_s})
            .exitCode,
        0);
    const QString server = u"dbs_mc/:foreign_servers/dbs_holo_external"_s;
    const QJsonObject schema = lineage({u"dbs_mc/seen"_s, u"--depth"_s, u"2"_s});
    QCOMPARE(edgeOf(schema, u"dbs_mc/seen"_s, u"order_dw/public"_s)[u"made"_s][u"kind"_s].toString(), u"map_schema"_s);
    QVERIFY(!edgeOf(schema, u"dbs_mc/seen"_s, server).isEmpty());
    QCOMPARE(edgeOf(schema, server, u"order_dw"_s)[u"standing"_s].toString(), u"defined"_s);
    QVERIFY(!edgeOf(lineage({server}), u"dbs_mc/seen"_s, server).isEmpty());
    // Of the source's schema, whole and by single tables; of a table of it, and of one in the external schema.
    const QJsonObject whole = lineage({u"order_dw/public"_s});
    QVERIFY(!edgeOf(whole, u"dbs_mc/seen"_s, u"order_dw/public"_s).isEmpty());
    QCOMPARE(edgeOf(whole, u"dbs_mc/default"_s, u"order_dw/public"_s)[u"tables"_s].toInt(), 1);
    QVERIFY(!edgeOf(lineage({source}), u"dbs_mc/seen"_s, source).isEmpty());
    QVERIFY(!edgeOf(lineage({u"dbs_mc/seen/dwd_orders"_s}), u"dbs_mc/seen/dwd_orders"_s, source).isEmpty());
    const QJsonObject target = lineage({u"dbs_mc/default"_s});
    QCOMPARE(edgeOf(target, u"dbs_mc/default"_s, u"order_dw/public"_s)[u"standing"_s].toString(), u"defined"_s);
    QCOMPARE(test::runCtl({u"drop-schema"_s, u"dbs_mc/seen"_s, u"--confirm"_s, u"seen"_s}).exitCode, 0);
    QCOMPARE(edgeOf(lineage({u"order_dw/public"_s}), u"dbs_mc/seen"_s, u"order_dw/public"_s)[u"standing"_s].toString(),
             u"over"_s);
}

// Another machine knows nothing of the runs of this one: it reads the definitions.
void tst_Lineage::definitionsAreFoundOnRequest()
{
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"elsewhere"_s).toUtf8());
    QVERIFY(edgeOf(lineage({source}), external, source).isEmpty());
    const QJsonObject edge = edgeOf(lineage({source, u"--look-in"_s, u"dbs_mc"_s}), external, source);
    QCOMPARE(edge[u"standing"_s].toString(), u"defined"_s);
    QVERIFY(!edge.contains(u"made"_s));
    QCOMPARE(test::runCtl({u"lineage"_s, source, u"--look-in"_s, u"order_dw"_s}).exitCode, 1);
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
}

void tst_Lineage::aPictureIsWritten()
{
    const QString file = m_dir.filePath(u"picture.svg"_s);
    QCOMPARE(test::runCtl({u"lineage"_s, source, u"--svg"_s, file}).exitCode, 0);
    QFile svg(file);
    QVERIFY(svg.open(QIODevice::ReadOnly));
    const QByteArray bytes = svg.readAll();
    QVERIFY2(bytes.contains(">read_by</text>") && bytes.contains(">dwd_orders</text>"), bytes.constData());
    const auto refused = test::runCtl({u"lineage"_s, source, u"--svg"_s, m_dir.filePath(u"no/such/folder.svg"_s)});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("could not be written"), refused.err.constData());
}

void tst_Lineage::stepsAndTheirLimit()
{
    // From the external table to its source and back out to the source's other readers takes two ways: one is told.
    QCOMPARE(test::runCtl({u"map-table"_s, source, u"dbs_mc/default/second"_s}).exitCode, 0);
    const QJsonObject json = lineage({external, u"--depth"_s, u"3"_s});
    QCOMPARE(stateOf(json, u"dbs_mc/default/second"_s), QString());
    const QJsonObject both = lineage({source});
    QCOMPARE(stateOf(both, u"dbs_mc/default/second"_s), u"there"_s);
    QCOMPARE(stateOf(both, external), u"there"_s);
    QCOMPARE(test::runCtl({u"drop-table"_s, u"dbs_mc/default/second"_s, u"--confirm"_s, u"second"_s}).exitCode, 0);
}

void tst_Lineage::whatWasDroppedIsToldByTheRuns()
{
    QCOMPARE(test::runCtl({u"drop-table"_s, external, u"--confirm"_s, u"read_by"_s}).exitCode, 0);
    for (const QString &object : {source, external}) {
        const QJsonObject json = lineage({object});
        const QJsonObject edge = edgeOf(json, external, source);
        QCOMPARE(edge[u"standing"_s].toString(), u"over"_s);
        QCOMPARE(edge[u"ended"_s][u"kind"_s].toString(), u"drop_external_table"_s);
        QCOMPARE(stateOf(json, external), u"gone"_s);
    }
    const auto text = test::runCtl({u"lineage"_s, source});
    QVERIFY2(text.out.contains("dbs_mc/default/read_by: external table, gone (run of "), text.out.constData());
}

void tst_Lineage::whatIsNotThereIsAnError()
{
    const auto nothing = test::runCtl({u"lineage"_s, u"order_dw/public/nix"_s});
    QCOMPARE(nothing.exitCode, 1);
    QVERIFY2(nothing.err.contains("order_dw/public/nix is not there"), nothing.err.constData());
    const auto column = test::runCtl({u"lineage"_s, source + u"/order_id"_s});
    QCOMPARE(column.exitCode, 1);
    QVERIFY2(column.err.contains("has no lineage"), column.err.constData());
}

void tst_Lineage::wrongUse()
{
    const QList<QStringList> wrong{{},
                                   {u"order_dw"_s},
                                   {source, u"--depth"_s, u"0"_s},
                                   {source, u"--depth"_s, u"11"_s},
                                   {source, u"--depth"_s, u"x"_s},
                                   {source, u"--svg"_s, QString()},
                                   {source, u"--look-in"_s, u"a//b"_s}};
    for (const QStringList &arguments : wrong)
        QCOMPARE(test::runCtl(QStringList{u"lineage"_s} + arguments).exitCode, 2);
}

// What runs tell of it stays, and the reason is told.
void tst_Lineage::aConnectionThatIsGone()
{
    QCOMPARE(test::runCtl({u"map-table"_s, source, external}).exitCode, 0);
    QCOMPARE(test::runCtl({u"connection"_s, u"remove"_s, u"dbs_mc"_s}).exitCode, 0);
    const QJsonObject json = lineage({source}, 1);
    QCOMPARE(stateOf(json, external), u"unknown"_s);
    QCOMPARE(edgeOf(json, external, source)[u"standing"_s].toString(), u"recorded"_s);
    const auto text = test::runCtl({u"lineage"_s, source});
    QVERIFY2(text.out.contains("not known: There is no connection called dbs_mc."), text.out.constData());
    QVERIFY2(text.err.contains("It was removed; runs still tell of it."), text.err.constData());
}

QTEST_GUILESS_MAIN(tst_Lineage)
#include "tst_lineage.moc"
