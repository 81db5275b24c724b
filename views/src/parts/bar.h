// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QHBoxLayout;
class QWidget;

namespace isthmus::views {

/// The layout of a new tool bar above a page's contents; the bar is its parentWidget().
[[nodiscard]] QHBoxLayout *makeBar(QWidget *parent);

} // namespace isthmus::views
