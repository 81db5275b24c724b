// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/lineage/lineagegraph.h>
#include <isthmus/mapping/lineage/lineagelayout.h>

#include <QByteArray>

namespace isthmus::mapping {

/// What is drawn of a graph, and where: its nodes, and behind them one for each "… and 900 more". A value.
struct LineagePicture {
    struct Box {
        catalog::ObjectPath path; ///< of the object; of a rest: whose neighbours are left out
        std::optional<LineageWay> rest; ///< it stands for those that were left out that way
        QString title; ///< name, as it is
        QString line; ///< what and where: "external table · dbs_mc › default"
        QString state; ///< lineageState()
        LineageNode::State isThere = LineageNode::State::Unread;
        std::optional<DriftState> drift; ///< of its mappings, the worst
        catalog::ObjectKind kind = catalog::ObjectKind::Table;
        QString connection;
        LineageLayout::Place place;
    };
    struct Line {
        qsizetype from = 0; ///< box of the source
        qsizetype to = 0; ///< box of the reader
        LineageEdge::Standing standing = LineageEdge::Standing::Defined;
        bool isRest = false;
        QString text; ///< lineageOrigin() and lineageDrift(), a line each
    };
    QList<Box> boxes;
    QList<Line> lines;
    int width = 0;
    int height = 0;
};

/// \a layout is brought up to date. Texts are in the reader's language. Pure.
[[nodiscard]] LineagePicture lineagePicture(const LineageGraph &graph, LineageLayout &layout);

/// The picture as an SVG 1.1 document for a light ground. Names are text, whatever they hold. Pure; any thread.
[[nodiscard]] QByteArray lineageSvg(const LineagePicture &picture);

/// Writes a picture into \a file, whole or not at all. Blocks. Errors: Internal with what hindered it.
[[nodiscard]] core::Result<core::Done> writeLineage(const QByteArray &bytes, const QString &file);

/// \a text with U+FFFD for what XML cannot hold.
[[nodiscard]] QString xmlText(const QString &text);

} // namespace isthmus::mapping
