// SPDX-License-Identifier: GPL-3.0-or-later
#include "requesthead.h"

namespace isthmus::sandbox {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

QByteArray withoutBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text.toByteArray();
}

} // namespace

QList<QPair<QByteArray, QByteArray>> headersOf(QByteArrayView head)
{
    QList<QPair<QByteArray, QByteArray>> headers;
    bool isRequestLine = true;
    for (;;) {
        const qsizetype end = head.indexOf('\n');
        if (end < 0)
            return headers;
        QByteArrayView line = head.first(end);
        head = head.sliced(end + 1);
        if (std::exchange(isRequestLine, false) || !line.endsWith('\r'))
            continue;
        line.chop(1);
        if (line.isEmpty())
            return headers;
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            headers.append({line.first(colon).toByteArray(), withoutBlanks(line.sliced(colon + 1))});
    }
}

} // namespace isthmus::sandbox
