// SPDX-License-Identifier: GPL-3.0-or-later
#include "namesearch.h"
#include "namestorefixture.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

using namespace isthmus;
using namespace isthmus::nameindex;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using testsupport::listingOf;

namespace {

const QDateTime noon = QDateTime(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);

// What the search promises, written down without any thought of speed.
class Reference {
public:
    struct Row {
        QString name;
        QString path;
    };

    static QList<char32_t> folded(const QString &text)
    {
        QList<char32_t> result;
        for (const uint c : text.toUcs4())
            result.append(QChar::toCaseFolded(char32_t(c)));
        return result;
    }

    static int bytesOf(const QList<char32_t> &text)
    {
        return int(QString::fromUcs4(text.constData(), text.size()).toUtf8().size());
    }

    struct Fit {
        Found found;
        int roughness;
    };
    static std::optional<Fit> fit(const QList<char32_t> &word, const QList<char32_t> &name)
    {
        for (qsizetype at = 0; at + word.size() <= name.size(); ++at) {
            if (name.sliced(at, word.size()) != word)
                continue;
            if (at == 0)
                return Fit{word.size() == name.size() ? Found::Exact : Found::Prefix, 0};
            const char32_t before = name[at - 1];
            const bool isInside =
                before >= 0x80 || (before >= U'a' && before <= U'z') || (before >= U'0' && before <= U'9');
            return Fit{Found::Contains, isInside ? 1 : 0};
        }
        qsizetype next = 0;
        int gaps = 0;
        for (qsizetype i = 0; i < word.size(); ++i) {
            const auto at = name.indexOf(word[i], next);
            if (at < 0)
                return std::nullopt;
            gaps += i > 0 && at != next ? 1 : 0;
            next = at + 1;
        }
        return Fit{Found::Fuzzy, std::min(gaps, 63)};
    }

    // Paths of all that fits, best first, of names without places.
    static QStringList search(const QString &text, const QList<Row> &rows)
    {
        const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
        std::vector<std::tuple<int, int, int, int, QString>> found;
        for (int i = 0; i < rows.size(); ++i) {
            const auto name = folded(rows[i].name);
            int worst = 0;
            int roughness = 0;
            bool fitsAll = !words.isEmpty();
            for (const QString &word : words) {
                const auto one = fit(folded(word), name);
                fitsAll = fitsAll && one;
                if (one) {
                    worst = std::max(worst, int(one->found));
                    roughness = std::min(roughness + one->roughness, 63);
                }
            }
            if (fitsAll)
                found.emplace_back(worst, roughness, bytesOf(name), i, rows[i].path);
        }
        std::ranges::sort(found);
        QStringList paths;
        for (const auto &row : found)
            paths.append(std::get<4>(row));
        return paths;
    }
};

QStringList pathsOf(const Answer &answer)
{
    QStringList paths;
    for (const Hit &hit : answer.hits)
        paths.append(hit.path.toString());
    return paths;
}

// The name with what was found in brackets.
QString marked(const Hit &hit)
{
    QString text = hit.path.name();
    for (auto part = hit.parts.crbegin(); part != hit.parts.crend(); ++part) {
        text.insert(part->begin + part->length, u']');
        text.insert(part->begin, u'[');
    }
    return text;
}

} // namespace

class tst_NameSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void kindsOfMatchesComeInTheirOrder();
    void nothingIsFoundForNothing_data();
    void nothingIsFoundForNothing();
    void chineseNamesOfTwoCharactersAreFound();
    void wordsMayStandAnywhereInTheName();
    void aDotSaysWhereANameIs();
    void aNameMayHoldADot();
    void containersAreFoundBeforeRelations();
    void connectionsMayBeChosen();
    void columnsAreFoundWithTheirRelations();
    void hostileNamesAreTextLikeAnyOther_data();
    void hostileNamesAreTextLikeAnyOther();
    void onlySoManyAreToldAndAllAreCounted();
    void itFindsWhatTheReferenceFinds();
    void narrowingFindsWhatANewSearchFinds();
    void onlyWhatChangedIsReadAgain();
    void aCancelledSearchEnds();

private:
    void write(const QString &connection, const QList<SchemaListing> &schemas);
    void load();
    [[nodiscard]] Answer find(const QString &text, int most = 1'000'000) { return m_search.search({text, most}, {}); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<NameStore> m_store;
    NameSearch m_search;
};

void tst_NameSearch::init()
{
    m_search.clear();
    m_store.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<NameStore>();
    QVERIFY(m_store->open(m_dir->filePath(u"names.sqlite"_s)));
    QVERIFY(m_store->setConnections({{u"one"_s, u"1"_s}, {u"two"_s, u"2"_s}}));
}

void tst_NameSearch::write(const QString &connection, const QList<SchemaListing> &schemas)
{
    QVERIFY(m_store->writeListing({connection, connection == u"one" ? u"1"_s : u"2"_s}, {}, schemas, noon));
}

void tst_NameSearch::load()
{
    QVERIFY(m_search.load(*m_store, [](const QString &) { return ObjectKind::HologresDataSource; }, {}));
}

void tst_NameSearch::kindsOfMatchesComeInTheirOrder()
{
    write(u"one"_s,
          {listingOf(u"s"_s, {u"Orders"_s, u"orders_pay"_s, u"dwd_orders"_s, u"reorders"_s, u"old_records"_s})});
    load();
    const auto answer = find(u"orders"_s);
    QCOMPARE(pathsOf(answer),
             QStringList({u"one/s/Orders"_s, u"one/s/orders_pay"_s, u"one/s/dwd_orders"_s, u"one/s/reorders"_s}));
    QCOMPARE(answer.hits[0].found, Found::Exact);
    QCOMPARE(answer.hits[1].found, Found::Prefix);
    QCOMPARE(answer.hits[2].found, Found::Contains); // where a word begins
    QCOMPARE(answer.hits[3].found, Found::Contains);
    QCOMPARE(answer.hits[0].asOf, noon);
    QCOMPARE(marked(answer.hits[2]), u"dwd_[orders]"_s);
    const auto fuzzy = find(u"oldrec"_s);
    QCOMPARE(fuzzy.hits.size(), 1);
    QCOMPARE(fuzzy.hits[0].found, Found::Fuzzy);
    QCOMPARE(marked(fuzzy.hits[0]), u"[old]_[rec]ords"_s);
    QCOMPARE(fuzzy.totals[size_t(Found::Fuzzy)], 1);
    QCOMPARE(fuzzy.total(), 1);
}

void tst_NameSearch::nothingIsFoundForNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("blanks") << u"  \t "_s;
    QTest::newRow("only a connection") << u"@one"_s;
    QTest::newRow("only the mark of columns") << u"column:"_s;
    QTest::newRow("no such letters") << u"zzz"_s;
}

void tst_NameSearch::nothingIsFoundForNothing()
{
    QFETCH(QString, text);
    write(u"one"_s, {listingOf(u"s"_s, {u"orders"_s})});
    load();
    QCOMPARE(find(text).total(), 0);
}

void tst_NameSearch::chineseNamesOfTwoCharactersAreFound()
{
    write(u"one"_s, {listingOf(u"s"_s, {u"订单"_s, u"订单明细"_s, u"历史订单"_s, u"订货清单"_s, u"商品"_s})});
    load();
    const auto answer = find(u"订单"_s);
    QCOMPARE(pathsOf(answer),
             QStringList({u"one/s/订单"_s, u"one/s/订单明细"_s, u"one/s/历史订单"_s, u"one/s/订货清单"_s}));
    QCOMPARE(marked(answer.hits[2]), u"历史[订单]"_s);
    QCOMPARE(marked(answer.hits[3]), u"[订]货清[单]"_s);
    QCOMPARE(pathsOf(find(u"品"_s)), QStringList{u"one/s/商品"_s});
}

void tst_NameSearch::wordsMayStandAnywhereInTheName()
{
    write(u"one"_s, {listingOf(u"s"_s, {u"ads_user_zodiac_1d"_s, u"zodiac_of_user"_s, u"user_info"_s})});
    load();
    const auto answer = find(u"user  zodiac"_s);
    QCOMPARE(pathsOf(answer), QStringList({u"one/s/zodiac_of_user"_s, u"one/s/ads_user_zodiac_1d"_s}));
    QCOMPARE(marked(answer.hits[1]), u"ads_[user]_[zodiac]_1d"_s);
    QCOMPARE(marked(find(u"zod odiac"_s).hits[0]), u"[zodiac]_of_user"_s); // what lies on top of each other is one part
}

void tst_NameSearch::aDotSaysWhereANameIs()
{
    write(u"one"_s, {listingOf(u"public"_s, {u"orders"_s, u"orders_pay"_s}), listingOf(u"ads"_s, {u"orders"_s})});
    write(u"two"_s, {listingOf(u"public"_s, {u"orders"_s})});
    load();
    QCOMPARE(pathsOf(find(u"pub.orders_"_s)), QStringList{u"one/public/orders_pay"_s});
    QCOMPARE(pathsOf(find(u"ads/ORD"_s)), QStringList{u"one/ads/orders"_s});
    QCOMPARE(pathsOf(find(u"two.orders"_s)), QStringList{u"two/public/orders"_s}); // the schema may be left out
    QCOMPARE(pathsOf(find(u"one.public.orders"_s)).size(), 2);
    QCOMPARE(pathsOf(find(u"public.one.orders"_s)), QStringList()); // from the outside in
    QCOMPARE(pathsOf(find(u"ads."_s)), QStringList{u"one/ads/orders"_s});
    QCOMPARE(pathsOf(find(u"one.ads"_s)), QStringList{u"one/ads"_s});
}

void tst_NameSearch::aNameMayHoldADot()
{
    write(u"one"_s, {listingOf(u"s"_s, {u"v1.orders"_s, u"..."_s, u"v1_orders"_s})});
    load();
    QCOMPARE(pathsOf(find(u"1.ord"_s)), QStringList{u"one/s/v1.orders"_s});
    QCOMPARE(pathsOf(find(u"..."_s)), QStringList{u"one/s/..."_s});
}

void tst_NameSearch::containersAreFoundBeforeRelations()
{
    write(u"one"_s, {listingOf(u"two"_s, {u"two"_s})});
    QVERIFY(m_store->setConnections({{u"one"_s, u"1"_s}, {u"two"_s, u"2"_s}, {u"instance"_s, u"3"_s}}));
    QVERIFY(m_store->writeDatabases({u"instance"_s, u"3"_s}, {u"two"_s}));
    load();
    const auto answer = find(u"two"_s);
    QCOMPARE(pathsOf(answer), QStringList({u"two"_s, u"instance/two"_s, u"one/two"_s, u"one/two/two"_s}));
    QCOMPARE(answer.hits[0].kind, ObjectKind::HologresDataSource);
    QCOMPARE(answer.hits[1].kind, ObjectKind::Database);
    QCOMPARE(answer.hits[2].kind, ObjectKind::Schema);
    QCOMPARE(answer.hits[3].kind, ObjectKind::Table);
    QVERIFY(!answer.hits[0].asOf.isValid());
}

void tst_NameSearch::connectionsMayBeChosen()
{
    write(u"one"_s, {listingOf(u"s"_s, {u"orders"_s})});
    write(u"two"_s, {listingOf(u"s"_s, {u"orders"_s})});
    load();
    QCOMPARE(find(u"orders"_s).total(), 2);
    QCOMPARE(pathsOf(find(u"@TW orders"_s)), QStringList{u"two/s/orders"_s});
    QCOMPARE(pathsOf(find(u"orders @nobody"_s)), QStringList());
}

void tst_NameSearch::columnsAreFoundWithTheirRelations()
{
    write(u"one"_s, {listingOf(u"s"_s, {u"fees"_s, u"orders"_s, u"users"_s}), listingOf(u"t"_s, {u"users"_s})});
    QVERIFY(m_store->writeColumns({u"one"_s, u"1"_s}, {}, u"s"_s,
                                  {testsupport::columnsOf(u"orders"_s, {u"id"_s, u"Order_Fee"_s}),
                                   testsupport::columnsOf(u"users"_s, {u"id"_s, u"name"_s}),
                                   testsupport::columnsOf(u"gone"_s, {u"fee"_s})}));
    load();
    auto answer = find(u"fee"_s);
    QCOMPARE(pathsOf(answer), QStringList({u"one/s/fees"_s, u"one/s/orders/Order_Fee"_s}));
    QCOMPARE(answer.hits[1].found, Found::Column);
    QCOMPARE(answer.hits[1].kind, ObjectKind::Column);
    QCOMPARE(answer.hits[1].type, u"BIGINT"_s);
    QCOMPARE(marked(answer.hits[1]), u"Order_[Fee]"_s);
    QCOMPARE(pathsOf(find(u"column:id"_s)), QStringList({u"one/s/orders/id"_s, u"one/s/users/id"_s}));
    QCOMPARE(find(u"column:id"_s).totals[size_t(Found::Column)], 2);
    QCOMPARE(pathsOf(find(u"column:users.id"_s)), QStringList{u"one/s/users/id"_s});
    QCOMPARE(pathsOf(find(u"column:s.users.id"_s)), QStringList{u"one/s/users/id"_s});
    QCOMPARE(pathsOf(find(u"column:t.id"_s)), QStringList());
    QCOMPARE(pathsOf(find(u"column:odee"_s)), QStringList()); // side by side only
    // Columns of a relation that is listed no more are gone with it.
    write(u"one"_s, {listingOf(u"s"_s, {u"users"_s})});
    load();
    QCOMPARE(pathsOf(find(u"column:id"_s)), QStringList{u"one/s/users/id"_s});
}

void tst_NameSearch::hostileNamesAreTextLikeAnyOther_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::newRow("quotes") << u"a'; DROP TABLE names; --\"`"_s << u"drop table"_s;
    QTest::newRow("markup") << u"<b>bold</b>&amp;"_s << u"<b>bold"_s;
    QTest::newRow("right to left") << u"\u202Eorders\u202C"_s << u"orders"_s;
    QTest::newRow("Arabic") << u"الطلبات"_s << u"طلب"_s;
    QTest::newRow("blanks") << u" a b "_s << u"a b"_s;
    QTest::newRow("capitals") << u"ÄÖÜ_STRASSE"_s << u"äöü_str"_s;
    QTest::newRow("outside of the first plane") << u"x𠮷𠮷野家"_s << u"𠮷野"_s;
    QTest::newRow("capitals outside of it") << u"𐐀𐐁"_s << u"𐐨𐐩"_s;
    QTest::newRow("dotted I") << u"İSTANBUL"_s << u"stanbul"_s;
    QTest::newRow("line feed") << u"a\nb"_s << u"a b"_s;
    QTest::newRow("wildcards") << u"100%_*?"_s << u"%_*"_s;
    QTest::newRow("128 characters") << QString(128, u'x') << QString(128, u'X');
    QTest::newRow("128 Chinese characters") << QString(128, u'表') << QString(100, u'表');
}

void tst_NameSearch::hostileNamesAreTextLikeAnyOther()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    write(u"one"_s, {listingOf(name, {u"other"_s, name})});
    load();
    const auto answer = find(text);
    QCOMPARE(answer.hits.size(), 2); // the schema and the table
    QCOMPARE(answer.hits[1].path.name(), name);
    QCOMPARE(answer.hits[1].path.names.first(), name);
    QVERIFY(!answer.hits[1].parts.isEmpty());
    int end = 0;
    for (const Part &part : answer.hits[1].parts) {
        QVERIFY(part.begin >= end && part.length > 0);
        end = part.begin + part.length;
    }
    QVERIFY(end <= name.size());
}

void tst_NameSearch::onlySoManyAreToldAndAllAreCounted()
{
    QStringList names;
    for (int i = 0; i < 5000; ++i)
        names.append(u"t_%1"_s.arg(i));
    names.append(u"t"_s);
    write(u"one"_s, {listingOf(u"s"_s, names)});
    load();
    const auto answer = find(u"t"_s, 10);
    QCOMPARE(answer.totals[size_t(Found::Exact)], 1);
    QCOMPARE(answer.totals[size_t(Found::Prefix)], 5001); // and the connection two
    QCOMPARE(answer.hits.size(), 11);
    QCOMPARE(answer.hits[2].path.toString(), u"one/s/t_0"_s);
    QVERIFY(find(u"t_"_s, 7).hits.size() == 7);
}

namespace {

// Short names of few letters, so that everything that can happen does.
QString randomText(QRandomGenerator &random, int most)
{
    static const QStringList letters{u"a"_s, u"b"_s, u"A"_s, u"_"_s, u"1"_s, u"订"_s, u"单"_s, u"é"_s, u"É"_s, u"𠮷"_s};
    QString text;
    for (int i = 1 + random.bounded(most); i > 0; --i)
        text += letters[random.bounded(int(letters.size()))];
    return text;
}

} // namespace

void tst_NameSearch::itFindsWhatTheReferenceFinds()
{
    QRandomGenerator random(20261120);
    std::map<QString, QStringList> schemas; // in the order of the store
    QList<Reference::Row> rows{{u"one"_s, u"one"_s}, {u"two"_s, u"two"_s}};
    for (const QString &schema : {u"s1"_s, u"s2"_s, u"s3"_s}) {
        QSet<QString> names;
        for (int i = 0; i < 150; ++i)
            names.insert(randomText(random, 8));
        schemas[schema] = names.values();
        std::ranges::sort(schemas[schema], {}, [](const QString &name) { return name.toUtf8(); });
    }
    QList<SchemaListing> listings;
    for (const auto &[schema, names] : schemas) {
        listings.append(listingOf(schema, names));
        rows.append({schema, u"one/"_s + schema});
    }
    for (const auto &[schema, names] : schemas) {
        for (const QString &name : names)
            rows.append({name, catalog::ObjectPath{u"one"_s, {schema, name}}.toString()});
    }
    write(u"one"_s, listings);
    load();
    for (int i = 0; i < 100; ++i) {
        QString text = randomText(random, 4);
        if (random.bounded(3) == 0)
            text += u' ' + randomText(random, 2);
        const auto answer = find(text);
        const QStringList expected = Reference::search(text, rows);
        QVERIFY2(pathsOf(answer) == expected, qPrintable(text));
        QCOMPARE(answer.total(), expected.size());
        const auto few = find(text, 5);
        qsizetype told = 0;
        for (const qint64 total : few.totals)
            told += qsizetype(std::min<qint64>(total, 5));
        QCOMPARE(few.hits.size(), told);
        for (const Hit &hit : few.hits)
            QVERIFY2(expected.contains(hit.path.toString()), qPrintable(text));
    }
}

void tst_NameSearch::narrowingFindsWhatANewSearchFinds()
{
    QRandomGenerator random(7);
    QSet<QString> names;
    for (int i = 0; i < 1000; ++i)
        names.insert(randomText(random, 10));
    write(u"one"_s, {listingOf(u"s"_s, names.values())});
    load();
    NameSearch other;
    QVERIFY(other.load(*m_store, [](const QString &) { return ObjectKind::HologresDataSource; }, {}));
    for (int round = 0; round < 100; ++round) {
        const QString text = randomText(random, 4) + u' ' + randomText(random, 2);
        for (qsizetype length = 1; length <= text.size(); ++length) { // as it is typed
            const auto narrowed = find(text.left(length), 50);
            static_cast<void>(other.search({u"s.a"_s, 50}, {})); // nothing can be narrowed after that
            const auto anew = other.search({text.left(length), 50}, {});
            QVERIFY2(narrowed.hits == anew.hits && narrowed.totals == anew.totals, qPrintable(text.left(length)));
        }
    }
    static_cast<void>(find(u"a"_s));
    static_cast<void>(find(u"ab"_s));
    const auto wider = find(u"a"_s); // a letter taken back
    static_cast<void>(find(u"@one a"_s));
    QCOMPARE(find(u"a"_s).totals, wider.totals);
    static_cast<void>(find(u"s.a"_s));
    QCOMPARE(find(u"a"_s).totals, wider.totals);
}

void tst_NameSearch::onlyWhatChangedIsReadAgain()
{
    write(u"one"_s, {listingOf(u"s"_s, {u"orders"_s}), listingOf(u"t"_s, {u"orders_old"_s})});
    load();
    QCOMPARE(find(u"orders"_s).total(), 2);
    QVERIFY(m_store->writeSchema({u"one"_s, u"1"_s}, {}, listingOf(u"t"_s, {u"orders_new"_s, u"orders"_s}), noon));
    QVERIFY(m_store->setConnections({{u"two"_s, u"2"_s}, {u"renamed"_s, u"1"_s}}));
    load();
    QCOMPARE(pathsOf(find(u"orders"_s)),
             QStringList({u"renamed/s/orders"_s, u"renamed/t/orders"_s, u"renamed/t/orders_new"_s}));
    QCOMPARE(pathsOf(find(u"renamed.orders_"_s)), QStringList{u"renamed/t/orders_new"_s});
    QVERIFY(m_store->setConnections({{u"two"_s, u"2"_s}}));
    load();
    QCOMPARE(find(u"orders"_s).total(), 0);
}

void tst_NameSearch::aCancelledSearchEnds()
{
    QStringList names;
    for (int i = 0; i < 2'000; ++i)
        names.append(u"table_%1"_s.arg(i));
    write(u"one"_s, {listingOf(u"s"_s, names)});
    load();
    const core::Cancellation cancellation;
    cancellation.request();
    const auto answer = m_search.search({u"table"_s, 10}, cancellation);
    QVERIFY(answer.totals[size_t(Found::Prefix)] == 0);
    QCOMPARE(find(u"table_199"_s).totals[size_t(Found::Prefix)], 10); // and is no part of the next
}

QTEST_GUILESS_MAIN(tst_NameSearch)
#include "tst_namesearch.moc"
