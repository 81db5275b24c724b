// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/nameorder.h>

namespace isthmus::core {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

char16_t folded(QChar c)
{
    const char16_t code = c.unicode();
    if (code < 0x80)
        return code >= u'A' && code <= u'Z' ? char16_t(code + (u'a' - u'A')) : code;
    return c.toCaseFolded().unicode();
}

// Where the number that begins at \a at has its first digit that counts, and where it ends.
struct Number {
    Number(QStringView text, qsizetype at) : end(at)
    {
        while (at < text.size() && text[at] == u'0')
            ++at;
        first = end = at;
        while (end < text.size() && isDigit(text[end]))
            ++end;
    }

    qsizetype first;
    qsizetype end;
};

} // namespace

int compareNames(QStringView a, QStringView b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const Number one(a, i);
            const Number other(b, j);
            if (one.end - one.first != other.end - other.first)
                return one.end - one.first < other.end - other.first ? -1 : 1;
            for (i = one.first, j = other.first; i < one.end; ++i, ++j) {
                if (a[i] != b[j])
                    return a[i] < b[j] ? -1 : 1;
            }
            continue;
        }
        if (a[i] != b[j]) {
            const char16_t left = folded(a[i]);
            const char16_t right = folded(b[j]);
            if (left != right)
                return left < right ? -1 : 1;
        }
        ++i;
        ++j;
    }
    if (i < a.size() || j < b.size())
        return i < a.size() ? 1 : -1;
    return a.compare(b);
}

} // namespace isthmus::core
