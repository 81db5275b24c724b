// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/actions.h>

#include <functional>

class QWidget;

namespace isthmus::views {

/// Keys of the actions of \a group for the page of an object, as its row in a tree has them, while the focus is in
/// \a page. An action that does not apply to \a selection does nothing.
void addActionShortcuts(QWidget *page, models::ActionGroup group, const std::function<models::Selection()> &selection,
                        const std::function<void(const models::Command &)> &requested);

} // namespace isthmus::views
