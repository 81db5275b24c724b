// SPDX-License-Identifier: GPL-3.0-or-later
#include "folding.h"

#include <QString>

#include <algorithm>

namespace isthmus::nameindex {

namespace {

constexpr int letters = 26;

bool isCapital(char c)
{
    return c >= 'A' && c <= 'Z';
}

QString foldedCharacters(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t character = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            character = QChar::surrogateToUcs4(text[i], text[i + 1]);
        i += QChar::requiresSurrogates(character) ? 1 : 0;
        const char32_t low = QChar::toCaseFolded(character);
        if (QChar::requiresSurrogates(low)) {
            result += QChar(QChar::highSurrogate(low));
            result += QChar(QChar::lowSurrogate(low));
        } else {
            result += QChar(char16_t(low));
        }
    }
    return result;
}

} // namespace

QByteArray folded(QStringView text)
{
    return foldedCharacters(text).toUtf8();
}

bool appendFolded(QByteArray &target, std::string_view utf8)
{
    const qsizetype begin = target.size();
    const bool isAscii = std::ranges::none_of(utf8, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (isAscii) {
        target.append(utf8.data(), qsizetype(utf8.size()));
        if (std::ranges::none_of(utf8, isCapital))
            return false;
        std::for_each(target.begin() + begin, target.end(), [](char &c) { c = isCapital(c) ? char(c + 32) : c; });
        return true;
    }
    target.append(foldedCharacters(QString::fromUtf8(utf8.data(), qsizetype(utf8.size()))).toUtf8());
    return std::string_view(target).substr(size_t(begin)) != utf8;
}

quint32 lettersOf(std::string_view folded)
{
    quint32 mask = 0;
    for (const char c : folded) {
        const auto byte = static_cast<unsigned char>(c);
        if (c >= 'a' && c <= 'z')
            mask |= 1U << (byte - 'a');
        else if (c >= '0' && c <= '9')
            mask |= c < '5' ? 1U << letters : 1U << (letters + 1);
        else if (byte >= 0x80)
            mask |= 1U << (letters + 2 + byte % 3);
        else if (c != '_') // which is in most of them
            mask |= 1U << (letters + 5);
    }
    return mask;
}

} // namespace isthmus::nameindex
