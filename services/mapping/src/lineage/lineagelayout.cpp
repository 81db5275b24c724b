// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/lineage/lineagelayout.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace isthmus::mapping {

namespace {

using Edges = QList<QPair<qsizetype, qsizetype>>;

// One arrangement. Vectors have one element a node.
class Arrangement {
public:
    Arrangement(qsizetype count, const Edges &edges) : m_right(count), m_left(count), m_column(count, 0), m_y(count, 0)
    {
        for (const auto &[from, to] : edges) {
            if (from != to)
                m_right[from].push_back(to);
        }
        breakCycles();
        for (size_t from = 0; from < m_right.size(); ++from) {
            for (const qsizetype to : m_right[from])
                m_left[to].push_back(qsizetype(from));
        }
        chooseColumns();
    }

    // \a known: y of nodes that were placed before, NaN of others.
    void place(const std::vector<double> &known)
    {
        const bool isNew = std::ranges::all_of(known, [](double y) { return std::isnan(y); });
        std::vector<double> wish = known;
        spread(wish);
        for (auto &column : m_columns)
            std::ranges::stable_sort(column, {}, [&wish](qsizetype node) { return wish[node]; });
        for (auto &column : m_columns)
            settle(column, [](qsizetype) { return 0.0; });
        constexpr int sweeps = 4; // of a graph that nobody has seen yet, the order is improved
        for (int i = 0; isNew && i < sweeps; ++i)
            sweep(i % 2 == 0, true);
        constexpr int settlings = 6;
        for (int i = 0; i < settlings; ++i)
            sweep(i % 2 == 0, false);
    }

    [[nodiscard]] int column(qsizetype node) const { return m_column[node]; }
    [[nodiscard]] double y(qsizetype node) const { return m_y[node]; }

private:
    // Depth first, in the order of the nodes; an edge back to where the walk came from is left out.
    void breakCycles()
    {
        enum class Mark : quint8 { Unseen, Open, Done };
        std::vector<Mark> marks(m_right.size(), Mark::Unseen);
        std::vector<std::pair<qsizetype, size_t>> stack;
        for (size_t start = 0; start < m_right.size(); ++start) {
            if (marks[start] != Mark::Unseen)
                continue;
            stack.emplace_back(qsizetype(start), 0);
            marks[start] = Mark::Open;
            while (!stack.empty()) {
                const qsizetype node = stack.back().first;
                auto &targets = m_right[node];
                size_t &next = stack.back().second;
                if (next == targets.size()) {
                    marks[node] = Mark::Done;
                    stack.pop_back();
                    continue;
                }
                const qsizetype to = targets[next];
                if (marks[to] == Mark::Open) {
                    targets.erase(targets.begin() + std::ptrdiff_t(next));
                    continue;
                }
                ++next;
                if (marks[to] == Mark::Unseen) {
                    marks[to] = Mark::Open;
                    stack.emplace_back(to, 0);
                }
            }
        }
    }

    // As far left as what a node reads allows; what reads nothing stands right before its first reader.
    void chooseColumns()
    {
        std::vector<size_t> open(m_left.size());
        std::vector<qsizetype> order;
        for (size_t node = 0; node < m_left.size(); ++node) {
            open[node] = m_left[node].size();
            if (open[node] == 0)
                order.push_back(qsizetype(node));
        }
        for (size_t i = 0; i < order.size(); ++i) {
            for (const qsizetype to : m_right[order[i]]) {
                m_column[to] = std::max(m_column[to], m_column[order[i]] + 1);
                if (--open[to] == 0)
                    order.push_back(to);
            }
        }
        int last = 0;
        for (const qsizetype node : order) {
            if (m_left[node].empty() && !m_right[node].empty()) {
                const auto first =
                    std::ranges::min_element(m_right[node], {}, [this](qsizetype to) { return m_column[to]; });
                m_column[node] = m_column[*first] - 1;
            }
            last = std::max(last, m_column[node]);
        }
        m_columns.resize(order.empty() ? 0 : size_t(last) + 1);
        for (size_t node = 0; node < m_column.size(); ++node)
            m_columns[m_column[node]].push_back(qsizetype(node));
    }

    [[nodiscard]] double meanOf(qsizetype node, const std::vector<double> &values) const
    {
        double sum = 0;
        int count = 0;
        for (const auto *side : {&m_left[node], &m_right[node]}) {
            for (const qsizetype other : *side) {
                if (!std::isnan(values[other])) {
                    sum += values[other];
                    ++count;
                }
            }
        }
        return count == 0 ? std::nan("") : sum / count;
    }

    // A new node wishes to stand where its neighbours do; one without any goes behind all.
    void spread(std::vector<double> &wish) const
    {
        std::vector<qsizetype> open;
        for (size_t node = 0; node < wish.size(); ++node) {
            if (std::isnan(wish[node]))
                open.push_back(qsizetype(node));
        }
        while (!open.empty()) {
            std::vector<double> next = wish;
            std::erase_if(open, [&](qsizetype node) {
                next[node] = meanOf(node, wish);
                return !std::isnan(next[node]);
            });
            const bool isStuck = next.size() == wish.size() && std::ranges::equal(next, wish, [](double a, double b) {
                                     return a == b || (std::isnan(a) && std::isnan(b));
                                 });
            wish = std::move(next);
            if (isStuck && !open.empty()) {
                wish[open.front()] = 0; // another part of the graph begins
                open.erase(open.begin());
            }
        }
    }

    // Columns after each other, each after its neighbours on one side.
    void sweep(bool toRight, bool isSorting)
    {
        const auto visit = [&](std::vector<qsizetype> &column) {
            const auto wish = [&](qsizetype node) {
                const auto &side = toRight ? m_left[node] : m_right[node];
                if (side.empty())
                    return m_y[node];
                double sum = 0;
                for (const qsizetype other : side)
                    sum += m_y[other];
                return sum / double(side.size());
            };
            if (isSorting) {
                std::ranges::stable_sort(column, {}, wish);
                const double middle = double(column.size() - 1) / 2;
                for (size_t i = 0; i < column.size(); ++i)
                    m_y[column[i]] = (double(i) - middle) * LineageLayout::rowPitch;
            } else {
                settle(column, wish);
            }
        };
        if (toRight)
            std::ranges::for_each(m_columns, visit);
        else
            std::for_each(m_columns.rbegin(), m_columns.rend(), visit);
    }

    // The places nearest to those that are wished for, in the order of the column and without overlapping: what wants
    // to stand at one place is put together around it.
    template <typename Wish>
    void settle(const std::vector<qsizetype> &column, Wish wish)
    {
        struct Block {
            double sum = 0; // of the wishes, each less its place in the block
            int count = 0;
            [[nodiscard]] double top() const { return sum / count; }
        };
        constexpr double pitch = LineageLayout::rowPitch;
        std::vector<Block> blocks;
        for (const qsizetype node : column) {
            blocks.push_back({wish(node), 1});
            while (blocks.size() > 1) {
                const Block last = blocks.back();
                Block &before = blocks[blocks.size() - 2];
                if (before.top() + before.count * pitch <= last.top())
                    break;
                before.sum += last.sum - last.count * (before.count * pitch);
                before.count += last.count;
                blocks.pop_back();
            }
        }
        size_t at = 0;
        for (const Block &block : blocks) {
            for (int i = 0; i < block.count; ++i)
                m_y[column[at++]] = block.top() + i * pitch;
        }
    }

    std::vector<std::vector<qsizetype>> m_right; // neighbours
    std::vector<std::vector<qsizetype>> m_left;
    std::vector<int> m_column;
    std::vector<double> m_y;
    std::vector<std::vector<qsizetype>> m_columns;
};

} // namespace

void LineageLayout::arrange(const QList<QString> &nodes, const Edges &edges)
{
    std::vector<double> known;
    known.reserve(nodes.size());
    for (const QString &node : nodes) {
        const auto found = m_rows.constFind(node);
        known.push_back(found == m_rows.cend() ? std::nan("") : double(*found));
    }
    Arrangement arrangement(nodes.size(), edges);
    arrangement.place(known);
    double top = 0;
    for (qsizetype i = 0; i < nodes.size(); ++i)
        top = i == 0 ? arrangement.y(i) : std::min(top, arrangement.y(i));
    m_places.clear();
    m_rows.clear();
    m_width = 0;
    m_height = 0;
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        // Rounding keeps the distances: the pitch is a multiple of the grid.
        const int y = int(std::floor((arrangement.y(i) - top) / grid + 0.5)) * grid;
        const Place place{arrangement.column(i) * columnPitch, y};
        m_places.append(place);
        m_rows.insert(nodes.at(i), place.y);
        m_width = std::max(m_width, place.x + nodeWidth);
        m_height = std::max(m_height, place.y + nodeHeight);
    }
}

} // namespace isthmus::mapping
