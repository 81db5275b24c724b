// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/arraybounds.h>

namespace isthmus::records {

namespace {

// Passes an integer; false if there is none.
bool passInteger(QByteArrayView text, qsizetype &at)
{
    if (at < text.size() && (text[at] == '-' || text[at] == '+'))
        ++at;
    const qsizetype begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
        ++at;
    return at > begin;
}

bool pass(QByteArrayView text, qsizetype &at, char c)
{
    if (at >= text.size() || text[at] != c)
        return false;
    ++at;
    return true;
}

} // namespace

qsizetype arrayBoundsLength(QByteArrayView array)
{
    qsizetype at = 0;
    while (pass(array, at, '[')) {
        if (!passInteger(array, at) || !pass(array, at, ':') || !passInteger(array, at) || !pass(array, at, ']'))
            return 0;
    }
    return at > 0 && pass(array, at, '=') ? at : 0;
}

} // namespace isthmus::records
