// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/redact.h>

#include <QRegularExpression>

#include <array>

namespace isthmus::core {

namespace {

// Names of what must not be seen. "accessKeySecret" is caught by its last part.
const QString names = QStringLiteral("(?:password|passwd|pwd|secret(?:_?key)?|(?:sts|security)_?token|access_?key)");

// A quoted text of either system: '…', "…", E'…', $tag$…$tag$. One that is cut off counts to the end. Possessive, since
// a match that gives up on a long text would let the secret through.
const QString literal = QStringLiteral(R"((?:(?:[en]|u&)?'(?:[^'\\]++|''|\\.)*+(?:'|\\?\z))"
                                       R"(|"(?:[^"\\]++|""|\\.)*+(?:"|\\?\z)|\$(?<tag>\w*)\$.*?(?:\$\k<tag>\$|\z)))");

const QString blank = QStringLiteral(R"((?:\s|/\*.*?\*/|--[^\n]*\n))");

QRegularExpression anyCase(const QString &text)
{
    return QRegularExpression(
        text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
}

} // namespace

QString redacted(const QString &text)
{
    // Group 1 is kept, the rest of the match is the secret.
    static const std::array patterns{
        // password=…, "password": "…", 'password' = '…'
        anyCase(u'(' + names + uR"(['"`]?\s*[=:]\s*)(?:)"_qs + literal + uR"(|[^\s&;,'"]+))"_qs),
        // PASSWORD '…', OPTIONS (user 'u', password '…'), IDENTIFIED BY '…'. Without a blank a quote may be the one
        // that
        // ends the name.
        anyCase(u"(\\b(?:"_qs + names + uR"(|identified\s+by)(?:['"`]?)"_qs + blank
                + uR"(+|(?!['"`]\s*(?:[=:,)\]}]|\z)))))"_qs + literal),
        anyCase(QStringLiteral(R"((\b[a-z][a-z0-9+.-]*://[^\s/:@]+:)[^\s/@]+(?=@))")),
        QRegularExpression(QStringLiteral(R"((\bODPS [^\s:]+:)[A-Za-z0-9+/=]+)")),
        anyCase(QStringLiteral(
            R"(((?:authorization-sts-token|x-odps-bearer-token|signature|token)['"]?\s*[=:]\s*)[^\s&,;]+)")),
    };
    QString result = text;
    for (const auto &pattern : patterns)
        result.replace(pattern, QStringLiteral("\\1***"));
    return result;
}

Error redacted(Error error)
{
    error.message = redacted(error.message);
    error.hint = redacted(error.hint);
    error.detail = redacted(error.detail);
    return error;
}

QString redactedValue(const QString &name, const QString &value)
{
    static const QRegularExpression secret = anyCase(names);
    static const QRegularExpression keyId = anyCase(QStringLiteral("key[._-]?id$")); // it opens nothing
    const QString joined = QString(name).remove(u'.').remove(u'-');
    if (value.isEmpty() || !secret.match(joined).hasMatch() || keyId.match(name).hasMatch())
        return redacted(value);
    return QStringLiteral("***");
}

} // namespace isthmus::core
