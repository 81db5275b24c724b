// SPDX-License-Identifier: GPL-3.0-or-later
#include "namesearch.h"

#include "fitting.h"
#include "folding.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <optional>

namespace isthmus::nameindex {

namespace {

using catalog::ObjectKind;
using catalog::ObjectPath;
using core::Done;
using core::Result;

constexpr quint32 namesPerLook = 65'536; // between two looks at the cancellation
constexpr size_t namesPerThread = 50'000; // below that a thread more costs more than it does
constexpr size_t piecesPerThread = 8; // so that none waits long for one whose processor has other things to do

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), size_t(bytes.size())};
}

// How well a name fits all words, as one number: less is better.
class Grade {
public:
    explicit Grade(size_t length) : m_length(quint32(std::min<size_t>(length, 0xFFF))) { }

    void add(const Fit &fit)
    {
        m_found = std::max(m_found, fit.found);
        m_roughness = std::min(m_roughness + fit.roughness, Fit::worst);
    }
    [[nodiscard]] Found found() const { return m_found; }
    [[nodiscard]] quint32 value() const { return (quint32(m_roughness) << 12) | m_length; }

private:
    Found m_found = Found::Exact;
    int m_roughness = 0;
    quint32 m_length;
};

// The best of many: those of the best grades, of equals those with the lowest numbers.
class Best {
public:
    explicit Best(size_t most) : m_most(most) { }

    // Numbers come in ascending order.
    void offer(quint64 number, quint32 grade)
    {
        ++m_total;
        if (grade >= m_limit)
            return;
        m_rows.push_back({grade, number});
        if (m_rows.size() < 2 * m_most)
            return;
        cut();
        m_limit = std::ranges::max(m_rows).first;
    }
    // Those of a part that was searched beside this one.
    void add(const Best &other)
    {
        m_total += other.m_total;
        m_rows.insert(m_rows.end(), other.m_rows.begin(), other.m_rows.end());
    }
    [[nodiscard]] std::vector<quint64> sorted()
    {
        cut();
        std::ranges::sort(m_rows);
        std::vector<quint64> result;
        for (const auto &[grade, number] : m_rows)
            result.push_back(number);
        return result;
    }
    [[nodiscard]] qint64 total() const { return m_total; }

private:
    void cut()
    {
        if (m_rows.size() <= m_most)
            return;
        std::ranges::nth_element(m_rows, m_rows.begin() + qsizetype(m_most));
        m_rows.resize(m_most);
    }

    size_t m_most;
    quint32 m_limit = ~0U; // what is not below is not among the best
    qint64 m_total = 0;
    std::vector<std::pair<quint32, quint64>> m_rows; // grade and number
};

// Whether \a wanted are, in their order, parts of \a places; places may be left out.
bool areIn(const std::vector<QByteArray> &places, const std::vector<QByteArray> &wanted,
           std::optional<std::string_view> innermost = {})
{
    size_t next = 0;
    for (const QByteArray &place : places) {
        if (next < wanted.size() && holds(view(place), view(wanted[next])))
            ++next;
    }
    if (innermost && next < wanted.size() && holds(*innermost, view(wanted[next])))
        ++next;
    return next == wanted.size();
}

// Where \a bytes, places in the folded name, are in the name itself.
QList<Part> partsOf(const QString &name, std::string_view foldedName, std::vector<std::pair<int, int>> bytes)
{
    std::ranges::sort(bytes);
    QList<Part> parts;
    int unit = 0;
    size_t at = 0;
    for (const auto &[from, to] : bytes) {
        const auto advanceTo = [&](int end) {
            while (int(at) < end && at < foldedName.size() && unit < name.size()) {
                at += size_t(characterBytes(foldedName[at]));
                unit += name[unit].isHighSurrogate() ? 2 : 1;
            }
        };
        advanceTo(from);
        const int begin = unit;
        advanceTo(to);
        if (unit <= begin)
            continue; // inside of the one before
        if (!parts.isEmpty() && parts.last().begin + parts.last().length == begin)
            parts.last().length += unit - begin;
        else
            parts.append({begin, unit - begin});
    }
    return parts;
}

} // namespace

/// One search.
class NameSearch::Scan {
public:
    Scan(NameSearch &names, const ParsedQuery &query, const Query &asked, const core::Cancellation &cancellation)
        : m_names(names), m_query(query), m_sort(asked.sort), m_cancellation(cancellation)
    {
        m_none.best.fill(Best(size_t(std::max(asked.mostHits, 1))));
        m_all = m_none;
        m_isPlain = std::ranges::none_of(query.words, &Word::isQualified);
    }

    void containers();
    void relations();
    void columns();
    [[nodiscard]] Answer answer();

private:
    [[nodiscard]] bool isStopped(quint32 number) const
    {
        return number % namesPerLook == 0 && m_cancellation.isRequested();
    }
    [[nodiscard]] bool isWanted(const QString &connection) const
    {
        if (!m_query.connection.isEmpty() && connection != m_query.connection)
            return false;
        const QByteArray name = m_query.connections.empty() ? QByteArray() : folded(connection);
        return std::ranges::all_of(m_query.connections,
                                   [&](const QByteArray &part) { return holds(view(name), view(part)); });
    }
    /// What was found in a part of the names.
    struct Findings {
        std::array<Best, foundCount> best{Best(1), Best(1), Best(1), Best(1), Best(1)};
        std::array<qint64, sortCount> sorts{};
        std::vector<quint32> matches; // relations

        void count(Sort sort)
        {
            ++sorts[size_t(sort)];
            ++sorts[size_t(Sort::All)];
        }
    };
    [[nodiscard]] bool tells(Sort sort) const { return m_sort == Sort::All || m_sort == sort; }
    [[nodiscard]] bool fitsWord(const Word &word, const NameList &list, quint32 index, bool isInPlace, bool mayBeFuzzy,
                                Fit &fit) const;
    bool compare(const NameList &list, quint32 index, const std::vector<char> &inPlace, quint32 number, Sort sort,
                 Findings &part) const;
    void compareRange(quint32 first, quint32 last, Findings &part) const;
    void compareEarlier(size_t first, size_t last, Findings &part) const;
    [[nodiscard]] std::vector<char> inPlace(const std::vector<QByteArray> &places) const;
    void takeColumn(size_t segment, quint32 column);
    [[nodiscard]] Hit hitOf(quint64 number, Found found) const;
    [[nodiscard]] Hit columnHitOf(quint64 number) const;
    [[nodiscard]] QList<Part> partsIn(const QString &name, std::string_view foldedName) const;

    NameSearch &m_names;
    const ParsedQuery &m_query;
    Sort m_sort;
    const core::Cancellation &m_cancellation;
    bool m_isPlain = true;
    Findings m_none; // where each part begins
    Findings m_all;
};

// For each word, whether what it says of the place holds.
std::vector<char> NameSearch::Scan::inPlace(const std::vector<QByteArray> &places) const
{
    std::vector<char> result;
    for (const Word &word : m_query.words)
        result.push_back(word.isQualified() && areIn(places, word.places));
    return result;
}

bool NameSearch::Scan::fitsWord(const Word &word, const NameList &list, quint32 index, bool isInPlace, bool mayBeFuzzy,
                                Fit &fit) const
{
    const quint32 letters = list.letters(index);
    if (isInPlace && (letters & word.lastLetters) == word.lastLetters
        && fits(view(word.last), list.folded(index), mayBeFuzzy, fit))
        return true;
    // A name may hold the dot itself; then all of it stands side by side.
    return (letters & word.letters) == word.letters
        && fits(view(word.whole), list.folded(index), mayBeFuzzy && !word.isQualified(), fit);
}

bool NameSearch::Scan::compare(const NameList &list, quint32 index, const std::vector<char> &inPlace, quint32 number,
                               Sort sort, Findings &part) const
{
    Grade grade(list.folded(index).size());
    for (size_t i = 0; i < m_query.words.size(); ++i) {
        Fit fit;
        if (!fitsWord(m_query.words[i], list, index, inPlace[i] != 0, true, fit))
            return false;
        grade.add(fit);
    }
    part.count(sort);
    if (tells(sort))
        part.best[size_t(grade.found())].offer(number, grade.value());
    return true;
}

void NameSearch::Scan::containers()
{
    for (quint32 i = 0; i < m_names.m_containers.size(); ++i) {
        const ObjectPath &path = m_names.m_containerRows[i].path;
        if (!isWanted(path.connection))
            continue;
        std::vector<char> places(m_query.words.size(), 0);
        if (!m_isPlain && !path.isConnection()) {
            std::vector<QByteArray> above{folded(path.connection)};
            for (const QString &name : path.parent().names)
                above.push_back(folded(name));
            places = inPlace(above);
        }
        compare(m_names.m_containers, i, places, i, Sort::Containers, m_all);
    }
}

// Of what was found for less letters, those from one place to another.
void NameSearch::Scan::compareEarlier(size_t first, size_t last, Findings &part) const
{
    const std::vector<char> nowhere(m_query.words.size(), 0);
    size_t segment = 0;
    for (size_t i = first; i < last; ++i) {
        if (((i - first) % namesPerLook == 0) && m_cancellation.isRequested())
            return;
        const quint32 number = m_names.m_lastMatches[i];
        while (segment + 1 < m_names.m_firsts.size() && m_names.m_firsts[segment + 1] <= number)
            ++segment;
        const NameList &names = m_names.m_segments[segment].names();
        if (compare(names, number - m_names.m_firsts[segment], nowhere, number, Sort::Relations, part))
            part.matches.push_back(number);
    }
}

// The names from one number to another.
void NameSearch::Scan::compareRange(quint32 first, quint32 last, Findings &part) const
{
    for (size_t i = 0; i < m_names.m_segments.size(); ++i) {
        const NameSegment &segment = m_names.m_segments[i];
        const quint32 base = m_names.m_firsts[i];
        const quint32 begin = std::max(first, base);
        const quint32 end = std::min(last, base + segment.names().size());
        if (begin >= end || m_cancellation.isRequested() || !isWanted(segment.schema().connection))
            continue;
        const std::vector<char> places = inPlace(segment.places());
        for (quint32 number = begin; number < end; ++number) {
            if (isStopped(number))
                return;
            if (compare(segment.names(), number - base, places, number, Sort::Relations, part))
                part.matches.push_back(number);
        }
    }
}

// Many names are compared by all processors, piece by piece.
void NameSearch::Scan::relations()
{
    const bool isNarrower = m_isPlain && m_names.m_hasLast && m_query.narrows(m_names.m_lastQuery);
    const size_t count = isNarrower ? m_names.m_lastMatches.size() : m_names.m_relations;
    const size_t first = isNarrower ? 0 : m_names.m_containers.size();
    const size_t threads = std::clamp<size_t>(count / namesPerThread, 1, size_t(m_names.m_pool.maxThreadCount()));
    const size_t pieces = threads == 1 ? 1 : threads * piecesPerThread;
    std::vector<Findings> parts(pieces, m_none);
    std::atomic<size_t> next = 0;
    const auto work = [&] {
        for (size_t i = 0; (i = next++) < pieces;) {
            const size_t begin = first + count * i / pieces;
            const size_t end = first + count * (i + 1) / pieces;
            if (isNarrower)
                compareEarlier(begin, end, parts[i]);
            else
                compareRange(quint32(begin), quint32(end), parts[i]);
        }
    };
    for (size_t i = 1; i < threads; ++i)
        m_names.m_pool.start(work);
    work();
    m_names.m_pool.waitForDone();
    for (const Findings &part : parts) {
        for (size_t i = 0; i < part.sorts.size(); ++i)
            m_all.sorts[i] += part.sorts[i];
    }
    m_names.m_hasLast = m_isPlain && !m_cancellation.isRequested();
    m_names.m_lastQuery = m_query;
    m_names.m_lastMatches.clear();
    for (const Findings &part : parts) {
        for (size_t i = 0; i < part.best.size(); ++i)
            m_all.best[i].add(part.best[i]);
        if (m_names.m_hasLast)
            m_names.m_lastMatches.insert(m_names.m_lastMatches.end(), part.matches.begin(), part.matches.end());
    }
}

// Words that say a place may name the relation too: "orders.fee".
void NameSearch::Scan::takeColumn(size_t segmentIndex, quint32 column)
{
    const NameSegment &segment = m_names.m_segments[segmentIndex];
    Grade grade(segment.columns().folded(column).size());
    bool isPlaced = true;
    for (const Word &word : m_query.words) {
        Fit fit;
        if (fitsWord(word, segment.columns(), column, false, false, fit)) {
            grade.add(fit);
            continue;
        }
        if (!word.isQualified() || !fitsWord(word, segment.columns(), column, true, false, fit))
            return;
        grade.add(fit);
        isPlaced = false; // it depends on the relation
    }
    const auto [first, last] = segment.usesOf(column);
    const NameSegment::Use *begin = segment.uses().data();
    const auto value = (quint32(grade.found()) << 18) | grade.value();
    for (const auto *use = first; use != last; ++use) {
        const auto isIn = [&](const Word &word) {
            return !word.isQualified() || areIn(segment.places(), word.places, segment.names().folded(use->relation));
        };
        if (!isPlaced && !std::ranges::all_of(m_query.words, isIn))
            continue;
        m_all.count(Sort::Columns);
        if (tells(Sort::Columns))
            m_all.best[size_t(Found::Column)].offer((quint64(segmentIndex) << 32) | quint64(use - begin), value);
    }
}

void NameSearch::Scan::columns()
{
    for (size_t i = 0; i < m_names.m_segments.size(); ++i) {
        const NameSegment &segment = m_names.m_segments[i];
        if (segment.columns().size() == 0 || !isWanted(segment.schema().connection) || m_cancellation.isRequested())
            continue;
        for (quint32 column = 0; column < segment.columns().size(); ++column)
            takeColumn(i, column);
    }
}

QList<Part> NameSearch::Scan::partsIn(const QString &name, std::string_view foldedName) const
{
    std::vector<std::pair<int, int>> bytes;
    for (const Word &word : m_query.words) {
        auto places = placesOf(view(word.whole), foldedName);
        if (word.isQualified() && !holds(foldedName, view(word.whole)))
            places = placesOf(view(word.last), foldedName);
        bytes.insert(bytes.end(), places.begin(), places.end());
    }
    return partsOf(name, foldedName, bytes);
}

Hit NameSearch::Scan::hitOf(quint64 number, Found found) const
{
    Hit hit;
    hit.found = found;
    const auto index = quint32(number);
    if (index < m_names.m_containers.size()) {
        const Container &container = m_names.m_containerRows[index];
        hit.path = container.path;
        hit.kind = container.kind;
        hit.asOf = container.asOf;
        hit.parts = partsIn(hit.path.name(), m_names.m_containers.folded(index));
        return hit;
    }
    const auto next = std::ranges::upper_bound(m_names.m_firsts, index);
    const auto at = size_t(next - m_names.m_firsts.begin()) - 1;
    const NameSegment &segment = m_names.m_segments[at];
    const quint32 inside = index - m_names.m_firsts[at];
    hit.path = segment.pathOf(inside);
    hit.kind = segment.kind(inside);
    hit.asOf = segment.schema().asOf;
    hit.parts = partsIn(hit.path.name(), segment.names().folded(inside));
    return hit;
}

Hit NameSearch::Scan::columnHitOf(quint64 number) const
{
    const NameSegment &segment = m_names.m_segments[size_t(number >> 32)];
    const NameSegment::Use &use = segment.uses()[quint32(number)];
    const quint32 column = segment.columnOf(quint32(number));
    const std::string_view spelt = segment.columns().spelt(column);
    Hit hit;
    hit.path = segment.pathOf(use.relation).child(QString::fromUtf8(spelt.data(), qsizetype(spelt.size())));
    hit.kind = ObjectKind::Column;
    hit.found = Found::Column;
    hit.type = segment.type(use.type);
    hit.asOf = segment.schema().asOf;
    hit.parts = partsIn(hit.path.name(), segment.columns().folded(column));
    return hit;
}

Answer NameSearch::Scan::answer()
{
    Answer answer;
    answer.names = m_names.size();
    answer.sorts = m_all.sorts;
    for (size_t i = 0; i < m_all.best.size(); ++i) {
        answer.totals[i] = m_all.best[i].total();
        for (const quint64 number : m_all.best[i].sorted())
            answer.hits.append(Found(i) == Found::Column ? columnHitOf(number) : hitOf(number, Found(i)));
    }
    return answer;
}

void NameSearch::addContainer(const Container &container)
{
    m_containers.append(view(container.path.name().toUtf8()));
    m_containerRows.push_back(container);
}

Result<Done> NameSearch::load(NameStore &store, const std::function<ObjectKind(const QString &)> &rootKind,
                              const core::Cancellation &cancellation)
{
    std::map<std::pair<qint64, qint64>, NameSegment> known; // by id and stamp
    for (NameSegment &segment : m_segments) {
        const auto key = std::pair(segment.schema().id, segment.schema().stamp);
        known.emplace(key, std::move(segment));
    }
    clear();
    const auto connections = store.connections();
    const auto databases = store.databases();
    const auto schemas = store.schemas();
    if (!connections || !databases || !schemas)
        return core::fail(!connections ? connections.error() : !databases ? databases.error() : schemas.error());
    for (const StoredConnection &connection : *connections)
        addContainer({{connection.name, {}}, rootKind(connection.name), connection.asOf});
    for (const auto &[connection, database] : *databases)
        addContainer({{connection, {database}},
                      catalog::databaseKindBelow(rootKind(connection)).value_or(ObjectKind::Database),
                      {}});
    for (const StoredSchema &schema : *schemas) {
        ObjectPath path{schema.connection, {}};
        if (!schema.database.isEmpty())
            path.names.append(schema.database);
        path.names.append(schema.name);
        addContainer({path, schema.kind, schema.asOf});
    }
    quint32 number = m_containers.size();
    for (const StoredSchema &schema : *schemas) {
        if (cancellation.isRequested()) {
            clear();
            return core::fail(core::Error::cancelled());
        }
        const auto same = known.find({schema.id, schema.stamp});
        if (same != known.end() && same->second.schema().columnsStamp == schema.columnsStamp) {
            m_segments.push_back(std::move(same->second));
            m_segments.back().setSchema(schema);
        } else {
            auto segment = NameSegment::read(store, schema);
            if (!segment) {
                clear();
                return core::fail(segment.error());
            }
            m_segments.push_back(*std::move(segment));
        }
        m_firsts.push_back(number);
        number += m_segments.back().names().size();
    }
    m_relations = number - m_containers.size();
    return Done{};
}

void NameSearch::clear()
{
    m_containers = {};
    m_containerRows.clear();
    m_segments = {};
    m_firsts = {};
    m_relations = 0;
    m_lastMatches = {};
    m_hasLast = false;
}

Answer NameSearch::search(const Query &query, const core::Cancellation &cancellation)
{
    const auto begin = std::chrono::steady_clock::now();
    Answer answer;
    const auto parsed = ParsedQuery::of(query);
    if (!parsed.isEmpty()) {
        Scan scan(*this, parsed, query, cancellation);
        if (!parsed.isOfColumns) {
            scan.containers();
            scan.relations();
        }
        scan.columns();
        answer = scan.answer();
    }
    answer.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
    return answer;
}

} // namespace isthmus::nameindex
