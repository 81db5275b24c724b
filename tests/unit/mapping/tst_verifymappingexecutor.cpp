// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"

#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/plan/words.h>

#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using core::ErrorKind;
using plan::words;
using testsupport::FakeCatalog;
using testsupport::FakeTableReader;

namespace {

catalog::Column column(const char *name, const char *type)
{
    catalog::Column column;
    column.name = QString::fromLatin1(name);
    column.type = catalog::parseMaxComputeType(QString::fromLatin1(type));
    return column;
}

records::Preview previewOf(int rows)
{
    auto batch = std::make_shared<records::RecordBatch>(QList<catalog::Column>{column("id", "BIGINT")});
    for (int i = 0; i < rows; ++i)
        batch->vector(0).appendInt64(i);
    records::Preview preview;
    preview.rows = batch;
    return preview;
}

} // namespace

class tst_VerifyMappingExecutor : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<FakeCatalog> m_catalog;
    std::shared_ptr<FakeTableReader> m_reader;
    QStringList m_log;
    plan::StepContext m_context; // of a run that was resumed
    QTemporaryDir m_dir;
    std::shared_ptr<mapping::Fingerprints> m_fingerprints;

    plan::StepResult verify(const QList<catalog::Column> &planned, const core::Cancellation &c = {})
    {
        mapping::VerifyMapping verified;
        verified.target = testsupport::path(QStringLiteral("dbs_mc/default/t"));
        for (const auto &p : planned)
            verified.columns.append({p.name, p.type.text});
        return verify(verified.toStep(), c);
    }

    plan::StepResult verify(const plan::Step &step, const core::Cancellation &c = {})
    {
        plan::StepContext context = m_context;
        context.cancellation = c;
        context.log = [this](const plan::Text &line) { m_log.append(words(line)); };
        mapping::VerifyMappingExecutor executor(
            [this](const QString &connection,
                   const core::Cancellation &) -> core::Result<mapping::VerifyMappingExecutor::Side> {
                if (connection != u"dbs_mc")
                    return core::fail(ErrorKind::NotFound, connection);
                return mapping::VerifyMappingExecutor::Side{m_catalog, m_reader};
            },
            m_fingerprints);
        return executor.execute(step, context);
    }

    void setTable(const QList<catalog::Column> &columns)
    {
        catalog::TableInfo info;
        info.path = testsupport::path(QStringLiteral("dbs_mc/default/t"));
        info.name = QStringLiteral("t");
        info.columns = columns;
        m_catalog->setTable(info);
    }

private Q_SLOTS:
    void init()
    {
        m_catalog = std::make_shared<FakeCatalog>();
        m_reader = std::make_shared<FakeTableReader>();
        m_reader->setPreview(previewOf(1));
        m_log.clear();
        m_context = {};
        m_fingerprints.reset();
    }

    void equalColumnsAndAReadableRowPass()
    {
        setTable({column("id", "BIGINT"), column("Fee", "DECIMAL(20,2)")});
        const auto outcome = verify({column("ID", "BIGINT"), column("fee", "DECIMAL(20,2)")});
        QVERIFY(outcome);
        QCOMPARE(words(outcome->summary), QStringLiteral("2 columns equal, first row readable"));
        QCOMPARE(m_log.size(), 2);
    }

    void anEmptyTableIsReadable()
    {
        setTable({column("id", "BIGINT")});
        m_reader->setPreview(previewOf(0));
        QCOMPARE(words(verify(QList{column("id", "BIGINT")})->summary),
                 QStringLiteral("1 column equal, readable, no rows"));
    }

    void eachDifferenceIsNamed()
    {
        setTable({column("id", "STRING"), column("more", "INT")});
        const auto outcome = verify({column("id", "BIGINT"), column("fee", "DOUBLE")});
        QVERIFY(!outcome);
        QVERIFY(words(outcome.error()).message.contains(u"id is STRING instead of BIGINT"));
        QVERIFY(words(outcome.error()).message.contains(u"fee is missing"));
        QCOMPARE(m_reader->calls(), 0);
    }

    void aColumnTooManyIsADifference()
    {
        setTable({column("id", "BIGINT"), column("more", "INT")});
        QVERIFY(words(verify(QList{column("id", "BIGINT")}).error()).message.contains(u"2 columns instead of 1"));
    }

    void aMissingTableFails() { QCOMPARE(verify(QList{column("id", "BIGINT")}).error().kind, ErrorKind::NotFound); }

    void whatIsGoneBeforeTheRunWasResumedIsToldSo()
    {
        m_context.before = {QStringLiteral("create")};
        const auto gone = verify(QList{column("id", "BIGINT")});
        QCOMPARE(gone.error().kind, ErrorKind::NotFound);
        QCOMPARE(words(gone.error()).message, QStringLiteral("t was made, then gone before the run was resumed."));
        QCOMPARE(words(gone.error()).hint, QStringLiteral("Run the task again: it makes the table anew."));
        setTable({column("id", "STRING")});
        m_context.isAgain = true;
        QCOMPARE(words(verify(QList{column("id", "BIGINT")}).error()).message,
                 QStringLiteral("t was made, then changed by somebody before the run was resumed: id is STRING instead "
                                "of BIGINT."));
    }

    // What was verified once is looked at cheaply, and what others did since does not pass for what was made.
    void aSecondLookReadsNoRowAndRemembersNothing()
    {
        m_fingerprints = std::make_shared<mapping::Fingerprints>(m_dir.filePath(QStringLiteral("mappings")));
        mapping::VerifyMapping verified;
        verified.target = testsupport::path(QStringLiteral("dbs_mc/default/t"));
        verified.columns = {{QStringLiteral("id"), QStringLiteral("BIGINT")}};
        verified.remembered = mapping::MappingKey{QStringLiteral("host"), QStringLiteral("dbs_mc"),
                                                  QStringLiteral("default"), QStringLiteral("t")};
        verified.remember.emplace();
        verified.remember->definition.source = testsupport::path(QStringLiteral("order_dw/public/t"));
        verified.remember->definition.targetSchema = verified.target.parent();
        const auto show = [this](const QString &table, const QString &comment) {
            catalog::TableInfo info;
            info.path = testsupport::path(QStringLiteral("dbs_mc/default/t"));
            info.name = QStringLiteral("t");
            info.comment = comment;
            info.columns = {column("id", "BIGINT")};
            info.external.emplace();
            info.external->location = QStringLiteral("jdbc:postgresql://h:80/d?currentSchema=s&table=%1").arg(table);
            m_catalog->setTable(info);
        };
        const auto remembered = [&] { return m_fingerprints->find(*verified.remembered).value()->target.comment; };
        show(QStringLiteral("t"), QStringLiteral("made"));
        QVERIFY(verify(verified.toStep()));
        QCOMPARE(remembered(), QStringLiteral("made"));
        QCOMPARE(m_reader->calls(), 1);
        m_context.isAgain = true;
        show(QStringLiteral("t"), QStringLiteral("by somebody"));
        QCOMPARE(words(verify(verified.toStep()).value().summary), QStringLiteral("1 column equal"));
        QCOMPARE(remembered(), QStringLiteral("made"));
        QCOMPARE(m_reader->calls(), 1);
        show(QStringLiteral("other"), {});
        const auto other = verify(verified.toStep());
        QVERIFY(!other);
        QVERIFY2(
            words(other.error()).message.contains(u"it shows jdbc:postgresql://h:80/d?currentSchema=s&table=other"),
            qPrintable(words(other.error()).message));
    }

    void anUnreadableRowFails()
    {
        setTable({column("id", "BIGINT")});
        m_reader->setPreview(core::fail(ErrorKind::Permission, QStringLiteral("no right")));
        QCOMPARE(words(verify(QList{column("id", "BIGINT")}).error()).message, QStringLiteral("no right"));
    }

    void aFailureSaysWhatStaysAndHowToRemoveIt()
    {
        setTable({column("id", "BIGINT")});
        mapping::VerifyMapping verified;
        verified.target = testsupport::path(QStringLiteral("dbs_mc/default/t"));
        verified.columns = {{QStringLiteral("id"), QStringLiteral("BIGINT")}};
        verified.dropStatement = QStringLiteral("DROP TABLE IF EXISTS dbs_mc.default.t;");
        QCOMPARE(mapping::VerifyMapping::fromStep(verified.toStep()).value(), verified);
        m_reader->setPreview(
            core::fail(ErrorKind::Invalid, QStringLiteral("no ARRAY"), QStringLiteral("Leave it out.")));
        const auto invalid = words(verify(verified.toStep()).error());
        QCOMPARE(invalid.message, QStringLiteral("no ARRAY"));
        QCOMPARE(
            invalid.hint,
            QStringLiteral("Leave it out. The external table t was made and stays. To remove it: DROP TABLE IF EXISTS "
                           "dbs_mc.default.t;"));
        m_reader->setPreview(core::fail(ErrorKind::Internal, QStringLiteral("no")));
        QVERIFY(words(verify(verified.toStep()).error()).hint.startsWith(u"The external table t was made"));
        verified.dropStatement.clear(); // a table that was there before
        QCOMPARE(words(verify(verified.toStep()).error()).hint, QString());
    }

    void aStepThatNamesNothingFails()
    {
        setTable({});
        QCOMPARE(verify(QList<catalog::Column>()).error().kind, ErrorKind::Invalid);
        QCOMPARE(verify(plan::Step()).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(tst_VerifyMappingExecutor)
#include "tst_verifymappingexecutor.moc"
