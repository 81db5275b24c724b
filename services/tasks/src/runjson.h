// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>

#include <QJsonObject>

namespace isthmus::tasks {

/// The stored form of a run; its id and state are columns of the store and also here.
[[nodiscard]] QJsonObject runToJson(const plan::Run &run);
/// Errors: Invalid for a document that is not a run of this version.
[[nodiscard]] core::Result<plan::Run> runFromJson(const QJsonObject &json);

} // namespace isthmus::tasks
