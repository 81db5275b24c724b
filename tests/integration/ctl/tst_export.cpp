// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

/// Whole tables of both sides into files, by the command line.
class tst_Export : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    [[nodiscard]] QByteArray textOf(const QString &name) const
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_qs).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_qs).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        QCOMPARE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir()}).exitCode, 0);
    }

    // As the preview writes them, and all of them.
    void bothSidesGiveAllRows_data()
    {
        QTest::addColumn<QString>("table");
        QTest::newRow("hologres") << u"order_dw/public/type_gallery"_qs;
        QTest::newRow("maxcompute") << u"dbs_mc/default/ods_user_info_d"_qs;
    }

    void bothSidesGiveAllRows()
    {
        QFETCH(QString, table);
        const auto done = runCtl({u"export"_qs, table, u"--to"_qs, m_dir.filePath(u"rows.csv"_qs)});
        QVERIFY2(done.exitCode == 0, (done.err + done.out).constData());
        const auto shown = runCtl({u"preview"_qs, table, u"--format"_qs, u"csv"_qs, u"--limit"_qs, u"10000"_qs});
        QCOMPARE(shown.exitCode, 0);
        QList<QByteArray> exported = textOf(u"rows.csv"_qs).split('\n');
        QList<QByteArray> previewed = shown.out.split('\n');
        QVERIFY(exported.size() > 2);
        QCOMPARE(exported.first(), previewed.first());
        std::sort(exported.begin(), exported.end()); // neither promises an order
        std::sort(previewed.begin(), previewed.end());
        QCOMPARE(exported, previewed);
    }

    void rowsAreChosenAndOrdered()
    {
        const QString file = m_dir.filePath(u"some.jsonl"_qs);
        const auto done = runCtl({u"export"_qs, u"order_dw/public/orders"_qs, u"--to"_qs, file, u"--where"_qs,
                                  u"order_id <= 100003"_qs, u"--order-by"_qs, u"order_id DESC"_qs, u"--json"_qs});
        QVERIFY2(done.exitCode == 0, (done.err + done.out).constData());
        QVERIFY2(done.out.contains("\"rows_done\": 3") || done.out.contains("\"rows_done\":3"), done.out.constData());
        const auto lines = textOf(u"some.jsonl"_qs).split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines.at(0).startsWith("{\"order_id\": 100003,"));
        QVERIFY(lines.at(2).startsWith("{\"order_id\": 100001,"));
    }

    // It waits for its first rows, and has made its file.
    void whatWasKilledIsRemovedByTheNextOne()
    {
        const QString file = m_dir.filePath(u"killed/rows.csv"_qs);
        QVERIFY(QDir(m_dir.path()).mkdir(u"killed"_qs));
        const auto there = [this] { return QDir(m_dir.filePath(u"killed"_qs)).entryList(QDir::Files | QDir::Hidden); };
        QProcess killed;
        killed.start(isthmus::test::ctlProgram(),
                     {u"export"_qs, u"order_dw/public/orders"_qs, u"--to"_qs, file, u"--where"_qs,
                      u"pg_sleep(60) IS NOT NULL"_qs});
        QTRY_COMPARE_WITH_TIMEOUT(there().size(), 1, 30'000);
        QVERIFY(there().first() != u"rows.csv");
        killed.kill();
        QVERIFY(killed.waitForFinished());
        QCOMPARE(there().size(), 1);
        const auto next = runCtl({u"export"_qs, u"order_dw/public/orders"_qs, u"--to"_qs, file});
        QVERIFY2(next.exitCode == 0, next.err.constData());
        QCOMPARE(there(), QStringList{u"rows.csv"_qs});
    }

    void whatFailsLeavesNoFile()
    {
        const QString file = m_dir.filePath(u"none.csv"_qs);
        QVERIFY(runCtl({u"export"_qs, u"order_dw/public/orders"_qs, u"--to"_qs, file, u"--where"_qs, u"nowhere = 1"_qs})
                    .exitCode
                != 0);
        QVERIFY(runCtl({u"export"_qs, u"order_dw/public/none"_qs, u"--to"_qs, file}).exitCode != 0);
        QVERIFY(!QFile::exists(file));
        const auto left = QDir(m_dir.path()).entryList({u".*"_qs}, QDir::Files | QDir::Hidden);
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u' ')));
        QCOMPARE(runCtl({u"export"_qs, u"order_dw/public/orders"_qs}).exitCode, 2); // where to
    }

    void whatIsNoFileOfRowsIsSaid_data()
    {
        QTest::addColumn<QStringList>("to");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("no ending") << QStringList{m_dir.filePath(u"rows"_qs)} << QByteArray(".csv, .jsonl, .ndjson");
        QTest::newRow("another") << QStringList{m_dir.filePath(u"rows.foo"_qs)}
                                 << QByteArray("rows.foo tells no format");
        QTest::newRow("a folder") << QStringList{m_dir.path()}
                                  << QByteArray("is a folder: add a name, such as ")
                + m_dir.filePath(u"orders.csv"_qs).toUtf8();
        QTest::newRow("a folder, and a format")
            << QStringList{m_dir.path(), u"--format"_qs, u"csv"_qs} << QByteArray("is a folder");
        QTest::newRow("no folder yet") << QStringList{m_dir.filePath(u"new/"_qs)} << QByteArray("is a folder");
        QTest::newRow("a format") << QStringList{m_dir.filePath(u"rows"_qs), u"--format"_qs, u"foo"_qs}
                                  << QByteArray("--format takes csv");
        QTest::newRow("nothing") << QStringList{QString()} << QByteArray("--to FILE says");
    }

    void whatIsNoFileOfRowsIsSaid()
    {
        QFETCH(QStringList, to);
        QFETCH(QByteArray, said);
        const auto wrong = runCtl(QStringList{u"export"_qs, u"order_dw/public/orders"_qs, u"--to"_qs} + to);
        QCOMPARE(wrong.exitCode, 2);
        QVERIFY2(wrong.err.contains(said), wrong.err.constData());
    }
};

QTEST_GUILESS_MAIN(tst_Export)
#include "tst_export.moc"
