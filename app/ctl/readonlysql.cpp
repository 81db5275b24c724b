// SPDX-License-Identifier: GPL-3.0-or-later
#include "readonlysql.h"

#include <QRegularExpression>

#include <algorithm>

namespace isthmus::app {

namespace {

// Without the blanks and comments before the first word. A comment ends at the first thing that ends one in either
// system; one that holds the begin of another stays, and is refused.
QString withoutComments(const QString &sql)
{
    static const QRegularExpression leading(
        QStringLiteral("\\A(?:\\s+|--[^\\r\\n]*(?:[\\r\\n]|\\z)|/\\*(?:(?!/\\*|\\*/).)*\\*/)+"),
        QRegularExpression::DotMatchesEverythingOption);
    return QString(sql).remove(leading).trimmed();
}

} // namespace

bool isReadOnlySql(const QString &sql)
{
    // Cutting at every ';', also inside a text, can only make a piece begin with something else: then it is refused.
    static const QRegularExpression reads(QStringLiteral("\\A(select|show|desc|describe|explain|set)\\b"),
                                          QRegularExpression::CaseInsensitiveOption);
    // What would let the session write again counts as writing.
    static const QRegularExpression writes(QStringLiteral("\\binto\\b|\\Aexplain\\b.*\\banaly[sz]e\\b|"
                                                          "\\Aset\\b.*\\btransaction\\b|transaction_read_only|"
                                                          "\\bset_config\\b"),
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::DotMatchesEverythingOption);
    const QStringList pieces = withoutComments(sql).split(u';');
    return std::all_of(pieces.begin(), pieces.end(), [](const QString &piece) {
        const QString statement = withoutComments(piece);
        return statement.isEmpty() || (reads.match(statement).hasMatch() && !writes.match(statement).hasMatch());
    });
}

} // namespace isthmus::app
