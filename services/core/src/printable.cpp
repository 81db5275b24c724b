// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/printable.h>

#include <QChar>

#include <algorithm>

namespace isthmus::core {

namespace {

constexpr int maxMarks = 4; // the letters of living scripts have fewer

bool isIgnorable(char32_t c)
{
    return c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || (c >= 0x180B && c <= 0x180F)
        || c == 0x2065 || c == 0x3164 || (c >= 0xFE00 && c <= 0xFE0D) || c == 0xFFA0 || (c >= 0xFFF0 && c <= 0xFFF8)
        || (c >= 0xE0000 && c <= 0xE0FFF);
}

// Code points that never stand for a character, and that each terminal draws in its own way, or not at all.
bool isNoncharacter(char32_t c)
{
    return (c & 0xFFFEU) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

bool isMark(char32_t c)
{
    const auto category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

// Calls \a take with each code point; half surrogates come as they are.
template <typename Take>
void forEachCodePoint(QStringView text, Take take)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            take(QChar::surrogateToUcs4(c, text[++i]));
        else
            take(char32_t(c.unicode()));
    }
}

void appendCodePoint(QString &out, char32_t c)
{
    for (const char16_t unit : QChar::fromUcs4(c))
        out += QChar(unit);
}

// Whether all of \a text stands in a line as it is; says no where it does not know.
bool isPlainLine(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        const char16_t unit = c.unicode();
        return (unit >= 0x20 && unit < 0x7F && unit != u'\\') || (unit >= 0x4E00 && unit <= 0x9FFF);
    });
}

// How a line writes \a c; empty for what stands as it is.
QString lineEscape(char32_t c)
{
    switch (c) {
    case U'\n':
        return QStringLiteral("\\n");
    case U'\r':
        return QStringLiteral("\\r");
    case U'\t':
        return QStringLiteral("\\t");
    default:
        return isControlling(c) ? codePointEscape(c) : QString();
    }
}

} // namespace

bool isControlling(char32_t c)
{
    if (c < 0x7F)
        return c < 0x20;
    if (c >= 0x3400 && c <= 0xD7FF) // Chinese and Korean characters are most of what is asked for
        return false;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return isIgnorable(c) || isNoncharacter(c);
    }
}

QString codePointEscape(char32_t c)
{
    return c <= 0xFFFF ? QStringLiteral("\\u%1").arg(uint(c), 4, 16, QChar(u'0'))
                       : QStringLiteral("\\U%1").arg(uint(c), 8, 16, QChar(u'0'));
}

QString printable(QStringView text)
{
    QString out;
    out.reserve(text.size());
    bool isReturnPending = false;
    int marks = 0;
    const auto flush = [&](bool isBeforeLineFeed) {
        if (isReturnPending && !isBeforeLineFeed)
            out += codePointEscape(U'\r');
        isReturnPending = false;
    };
    forEachCodePoint(text, [&](char32_t c) {
        flush(c == U'\n');
        marks = isMark(c) ? marks + 1 : 0;
        if (c == U'\r')
            isReturnPending = true;
        else if (marks > maxMarks || (c != U'\n' && c != U'\t' && isControlling(c)))
            out += codePointEscape(c);
        else
            appendCodePoint(out, c);
    });
    flush(false);
    return out;
}

QString printableLine(QStringView text)
{
    if (isPlainLine(text)) // most are, and tables have many
        return text.toString();
    QString out;
    out.reserve(text.size());
    bool isBackslashPending = false; // whether it is doubled depends on what follows
    int marks = 0;
    forEachCodePoint(text, [&](char32_t c) {
        marks = isMark(c) ? marks + 1 : 0;
        const QString escape = marks > maxMarks ? codePointEscape(c) : lineEscape(c);
        if (isBackslashPending) {
            const bool wouldBeEscape =
                !escape.isEmpty() || c == U'\\' || c == U'n' || c == U'r' || c == U't' || c == U'u' || c == U'U';
            out += wouldBeEscape ? QStringLiteral("\\\\") : QStringLiteral("\\");
            isBackslashPending = false;
        }
        if (c == U'\\')
            isBackslashPending = true;
        else if (!escape.isEmpty())
            out += escape;
        else
            appendCodePoint(out, c);
    });
    if (isBackslashPending)
        out += u'\\';
    return out;
}

} // namespace isthmus::core
