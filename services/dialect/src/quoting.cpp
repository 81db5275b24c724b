// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/quoting.h>
#include <isthmus/dialect/words.h>

#include <algorithm>

namespace isthmus::dialect {

namespace {

QString doubled(QStringView text, QChar quote)
{
    QString result;
    result.reserve(text.size() + 2);
    result += quote;
    for (const QChar c : text) {
        if (c.isNull())
            continue;
        if (c == quote)
            result += quote;
        result += c;
    }
    result += quote;
    return result;
}

bool canStandBare(Dialect dialect, QStringView name)
{
    const auto isPlain = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_'; };
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isPlain) && !name.front().isDigit()
        && !isReserved(dialect, name);
}

// False for what has no place in a statement that people read and XML carries: control characters, halves of pairs, and
// the two code points that are no characters.
bool isVisible(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate())
        return at + 1 < text.size() && text[at + 1].isLowSurrogate();
    if (c.isLowSurrogate())
        return at > 0 && text[at - 1].isHighSurrogate();
    return c.category() != QChar::Other_Control && c != QChar(0xFFFE) && c != QChar(0xFFFF);
}

// Always all digits, so that a digit after it is not taken for one of its own.
QString escaped(char16_t unit)
{
    const bool isAscii = unit < 0x80;
    const QString digits = QString::number(unit, isAscii ? 8 : 16);
    return isAscii ? u'\\' + digits.rightJustified(3, u'0') : QStringLiteral("\\u") + digits.rightJustified(4, u'0');
}

} // namespace

QString quotePostgresName(QStringView name)
{
    return doubled(name, u'"');
}

QString quotePostgresText(QStringView text)
{
    if (!text.contains(u'\\'))
        return doubled(text, u'\'');
    QString escaped = text.toString();
    escaped.replace(u'\\', QStringLiteral("\\\\"));
    return u'E' + doubled(escaped, u'\'');
}

QString quoteMaxComputeName(QStringView name)
{
    return doubled(name, u'`');
}

QString postgresName(QStringView name)
{
    return canStandBare(Dialect::Hologres, name) ? name.toString() : quotePostgresName(name);
}

QString maxComputeName(QStringView name)
{
    return canStandBare(Dialect::MaxCompute, name) ? name.toString() : quoteMaxComputeName(name);
}

QString quoteMaxComputeText(QStringView text)
{
    QString result = QStringLiteral("'");
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        switch (c.unicode()) {
        case u'\\':
        case u'\'':
            result += u'\\';
            result += c;
            break;
        case u'\n':
            result += QStringLiteral("\\n");
            break;
        case u'\r':
            result += QStringLiteral("\\r");
            break;
        case u'\t':
            result += QStringLiteral("\\t");
            break;
        default:
            result += isVisible(text, at) ? QString(c) : escaped(c.unicode());
        }
    }
    return result + u'\'';
}

QString quoteName(Dialect dialect, QStringView name)
{
    return dialect == Dialect::Hologres ? quotePostgresName(name) : quoteMaxComputeName(name);
}

QString plainName(Dialect dialect, QStringView name)
{
    return dialect == Dialect::Hologres ? postgresName(name) : maxComputeName(name);
}

QString quoteText(Dialect dialect, QStringView text)
{
    return dialect == Dialect::Hologres ? quotePostgresText(text) : quoteMaxComputeText(text);
}

} // namespace isthmus::dialect
