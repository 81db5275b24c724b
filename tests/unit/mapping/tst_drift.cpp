// SPDX-License-Identifier: GPL-3.0-or-later
#include "maptablefixture.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/drift/drift.h>
#include <isthmus/plan/words.h>

#include <QTest>

using namespace isthmus;
using namespace mapping;
using Kind = Difference::Kind;
using Severity = Difference::Severity;

namespace {

// dwd_orders as it was mapped: columns numbered, and all of them in the external table.
DriftFacts mapped()
{
    auto facts = maptablefixture::facts();
    facts.source.identity = QStringLiteral("16400");
    for (qsizetype i = 0; i < facts.source.columns.size(); ++i)
        facts.source.columns[i].number = int(i + 1);
    DriftFacts drift;
    drift.stored = rememberedOf(maptablefixture::definition(), facts).fingerprint;
    drift.stored->isTargetSeen = true;
    drift.stored->target.created = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    drift.table = {QStringLiteral("dbs_mc"), {QStringLiteral("default"), QStringLiteral("dwd_orders")}};
    drift.target = drift.stored->target;
    drift.sourcePath = facts.source.path;
    drift.source = facts.source;
    return drift;
}

catalog::Column &sourceColumn(DriftFacts &facts, const char *name)
{
    for (auto &column : facts.source->columns) {
        if (column.name == QString::fromUtf8(name))
            return column;
    }
    qFatal("no such column");
}

catalog::Column &targetColumn(DriftFacts &facts, const char *name)
{
    for (auto &column : facts.target->columns) {
        if (column.name == QString::fromUtf8(name))
            return column;
    }
    qFatal("no such column");
}

void dropSource(DriftFacts &facts, const char *name)
{
    facts.source->columns.removeIf([name](const auto &c) { return c.name == QString::fromUtf8(name); });
}

void addSource(DriftFacts &facts, const char *name, const char *type, int number)
{
    auto column = maptablefixture::column(name, type);
    column.number = number;
    facts.source->columns.append(column);
}

void retype(catalog::Column &column, const char *type)
{
    column.type = catalog::parsePostgresType(QString::fromUtf8(type));
}

void declare(catalog::Column &column, const char *type)
{
    column.type = catalog::parseMaxComputeType(QString::fromUtf8(type));
}

// Kind, severity, column, what changed, what that means: one line for each difference.
QStringList told(const DriftFacts &facts)
{
    QStringList lines;
    for (const Difference &difference : compared(facts).differences) {
        static const QStringList severities{QStringLiteral("note"), QStringLiteral("differs"),
                                            QStringLiteral("breaks")};
        lines.append(QStringList{differenceKindName(difference.kind), severities.at(int(difference.severity)),
                                 difference.column, plan::words(difference.text), plan::words(difference.effect)}
                         .join(u'|'));
    }
    return lines;
}

using Change = void (*)(DriftFacts &);

} // namespace

Q_DECLARE_METATYPE(Change)

class tst_Drift : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingChangedIsEqual();
    void eachChangeIsToldWithWhatItMeans_data();
    void eachChangeIsToldWithWhatItMeans();
    void withoutAFingerprintBothSidesAreComparedAllTheSame_data();
    void withoutAFingerprintBothSidesAreComparedAllTheSame();
    void whatCannotBeComparedSaysWhyAndWhatToDo();
    void changesOfOthersAreToldWhereTheSourceIsNotKnown();
    void theMostSevereIsToldFirst();
    void severalNewColumnsAreOneSentence();
    void namesOfEverySortAreToldAsTheyAre();
    void aFingerprintSurvivesItsFile();
    void aDamagedFingerprintIsNone();
    void programsReadTheSame();
};

void tst_Drift::nothingChangedIsEqual()
{
    const Drift drift = compared(mapped());
    QCOMPARE(told(mapped()), QStringList());
    QCOMPARE(drift.state, DriftState::Equal);
    QCOMPARE(plan::words(drift.summary()), QStringLiteral("No difference"));
    QCOMPARE(drift.sourceTitle, QStringLiteral("order_dw.public.dwd_orders"));
    QVERIFY(drift.isRemembered && !drift.problem);
}

void tst_Drift::eachChangeIsToldWithWhatItMeans_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, Change change, const QStringList &expected) {
        QTest::newRow(name) << change << expected;
    };
    row("dropped", [](DriftFacts &f) { dropSource(f, "pay_id"); },
        {QStringLiteral("column_dropped|breaks|pay_id|pay_id was dropped in Hologres|Queries fail: column "
                        "\"pay_id\" does not exist")});
    row("added", [](DriftFacts &f) { addSource(f, "coupon", "bigint", 13); },
        {QStringLiteral("column_added|differs|coupon|coupon (BIGINT) was added in Hologres|Queries do not see the "
                        "column")});
    row("added without a type", [](DriftFacts &f) { addSource(f, "extra", "jsonb", 13); },
        {QStringLiteral("column_added|note|extra|extra (JSONB) was added in Hologres|None: MaxCompute cannot read its "
                        "type")});
    row("renamed", [](DriftFacts &f) { sourceColumn(f, "pay_id").name = QStringLiteral("payment"); },
        {QStringLiteral("column_renamed|breaks|pay_id|pay_id is called payment in Hologres now|Queries fail: column "
                        "\"pay_id\" does not exist")});
    row("two swapped",
        [](DriftFacts &f) {
            auto &pay = sourceColumn(f, "pay_id");
            sourceColumn(f, "order_id").name = QStringLiteral("pay_id");
            pay.name = QStringLiteral("order_id");
        },
        {QStringLiteral("column_renamed|breaks|order_id|order_id is called pay_id in Hologres now|Queries show another "
                        "column's values: one that is called order_id now"),
         QStringLiteral("column_renamed|breaks|pay_id|pay_id is called order_id in Hologres now|Queries show another "
                        "column's values: one that is called pay_id now")});
    row("dropped, and another took its name",
        [](DriftFacts &f) {
            dropSource(f, "pay_id");
            sourceColumn(f, "order_id").name = QStringLiteral("pay_id");
        },
        {QStringLiteral("column_renamed|breaks|order_id|order_id is called pay_id in Hologres now|Queries fail: column "
                        "\"order_id\" does not exist"),
         QStringLiteral("column_dropped|breaks|pay_id|pay_id was dropped in Hologres|Queries show another column's "
                        "values: one that is called pay_id now")});
    row("made anew under its name",
        [](DriftFacts &f) {
            dropSource(f, "pay_id");
            addSource(f, "pay_id", "bigint", 13);
        },
        {QStringLiteral("column_replaced|differs|pay_id|pay_id was dropped and made anew in Hologres (BIGINT, now "
                        "BIGINT)|Queries show the values of the new column")});
    row("made anew with a type that does not fit",
        [](DriftFacts &f) {
            dropSource(f, "pay_id");
            addSource(f, "pay_id", "text", 13);
        },
        {QStringLiteral("column_replaced|breaks|pay_id|pay_id was dropped and made anew in Hologres (BIGINT, now "
                        "TEXT)|Queries fail: BIGINT cannot receive text (TEXT)")});
    row("a number became text", [](DriftFacts &f) { retype(sourceColumn(f, "pay_platform"), "text"); },
        {QStringLiteral("column_retyped|breaks|pay_platform|pay_platform changed from INTEGER to TEXT|Queries fail: "
                        "INT cannot receive text (TEXT)")});
    row("wider", [](DriftFacts &f) { retype(sourceColumn(f, "pay_platform"), "bigint"); },
        {QStringLiteral("column_retyped|breaks|pay_platform|pay_platform changed from INTEGER to BIGINT|Queries fail "
                        "or cut values that no longer fit: INT cannot hold all values of BIGINT")});
    row("narrower", [](DriftFacts &f) { retype(sourceColumn(f, "pay_id"), "integer"); },
        {QStringLiteral("column_retyped|differs|pay_id|pay_id changed from BIGINT to INTEGER|Queries go on: BIGINT "
                        "holds all values of INTEGER, but MaxCompute's type table names another type for it.")});
    row("more digits", [](DriftFacts &f) { retype(sourceColumn(f, "order_fee"), "numeric(24,4)"); },
        {QStringLiteral("column_retyped|breaks|order_fee|order_fee changed from NUMERIC(20,2) to NUMERIC(24,4)|Queries "
                        "fail or cut values that no longer fit: DECIMAL(20,2) cannot hold all values of "
                        "NUMERIC(24,4)")});
    row("a type that MaxCompute cannot read", [](DriftFacts &f) { retype(sourceColumn(f, "order_state"), "jsonb"); },
        {QStringLiteral("column_retyped|breaks|order_state|order_state changed from INTEGER to JSONB|Queries may fail: "
                        "MaxCompute cannot read JSONB")});
    row("text that got a length",
        [](DriftFacts &f) { retype(sourceColumn(f, "order_user_id"), "character varying(40)"); },
        {QStringLiteral("column_retyped|differs|order_user_id|order_user_id changed from TEXT to VARCHAR(40)|Queries "
                        "go on")});
    row("a comment", [](DriftFacts &f) { sourceColumn(f, "pay_id").comment = QStringLiteral("new"); },
        {QStringLiteral("source_comments|note|pay_id|The comment of pay_id changed in Hologres|Texts only")});
    row("several comments",
        [](DriftFacts &f) {
            sourceColumn(f, "pay_id").comment = QStringLiteral("new");
            sourceColumn(f, "pay_platform").comment.clear();
            f.source->comment = QStringLiteral("orders");
        },
        {QStringLiteral("source_comments|note||2 column comments changed in Hologres|Texts only"),
         QStringLiteral("source_comments|note||The comment of the table changed in Hologres|Texts only")});
    row("renamed table, and another took its name",
        [](DriftFacts &f) {
            f.source->name = QStringLiteral("orders_2");
            f.isNameTaken = true;
        },
        {QStringLiteral("source_renamed|breaks||The table public.dwd_orders is called public.orders_2 in Hologres "
                        "now|Queries show the rows of another table: one that is called public.dwd_orders now")});
    row("table that became a view",
        [](DriftFacts &f) {
            f.source->kind = catalog::ObjectKind::View;
            f.source->identity = QStringLiteral("20000");
        },
        {QStringLiteral("source_kind|breaks||public.dwd_orders is another sort of table in Hologres now (view)|Queries "
                        "may fail or show other rows. A view cannot be mapped; map the tables that it reads")});
    row("renamed table", [](DriftFacts &f) { f.source->name = QStringLiteral("orders_2"); },
        {QStringLiteral("source_renamed|breaks||The table public.dwd_orders is called public.orders_2 in Hologres "
                        "now|Every query fails: there is no public.dwd_orders")});
    row("moved table", [](DriftFacts &f) { f.source->schema = QStringLiteral("ads"); },
        {QStringLiteral("source_renamed|breaks||The table public.dwd_orders is called ads.dwd_orders in Hologres "
                        "now|Every query fails: there is no public.dwd_orders")});
    row("table made anew: columns are known by name, whatever their numbers",
        [](DriftFacts &f) {
            f.source->identity = QStringLiteral("20000");
            std::reverse(f.source->columns.begin(), f.source->columns.end());
            for (qsizetype i = 0; i < f.source->columns.size(); ++i)
                f.source->columns[i].number = int(i + 1);
        },
        {QStringLiteral("source_remade|note||The table public.dwd_orders was dropped and made anew in "
                        "Hologres|Queries go on")});
    row("table gone", [](DriftFacts &f) { f.source.reset(); },
        {QStringLiteral("source_gone|breaks||The table public.dwd_orders is gone in Hologres|Every query fails: there "
                        "is no public.dwd_orders")});
    row("external table gone", [](DriftFacts &f) { f.target.reset(); },
        {QStringLiteral("target_gone|breaks||The external table dwd_orders is gone|Every query fails: there is no "
                        "dwd_orders")});
    row("another sort of table", [](DriftFacts &f) { f.target->kind = catalog::ObjectKind::Table; },
        {QStringLiteral("target_kind|breaks||dwd_orders is no external table any more (table)|Queries show the rows of "
                        "another table")});
    row("another source",
        [](DriftFacts &f) {
            f.target->external->location.replace(QStringLiteral("table=dwd_orders"), QStringLiteral("table=orders"));
        },
        {QStringLiteral("target_source|breaks||The external table was changed: it shows "
                        "hgpostcn-cn-x0r3kq9d1007-cn-shanghai-internal.hologres.aliyuncs.com:80/order_dw.public.orders "
                        "now|Queries show the rows of another table")});
    row("another address of the same",
        [](DriftFacts &f) {
            f.target->external->location.replace(QStringLiteral("useSSL=false"), QStringLiteral("useSSL=true"));
        },
        {QStringLiteral("target_location|differs||The location was changed; it leads to the same table|Queries go "
                        "on")});
    row("access", [](DriftFacts &f) { f.target->external->roleArn = QStringLiteral("acs:ram::1:role/r"); },
        {QStringLiteral("target_access|differs||The access was changed from dual signature to RAM role "
                        "acs:ram::1:role/r|Hologres is read with other rights")});
    row("column mapping",
        [](DriftFacts &f) { f.target->external->columnMapping = QStringLiteral("pay_id:order_id,order_id:order_id"); },
        {QStringLiteral("target_column_source|breaks|pay_id|The external table's pay_id shows order_id now, and showed "
                        "pay_id|Queries show another column's values")});
    row("external column gone",
        [](DriftFacts &f) { f.target->columns.removeIf([](const auto &c) { return c.name == u"pay_id"; }); },
        {QStringLiteral("target_column_dropped|breaks|pay_id|pay_id is no longer in the external table|Queries that "
                        "name the column fail")});
    row("external column came", [](DriftFacts &f) { f.target->columns.append(maptablefixture::column("x", "bigint")); },
        {QStringLiteral("target_column_added|differs|x|The external table has a new column x (BIGINT)|")});
    row("external column with a type that does not fit",
        [](DriftFacts &f) { declare(targetColumn(f, "pay_id"), "INT"); },
        {QStringLiteral("target_column_retyped|breaks|pay_id|The external table's pay_id was changed from BIGINT to "
                        "INT|Queries fail or cut values that no longer fit: INT cannot hold all values of BIGINT")});
    row("external column as text", [](DriftFacts &f) { declare(targetColumn(f, "pay_id"), "STRING"); },
        {QStringLiteral("target_column_retyped|differs|pay_id|The external table's pay_id was changed from BIGINT to "
                        "STRING|Queries go on: Values of BIGINT arrive as text; queries cast them where they compute "
                        "with them.")});
    row("lifecycle", [](DriftFacts &f) { f.target->lifecycleDays = 30; },
        {QStringLiteral("target_lifecycle|differs||The lifecycle was changed from 7 days to 30 days|The external table "
                        "goes at another time")});
    row("no lifecycle", [](DriftFacts &f) { f.target->lifecycleDays.reset(); },
        {QStringLiteral("target_lifecycle|differs||The lifecycle was changed from 7 days to none|The external table "
                        "goes at another time")});
    row("external comments",
        [](DriftFacts &f) {
            targetColumn(f, "pay_id").comment = QStringLiteral("mine");
            f.target->comment = QStringLiteral("mine too");
        },
        {QStringLiteral(
             "target_comments|note||The external table's comment was changed from \"\" to \"mine too\"|Texts "
             "only"),
         QStringLiteral("target_comments|note|pay_id|The comment of the external table's pay_id was changed from \"\" "
                        "to \"mine\"|Texts only")});
    row("external table made anew",
        [](DriftFacts &f) { f.target->created = QDateTime::fromSecsSinceEpoch(1'700'000'060, Qt::UTC); },
        {QStringLiteral("target_remade|note||The external table was made anew since, at %1|Queries go on")
             .arg(core::formatTime(QDateTime::fromSecsSinceEpoch(1'700'000'060)))});
}

void tst_Drift::eachChangeIsToldWithWhatItMeans()
{
    QFETCH(const Change, change);
    QFETCH(const QStringList, expected);
    DriftFacts facts = mapped();
    change(facts);
    QCOMPARE(told(facts), expected);
    const bool breaks = expected.first().contains(QStringLiteral("|breaks|"));
    QCOMPARE(compared(facts).state, breaks ? DriftState::Broken : DriftState::Differs);
}

void tst_Drift::withoutAFingerprintBothSidesAreComparedAllTheSame_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("equal") << Change([](DriftFacts &) {}) << QStringList();
    QTest::newRow("a declared column that is not there")
        << Change([](DriftFacts &f) { dropSource(f, "pay_id"); })
        << QStringList{QStringLiteral("column_missing|breaks|pay_id|pay_id is declared and not in Hologres|Queries "
                                      "fail: column \"pay_id\" does not exist")};
    QTest::newRow("a type that does not fit")
        << Change([](DriftFacts &f) { retype(sourceColumn(f, "pay_platform"), "text"); })
        << QStringList{QStringLiteral("column_unfit|breaks|pay_platform|pay_platform is declared INT, and TEXT in "
                                      "Hologres|Queries fail: INT cannot receive text (TEXT)")};
    QTest::newRow("a type that was chosen")
        << Change([](DriftFacts &f) { declare(targetColumn(f, "pay_id"), "STRING"); }) << QStringList();
    QTest::newRow("one that is not declared")
        << Change([](DriftFacts &f) { addSource(f, "coupon", "bigint", 13); })
        << QStringList{QStringLiteral("column_unshown|note|coupon|coupon (BIGINT) is in Hologres and not "
                                      "declared|Queries do not see the column: it came later, or was left out")};
    QTest::newRow("one that cannot be declared")
        << Change([](DriftFacts &f) { addSource(f, "extra", "jsonb", 13); }) << QStringList();
    QTest::newRow("the source is gone")
        << Change([](DriftFacts &f) { f.source.reset(); })
        << QStringList{QStringLiteral("source_gone|breaks||The table public.dwd_orders is gone in Hologres|Every query "
                                      "fails: there is no public.dwd_orders")};
    QTest::newRow("names by the column mapping") << Change([](DriftFacts &f) {
        sourceColumn(f, "pay_id").name = QStringLiteral("Pay, \"Id\"");
        f.target->external->columnMapping = QStringLiteral("pay_id:\"Pay, \"\"Id\"\"\"");
    }) << QStringList();
}

void tst_Drift::withoutAFingerprintBothSidesAreComparedAllTheSame()
{
    QFETCH(const Change, change);
    QFETCH(const QStringList, expected);
    DriftFacts facts = mapped();
    facts.stored.reset();
    change(facts);
    QCOMPARE(told(facts), expected);
    QVERIFY(!compared(facts).isRemembered);
}

void tst_Drift::whatCannotBeComparedSaysWhyAndWhatToDo()
{
    DriftFacts facts = mapped();
    facts.source.reset();
    facts.sourcePath.reset();
    Drift drift = compared(facts);
    QCOMPARE(drift.state, DriftState::Unknown);
    QCOMPARE(plan::words(drift.summary()),
             QStringLiteral("Source unknown: no connection to "
                            "hgpostcn-cn-x0r3kq9d1007-cn-shanghai-internal.hologres.aliyuncs.com:80/order_dw"));
    QVERIFY(plan::words(drift.problem->hint).contains(QStringLiteral("Save a Hologres connection")));

    facts.sourcePath = maptablefixture::definition().source;
    facts.sourceError = core::Error{core::ErrorKind::Network, QStringLiteral("Nobody answers."), {}, {}, {}};
    QCOMPARE(plan::words(compared(facts).summary()), QStringLiteral("Nobody answers."));
    QVERIFY(!facts.isSourceGone());

    facts.stored.reset();
    facts.target->external->location = QStringLiteral("oss://bucket/files/");
    QVERIFY(plan::words(compared(facts).summary()).contains(QStringLiteral("shows no single table of Hologres")));
    facts.target->kind = catalog::ObjectKind::View;
    QCOMPARE(plan::words(compared(facts).summary()), QStringLiteral("dwd_orders is no external table (view)."));
    facts.target.reset();
    QCOMPARE(compared(facts).problem->kind, core::ErrorKind::NotFound);

    facts.isLive = true;
    drift = compared(facts);
    QVERIFY(!drift.problem && !drift.hasDrift());
    QCOMPARE(drift.state, DriftState::Equal);
}

void tst_Drift::changesOfOthersAreToldWhereTheSourceIsNotKnown()
{
    DriftFacts facts = mapped();
    facts.source.reset();
    facts.sourcePath.reset();
    facts.target->lifecycleDays = 1;
    const Drift drift = compared(facts);
    QCOMPARE(drift.state, DriftState::Differs);
    QCOMPARE(drift.differences.size(), 1);
    QVERIFY(drift.problem);
}

void tst_Drift::theMostSevereIsToldFirst()
{
    DriftFacts facts = mapped();
    sourceColumn(facts, "order_id").comment = QStringLiteral("new");
    addSource(facts, "coupon", "bigint", 13);
    dropSource(facts, "pay_create_time");
    const Drift drift = compared(facts);
    QCOMPARE(drift.state, DriftState::Broken);
    QCOMPARE(plan::words(drift.summary()), QStringLiteral("pay_create_time was dropped in Hologres; 2 more"));
    QCOMPARE(plan::words(drift.effect()), QStringLiteral("Queries fail: column \"pay_create_time\" does not exist"));
    QCOMPARE(drift.differences.last().kind, Kind::SourceComments);
}

void tst_Drift::severalNewColumnsAreOneSentence()
{
    DriftFacts facts = mapped();
    addSource(facts, "coupon", "bigint", 13);
    addSource(facts, "invoice", "text", 14);
    QCOMPARE(plan::words(compared(facts).summary()), QStringLiteral("2 columns were added: coupon, invoice"));
}

void tst_Drift::namesOfEverySortAreToldAsTheyAre()
{
    for (const char *name : {"a \"b\".c", "<b>x</b>&amp;", "订单 编号", "%1 %2", "a,b:c", "\xF0\x9F\x92\xA9'; --"}) {
        auto facts = maptablefixture::facts();
        facts.source.columns = {maptablefixture::column(name, "bigint"), maptablefixture::column("id", "bigint")};
        DriftFacts drift = mapped();
        drift.stored = rememberedOf(maptablefixture::definition(), facts).fingerprint;
        drift.target = drift.stored->target;
        drift.source = facts.source;
        QCOMPARE(told(drift), QStringList());
        drift.source->columns.removeFirst();
        const auto differences = compared(drift).differences;
        QCOMPARE(differences.size(), 1);
        QCOMPARE(differences.first().column, QString::fromUtf8(name));
        QCOMPARE(plan::words(differences.first().text),
                 QString::fromUtf8(name) + QStringLiteral(" was dropped in Hologres"));
        QCOMPARE(differences.first().severity, Severity::Breaks);
        drift.stored.reset();
        QCOMPARE(compared(drift).differences.first().column, QString::fromUtf8(name));
    }
}

void tst_Drift::aFingerprintSurvivesItsFile()
{
    auto facts = maptablefixture::facts();
    facts.source.columns.append(maptablefixture::column("tags", "text[]", "<i>ten</i>"));
    facts.source.columns.append(maptablefixture::column("odd", "some_enum"));
    facts.source.columns.append(maptablefixture::column("code", "character varying(32)"));
    facts.source.columns[0].number = 7;
    facts.source.identity = QStringLiteral("42");
    auto definition = maptablefixture::definition();
    definition.comment = QStringLiteral("own");
    definition.columns = {
        {QStringLiteral("order_id"), true, QStringLiteral("id"), QStringLiteral("STRING"), QStringLiteral("own too")},
        {QStringLiteral("odd"), false, {}, {}}};
    auto remembered = rememberedOf(definition, facts);
    remembered.fingerprint.made = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    const auto read = Fingerprint::fromJson(remembered.fingerprint.toJson());
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->toJson(), remembered.fingerprint.toJson());
    QCOMPARE(read->source.columns, remembered.fingerprint.source.columns);
    QCOMPARE(read->target, remembered.fingerprint.target);
    QCOMPARE(read->definition, definition);
    QCOMPARE(*MappingKey::fromJson(remembered.key.toJson()), remembered.key);
}

void tst_Drift::aDamagedFingerprintIsNone()
{
    const QJsonObject whole =
        rememberedOf(maptablefixture::definition(), maptablefixture::facts()).fingerprint.toJson();
    for (const QString &member : {QStringLiteral("source"), QStringLiteral("target"), QStringLiteral("definition"),
                                  QStringLiteral("target_seen")}) {
        QJsonObject damaged = whole;
        damaged.insert(member, 7);
        QVERIFY2(!Fingerprint::fromJson(damaged), qPrintable(member));
        damaged.remove(member);
        QVERIFY2(!Fingerprint::fromJson(damaged), qPrintable(member));
    }
}

void tst_Drift::programsReadTheSame()
{
    DriftFacts facts = mapped();
    retype(sourceColumn(facts, "pay_platform"), "text");
    const QJsonObject json = compared(facts).toJson();
    QCOMPARE(json.value(u"state").toString(), QStringLiteral("broken"));
    QCOMPARE(json.value(u"table").toString(), QStringLiteral("dbs_mc/default/dwd_orders"));
    QCOMPARE(json.value(u"source").toString(), QStringLiteral("order_dw/public/dwd_orders"));
    QVERIFY(json.value(u"remembered").toBool());
    const QJsonObject difference = json.value(u"differences").toArray().first().toObject();
    QCOMPARE(difference.value(u"kind").toString(), QStringLiteral("column_retyped"));
    QCOMPARE(difference.value(u"severity").toString(), QStringLiteral("breaks"));
    QCOMPARE(difference.value(u"column").toString(), QStringLiteral("pay_platform"));
    QCOMPARE(difference.value(u"before").toString(), QStringLiteral("INTEGER"));
    QCOMPARE(difference.value(u"after").toString(), QStringLiteral("TEXT"));
}

QTEST_GUILESS_MAIN(tst_Drift)

#include "tst_drift.moc"
