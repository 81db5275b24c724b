// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"

#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/plan/words.h>

#include <QTest>

using namespace isthmus;
using core::ErrorKind;
using mapping::DropExternalTableStep;
using plan::words;
using testsupport::FakeCatalog;

namespace {

const QString location = QStringLiteral("jdbc:postgresql://holo.example:80/order_dw?table=dwd_orders/");

DropExternalTableStep planned(const QString &seen = location)
{
    DropExternalTableStep step;
    step.table = testsupport::path(QStringLiteral("dbs_mc/default/dwd_orders"));
    step.location = seen;
    step.sql.connection = QStringLiteral("dbs_mc");
    step.sql.sql = QStringLiteral("DROP TABLE IF EXISTS dbs_mc.default.dwd_orders;");
    step.sql.effect = plan::Effect::Destroy;
    step.sql.confirmName = QStringLiteral("dwd_orders");
    return step;
}

// Notes what it is given.
class FakeSqlExecutor final : public plan::StepExecutor {
public:
    explicit FakeSqlExecutor(QStringList &run) : m_run(run) { }
    [[nodiscard]] QString kind() const override { return plan::SqlStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &) override
    {
        m_run.append(step.kind + u' ' + step.sql);
        return plan::StepOutcome{QStringLiteral("Dropped"), {}};
    }

private:
    QStringList &m_run;
};

} // namespace

class tst_DropExternalTableExecutor : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<FakeCatalog> m_catalog;
    QStringList m_run;
    QStringList m_log;
    QJsonObject m_kept;

    void setTable(catalog::ObjectKind kind, const QString &at = {})
    {
        catalog::TableInfo info;
        info.path = planned().table;
        info.name = info.path.name();
        info.kind = kind;
        if (!at.isEmpty()) {
            info.external.emplace();
            info.external->location = at;
        }
        m_catalog->setTable(info);
    }

    plan::StepResult drop(const DropExternalTableStep &step)
    {
        plan::StepContext context;
        context.log = [this](const plan::Text &line) { m_log.append(words(line)); };
        context.checkpoint = [this](const QJsonObject &checkpoint) {
            m_kept = m_run.isEmpty() ? checkpoint : QJsonObject(); // afterwards nobody could tell it any more
        };
        mapping::DropExternalTableExecutor executor(
            [this](const QString &, const core::Cancellation &) {
                return core::Result<std::shared_ptr<catalog::Catalog>>(m_catalog);
            },
            std::make_unique<FakeSqlExecutor>(m_run));
        return executor.execute(step.toStep(), context);
    }

private Q_SLOTS:
    void init()
    {
        m_catalog = std::make_shared<FakeCatalog>();
        m_run.clear();
        m_log.clear();
        m_kept = {};
    }

    void theStatementThatMakesItAgainIsKept()
    {
        const QString ddl = QStringLiteral("CREATE EXTERNAL TABLE dwd_orders (a BIGINT);"); // fails if there is one
        setTable(catalog::ObjectKind::ExternalTable, location);
        m_catalog->setDdl(QString(ddl).replace(QStringLiteral("TABLE dwd"), QStringLiteral("TABLE IF NOT EXISTS dwd")));
        QVERIFY(drop(planned()));
        QCOMPARE(m_kept.value(DropExternalTableStep::statementKey).toString(),
                 QStringLiteral("SET odps.sql.type.system.odps2=true;\n"
                                "SET odps.sql.common.table.planner.ext.hive.bridge=true;\n")
                     + ddl); // without a role it signs twice, which has to be switched on
        QVERIFY2(m_log.join(u'\n').contains(ddl), qPrintable(m_log.join(u'\n')));
        // Nor is it a reason to leave the table.
        init();
        setTable(catalog::ObjectKind::ExternalTable, location);
        m_catalog->setDdl(core::fail(ErrorKind::Permission, QStringLiteral("not yours")));
        QVERIFY(drop(planned()));
        QVERIFY(m_kept.isEmpty());
        QVERIFY2(m_log.join(u'\n').contains(QStringLiteral("not yours")), qPrintable(m_log.join(u'\n')));
    }

    void theTableThatWasSeenIsDropped()
    {
        setTable(catalog::ObjectKind::ExternalTable, location);
        QCOMPARE(words(drop(planned()).value().summary), QStringLiteral("Dropped"));
        QCOMPARE(m_run, QStringList{QStringLiteral("sql DROP TABLE IF EXISTS dbs_mc.default.dwd_orders;")});
    }

    void aTableThatWasNotSeenIsDroppedIfItIsExternal()
    {
        setTable(catalog::ObjectKind::ExternalTable, location);
        QVERIFY(drop(planned(QString())));
        QCOMPARE(m_run.size(), 1);
    }

    void rowsOfItsOwnAreNotDropped()
    {
        for (const auto kind :
             {catalog::ObjectKind::Table, catalog::ObjectKind::PartitionedTable, catalog::ObjectKind::View}) {
            setTable(kind);
            const auto refused = drop(planned());
            QCOMPARE(refused.error().kind, ErrorKind::Invalid);
            QVERIFY2(words(refused.error().message).contains(QStringLiteral("no external table any more")),
                     qPrintable(words(refused.error().message)));
            QVERIFY(!drop(planned(QString())));
        }
        QCOMPARE(m_run, QStringList());
    }

    void aTableThatShowsAnotherOneIsNotDropped()
    {
        setTable(catalog::ObjectKind::ExternalTable, QStringLiteral("jdbc:postgresql://other/x"));
        const auto refused = drop(planned());
        QVERIFY2(words(refused.error().message).contains(QStringLiteral("jdbc:postgresql://other/x")),
                 qPrintable(words(refused.error().message)));
        QCOMPARE(m_run, QStringList());
    }

    void aTableThatIsGoneIsNoError()
    {
        QCOMPARE(words(drop(planned()).value().summary), QStringLiteral("It was gone already"));
        QCOMPARE(m_run, QStringList());
    }

    void whatCannotBeLookedAtIsNotDropped()
    {
        m_catalog->setTableError(planned().table, {ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}});
        QCOMPARE(drop(planned()).error().kind, ErrorKind::Permission);
        QCOMPARE(m_run, QStringList());
    }

    void stepsAreReadAsTheyWereWritten()
    {
        QCOMPARE(DropExternalTableStep::fromStep(planned().toStep()).value(), planned());
        plan::Step damaged = planned().toStep();
        damaged.parameters.remove(QStringLiteral("table"));
        QVERIFY(!DropExternalTableStep::fromStep(damaged));
        QCOMPARE(m_run, QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_DropExternalTableExecutor)
#include "tst_dropexternaltableexecutor.moc"
