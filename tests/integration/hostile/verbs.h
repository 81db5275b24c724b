// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "campaign.h"

namespace isthmus::hostile {

/// What reads from the connection \a side, "pg" or "mc", of which each has one table orders in one schema.
[[nodiscard]] inline QList<Verb> verbsOn(const QString &side)
{
    const QString schema = side == u"pg" ? QStringLiteral("pg/public") : QStringLiteral("mc/default");
    const QString table = schema + QStringLiteral("/orders");
    return {{"ls", {QStringLiteral("ls"), schema}},
            {"ls root", {QStringLiteral("ls"), side}},
            {"show", {QStringLiteral("show"), table}},
            {"show --ddl", {QStringLiteral("show"), table, QStringLiteral("--ddl")}},
            {"preview", {QStringLiteral("preview"), table}},
            {"sql", {QStringLiteral("sql"), side, QStringLiteral("select 1")}},
            {"sql --json", {QStringLiteral("sql"), side, QStringLiteral("select 1"), QStringLiteral("--json")}},
            {"ls --json", {QStringLiteral("ls"), schema, QStringLiteral("--json")}},
            {"plan",
             {QStringLiteral("plan"), QStringLiteral("map-table"), QStringLiteral("pg/public/orders"),
              QStringLiteral("mc/default/mapped")},
             QStringLiteral("Whether the name is free could not be read")}};
}

} // namespace isthmus::hostile
