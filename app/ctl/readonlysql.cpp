// SPDX-License-Identifier: GPL-3.0-or-later
#include "readonlysql.h"

#include <QRegularExpression>

#include <algorithm>

namespace isthmus::app {

bool isReadOnlySql(const QString &sql)
{
    // Cutting at every ';', also inside a text, can only make a piece begin with something else: then it is refused.
    static const QRegularExpression reads(QStringLiteral("\\A(select|show|desc|describe|explain|set)\\b"),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression writes(QStringLiteral("\\binto\\b|\\Aexplain\\b.*\\banaly[sz]e\\b"),
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::DotMatchesEverythingOption);
    const QStringList pieces = sql.split(u';');
    return std::all_of(pieces.begin(), pieces.end(), [](const QString &piece) {
        const QString statement = piece.trimmed();
        return statement.isEmpty() || (reads.match(statement).hasMatch() && !writes.match(statement).hasMatch());
    });
}

} // namespace isthmus::app
