// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/planning/planner.h>

#include <QHash>

/// The sources that a test sets; all others are not found.
class FakeSources final : public isthmus::planning::Sources {
public:
    [[nodiscard]] isthmus::core::Result<isthmus::planning::Source>
    source(const QString &connection, const isthmus::core::Cancellation &) const override
    {
        const auto found = sources.constFind(connection);
        if (found == sources.cend())
            return isthmus::core::fail(isthmus::core::ErrorKind::NotFound, connection);
        return *found;
    }

    QHash<QString, isthmus::planning::Source> sources;
};
