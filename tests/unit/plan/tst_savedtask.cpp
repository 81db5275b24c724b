// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/plan/savedtask.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace isthmus;
using namespace Qt::StringLiterals;
using core::ErrorKind;

namespace {

plan::Task task(const QString &kind)
{
    plan::Task made;
    made.id = u"first-id"_s;
    made.kind = kind;
    made.definition = {{u"source"_s, u"order_dw/public/orders"_s}};
    return made;
}

} // namespace

/// Task files on the disk: one task stays one file, and nothing else is overwritten.
class tst_SavedTask : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        QVERIFY(plan::writeTaskFile(task(u"map_table"_s), m_file));
        const auto read = plan::readTaskFile(m_file);
        QVERIFY(read);
        QCOMPARE(*read, task(u"map_table"_s));
    }

    void anEditedTaskKeepsItsId()
    {
        QVERIFY(plan::writeTaskFile(task(u"map_table"_s), m_file));
        auto edited = task(u"map_table"_s);
        edited.id = u"second-id"_s;
        edited.definition[u"lifecycle"_s] = 7;
        QVERIFY(plan::writeTaskFile(edited, m_file));
        const auto read = plan::readTaskFile(m_file);
        QVERIFY(read);
        QCOMPARE(read->id, u"first-id"_s);
        QCOMPARE(read->definition, edited.definition);
    }

    void nothingElseIsOverwritten_data()
    {
        QTest::addColumn<QByteArray>("there");
        QTest::newRow("another task") << QByteArray(R"({"isthmus_task":1,"kind":"map_schema","definition":{}})");
        QTest::newRow("no task") << QByteArray("{}");
        QTest::newRow("no JSON") << QByteArray("SELECT 1;");
        QTest::newRow("nothing") << QByteArray("");
    }
    void nothingElseIsOverwritten()
    {
        QFETCH(const QByteArray, there);
        {
            QFile file(m_file);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(there) == there.size());
        }
        const auto written = plan::writeTaskFile(task(u"map_table"_s), m_file);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::AlreadyExists);
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), there);
    }

    void whatCannotBeReadIsTold()
    {
        QCOMPARE(plan::readTaskFile(m_file).error().kind, ErrorKind::NotFound);
        QCOMPARE(plan::readTaskFile(m_folder->path()).error().kind, ErrorKind::NotFound);
        QCOMPARE(::mkfifo(QFile::encodeName(m_file).constData(), 0600), 0); // nobody ever writes to it
        QCOMPARE(plan::readTaskFile(m_file).error().kind, ErrorKind::NotFound);
        QVERIFY(QFile::remove(m_file));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(plan::maxTaskFileBytes + 1));
        QCOMPARE(plan::readTaskFile(m_file).error().kind, ErrorKind::Invalid);
        QVERIFY(plan::readTaskFile(m_file).error().message.startsWith(m_file));
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"task.json"_s);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(tst_SavedTask)
#include "tst_savedtask.moc"
