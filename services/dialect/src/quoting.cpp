// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/printable.h>
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

// Source: PostgreSQL 15 manual, 4.1.2.2. The escapes of four and eight digits are those of core::codePointEscape().
QString quotePostgresText(QStringView text)
{
    QString escaped;
    escaped.reserve(text.size());
    bool hasEscapes = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t codePoint = isPair ? QChar::surrogateToUcs4(c, text[i + 1]) : char32_t(c.unicode());
        if (c == u'\\')
            escaped += QStringLiteral("\\\\");
        else if (c == u'\n')
            escaped += QStringLiteral("\\n");
        else if (c == u'\r')
            escaped += QStringLiteral("\\r");
        else if (c == u'\t')
            escaped += QStringLiteral("\\t");
        else if (!c.isNull() && core::isControlling(codePoint) && !QChar::isSurrogate(codePoint))
            escaped += core::codePointEscape(codePoint);
        else {
            escaped += isPair ? text.sliced(i, 2) : text.sliced(i, 1);
            i += isPair ? 1 : 0;
            continue;
        }
        hasEscapes = true;
        i += isPair ? 1 : 0;
    }
    return hasEscapes ? u'E' + doubled(escaped, u'\'') : doubled(text, u'\'');
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
