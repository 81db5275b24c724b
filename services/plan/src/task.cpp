// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonreading.h"

#include <isthmus/plan/task.h>

namespace isthmus::plan {

QJsonObject Task::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("kind"), kind},
            {QStringLiteral("title"), title},
            {QStringLiteral("definition"), definition}};
}

core::Result<Task> Task::fromJson(const QJsonObject &json)
{
    JsonReading reading(json);
    Task task{reading.text(QStringLiteral("id")), reading.text(QStringLiteral("kind")),
              reading.text(QStringLiteral("title")), reading.object(QStringLiteral("definition"))};
    if (!reading.ok())
        return reading.error();
    return task;
}

} // namespace isthmus::plan
