// SPDX-License-Identifier: GPL-3.0-or-later
// Path and query of a request line.
#include "fuzztarget.h"

#include <isthmus/sandbox/requests/requesttarget.h>

using namespace isthmus::sandbox;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto target = RequestTarget::parse(QByteArrayView(data, qsizetype(size)));
    if (!target)
        return 0;
    for (const QString &segment : target->segments())
        demand(!segment.contains(u'/'), "a slash inside a segment");
    (void)resourceOf(target->segments());
    const qint64 number = target->number(u"linenum", 7, 1, 100);
    demand(number >= 1 && number <= 100, "a number out of its bounds");
    return 0;
}
