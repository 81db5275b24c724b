// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "namesearch.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <malloc.h>

#include <algorithm>
#include <ctime>

namespace isthmus::bench {

namespace {

using namespace nameindex;

constexpr int manyNames = 1'000'000;
constexpr int fewNames = 200'000;
const Owner owner{QStringLiteral("order_dw"), QStringLiteral("key")};

// Such names as warehouses have, each another one.
QString nameOf(int number)
{
    static const char *const layers[] = {"ods", "dwd", "dws", "ads", "dim", "tmp", "stg", "rpt"};
    static const char *const subjects[] = {"order",    "user",  "shop",  "payment", "refund",   "product", "catalog",
                                           "campaign", "click", "visit", "coupon",  "delivery", "store",   "invoice"};
    static const char *const ends[] = {"d", "1d", "di", "df", "hour", "month", "detail", "summary", "snapshot"};
    if (number % 50 == 0)
        return QStringLiteral("订单_明细_%1").arg(number);
    return QStringLiteral("%1_%2_%3_%4_%5")
        .arg(QLatin1String(layers[number % 8]), QLatin1String(subjects[number / 8 % 14]),
             QLatin1String(subjects[number / 112 % 14]), QLatin1String(ends[number / 1568 % 9]))
        .arg(number);
}

QStringList makeNames(int count)
{
    QStringList names;
    names.reserve(count);
    for (int i = 0; i < count; ++i)
        names.append(nameOf(i));
    return names;
}

template <typename T>
T valueOf(core::Result<T> result)
{
    if (!result)
        giveUp(result.error().message + QLatin1Char(' ') + result.error().detail);
    return *std::move(result);
}

constexpr int schemaCount = 20;

void build(NameStore &store, const QStringList &names)
{
    QList<SchemaListing> listings;
    const qsizetype each = names.size() / schemaCount;
    for (int i = 0; i < schemaCount; ++i) {
        NamePacker packer;
        for (const QString &name : names.mid(i * each, each))
            packer.add(name, catalog::ObjectKind::Table);
        const auto packed = packer.finish();
        listings.append({QStringLiteral("schema_%1").arg(i), catalog::ObjectKind::Schema, packed.bytes, packed.count});
    }
    valueOf(store.writeListing(owner, {}, listings, QDateTime::currentDateTime()));
}

// The same names, a row each.
class PlainTable {
public:
    explicit PlainTable(const QString &file)
        : m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("plain")))
    {
        m_database.setDatabaseName(file);
        if (!m_database.open())
            giveUp(m_database.lastError().text());
        QSqlQuery(m_database).exec(QStringLiteral("CREATE TABLE names (schema TEXT, name TEXT, kind TEXT)"));
    }
    ~PlainTable()
    {
        m_database = {};
        QSqlDatabase::removeDatabase(QStringLiteral("plain"));
    }

    void fill(const QStringList &names)
    {
        m_database.transaction();
        QSqlQuery(m_database).exec(QStringLiteral("DELETE FROM names"));
        QSqlQuery insert(m_database);
        insert.prepare(QStringLiteral("INSERT INTO names VALUES (?, ?, ?)"));
        for (const QString &name : names) {
            insert.addBindValue(QStringLiteral("public"));
            insert.addBindValue(name);
            insert.addBindValue(QStringLiteral("table"));
            if (!insert.exec())
                giveUp(insert.lastError().text());
        }
        m_database.commit();
    }

    void search(const QString &text)
    {
        QSqlQuery query(m_database);
        query.prepare(QStringLiteral("SELECT name FROM names WHERE name LIKE ? ORDER BY length(name) LIMIT 200"));
        query.addBindValue(QLatin1Char('%') + text + QLatin1Char('%'));
        if (!query.exec())
            giveUp(query.lastError().text());
        while (query.next()) { }
    }

private:
    QSqlDatabase m_database;
};

// A store in a file of its own.
class World {
public:
    explicit World(int count) : names(makeNames(count))
    {
        valueOf(store.open(dir.filePath(QStringLiteral("names.sqlite"))));
        valueOf(store.setConnections({owner}));
    }

    void load(NameSearch &search)
    {
        valueOf(search.load(store, [](const QString &) { return catalog::ObjectKind::HologresDataSource; }, {}));
    }

    QTemporaryDir dir;
    NameStore store;
    QStringList names;
};

Figure measureBuild()
{
    World world(fewNames);
    PlainTable plain(world.dir.filePath(QStringLiteral("plain.sqlite")));
    const Pair seconds = medianSecondsInTurn(
        3, [&] { build(world.store, world.names); }, [&] { plain.fill(world.names); });
    return {fewNames / seconds.ours, QStringLiteral("names/s"),
            QStringLiteral("INSERT of a row a name, prepared, in one transaction"), fewNames / seconds.baseline, 1};
}

Figure measureLoad()
{
    World world(manyNames);
    build(world.store, world.names);
    const double seconds = medianSeconds(3, [&] {
        NameSearch search;
        world.load(search);
    });
    return {manyNames / seconds, QStringLiteral("names/s"), QStringLiteral("the goal"), 200'000, 1};
}

// Processor time of all threads, which does not depend on what else the machine does, and time on the wall's clock.
struct KeyPress {
    double cpuMs = 0;
    double wallMs = 0;
};

double msOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) * 1000 + double(time.tv_nsec) / 1e6;
}

// Each key press of each of these.
std::vector<KeyPress> keyPresses(NameSearch &search)
{
    std::vector<KeyPress> times;
    for (const QString &text :
         {QStringLiteral("dwd_order_user"), QStringLiteral("order detail 99"), QStringLiteral("odsusr1d"),
          QStringLiteral("e"), QStringLiteral("_"), QStringLiteral("订单"), QStringLiteral("summary snapshot"),
          QStringLiteral("schema_3.dwd"), QStringLiteral("nothing_like_that"), QStringLiteral("@order_dw 1d")}) {
        for (qsizetype length = 1; length <= text.size(); ++length) {
            const KeyPress begin{msOf(CLOCK_PROCESS_CPUTIME_ID), msOf(CLOCK_MONOTONIC)};
            static_cast<void>(search.search({text.left(length)}, {}));
            times.push_back({msOf(CLOCK_PROCESS_CPUTIME_ID) - begin.cpuMs, msOf(CLOCK_MONOTONIC) - begin.wallMs});
        }
    }
    return times;
}

// All of it several times, each key press at its fastest: what else the machine does is not ours.
std::vector<KeyPress> fastestKeyPresses()
{
    World world(manyNames);
    build(world.store, world.names);
    NameSearch search;
    world.load(search);
    std::vector<KeyPress> fastest = keyPresses(search);
    for (int i = 0; i < 4; ++i) {
        const auto times = keyPresses(search);
        std::ranges::transform(fastest, times, fastest.begin(), [](const KeyPress &a, const KeyPress &b) {
            return KeyPress{std::min(a.cpuMs, b.cpuMs), std::min(a.wallMs, b.wallMs)};
        });
    }
    return fastest;
}

Figure measureWorstKey()
{
    const auto times = fastestKeyPresses();
    return {std::ranges::max(times, {}, &KeyPress::cpuMs).cpuMs, QStringLiteral("ms"),
            QStringLiteral("the goal, of all processors together; by the clock on the wall it was %1 ms")
                .arg(std::ranges::max(times, {}, &KeyPress::wallMs).wallMs, 0, 'f', 0),
            30, 1};
}

Figure measureMedianKey()
{
    auto times = fastestKeyPresses();
    std::ranges::sort(times, {}, &KeyPress::wallMs);
    World world(manyNames);
    PlainTable plain(world.dir.filePath(QStringLiteral("plain.sqlite")));
    plain.fill(world.names);
    const double seconds = medianSeconds(3, [&] { plain.search(QStringLiteral("order_user")); });
    return {times[times.size() / 2].wallMs, QStringLiteral("ms"),
            QStringLiteral("SELECT … LIKE '%…%' ORDER BY length(name) LIMIT 200"), seconds * 1000, 10};
}

Figure measureMemory()
{
    World world(fewNames);
    build(world.store, world.names);
    double plain = 0;
    {
        const auto before = double(mallinfo2().uordblks);
        const QStringList copy = makeNames(fewNames);
        plain = double(mallinfo2().uordblks) - before + double(copy.isEmpty());
    }
    world.names = {};
    malloc_trim(0);
    const auto inUse = [] {
        const auto info = mallinfo2();
        return double(info.uordblks + info.hblkhd);
    };
    const double before = inUse();
    NameSearch search;
    world.load(search);
    return {inUse() - before, QStringLiteral("bytes"), QStringLiteral("the names as a QStringList"), plain, 1};
}

} // namespace

std::vector<Case> nameCases()
{
    return {{QStringLiteral("browse.index.build"), measureBuild},
            {QStringLiteral("browse.index.load"), measureLoad},
            {QStringLiteral("browse.goto.worstKey"), measureWorstKey},
            {QStringLiteral("browse.goto.medianKey"), measureMedianKey},
            {QStringLiteral("browse.index.memory200000"), measureMemory}};
}

} // namespace isthmus::bench
