// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesizelimit.h"
#include "sqlite.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using isthmus::core::ErrorKind;
using isthmus::engine::Sqlite;
using namespace Qt::StringLiterals;

/// What is told when the store of runs cannot be used.
class tst_Sqlite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskIsToldAsSuch()
    {
        const QTemporaryDir dir;
        Sqlite store;
        QVERIFY(store.open(dir.filePath(u"runs.sqlite"_s)));
        QVERIFY(store.executeOnce(u"CREATE TABLE t (text TEXT)"_s));
        QVERIFY(store.executeOnce(u"PRAGMA max_page_count=2"_s)); // then it answers SQLITE_FULL, as on a full disk
        const auto full = store.execute(u"INSERT INTO t VALUES (?)"_s, {QString(100'000, u'x')});
        QVERIFY(!full);
        QVERIFY2(full.error().message.contains(u"the disk is full"_s), qPrintable(full.error().message));
        QVERIFY(full.error().hint.contains(u"Make room"_s));
    }

    void aLimitIsNoReasonToMoveTheFileAway()
    {
        const QTemporaryDir dir;
        Sqlite store;
        QVERIFY(store.open(dir.filePath(u"runs.sqlite"_s)));
        QVERIFY(store.executeOnce(u"CREATE TABLE t (text TEXT)"_s));
        const auto insert = [&store] {
            const isthmus::testsupport::FileSizeLimit noMore(16 * 1024);
            return store.execute(u"INSERT INTO t VALUES (?)"_s, {QString(100'000, u'x')});
        };
        const auto refused = insert();
        QVERIFY(!refused);
        QVERIFY2(refused.error().hint.contains(u"ulimit"_s), qPrintable(refused.error().detail));
    }

    void aDamagedFileMayBeMovedAway()
    {
        const QTemporaryDir dir;
        const QString name = dir.filePath(u"runs.sqlite"_s);
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5000, 'x')) == 5000);
        file.close();
        Sqlite store;
        const auto opened = store.open(name);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Protocol);
        QVERIFY(opened.error().hint.contains(u"Move the file away"_s));
    }

    void aFolderThatCannotBeMadeIsToldWithItsReason()
    {
        const QTemporaryDir dir;
        const QString inTheWay = dir.filePath(u"file"_s);
        QFile file(inTheWay);
        QVERIFY(file.open(QIODevice::WriteOnly));
        Sqlite store;
        const auto opened = store.open(inTheWay + u"/runs.sqlite"_s);
        QVERIFY(!opened);
        QVERIFY2(opened.error().message.contains(u"a file is where a folder should be"_s),
                 qPrintable(opened.error().message));
    }
};

QTEST_GUILESS_MAIN(tst_Sqlite)
#include "tst_sqlite.moc"
