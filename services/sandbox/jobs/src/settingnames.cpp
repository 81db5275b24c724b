// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingnames.h"

#include <algorithm>
#include <array>

namespace isthmus::sandbox {

QString settingNameProblem(const QString &key)
{
    // Those that have an effect: see the table of statements in README.md.
    static constexpr std::array known{
        u"odps.default.schema",
        u"odps.namespace.schema",
        u"odps.sql.allow.fullscan",
        u"odps.sql.allow.namespace.schema",
        u"odps.sql.common.table.planner.ext.hive.bridge",
        u"odps.sql.decimal.tostring.trimzero",
        u"odps.sql.task.mode",
        u"odps.sql.timezone",
        u"odps.sql.type.system.odps2",
    };
    const auto *const meant = std::find_if(known.begin(), known.end(), [&](const char16_t *name) {
        return key.compare(QStringView(name), Qt::CaseInsensitive) == 0;
    });
    if (meant == known.end() || key == QStringView(*meant))
        return {};
    return QStringLiteral("setting '%1' is written %2, in lower case").arg(key, QStringView(*meant));
}

} // namespace isthmus::sandbox
