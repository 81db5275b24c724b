// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>

#include <QJsonObject>

namespace isthmus::app {

/// Why a run that has ended did not succeed.
[[nodiscard]] core::Error errorOf(const plan::Run &run);
/// What the run took since it began, or went on the last time; so far, if it has not ended. 0 where that is not known.
[[nodiscard]] qint64 elapsedMilliseconds(const plan::RunSummary &run);

[[nodiscard]] QJsonObject summaryJson(const plan::RunSummary &run); ///< as `runs` lists it
/// As it is told once it has ended: its steps, its notices, and its error. Of one that was cut off the outcome tells.
[[nodiscard]] QJsonObject runJson(const plan::Run &run);

} // namespace isthmus::app
