// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

#define VERIFY_DONE(call)                                                                                              \
    do {                                                                                                               \
        const CtlOutcome &done = call;                                                                                 \
        QVERIFY2(done.exitCode == 0, done.err.constData());                                                            \
    } while (false)

/// `isthmusctl find` on a real sandbox: both systems list their names for the index.
class tst_Find : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    static QStringList pathsOf(const QStringList &arguments)
    {
        const auto outcome = runCtl(QStringList{u"find"_qs, u"--json"_qs} + arguments);
        if (outcome.exitCode != 0)
            return {QString::fromUtf8(outcome.err)};
        QStringList paths;
        const auto hits = QJsonDocument::fromJson(outcome.out).array();
        for (const auto &hit : hits)
            paths.append(hit.toObject()[u"path"_qs].toString());
        return paths;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(QStringLiteral("config")).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(QStringLiteral("data")).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        VERIFY_DONE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir()}));
    }

    void nothingIsKnownBeforeTheFirstReading()
    {
        const auto outcome = runCtl({u"find"_qs, u"orders"_qs});
        VERIFY_DONE(outcome);
        QVERIFY(!outcome.out.contains("orders"));
        QVERIFY2(outcome.err.contains("3. --refresh reads them"), outcome.err.constData());
    }

    void tablesOfBothSystemsAreFound()
    {
        VERIFY_DONE(
            runCtl({u"sql"_qs, u"order_dw"_qs,
                    uR"(CREATE SCHEMA f; CREATE TABLE f."订单" (id int); CREATE TABLE f."a.B ""c""" (id int);)"_qs}));
        const auto found = pathsOf({u"orders"_qs, u"--refresh"_qs});
        QCOMPARE(found.value(0), u"order_dw/public/orders"_qs);
        QVERIFY(found.contains(u"test_dbs_holo/order_dw/public/orders"_qs));
        QVERIFY(found.contains(u"order_dw/public/dwd_orders"_qs));
        QCOMPARE(pathsOf({u"ods_user"_qs}), QStringList{u"dbs_mc/default/ods_user_info_d"_qs});
        QCOMPARE(pathsOf({u"订单"_qs}).value(0), u"order_dw/f/订单"_qs);
        QCOMPARE(pathsOf({u"@order_dw a.b"_qs}).value(0), u"order_dw/f/a.B \"c\""_qs);
        QCOMPARE(pathsOf({u"dbs_mc.default.ods_raw"_qs}), QStringList{u"dbs_mc/default/ods_raw_log_d"_qs});
        QCOMPARE(QFileInfo(m_dir.filePath(u"data/names.sqlite"_qs)).permissions()
                     & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
    }

    void columnsAreFoundOnceTheyAreRead()
    {
        QCOMPARE(pathsOf({u"order_fee"_qs, u"--columns"_qs}), QStringList());
        const auto found = pathsOf({u"order_fee"_qs, u"--columns"_qs, u"--refresh"_qs});
        QVERIFY(found.contains(u"order_dw/public/dwd_orders/order_fee"_qs));
        QVERIFY(pathsOf({u"column:ods_user_info_d.dt"_qs}).contains(u"dbs_mc/default/ods_user_info_d/dt"_qs));
    }

    void whatIsMappedIsFoundAtOnceAndGoneWhenDropped()
    {
        QCOMPARE(pathsOf({u"@dbs_mc product_catalog"_qs}), QStringList());
        VERIFY_DONE(
            runCtl({u"map-table"_qs, u"order_dw/public/product_catalog"_qs, u"dbs_mc/default/product_catalog"_qs}));
        QCOMPARE(pathsOf({u"@dbs_mc product_catalog"_qs}), QStringList{u"dbs_mc/default/product_catalog"_qs});
        VERIFY_DONE(
            runCtl({u"drop-table"_qs, u"dbs_mc/default/product_catalog"_qs, u"--confirm"_qs, u"product_catalog"_qs}));
        QCOMPARE(pathsOf({u"@dbs_mc product_catalog"_qs}), QStringList());
    }

    void aRenamedConnectionKeepsItsNames()
    {
        VERIFY_DONE(runCtl({u"connection"_qs, u"rename"_qs, u"dbs_mc"_qs, u"mine"_qs}));
        QCOMPARE(pathsOf({u"ods_user"_qs}), QStringList{u"mine/default/ods_user_info_d"_qs});
        VERIFY_DONE(runCtl({u"connection"_qs, u"rename"_qs, u"mine"_qs, u"dbs_mc"_qs}));
        QCOMPARE(pathsOf({u"ods_user"_qs}), QStringList{u"dbs_mc/default/ods_user_info_d"_qs});
    }

    void aDamagedIndexIsSaidOnceAndReadAnew()
    {
        QFile file(m_dir.filePath(u"data/names.sqlite"_qs));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(0) && file.write(QByteArray(200, 'x')) == 200);
        file.close();
        const auto outcome = runCtl({u"find"_qs, u"orders"_qs});
        VERIFY_DONE(outcome);
        QVERIFY2(outcome.err.contains("The name index was damaged"), outcome.err.constData());
        QVERIFY(pathsOf({u"orders"_qs, u"--refresh"_qs}).contains(u"order_dw/public/orders"_qs));
        QVERIFY(!runCtl({u"find"_qs, u"orders"_qs}).err.contains("damaged"));
    }

    void wrongArgumentsAreRefused()
    {
        QCOMPARE(runCtl({u"find"_qs}).exitCode, 2);
        QCOMPARE(runCtl({u"find"_qs, u"x"_qs, u"--limit"_qs, u"0"_qs}).exitCode, 2);
        QCOMPARE(pathsOf({u"o"_qs, u"--limit"_qs, u"1"_qs}).size(), 2); // one that begins so, one that holds it
    }
};

QTEST_GUILESS_MAIN(tst_Find)
#include "tst_find.moc"
