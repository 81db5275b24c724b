// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/redact.h>

#include <QRegularExpression>

#include <array>

namespace isthmus::core {

QString redacted(const QString &text)
{
    // Group 1 is kept, the rest of the match is the secret.
    static const std::array<QRegularExpression, 4> patterns{
        QRegularExpression(
            QStringLiteral(
                R"(((?:password|passwd|pwd|access_?key_?secret|secret|sts_token|access_key)\s*[=:]\s*)('(?:[^']|'')*'|"[^"]*"|[^\s&;,'"]+))"),
            QRegularExpression::CaseInsensitiveOption),
        QRegularExpression(QStringLiteral(R"((\b[a-z][a-z0-9+.-]*://[^\s/:@]+:)[^\s/@]+(?=@))"),
                           QRegularExpression::CaseInsensitiveOption),
        QRegularExpression(QStringLiteral(R"((\bODPS [^\s:]+:)[A-Za-z0-9+/=]+)")),
        QRegularExpression(
            QStringLiteral(R"(((?:authorization-sts-token|x-odps-bearer-token|signature|token)\s*[=:]\s*)[^\s&,;]+)"),
            QRegularExpression::CaseInsensitiveOption),
    };
    QString result = text;
    for (const auto &pattern : patterns)
        result.replace(pattern, QStringLiteral("\\1***"));
    return result;
}

} // namespace isthmus::core
