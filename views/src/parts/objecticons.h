// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/connections/connectionkind.h>
#include <isthmus/mapping/drift/drift.h>
#include <isthmus/plan/run.h>
#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

namespace isthmus::views {

/// A drawing and its colour.
struct Mark {
    QString icon;
    IconRole role = IconRole::Muted;
};

[[nodiscard]] Mark markOf(catalog::ObjectKind kind);
[[nodiscard]] Mark markOf(const connections::ConnectionKind &kind); ///< the engine: H or M in a square
[[nodiscard]] Mark markOf(plan::RunState state);
[[nodiscard]] Mark markOf(const core::Error &error); ///< denied, signed out, unreachable, failed

/// Warning for what the user may settle by rights or by signing in, Error for the rest.
[[nodiscard]] Meaning meaningOf(const core::Error &error);

[[nodiscard]] Mark markOf(mapping::DriftState state); ///< its icon and colour
[[nodiscard]] Meaning meaningOf(mapping::DriftState state);

/// Text in italics for passing remarks; upright in Chinese, which has no italics.
[[nodiscard]] QFont remarkFont(const QFont &font);

/// The dot of a connection in the middle of \a rect, 8 pixels: filled with \a color, or a ring while it is idle.
void paintDot(QPainter *painter, const QRect &rect, const QColor &color, bool hollow);

} // namespace isthmus::views
