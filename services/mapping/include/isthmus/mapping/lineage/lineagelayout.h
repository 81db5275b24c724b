// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QPair>
#include <QString>

namespace isthmus::mapping {

/// Places the nodes of a graph in columns from left to right: every edge goes to the right, but for one of each cycle.
/// No two nodes overlap. What was placed before keeps its order; the same nodes and edges give the same places. All in
/// pixels, on a grid. A value; pure.
class LineageLayout {
public:
    static constexpr int grid = 16;
    static constexpr int nodeWidth = 240;
    static constexpr int nodeHeight = 48;
    static constexpr int columnPitch = 352; ///< from node to node to the right
    static constexpr int rowPitch = 64; ///< and down

    struct Place {
        int x = 0;
        int y = 0;
        friend bool operator==(const Place &, const Place &) = default;
    };

    /// \a edges: from the left node to the right one, as places in \a nodes; an edge of a node to itself places
    /// nothing.
    void arrange(const QList<QString> &nodes, const QList<QPair<qsizetype, qsizetype>> &edges);

    [[nodiscard]] const QList<Place> &places() const { return m_places; } ///< as the nodes, upper left corners, from 0
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }

private:
    QList<Place> m_places;
    QHash<QString, int> m_rows; // where a node was placed the last time
    int m_width = 0;
    int m_height = 0;
};

} // namespace isthmus::mapping
