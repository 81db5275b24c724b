// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignserver/reading.h"

#include <isthmus/core/async.h>

namespace isthmus::mapping {

QString factText(const QList<catalog::Fact> &facts, catalog::FactId id)
{
    for (const catalog::Fact &fact : facts) {
        if (fact.id == id && std::holds_alternative<QString>(fact.value))
            return std::get<QString>(fact.value);
    }
    return {};
}

std::optional<ForeignServer> serverOf(const QList<catalog::Fact> &facts)
{
    const QString address = factText(facts, catalog::FactId::Host);
    const qsizetype colon = address.lastIndexOf(u':');
    ForeignServer server{address.left(colon), address.mid(colon + 1), factText(facts, catalog::FactId::Database),
                         factText(facts, catalog::FactId::RoleArn)};
    if (server.database.isEmpty())
        return std::nullopt;
    return server;
}

std::optional<ForeignServer> awaitServer(const catalog::ObjectPath &path, catalog::Catalog &target,
                                         const core::Cancellation &cancellation)
{
    const auto known = core::await(target.facts(path), cancellation);
    return known ? serverOf(*known) : std::nullopt;
}

bool saysNoServers(const core::Error &error)
{
    switch (error.kind) {
    case core::ErrorKind::Invalid:
    case core::ErrorKind::Unsupported:
    case core::ErrorKind::Permission:
    case core::ErrorKind::NotFound:
    case core::ErrorKind::Internal:
        return true;
    default:
        return false;
    }
}

} // namespace isthmus::mapping
