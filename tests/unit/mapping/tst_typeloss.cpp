// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"

#include <isthmus/core/async.h>
#include <isthmus/mapping/typeloss/reading.h>
#include <isthmus/mapping/typeloss/reportfile.h>

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace isthmus;
using namespace Qt::StringLiterals;
using mapping::MappingPath;
using mapping::Risk;
using mapping::Verdict;
using testsupport::path;

namespace {

catalog::Column column(const QString &name, const QString &type)
{
    catalog::Column made;
    made.name = name;
    made.type = catalog::parsePostgresType(type);
    return made;
}

catalog::TableInfo table(const QString &at, const QList<catalog::Column> &columns,
                         catalog::ObjectKind kind = catalog::ObjectKind::Table)
{
    catalog::TableInfo info;
    info.path = path(at);
    info.kind = kind;
    info.schema = info.path.parent().name();
    info.name = info.path.name();
    info.columns = columns;
    return info;
}

records::ConditionCounts counted(qint64 rows, const QList<qint64> &counts)
{
    return {rows, counts, u"SELECT count(*)"_s, std::chrono::milliseconds(3)};
}

const core::Cancellation never;

} // namespace

class tst_TypeLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsBelongToTheirColumns();
    void countsMakeAVerdictWorse();
    void anAnswerOfAnotherLengthIsNone();
    void namesAreQuotedInConditions();
    void aTableIsReported();
    void aSchemaIsReportedWithoutWhatTheWayDoesNotTake();
    void whatIsNotThereIsAnError();
    void aTableThatCannotBeCountedKeepsNobodyWaiting();
    void aLostConnectionEndsTheCounting();
    void cancellingEndsTheCounting();
    void filesHaveTheFormOfTheirEnding_data();
    void filesHaveTheFormOfTheirEnding();
    void csvIsQuoted();
    void csvTellsWhatWasNotCountedOrTaken();
    void htmlIsEscaped();
    void jsonTellsWhatWasNotCounted();
    void aFileThatCannotBeWrittenIsTold();
};

void tst_TypeLoss::countsBelongToTheirColumns()
{
    auto loss = mapping::lossOf(table(u"h/s/t"_s,
                                      {column(u"i"_s, u"integer"_s), column(u"d"_s, u"date"_s),
                                       column(u"u"_s, u"uuid"_s), column(u"b"_s, u"bigint"_s)}),
                                MappingPath::ExternalTable, {});
    const auto request = mapping::countingOf(loss);
    QCOMPARE(request.table, path(u"h/s/t"_s));
    // infinity, year, either of them; any value; -2^63
    QCOMPARE(request.conditions.size(), 5);
    QVERIFY(mapping::takeCounts(loss, counted(9, {1, 2, 3, 4, 5})));
    QCOMPARE(loss.rows, 9);
    QVERIFY(!loss.columns.at(0).atRisk);
    QCOMPARE(loss.columns.at(1).risks, (QList<mapping::RiskCount>{{Risk::InfiniteTime, 1}, {Risk::YearOutside, 2}}));
    QCOMPARE(loss.columns.at(1).atRisk, 3);
    QCOMPARE(loss.columns.at(2).atRisk, 4);
    QCOMPARE(loss.columns.at(3).atRisk, 5);
}

void tst_TypeLoss::countsMakeAVerdictWorse()
{
    const auto verdictOf = [](const QString &type, const QList<qint64> &counts) {
        auto loss = mapping::lossOf(table(u"h/s/t"_s, {column(u"c"_s, type)}), MappingPath::ExternalTable, {});
        return mapping::takeCounts(loss, counted(9, counts)) ? loss.columns.first().verdict() : Verdict::Unsupported;
    };
    QCOMPARE(verdictOf(u"bigint"_s, {0}), Verdict::Exact);
    QCOMPARE(verdictOf(u"bigint"_s, {1}), Verdict::Narrower);
    QCOMPARE(verdictOf(u"timestamp"_s, {0, 0, 0}), Verdict::Wider);
    QCOMPARE(verdictOf(u"timestamp"_s, {0, 7, 7}), Verdict::Narrower);
    QCOMPARE(verdictOf(u"int[]"_s, {0, 0, 0, 0}), Verdict::Narrower);
    QCOMPARE(verdictOf(u"int[]"_s, {0, 0, 2, 2}), Verdict::Lossy);
    QCOMPARE(verdictOf(u"numeric"_s, {0, 0, 0, 0, 0}), Verdict::Lossy);
}

void tst_TypeLoss::anAnswerOfAnotherLengthIsNone()
{
    auto loss = mapping::lossOf(table(u"h/s/t"_s, {column(u"d"_s, u"date"_s)}), MappingPath::ExternalTable, {});
    QVERIFY(!mapping::takeCounts(loss, counted(9, {1, 2})));
    QVERIFY(!loss.rows);
    QVERIFY(!loss.columns.first().atRisk);
}

void tst_TypeLoss::namesAreQuotedInConditions()
{
    const auto condition = [](const QString &name) {
        return mapping::riskCondition(Risk::LowestBigInt, column(name, u"bigint"_s));
    };
    QCOMPARE(condition(u"plain"_s), u"plain = '-9223372036854775808'::bigint"_s);
    QCOMPARE(condition(u"$c \"x\" %1"_s), u"\"$c \"\"x\"\" %1\" = '-9223372036854775808'::bigint"_s);
}

void tst_TypeLoss::aTableIsReported()
{
    testsupport::FakeCatalog catalog;
    catalog.setTable(table(u"h/s/t"_s, {column(u"i"_s, u"int[]"_s), column(u"n"_s, u"numeric(20,2)"_s)}));
    mapping::TypeSettings settings;
    QVERIFY(settings.set(u"arrays"_s, u"leave-out"_s));
    const auto report = mapping::awaitTypeLoss(catalog, path(u"h/s/t"_s), MappingPath::Sync, settings, never);
    QVERIFY(report);
    QVERIFY(!report->isSchema);
    QCOMPARE(report->columnCount(), 2);
    QCOMPARE(report->count(Verdict::Unsupported), 1);
    QCOMPARE(report->summary(), u"2 columns: 1 exact, 1 unsupported"_s);
    QVERIFY(!report->isCounted());
    QVERIFY(report->readAt.isValid());
}

void tst_TypeLoss::aSchemaIsReportedWithoutWhatTheWayDoesNotTake()
{
    using catalog::ObjectKind;
    testsupport::FakeCatalog catalog;
    const auto schema = path(u"h/s"_s);
    catalog.setChildren(schema,
                        {testsupport::entry(schema, u"a"_s, ObjectKind::Table),
                         testsupport::entry(schema, u"p"_s, ObjectKind::PartitionedTable),
                         testsupport::entry(schema, u"v"_s, ObjectKind::View)});
    catalog.setTable(table(u"h/s/a"_s, {column(u"i"_s, u"integer"_s)}));
    catalog.setTable(table(u"h/s/p"_s, {column(u"i"_s, u"integer"_s)}, ObjectKind::PartitionedTable));
    catalog.setTable(table(u"h/s/v"_s, {column(u"i"_s, u"integer"_s)}, ObjectKind::View));
    catalog.setTableError(schema, {core::ErrorKind::Invalid, u"no table"_s, {}, {}, {}});
    const auto jdbc = mapping::awaitTypeLoss(catalog, schema, MappingPath::ExternalTable, {}, never);
    QVERIFY(jdbc);
    QVERIFY(jdbc->isSchema);
    QCOMPARE(jdbc->tables.size(), 2);
    QCOMPARE(jdbc->passedOver, QStringList{u"v"_s});
    QVERIFY(jdbc->isCounted()); // there is nothing to count
    const auto view = mapping::awaitTypeLoss(catalog, path(u"h/s/v"_s), MappingPath::ExternalTable, {}, never);
    QVERIFY(view);
    QCOMPARE(view->passedOver, QStringList{u"v"_s}); // by its own name it is told too
    const auto live = mapping::awaitTypeLoss(catalog, schema, MappingPath::ExternalSchema, {}, never);
    QVERIFY(live);
    QCOMPARE(live->tables.size(), 3);
}

void tst_TypeLoss::whatIsNotThereIsAnError()
{
    testsupport::FakeCatalog catalog;
    const auto gone = mapping::awaitTypeLoss(catalog, path(u"h/s/gone"_s), MappingPath::ExternalTable, {}, never);
    QVERIFY(!gone);
    QCOMPARE(gone.error().kind, core::ErrorKind::NotFound);
    const auto all = mapping::awaitTypeLoss(catalog, path(u"h"_s), MappingPath::ExternalTable, {}, never);
    QVERIFY(!all);
    QCOMPARE(all.error().kind, core::ErrorKind::Invalid);
}

void tst_TypeLoss::aTableThatCannotBeCountedKeepsNobodyWaiting()
{
    mapping::TypeLossReport report;
    for (const QString &name : {u"h/s/a"_s, u"h/s/plain"_s, u"h/s/b"_s}) {
        const QString type = name.endsWith(u"plain") ? u"integer"_s : u"bigint"_s;
        report.tables.append(mapping::lossOf(table(name, {column(u"c"_s, type)}), MappingPath::ExternalTable, {}));
    }
    testsupport::FakeTableReader reader;
    QStringList asked;
    reader.setCounts([&](const records::ConditionsRequest &request) {
        asked.append(request.table.name());
        if (asked.size() == 1)
            return core::ready<records::ConditionCounts>(
                core::fail(core::ErrorKind::Permission, u"You may not read a."_s));
        return core::ready<records::ConditionCounts>(counted(5, {2}));
    });
    QList<qsizetype> told;
    QVERIFY(mapping::awaitCounts(report, reader, never, [&](qsizetype index) { told.append(index); }));
    QCOMPARE(asked, (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(told, (QList<qsizetype>{0, 0, 2, 2}));
    QCOMPARE(report.tables.at(0).countError->message, u"You may not read a."_s);
    QCOMPARE(report.tables.at(2).columns.first().atRisk, 2);
    QVERIFY(!report.isCounted());
    // Asked again, only what is not known yet.
    QVERIFY(mapping::awaitCounts(report, reader, never));
    QCOMPARE(asked, (QStringList{u"a"_s, u"b"_s, u"a"_s}));
    QVERIFY(!report.tables.at(0).countError);
    QVERIFY(report.isCounted());
}

void tst_TypeLoss::aLostConnectionEndsTheCounting()
{
    mapping::TypeLossReport report;
    for (const QString &name : {u"h/s/a"_s, u"h/s/b"_s})
        report.tables.append(
            mapping::lossOf(table(name, {column(u"c"_s, u"bigint"_s)}), MappingPath::ExternalTable, {}));
    testsupport::FakeTableReader reader;
    int calls = 0;
    reader.setCounts([&](const records::ConditionsRequest &) {
        ++calls;
        return core::ready<records::ConditionCounts>(core::fail(core::ErrorKind::Network, u"cut off"_s));
    });
    const auto done = mapping::awaitCounts(report, reader, never);
    QVERIFY(!done);
    QCOMPARE(done.error().message, u"cut off"_s);
    QCOMPARE(calls, 1);
}

void tst_TypeLoss::cancellingEndsTheCounting()
{
    mapping::TypeLossReport report;
    for (const QString &name : {u"h/s/a"_s, u"h/s/b"_s, u"h/s/c"_s})
        report.tables.append(
            mapping::lossOf(table(name, {column(u"c"_s, u"bigint"_s)}), MappingPath::ExternalTable, {}));
    testsupport::FakeTableReader reader;
    const core::Cancellation cancellation;
    const auto promise = std::make_shared<QPromise<core::Result<records::ConditionCounts>>>();
    promise->start();
    int calls = 0;
    reader.setCounts([&](const records::ConditionsRequest &) {
        if (++calls == 1)
            return core::ready<records::ConditionCounts>(counted(5, {2}));
        cancellation.request(); // while the second is on its way
        return promise->future();
    });
    std::jthread server([promise] { // as a lane: it ends what was cancelled
        while (!promise->isCanceled())
            std::this_thread::yield();
        promise->finish();
    });
    const auto done = mapping::awaitCounts(report, reader, cancellation);
    QVERIFY(!done);
    QVERIFY(done.error().isCancelled());
    QCOMPARE(calls, 2);
    QCOMPARE(report.tables.first().columns.first().atRisk, 2); // what was counted stays
    QVERIFY(!report.tables.at(1).rows);
}

void tst_TypeLoss::filesHaveTheFormOfTheirEnding_data()
{
    using mapping::ReportFormat;
    QTest::addColumn<std::optional<ReportFormat>>("format");
    const auto row = [](const char *name, std::optional<ReportFormat> format) { QTest::newRow(name) << format; };
    row("/tmp/x.html", ReportFormat::Html);
    row("x.HTM", ReportFormat::Html);
    row("a.b/x.csv", ReportFormat::Csv);
    row("x.json", ReportFormat::Json);
    row("x.csv/y", {});
    row("html", ReportFormat::Html);
    row("x.txt", {});
    row("", {});
}

void tst_TypeLoss::filesHaveTheFormOfTheirEnding()
{
    QFETCH(std::optional<mapping::ReportFormat>, format);
    QCOMPARE(mapping::reportFormatOf(QString::fromLatin1(QTest::currentDataTag())), format);
}

void tst_TypeLoss::csvIsQuoted()
{
    mapping::TypeLossReport report;
    report.tables.append(mapping::lossOf(
        table(u"h/s/t"_s, {column(u"a, \"b\"\nc"_s, u"bigint"_s), column(u" edge"_s, u"numeric(20,2)"_s)}),
        MappingPath::ExternalTable, {}));
    const QByteArray uncounted = mapping::reportCsv(report);
    QVERIFY2(uncounted.startsWith("table,column,type,target,verdict,values_at_risk,rows,risks,reason,advice,error\n"
                                  "h/s/t,\"a, \"\"b\"\"\nc\",BIGINT,BIGINT,exact,,,lowest_bigint,"),
             uncounted.constData());
    QVERIFY2(uncounted.contains("\nh/s/t,\" edge\",\"NUMERIC(20,2)\",\"DECIMAL(20,2)\",exact,,,nan,"),
             uncounted.constData());
    QVERIFY(mapping::takeCounts(report.tables.first(), counted(12345, {1, 0})));
    QVERIFY2(mapping::reportCsv(report).contains(",narrower,1,12345,lowest_bigint=1,"),
             mapping::reportCsv(report).constData());
}

void tst_TypeLoss::csvTellsWhatWasNotCountedOrTaken()
{
    mapping::TypeLossReport report;
    report.scope = path(u"h/s"_s);
    report.isSchema = true;
    report.passedOver = {u"a,view"_s};
    for (const auto &info : {table(u"h/s/secret"_s, {column(u"d"_s, u"date"_s)}),
                             table(u"h/s/counted"_s, {column(u"i"_s, u"integer"_s)}), table(u"h/s/nocols"_s, {})})
        report.tables.append(mapping::lossOf(info, MappingPath::ExternalTable, {}));
    report.tables.first().countError = core::Error{core::ErrorKind::Permission, u"no right, \"sir\""_s, {}, {}, {}};
    const QByteArrayList lines = mapping::reportCsv(report).split('\n');
    QCOMPARE(lines.size(), 6); // and nothing behind the last
    QVERIFY2(lines.at(1).startsWith("h/s/secret,d,DATE,DATE,") && lines.at(1).endsWith(",\"no right, \"\"sir\"\"\""),
             lines.at(1).constData());
    QVERIFY2(lines.at(2).startsWith("h/s/counted,i,") && lines.at(2).endsWith(','), lines.at(2).constData());
    QCOMPARE(lines.at(3), QByteArray("h/s/nocols,,,,,,,,It has no columns,,"));
    QCOMPARE(lines.at(4), QByteArray("\"h/s/a,view\",,,,,,,,Not taken on this way,,"));
    QCOMPARE(lines.at(5), QByteArray());
}

void tst_TypeLoss::htmlIsEscaped()
{
    mapping::TypeLossReport report;
    report.scope = path(u"h/s"_s);
    report.passedOver = {u"<i>view</i>"_s};
    report.tables.append(mapping::lossOf(table(u"h/s/<b>"_s, {column(u"<script>alert(1)</script>&\""_s, u"uuid"_s)}),
                                         MappingPath::ExternalTable, {}));
    report.tables.first().countError = core::Error{core::ErrorKind::Permission, u"<u>not you</u>"_s, {}, {}, {}};
    const QString html = QString::fromUtf8(mapping::reportHtml(report));
    QVERIFY(html.startsWith(u"<!DOCTYPE html>"));
    for (const QString &raw : {u"<script>"_s, u"<b>"_s, u"<u>"_s, u"<i>"_s})
        QVERIFY2(!html.contains(raw), qPrintable(html));
    QVERIFY(html.contains(u"&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;"));
    QVERIFY(html.contains(u"not counted"));
    QVERIFY(!html.contains(u"http")); // it needs no other file
}

void tst_TypeLoss::jsonTellsWhatWasNotCounted()
{
    mapping::TypeLossReport report;
    report.scope = path(u"h/s/t"_s);
    report.tables.append(mapping::lossOf(table(u"h/s/t"_s, {column(u"b"_s, u"bigint"_s), column(u"u"_s, u"uuid"_s)}),
                                         MappingPath::ExternalTable, {}));
    const auto columnsOf = [&] {
        return mapping::reportJson(report)[u"tables"_s].toArray().first().toObject()[u"columns"_s].toArray();
    };
    QVERIFY(columnsOf().at(0)[u"values_at_risk"_s].isNull());
    QVERIFY(columnsOf().at(1)[u"target"_s].isNull());
    QCOMPARE(columnsOf().at(1)[u"condition"_s].toString(), u"u IS NOT NULL"_s);
    QVERIFY(mapping::takeCounts(report.tables.first(), counted(9007199254740993, {9007199254740993, 0})));
    const auto first = columnsOf().at(0).toObject();
    QCOMPARE(first[u"values_at_risk"_s].toInteger(), 9007199254740993);
    QCOMPARE(first[u"verdict"_s].toString(), u"narrower"_s);
    QCOMPARE(first[u"type_verdict"_s].toString(), u"exact"_s);
}

void tst_TypeLoss::aFileThatCannotBeWrittenIsTold()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"report.csv"_s);
    QVERIFY(mapping::writeReport({}, mapping::ReportFormat::Csv, file));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), mapping::reportCsv({}));
    const QString nowhere = dir.filePath(u"gone/report.csv"_s);
    const auto failed = mapping::writeReport({}, mapping::ReportFormat::Csv, nowhere);
    QVERIFY(!failed);
    QVERIFY2(failed.error().message.contains(nowhere), qPrintable(failed.error().message));
}

QTEST_GUILESS_MAIN(tst_TypeLoss)
#include "tst_typeloss.moc"
