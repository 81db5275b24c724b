// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/mapping/structurediff/reading.h>

namespace isthmus::mapping {

core::Result<DiffSide> awaitDiffSide(catalog::Catalog &catalog, const catalog::ObjectPath &path,
                                     dialect::Dialect system, const core::Cancellation &cancellation)
{
    const auto table = core::await(catalog.table(path), cancellation);
    if (!table)
        return core::fail(table.error());
    DiffSide side{*table, system, true};
    if (system == dialect::Dialect::MaxCompute) {
        const auto server = core::await(catalog.server(table->database), cancellation);
        if (!server)
            return core::fail(server.error());
        side.hasSchemas = server->schemasEnabled;
    }
    return side;
}

} // namespace isthmus::mapping
