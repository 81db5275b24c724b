// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner.h"

#include <isthmus/core/printable.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/dialect/visibletexts.h>

namespace isthmus::dialect {

namespace {

// Calls \a take with each code point and its text.
template <typename Take>
void forEachCodePoint(QStringView text, Take take)
{
    for (qsizetype i = 0; i < text.size();) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t(text[i].unicode());
        take(c, text.sliced(i, isPair ? 2 : 1));
        i += isPair ? 2 : 1;
    }
}

bool isHidden(char32_t c)
{
    return c != U'\n' && c != U'\t' && core::isControlling(c);
}

bool holdsHidden(QStringView text)
{
    bool holds = false;
    forEachCodePoint(text, [&holds](char32_t c, QStringView) { holds = holds || isHidden(c); });
    return holds;
}

// 'text', closed or not.
QString visibleText(QStringView quoted)
{
    QString value = quoted.sliced(1).chopped(quoted.size() > 1 && quoted.endsWith(u'\'') ? 1 : 0).toString();
    return quotePostgresText(value.replace(QStringLiteral("''"), QStringLiteral("'")));
}

// E'text': what is escaped already stays so.
QString visibleEscapes(QStringView quoted)
{
    QString out;
    forEachCodePoint(quoted, [&out](char32_t c, QStringView text) {
        if (isHidden(c))
            out += core::codePointEscape(c);
        else
            out += text;
    });
    return out;
}

// "name" as U&"name".
QString visibleName(QStringView quoted)
{
    QString out = QStringLiteral("U&");
    forEachCodePoint(quoted, [&out](char32_t c, QStringView text) {
        if (c == U'\\')
            out += QStringLiteral("\\\\");
        else if (isHidden(c))
            out += QStringLiteral("\\+%1").arg(uint(c), 6, 16, QChar(u'0'));
        else
            out += text;
    });
    return out;
}

} // namespace

QString withVisibleTexts(QStringView sql)
{
    QString out;
    out.reserve(sql.size());
    Scanner scanner(Dialect::Hologres, sql);
    while (!scanner.isAtEnd()) {
        const qsizetype begin = scanner.position();
        const auto piece = scanner.next();
        const QStringView text = sql.mid(begin, scanner.position() - begin);
        if (piece != Scanner::Piece::Quoted || text.startsWith(u'$') || out.endsWith(u'&') || !holdsHidden(text))
            out += text;
        else if (text.startsWith(u'\''))
            out += visibleText(text);
        else if (text.startsWith(u'"'))
            out += visibleName(text);
        else
            out += visibleEscapes(text);
    }
    return out;
}

} // namespace isthmus::dialect
