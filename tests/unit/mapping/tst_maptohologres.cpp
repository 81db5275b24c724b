// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>
#include <isthmus/plan/words.h>

#include <QTest>

#include <algorithm>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ForeignSource;
using catalog::ObjectKind;
using core::ErrorKind;
using mapping::MapTablesFacts;
using mapping::MapToHologres;
using mapping::MapToHologresFacts;
using mapping::PlannedTable;
using plan::words;
using testsupport::FakeCatalog;
using testsupport::path;
using IfTaken = MapToHologres::IfTaken;
using IfUnsupported = MapToHologres::IfUnsupported;
using Verdict = PlannedTable::Verdict;

namespace {

catalog::Column column(const QString &name, const QString &type, const QString &comment = {})
{
    catalog::Column made;
    made.name = name;
    made.type = catalog::parseMaxComputeType(type);
    made.comment = comment;
    return made;
}

catalog::TableInfo table(const QString &name, const QList<catalog::Column> &columns = {column(u"id"_s, u"BIGINT"_s)},
                         const QString &schema = u"default"_s)
{
    catalog::TableInfo info;
    info.path = {u"dbs_mc"_s, {schema, name}};
    info.database = u"dbs_mc"_s;
    info.schema = schema;
    info.name = name;
    info.columns = columns;
    return info;
}

MapToHologresFacts factsOf(const QList<catalog::TableInfo> &tables)
{
    MapToHologresFacts facts;
    facts.targetServer.product = u"Hologres 3.0.18"_s;
    facts.targetServer.database = u"order_dw"_s;
    for (const auto &info : tables)
        facts.relations.append({info.path, info.kind, info});
    return facts;
}

MapToHologres definition()
{
    MapToHologres map;
    map.sources = {{path(u"dbs_mc/default"_s), {}}};
    map.targetSchema = path(u"order_dw/public"_s);
    return map;
}

MapTablesFacts::Existing foreign(const QString &table, const QString &schema = u"default"_s)
{
    return {ObjectKind::ForeignTable, ForeignSource{u"dbs_mc"_s, schema, table}.location()};
}

QString sqlOf(const MapToHologres &map, const MapToHologresFacts &facts)
{
    const auto steps = mapping::planMapToHologres(map, facts).steps();
    return steps.isEmpty() ? QString() : steps.first().sql;
}

QStringList blockersOf(const plan::Plan &plan)
{
    QStringList blockers;
    for (const auto &notice : plan.notices) {
        if (notice.level == plan::NoticeLevel::Blocker)
            blockers.append(words(notice.text));
    }
    return blockers;
}

QStringList idsOf(const plan::Plan &plan)
{
    QStringList ids;
    for (const auto &step : plan.steps())
        ids.append(step.id);
    return ids;
}

} // namespace

/// MaxCompute tables become foreign tables of Hologres: statements, names, what is left out, what is refused.
class tst_MapToHologres : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theServerImportsWhatItCan();
    void whatTheServerCannotDoIsCreated_data();
    void whatTheServerCannotDoIsCreated();
    void commentsGoAlong();
    void aProjectWithoutSchemasIsNamedAlone();
    void chosenColumnsStandInTheStatement();
    void columnsThatCannotBeHadLeaveTheTableOut_data();
    void columnsThatCannotBeHadLeaveTheTableOut();
    void onlyWhatTheTypeTableNamesIsOffered();
    void partitionsThatAreNotChosenAreTold();
    void aNameIsWhatHologresTakes_data();
    void aNameIsWhatHologresTakes();
    void typesWithoutAnEqualFollowThePolicy();
    void jsonNeedsANewServer();
    void takenNamesFollowThePolicy();
    void tablesOfTwoSchemasGetNamesOfTheirOwn();
    void whatIsNoStoredTableIsLeftOut();
    void whatIsWrongIsABlocker_data();
    void whatIsWrongIsABlocker();
    void whatIsReplacedIsDroppedBefore();
    void aDefinitionSurvivesJson();
    void aDamagedDefinitionIsRefused_data();
    void aDamagedDefinitionIsRefused();
    void aProjectIsReadSchemaBySchema();
    void sourcesAreReadFromTablesAndLinks();
};

void tst_MapToHologres::theServerImportsWhatItCan()
{
    MapToHologres map = definition();
    QCOMPARE(sqlOf(map, factsOf({table(u"orders"_s)})),
             u"IMPORT FOREIGN SCHEMA \"dbs_mc#default\" LIMIT TO (\"orders\")\nFROM SERVER odps_server INTO "
             "\"public\"\nOPTIONS (if_table_exist 'error', if_unsupported_type 'error');"_s);
    map.naming = {u"mc_"_s, u"_v"_s, u"{table}"_s};
    QCOMPARE(sqlOf(map, factsOf({table(u"orders"_s)})),
             u"IMPORT FOREIGN SCHEMA \"dbs_mc#default\" LIMIT TO (\"orders\")\nFROM SERVER odps_server INTO "
             "\"public\"\nOPTIONS (if_table_exist 'error', if_unsupported_type 'error', prefix 'mc_', suffix '_v');"_s);
}

void tst_MapToHologres::whatTheServerCannotDoIsCreated_data()
{
    QTest::addColumn<MapToHologres>("map");
    QTest::addColumn<QString>("sql");
    const QString end = u"\n) SERVER odps_server OPTIONS (project_name 'dbs_mc#default', table_name 'orders');"_s;
    MapToHologres map = definition();
    map.tableName = u"Bestellung"_s;
    QTest::newRow("name")
        << map
        << u"CREATE FOREIGN TABLE \"public\".\"Bestellung\" (\n    \"id\" BIGINT,\n    \"small\" SMALLINT,\n"
           "    \"v\" VARCHAR(9)"_s
            + end;
    map = definition();
    map.naming.pattern = u"{schema}_{table}"_s;
    QTest::newRow("pattern")
        << map
        << u"CREATE FOREIGN TABLE \"public\".\"default_orders\" (\n    \"id\" BIGINT,\n    \"small\" "
           "SMALLINT,\n    \"v\" VARCHAR(9)"_s
            + end;
    map = definition();
    map.types.smallIntegers = mapping::TypeSettings::SmallIntegers::Int8;
    map.types.sizedTexts = mapping::TypeSettings::SizedTexts::Text;
    QTest::newRow("types")
        << map
        << u"CREATE FOREIGN TABLE \"public\".\"orders\" (\n    \"id\" BIGINT,\n    \"small\" BIGINT,\n"
           "    \"v\" TEXT"_s
            + end;
}

void tst_MapToHologres::whatTheServerCannotDoIsCreated()
{
    QFETCH(const MapToHologres, map);
    QFETCH(const QString, sql);
    QCOMPARE(sqlOf(map,
                   factsOf({table(u"orders"_s,
                                  {column(u"id"_s, u"BIGINT"_s), column(u"small"_s, u"TINYINT"_s),
                                   column(u"v"_s, u"VARCHAR(9)"_s)})})),
             sql);
}

void tst_MapToHologres::chosenColumnsStandInTheStatement()
{
    const auto facts =
        factsOf({table(u"orders"_s,
                       {column(u"id"_s, u"BIGINT"_s, u"number"_s), column(u"Small"_s, u"TINYINT"_s),
                        column(u"v"_s, u"VARCHAR(9)"_s, u"text"_s), column(u"m"_s, u"MAP<STRING,INT>"_s)}),
                 table(u"plain"_s)});
    MapToHologres map = definition();
    map.columns = {{u"dbs_mc/default/orders"_s,
                    {{u"SMALL"_s, true, {}, u"bigint"_s}, {u"v"_s, false, {}, {}}, {u"id"_s, true, {}, {}}}}};
    const auto steps = mapping::planMapToHologres(map, facts).steps();
    // In the table's order, whatever that of the choice; the column that is left out has no comment either.
    QCOMPARE(steps.first().sql,
             u"CREATE FOREIGN TABLE \"public\".\"orders\" (\n    \"id\" BIGINT,\n    \"small\" BIGINT\n) SERVER "
             "odps_server OPTIONS (project_name 'dbs_mc#default', table_name 'orders');\nCOMMENT ON COLUMN "
             "\"public\".\"orders\".\"id\" IS 'number';"_s);
    QVERIFY(steps.at(1).sql.startsWith(u"IMPORT FOREIGN SCHEMA"_s)); // nothing was chosen of the other
    const auto create = mapping::CreateExternalTableStep::fromStep(steps.first());
    QCOMPARE(create->columns,
             (QList<mapping::VerifyMapping::Column>{{u"id"_s, u"BIGINT"_s}, {u"small"_s, u"BIGINT"_s}}));
    // What has no type is no reason to leave out the table, and not spoken of: it was not asked for.
    const auto planned = mapping::plannedTables(map, facts);
    QCOMPARE(planned.first().verdict, Verdict::Create);
    QCOMPARE(planned.first().columns, 2);
    QCOMPARE(planned.first().sourceColumns, 4);
    QVERIFY(planned.first().remarks.isEmpty());
}

void tst_MapToHologres::columnsThatCannotBeHadLeaveTheTableOut_data()
{
    QTest::addColumn<QList<mapping::ColumnChoice>>("choices");
    QTest::addColumn<QString>("reason");
    using Choices = QList<mapping::ColumnChoice>;
    QTest::newRow("missing") << Choices{{u"id"_s, true, {}, {}}, {u"gone"_s, true, {}, {}}, {u"off"_s, false, {}, {}}}
                             << u"orders has no column gone, off"_s;
    QTest::newRow("none") << Choices{{u"id"_s, false, {}, {}}} << u"No column is included"_s;
    QTest::newRow("no type") << Choices{{u"m"_s, true, {}, {}}}
                             << u"Columns: m: Hologres' type table names no type for MAP<STRING,INT>."_s;
    QTest::newRow("other type") << Choices{{u"id"_s, true, {}, u"TEXT"_s}}
                                << u"Columns: id: Hologres reads BIGINT as BIGINT, and not as TEXT."_s;
    QTest::newRow("no type at all") << Choices{{u"id"_s, true, {}, u"FOO(1"_s}}
                                    << u"Columns: id: Hologres reads BIGINT as BIGINT, and not as FOO(1."_s;
    QTest::newRow("json") << Choices{{u"j"_s, true, {}, {}}}
                          << u"Columns: j: needs Hologres 4.1; this is Hologres 3.0.18"_s;
}

void tst_MapToHologres::columnsThatCannotBeHadLeaveTheTableOut()
{
    QFETCH(const QList<mapping::ColumnChoice>, choices);
    QFETCH(const QString, reason);
    const auto facts =
        factsOf({table(u"orders"_s,
                       {column(u"id"_s, u"BIGINT"_s), column(u"m"_s, u"MAP<STRING,INT>"_s), column(u"j"_s, u"JSON"_s)}),
                 table(u"plain"_s)});
    MapToHologres map = definition();
    map.ifUnsupported = IfUnsupported::LeaveOutColumn; // what is named is refused all the same
    map.columns = {{u"dbs_mc/default/orders"_s, choices}};
    const auto planned = mapping::plannedTables(map, facts);
    QCOMPARE(planned.first().verdict, Verdict::LeftOut);
    QCOMPARE(words(planned.first().reason), reason);
    QCOMPARE(planned.at(1).verdict, Verdict::Create);
    QVERIFY(blockersOf(mapping::planMapToHologres(map, facts)).isEmpty());
    QVERIFY(blockersOf(mapping::planMapToHologres(map, factsOf({*facts.relations.first().info})))
                .join(u'\n')
                .contains(reason));
}

void tst_MapToHologres::onlyWhatTheTypeTableNamesIsOffered()
{
    const auto source =
        table(u"orders"_s,
              {column(u"id"_s, u"BIGINT"_s), column(u"s"_s, u"SMALLINT"_s), column(u"v"_s, u"VARCHAR(9)"_s),
               column(u"c"_s, u"CHAR(3)"_s), column(u"text"_s, u"STRING"_s), column(u"m"_s, u"MAP<STRING,INT>"_s)});
    MapToHologres map = definition();
    const auto offered = [&map, &source] {
        QStringList lines;
        for (const auto &planned : mapping::plannedColumns(map, source, {})) {
            QStringList types{planned.mapping.target.text};
            for (const auto &type : planned.mapping.alternatives)
                types.append(type.text);
            lines.append(planned.choice.target + u' ' + types.join(u'|')
                         + (planned.choice.include ? QString() : u" out"_s));
        }
        return lines;
    };
    QCOMPARE(offered(),
             (QStringList{u"id BIGINT"_s, u"s SMALLINT|BIGINT"_s, u"v VARCHAR(9)|TEXT"_s, u"c CHAR(3)|TEXT"_s,
                          u"text TEXT"_s, u"m  out"_s}));
    // A setting for all turns them round, and so does a column's own type.
    map.types.smallIntegers = mapping::TypeSettings::SmallIntegers::Int8;
    map.types.sizedTexts = mapping::TypeSettings::SizedTexts::Text;
    map.columns = {{u"dbs_mc/default/orders"_s, {{u"v"_s, true, {}, u"varchar(9)"_s}, {u"s"_s, true, {}, {}}}}};
    QCOMPARE(offered(),
             (QStringList{u"id BIGINT out"_s, u"s BIGINT|SMALLINT"_s, u"v VARCHAR(9)|TEXT"_s, u"c TEXT|CHAR(3) out"_s,
                          u"text TEXT out"_s, u"m  out"_s}));
    QCOMPARE(mapping::plannedColumns(map, source, {}).at(2).ownType, u"TEXT"_s);
    QCOMPARE(mapping::plannedColumns(map, source, {}).at(2).mapping.fit, mapping::Fit::Exact);
    QCOMPARE(mapping::plannedColumns(map, source, {}).at(1).mapping.fit, mapping::Fit::Wider);
}

void tst_MapToHologres::partitionsThatAreNotChosenAreTold()
{
    auto source = table(u"orders"_s, {column(u"id"_s, u"BIGINT"_s), column(u"ds"_s, u"STRING"_s)});
    source.columns.last().isPartitionKey = true;
    MapToHologres map = definition();
    QVERIFY(mapping::plannedTables(map, factsOf({source})).first().remarks.isEmpty());
    map.columns = {{u"dbs_mc/default/orders"_s, {{u"id"_s, true, {}, {}}}}};
    QCOMPARE(words(mapping::plannedTables(map, factsOf({source})).first().remarks.value(0)),
             u"Without the partition column ds every query reads all partitions"_s);
    map.columns = {{u"dbs_mc/default/orders"_s, {{u"ds"_s, true, {}, {}}}}};
    QVERIFY(mapping::plannedTables(map, factsOf({source})).first().remarks.isEmpty());
}

void tst_MapToHologres::aNameIsWhatHologresTakes_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("problem");
    QTest::newRow("blank") << u"my "_s << QString();
    QTest::newRow("quote") << u"\""_s << QString();
    QTest::newRow("other script") << u"\u4e2d"_s << QString();
    QTest::newRow("capitals") << u"ODS_"_s << QString();
    QTest::newRow("digit") << u"1"_s << QString();
    QTest::newRow("zero") << u"a"_s + QChar(0) << u"A name cannot hold U+0000"_s;
    QTest::newRow("long") << QString(21, QChar(0x4e2d)) << u"A name of Hologres has at most 63 bytes"_s;
}

// What a rule makes is taken or refused as what somebody names.
void tst_MapToHologres::aNameIsWhatHologresTakes()
{
    QFETCH(const QString, prefix);
    QFETCH(const QString, problem);
    const auto facts = factsOf({table(u"t"_s)});
    MapToHologres byRule = definition();
    byRule.naming.prefix = prefix;
    MapToHologres byName = definition();
    byName.tableName = prefix + u't';
    for (const MapToHologres &map : {byRule, byName}) {
        const auto plan = mapping::planMapToHologres(map, facts);
        if (problem.isEmpty()) {
            QVERIFY2(blockersOf(plan).isEmpty(), qPrintable(blockersOf(plan).join(u'\n')));
            QCOMPARE(mapping::plannedTables(map, facts).first().name, prefix + u't');
            QString quoted = prefix + u't';
            quoted.replace(u'"', u"\"\""_s);
            QVERIFY2(plan.steps().first().sql.startsWith(u"CREATE FOREIGN TABLE \"public\".\"%1\" ("_s.arg(quoted)),
                     qPrintable(plan.steps().first().sql));
        } else {
            QVERIFY2(blockersOf(plan).join(u'\n').contains(problem), qPrintable(blockersOf(plan).join(u'\n')));
        }
    }
}

void tst_MapToHologres::commentsGoAlong()
{
    auto info = table(u"orders"_s, {column(u"id"_s, u"BIGINT"_s, u"the order's number"_s)});
    info.comment = u"back\\slash"_s;
    const QString sql = sqlOf(definition(), factsOf({info}));
    QVERIFY2(sql.endsWith(u";\nCOMMENT ON FOREIGN TABLE \"public\".\"orders\" IS E'back\\\\slash';\nCOMMENT ON COLUMN "
                          "\"public\".\"orders\".\"id\" IS 'the order''s number';"_s),
             qPrintable(sql));
}

void tst_MapToHologres::aProjectWithoutSchemasIsNamedAlone()
{
    auto facts = factsOf({table(u"orders"_s)});
    facts.projectsWithoutSchemas = {u"dbs_mc"_s};
    QVERIFY(sqlOf(definition(), facts).startsWith(u"IMPORT FOREIGN SCHEMA \"dbs_mc\" LIMIT TO (\"orders\")"_s));
}

void tst_MapToHologres::typesWithoutAnEqualFollowThePolicy()
{
    const auto facts =
        factsOf({table(u"plain"_s),
                 table(u"nested"_s, {column(u"id"_s, u"BIGINT"_s), column(u"m"_s, u"MAP<STRING,BIGINT>"_s)})});
    MapToHologres map = definition();
    auto planned = mapping::plannedTables(map, facts);
    QCOMPARE(planned.at(1).verdict, Verdict::LeftOut);
    QCOMPARE(words(planned.at(1).reason), u"Hologres has no type for: m MAP<STRING,BIGINT>"_s);
    QVERIFY(blockersOf(mapping::planMapToHologres(map, facts)).isEmpty());
    map.ifUnsupported = IfUnsupported::LeaveOutColumn;
    planned = mapping::plannedTables(map, facts);
    QCOMPARE(planned.at(1).verdict, Verdict::Create);
    QCOMPARE(planned.at(1).columns, 1);
    QCOMPARE(words(planned.at(1).remarks.value(0)), u"1 column left out: m MAP<STRING,BIGINT>"_s);
    const auto steps = mapping::planMapToHologres(map, facts).steps();
    QVERIFY(steps.at(1).sql.startsWith(u"CREATE FOREIGN TABLE \"public\".\"nested\" (\n    \"id\" BIGINT\n)"_s));
    map.ifUnsupported = IfUnsupported::Stop;
    QCOMPARE(blockersOf(mapping::planMapToHologres(map, facts)),
             QStringList{u"Tables with types that Hologres does not have: nested"_s});
}

void tst_MapToHologres::jsonNeedsANewServer()
{
    auto facts = factsOf({table(u"docs"_s, {column(u"j"_s, u"JSON"_s)})});
    QCOMPARE(words(mapping::plannedTables(definition(), facts).first().reason),
             u"Hologres has no type for: j JSON (needs Hologres 4.1; this is Hologres 3.0.18)"_s);
    facts.targetServer.product = u"Hologres 4.1.2"_s;
    QCOMPARE(mapping::plannedTables(definition(), facts).first().verdict, Verdict::Create);
}

void tst_MapToHologres::takenNamesFollowThePolicy()
{
    auto facts = factsOf({table(u"same"_s), table(u"other"_s), table(u"rows"_s)});
    facts.existing = {
        {u"same"_s, foreign(u"same"_s)}, {u"other"_s, foreign(u"elsewhere"_s)}, {u"rows"_s, {ObjectKind::Table, {}}}};
    const auto verdicts = [&facts](IfTaken ifTaken) {
        MapToHologres map = definition();
        map.ifTaken = ifTaken;
        QList<Verdict> all;
        for (const auto &planned : mapping::plannedTables(map, facts))
            all.append(planned.verdict);
        return all;
    };
    using V = Verdict;
    QCOMPARE(verdicts(IfTaken::Keep), (QList<V>{V::Keep, V::LeftOut, V::LeftOut}));
    QCOMPARE(verdicts(IfTaken::Replace), (QList<V>{V::Replace, V::Replace, V::LeftOut}));
    QCOMPARE(verdicts(IfTaken::Rename), (QList<V>{V::Create, V::Create, V::Create}));
    QCOMPARE(verdicts(IfTaken::Stop), (QList<V>{V::LeftOut, V::LeftOut, V::LeftOut}));
    MapToHologres map = definition();
    map.ifTaken = IfTaken::Rename;
    QCOMPARE(mapping::plannedTables(map, facts).first().name, u"same_2"_s);
    map.ifTaken = IfTaken::Stop;
    facts.relations.append({path(u"dbs_mc/default/free"_s), ObjectKind::Table, table(u"free"_s)});
    QCOMPARE(blockersOf(mapping::planMapToHologres(map, facts)),
             QStringList{u"Names that exist in public already: same, other, rows"_s});
}

void tst_MapToHologres::tablesOfTwoSchemasGetNamesOfTheirOwn()
{
    const QList columns{column(u"id"_s, u"BIGINT"_s)};
    const auto facts = factsOf({table(u"orders"_s, columns, u"a"_s), table(u"orders"_s, columns, u"b"_s)});
    MapToHologres map = definition();
    auto planned = mapping::plannedTables(map, facts);
    QCOMPARE(planned.at(0).name, u"orders"_s);
    QCOMPARE(planned.at(1).name, u"orders_2"_s);
    // What a second run finds are the tables of the first.
    auto again = facts;
    again.existing = {{u"orders"_s, foreign(u"orders"_s, u"a"_s)}, {u"orders_2"_s, foreign(u"orders"_s, u"b"_s)}};
    planned = mapping::plannedTables(map, again);
    QCOMPARE(planned.at(1).name, u"orders_2"_s);
    QCOMPARE(planned.at(1).verdict, Verdict::Keep);
    again.existing[u"orders_2"_s] = foreign(u"orders"_s, u"c"_s); // of another table
    QCOMPARE(mapping::plannedTables(map, again).at(1).name, u"orders_3"_s);
    map.naming.pattern = u"{schema}_{table}"_s;
    planned = mapping::plannedTables(map, facts);
    QCOMPARE(planned.at(0).name, u"a_orders"_s);
    QCOMPARE(planned.at(1).name, u"b_orders"_s);
    map.naming.prefix = QString(60, u'p');
    QCOMPARE(words(mapping::plannedTables(map, facts).first().reason),
             u"It would be called %1a_orders: A name of Hologres has at most 63 bytes"_s.arg(map.naming.prefix));
}

void tst_MapToHologres::whatIsNoStoredTableIsLeftOut()
{
    auto facts = factsOf({table(u"t"_s)});
    facts.relations.append({path(u"dbs_mc/default/v"_s), ObjectKind::View, {}});
    facts.relations.append({path(u"dbs_mc/default/e"_s), ObjectKind::ExternalTable, {}});
    facts.relations.append({path(u"dbs_mc/default/gone"_s), ObjectKind::Table, {}});
    const auto planned = mapping::plannedTables(definition(), facts);
    QCOMPARE(words(planned.at(1).reason), u"Hologres reads stored tables of MaxCompute only (view)"_s);
    QCOMPARE(words(planned.at(2).reason), u"Hologres reads stored tables of MaxCompute only (external table)"_s);
    QCOMPARE(words(planned.at(3).reason), u"It is not there (any more)"_s);
    facts.relations.removeFirst();
    QVERIFY(blockersOf(mapping::planMapToHologres(definition(), facts)).first().startsWith(u"None of the tables"_s));
}

void tst_MapToHologres::whatIsWrongIsABlocker_data()
{
    QTest::addColumn<MapToHologres>("map");
    QTest::addColumn<MapToHologresFacts>("facts");
    QTest::addColumn<QString>("blocker");
    const auto facts = factsOf({table(u"a"_s), table(u"b"_s)});
    MapToHologres map = definition();
    map.naming.pattern = u"same"_s;
    QTest::newRow("pattern") << map << facts << u"The pattern must hold {table}, or all tables get one name"_s;
    map = definition();
    map.tableName = u"one"_s;
    QTest::newRow("one name") << map << facts << u"One name is for one table; here are 2"_s;
    map = definition();
    map.columns = {{u"dbs_mc/default/c"_s, {{u"id"_s, true, {}, {}}}}};
    QTest::newRow("stray columns") << map << facts
                                   << u"Columns are chosen of what is none of the tables: dbs_mc/default/c"_s;
    QTest::newRow("long name") <<
        [] {
            MapToHologres long_ = definition();
            long_.tableName = QString(22, QChar(0x4e2d)); // 66 bytes
            return long_;
        }() << factsOf({table(u"a"_s)})
                               << u"A name of Hologres has at most 63 bytes"_s;
    map = definition();
    map.inFlight = 17;
    QTest::newRow("in flight") << map << facts << u"1 to 16 statements at a time"_s;
    auto other = facts;
    other.targetReadOnly = true;
    QTest::newRow("read-only") << definition() << other << u"The connection order_dw is read-only"_s;
    other = facts;
    other.isSchemaThere = false;
    QTest::newRow("schema") << definition() << other << u"There is no schema public in Hologres"_s;
    other = facts;
    other.hasMore = true;
    QTest::newRow("more") << definition() << other << u"More than 5,000 tables; choose fewer"_s;
}

void tst_MapToHologres::whatIsWrongIsABlocker()
{
    QFETCH(const MapToHologres, map);
    QFETCH(const MapToHologresFacts, facts);
    QFETCH(const QString, blocker);
    const auto blockers = blockersOf(mapping::planMapToHologres(map, facts));
    QVERIFY2(blockers.contains(blocker), qPrintable(blockers.join(u'\n')));
}

void tst_MapToHologres::whatIsReplacedIsDroppedBefore()
{
    auto facts = factsOf({table(u"a"_s), table(u"b"_s)});
    facts.existing = {{u"a"_s, foreign(u"a"_s)}};
    MapToHologres map = definition();
    map.ifTaken = IfTaken::Replace;
    const auto plan = mapping::planMapToHologres(map, facts);
    QCOMPARE(idsOf(plan), (QStringList{u"drop-1"_s, u"create-1"_s, u"create-2"_s, u"verify-1"_s}));
    const plan::Step drop = plan.steps().first();
    QCOMPARE(drop.sql, u"DROP FOREIGN TABLE \"public\".\"a\";"_s);
    QCOMPARE(drop.confirmName, u"public"_s);
    QCOMPARE(words(drop.destructiveNote), u"drops 1 foreign table"_s);
    const auto dropStep = mapping::DropExternalTableStep::fromStep(drop);
    QVERIFY(dropStep && dropStep->isForeign);
    QCOMPARE(dropStep->location, u"odps_server?project_name=dbs_mc#default&table_name=a"_s);
    const auto create = mapping::CreateExternalTableStep::fromStep(plan.steps().at(1));
    QVERIFY(create && create->isForeign && create->looksFirst);
    QCOMPARE(create->table, path(u"order_dw/public/a"_s));
    QCOMPARE(plan.steps().at(1).needs, QStringList{u"drop-1"_s});
    const auto verify = mapping::VerifyMappings::fromStep(plan.steps().at(3));
    QVERIFY(verify && verify->isForeign);
    QCOMPARE(verify->tables.size(), 2);
    QCOMPARE(verify->tables.first().columns, (QList<mapping::VerifyMapping::Column>{{u"id"_s, u"BIGINT"_s}}));
    QCOMPARE(plan.touches.first().change, plan::Change::Changed);
    QCOMPARE(plan.touches.first().source, u"dbs_mc/default/a"_s);
    // As a run its tables are told one by one.
    const mapping::TableRuns runs(plan::Run::of(map.toTask(), plan));
    QVERIFY(runs.isToHologres());
    QCOMPARE(runs.tables().size(), 2);
    QCOMPARE(runs.tables().first().source, u"dbs_mc/default/a"_s);
}

void tst_MapToHologres::aDefinitionSurvivesJson()
{
    MapToHologres map = definition();
    map.sources = {{path(u"tenant/q"_s), {}}, {path(u"tenant/p/s"_s), {u"a"_s, u"b"_s}}};
    map.naming = {u"x"_s, u"y"_s, u"{schema}{table}"_s};
    map.tableName = u"t"_s;
    map.ifTaken = IfTaken::Stop;
    map.ifUnsupported = IfUnsupported::LeaveOutColumn;
    map.types.sizedTexts = mapping::TypeSettings::SizedTexts::Text;
    map.inFlight = 9;
    map.continuesOnError = false;
    map.readsRows = true;
    map.columns = {{u"tenant/p/s/a"_s, {{u"id"_s, true, {}, u"BIGINT"_s}, {u"say \"x\", y"_s, false, {}, {}}}},
                   {u"tenant/p/s/b"_s, {{u"id"_s, true, {}, {}}}}};
    const auto read = MapToHologres::fromJson(map.toJson());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(*read, map);
    QCOMPARE(words(map.toTask().title), u"Map all tables of q → public"_s);
}

void tst_MapToHologres::aDamagedDefinitionIsRefused_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no sources") << u"sources"_s << QJsonValue(QJsonArray());
    QTest::newRow("target") << u"target_schema"_s << QJsonValue(u"order_dw"_s);
    QTest::newRow("policy") << u"if_taken"_s << QJsonValue(u"overwrite"_s);
    QTest::newRow("unsupported") << u"if_unsupported"_s << QJsonValue(1);
    QTest::newRow("types") << u"types"_s << QJsonValue(QJsonObject{{u"small_integers"_s, u"int4"_s}});
    QTest::newRow("in flight") << u"in_flight"_s << QJsonValue(u"4"_s);
    const auto columns = [](const QJsonArray &choices, const QString &table = u"dbs_mc/default/a"_s) {
        return QJsonValue(QJsonArray{QJsonObject{{u"table"_s, table}, {u"columns"_s, choices}}});
    };
    const QJsonObject id{{u"source"_s, u"id"_s}, {u"include"_s, true}};
    const QJsonObject renamed{{u"source"_s, u"id"_s}, {u"include"_s, true}, {u"target"_s, u"key"_s}};
    QTest::newRow("no column") << u"columns"_s << columns({});
    QTest::newRow("column twice") << u"columns"_s
                                  << columns({id, QJsonObject{{u"source"_s, u"ID"_s}, {u"include"_s, false}}});
    QTest::newRow("columns of no table") << u"columns"_s << columns({id}, u"dbs_mc"_s);
    QTest::newRow("no include") << u"columns"_s << columns({QJsonObject{{u"source"_s, u"id"_s}}});
    QTest::newRow("a name") << u"columns"_s << columns({renamed});
}

void tst_MapToHologres::aDamagedDefinitionIsRefused()
{
    QFETCH(const QString, member);
    QFETCH(const QJsonValue, value);
    QJsonObject json = definition().toJson();
    json.insert(member, value);
    const auto read = MapToHologres::fromJson(json, core::UnknownMembers::Refused);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Invalid);
    QVERIFY2((read.error().message + read.error().detail).contains(member), qPrintable(read.error().message));
}

void tst_MapToHologres::aProjectIsReadSchemaBySchema()
{
    auto maxcompute = std::make_shared<FakeCatalog>();
    auto hologres = std::make_shared<FakeCatalog>();
    catalog::ServerInfo project;
    project.product = u"MaxCompute"_s;
    project.database = u"dbs_mc"_s;
    maxcompute->setServer(project);
    catalog::ServerInfo server;
    server.product = u"Hologres 3.0.18"_s;
    hologres->setServer(server);
    const auto root = path(u"dbs_mc"_s);
    maxcompute->setChildren(root,
                            {testsupport::entry(root, u"a"_s, ObjectKind::Schema),
                             testsupport::entry(root, u"b"_s, ObjectKind::Schema),
                             testsupport::entry(root, u"servers"_s, ObjectKind::ForeignServers)});
    for (const QString &schema : {u"a"_s, u"b"_s}) {
        const auto info = table(u"t_"_s + schema, {column(u"id"_s, u"BIGINT"_s)}, schema);
        maxcompute->setChildren(root.child(schema),
                                {testsupport::entry(root.child(schema), info.name, ObjectKind::Table)});
        maxcompute->setTable(info);
    }
    hologres->setChildren(path(u"order_dw"_s),
                          {testsupport::entry(path(u"order_dw"_s), u"public"_s, ObjectKind::Schema)});
    hologres->setChildren(path(u"order_dw/public"_s), {});
    MapToHologres map = definition();
    map.sources = {{root, {}}};
    FakeSources sources;
    sources.sources.insert(u"dbs_mc"_s, {maxcompute, u"maxcompute"_s, false});
    sources.sources.insert(u"order_dw"_s, {hologres, u"hologres"_s, false});
    const mapping::MapToHologresPlanner planner;
    const auto facts = planner.read(map.toTask(), sources, {});
    QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().message));
    const auto plan = planner.plan(map.toTask(), *facts);
    QVERIFY(plan);
    QCOMPARE(idsOf(*plan), (QStringList{u"create-1"_s, u"create-2"_s, u"verify-1"_s}));
    // The other way round is another task.
    MapToHologres wrong = definition();
    wrong.sources = {{path(u"order_dw/public"_s), {}}};
    wrong.targetSchema = path(u"dbs_mc/a"_s);
    const auto refused = planner.read(wrong.toTask(), sources, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
}

void tst_MapToHologres::sourcesAreReadFromTablesAndLinks()
{
    const ForeignSource source{u"dbs_mc"_s, u"default"_s, u"orders"_s};
    QCOMPARE(ForeignSource::parse(source.location()), source);
    QCOMPARE(source.title(), u"dbs_mc.default.orders"_s);
    QCOMPARE(ForeignSource::parse(u"odps_server?table_name=T&project_name=P"_s), (ForeignSource{u"p"_s, {}, u"t"_s}));
    QVERIFY(!ForeignSource::parse(u"other_server?table_name=t&project_name=p"_s));
    QVERIFY(!ForeignSource::parse(u"odps_server?table_name=t"_s));
    catalog::TableInfo info;
    info.kind = ObjectKind::ForeignTable;
    info.properties = {{u"foreign_options"_s, u"project_name=dbs_mc#default, table_name=orders"_s},
                       {u"foreign_server"_s, u"odps_server"_s}};
    QCOMPARE(ForeignSource::of(info), source);
    info.kind = ObjectKind::Table;
    QVERIFY(!ForeignSource::of(info));
}

QTEST_GUILESS_MAIN(tst_MapToHologres)
#include "tst_maptohologres.moc"
