// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/plan/text.h>

#include <QJsonObject>
#include <QString>

namespace isthmus::plan {

/// A definition that the user saved or is about to run: a document, one JSON file. Holds names, never secrets.
struct Task {
    QString id; ///< UUID without braces; stable over edits
    QString kind; ///< "map_table", later "map_schema", "sync", "query", "workflow"
    Text title; ///< "Map dwd_orders → default.dwd_orders"
    QJsonObject definition; ///< what the planner of this kind reads; see that planner

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<Task> fromJson(const QJsonObject &json);

    friend bool operator==(const Task &, const Task &) = default;
};

} // namespace isthmus::plan
