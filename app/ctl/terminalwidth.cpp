// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminalwidth.h"

#include <QChar>

#include <algorithm>
#include <clocale>
#include <cwchar>

namespace isthmus::app {

namespace {

// wcwidth() knows nothing but ASCII in the locale C, and this thread's locale is what it goes by.
class Utf8Locale {
public:
    Utf8Locale() : m_before(uselocale(utf8())) { }
    ~Utf8Locale() { uselocale(m_before); }
    Utf8Locale(const Utf8Locale &) = delete;
    Utf8Locale &operator=(const Utf8Locale &) = delete;

private:
    static locale_t utf8()
    {
        static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return locale; // null leaves the locale as it is
    }

    locale_t m_before;
};

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x7F; });
}

int widthOf(char32_t c)
{
    const int width = wcwidth(wchar_t(c));
    if (width >= 0)
        return width;
    return c >= 0x1F000 && c <= 0x1FFFF ? 2 : 1; // newer than the C library: an emoji, or a letter
}

// Calls take(width, position behind the character) until it answers false.
template <typename Take>
void forEachCharacter(QStringView text, Take take)
{
    const Utf8Locale locale;
    for (qsizetype i = 0; i < text.size();) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t(text[i].unicode());
        i += isPair ? 2 : 1;
        if (!take(widthOf(c), i))
            return;
    }
}

} // namespace

int terminalWidth(QStringView text)
{
    if (isAscii(text))
        return int(text.size());
    int width = 0;
    forEachCharacter(text, [&width](int w, qsizetype) {
        width += w;
        return true;
    });
    return width;
}

QStringView fittingBegin(QStringView text, int columns)
{
    int width = 0;
    qsizetype end = 0;
    forEachCharacter(text, [&](int w, qsizetype behind) {
        width += w;
        if (width > columns)
            return false;
        end = behind;
        return true;
    });
    return text.first(end);
}

} // namespace isthmus::app
