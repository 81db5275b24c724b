// SPDX-License-Identifier: GPL-3.0-or-later
#include "fitting.h"

namespace isthmus::nameindex {

std::vector<std::pair<int, int>> placesOf(std::string_view word, std::string_view name)
{
    std::vector<std::pair<int, int>> places;
    if (word.empty() || word.size() > name.size())
        return places;
    const char *begin = name.data();
    const char *end = begin + name.size();
    if (const char *at = findPart(begin, end, word)) {
        places.emplace_back(int(at - begin), int(at - begin) + int(word.size()));
        return places;
    }
    const char *next = begin;
    for (size_t i = 0; i < word.size();) {
        const auto size = size_t(characterBytes(word[i]));
        const char *at = size_t(end - next) < size ? nullptr : findPart(next, end, word.substr(i, size));
        if (!at)
            return {};
        const int from = int(at - begin);
        if (!places.empty() && places.back().second == from)
            places.back().second = from + int(size);
        else
            places.emplace_back(from, from + int(size));
        next = at + size;
        i += size;
    }
    return places;
}

bool holds(std::string_view name, std::string_view part)
{
    return part.empty() || (part.size() <= name.size() && findPart(name.data(), name.data() + name.size(), part));
}

} // namespace isthmus::nameindex
