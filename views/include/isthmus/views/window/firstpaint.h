// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace isthmus::views {

/// Calls \a then once, from the event loop, after \a window has been painted for the first time; after a second if
/// nobody sees it by then, as on another workspace; not at all if it is gone. \a window: a window that is shown
/// already. Thread: the window's.
void afterFirstPaint(QWidget &window, std::function<void()> then);

} // namespace isthmus::views
