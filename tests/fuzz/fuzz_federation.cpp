// SPDX-License-Identifier: GPL-3.0-or-later
// LOCATION and column mapping of an external table.
#include "fuzztarget.h"

#include <isthmus/catalog/columnmapping.h>
#include <isthmus/sandbox/federation/tablelocation.h>

using namespace isthmus;
using namespace isthmus::sandbox;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto location = TableLocation::parse(text);
    if (location) {
        demand(!location->host.isEmpty() && !location->database.isEmpty(), "an address without host or database");
        demand(location->port > 0 && location->port < 65536, "no port");
    } else {
        demand(!location.error().isEmpty(), "refused without a word");
    }
    const auto mapping = catalog::parseColumnMapping(text);
    if (mapping) {
        demand(mapping->size() <= 1200, "more columns than a table has");
        for (const auto &[ours, theirs] : *mapping)
            demand(!ours.isEmpty() && !theirs.isEmpty(), "a column without a name");
    }
    return 0;
}
