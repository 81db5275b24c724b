// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/actions.h>

namespace isthmus::models {

// What the predicates of actions are made of.

[[nodiscard]] QString say(const char *text); ///< translated, in the context "Actions"

[[nodiscard]] Verdict enabled();
[[nodiscard]] Verdict hidden();
[[nodiscard]] Verdict onlyFor(bool applies); ///< else hidden
[[nodiscard]] Verdict disabled(const QString &shortReason, const QString &title, const QString &why,
                               const QString &instead);
/// Disabled, since of the selected objects one only is taken. \a why: "%1 objects are selected; a page shows one.",
/// translated.
[[nodiscard]] Verdict oneAtATime(const Selection &selection, const QString &why);

[[nodiscard]] bool all(const Selection &selection, bool (*is)(const SelectedObject &)); ///< and there are any
[[nodiscard]] bool isConnection(const SelectedObject &object);
[[nodiscard]] bool isRelation(const SelectedObject &object);

} // namespace isthmus::models
