// SPDX-License-Identifier: GPL-3.0-or-later
#include "readtext.h"

#include <isthmus/plan/task.h>

namespace isthmus::plan {

QJsonObject Task::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("kind"), kind},
            {QStringLiteral("title"), title.toJson()},
            {QStringLiteral("definition"), definition}};
}

core::Result<Task> Task::fromJson(const QJsonObject &json)
{
    core::JsonReader reader(json);
    Task task{reader.text(QStringLiteral("id")), reader.text(QStringLiteral("kind")),
              readText(reader, QStringLiteral("title")), reader.object(QStringLiteral("definition")).json()};
    if (!reader.ok())
        return reader.error();
    return task;
}

} // namespace isthmus::plan
