// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "folding.h"

#include <isthmus/nameindex/search.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

namespace isthmus::nameindex {

/// How one word fits a name; both are folded.
struct Fit {
    static constexpr int worst = 63;
    Found found = Found::Exact;
    int roughness = 0; ///< among those found alike, less is better; up to `worst`
};

// Inline, since a million names are compared at each key press.

/// The first place of \a part, which is not empty, from \a begin on; null if there is none. Names are short: looking
/// for the first byte is all that a cleverer search would gain, and a call of memcmp() for each costs as much as that.
[[nodiscard]] inline const char *findPart(const char *begin, const char *end, std::string_view part)
{
    const char *last = end - part.size();
    while (begin <= last) {
        const auto *at = static_cast<const char *>(std::memchr(begin, part.front(), size_t(last - begin) + 1));
        if (!at || part.size() == 1)
            return at;
        if (at[1] == part[1] && std::memcmp(at, part.data(), part.size()) == 0)
            return at;
        begin = at + 1;
    }
    return nullptr;
}

/// Whether \a c is of a word: of the words in "dwd_orders" the underscore is not.
[[nodiscard]] inline bool isOfWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// Whether \a word is in \a name, and how: side by side, of which the first place counts, else letter by letter, each
/// at the first place behind the one before. Rougher is what begins inside of a word of the name, and of letters that
/// stand apart each gap. The empty word begins every name.
[[nodiscard]] inline bool fits(std::string_view word, std::string_view name, bool mayBeFuzzy, Fit &fit)
{
    if (word.size() > name.size())
        return false;
    if (word.empty()) {
        fit = {Found::Prefix, 0};
        return true;
    }
    const char *begin = name.data();
    const char *end = begin + name.size();
    if (const char *at = findPart(begin, end, word)) {
        if (at == begin)
            fit = {word.size() == name.size() ? Found::Exact : Found::Prefix, 0};
        else
            fit = {Found::Contains, isOfWord(at[-1]) ? 1 : 0};
        return true;
    }
    if (!mayBeFuzzy)
        return false;
    int gaps = 0;
    const char *next = begin;
    for (size_t i = 0; i < word.size();) {
        const auto size = size_t(characterBytes(word[i]));
        if (size_t(end - next) < size)
            return false;
        const char *at = findPart(next, end, word.substr(i, size));
        if (!at)
            return false;
        gaps += i > 0 && at != next ? 1 : 0;
        next = at + size;
        i += size;
    }
    fit = {Found::Fuzzy, std::min(gaps, Fit::worst)};
    return true;
}

/// Where the same was found: from and to, in bytes of \a name, in their order.
[[nodiscard]] std::vector<std::pair<int, int>> placesOf(std::string_view word, std::string_view name);

/// Whether \a name holds \a part side by side.
[[nodiscard]] bool holds(std::string_view name, std::string_view part);

} // namespace isthmus::nameindex
