// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/lineagereading.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/core/lane.h>

namespace isthmus::mapping {

using catalog::ObjectKind;
using catalog::ObjectPath;
using core::Cancellation;
using core::Result;
using Definitions = QHash<ObjectPath, ObjectPath>;

Result<LineageAnswer> LineageReader::neighbours(const LineageQuestion &question, const LineageRecords &records,
                                                const planning::Sources &sources,
                                                const Cancellation &cancellation) const
{
    Reading reading(*this, question, records, {sources, cancellation});
    return reading.read();
}

QFuture<Result<LineageAnswer>> LineageReader::neighboursLater(const LineageQuestion &question,
                                                              std::shared_ptr<const LineageRecords> records,
                                                              std::shared_ptr<const planning::Sources> sources) const
{
    return core::runOnPool<LineageAnswer>([reader = *this, question, records = std::move(records),
                                           sources = std::move(sources)](const Cancellation &cancellation) {
        return reader.neighbours(question, *records, *sources, cancellation);
    });
}

Result<Definitions> LineageReader::definitionsBelow(const ObjectPath &scope, const planning::Sources &sources,
                                                    const Cancellation &cancellation) const
{
    const auto place = m_saved.placeOf(scope.connection);
    const auto source = sources.source(scope.connection, cancellation);
    if (!source)
        return core::fail(source.error());
    if (!place || !place->isWarehouse)
        return core::fail(
            core::ErrorKind::Invalid,
            QCoreApplication::translate("Mapping", "%1 is not in MaxCompute.").arg(scope.toString()),
            QCoreApplication::translate("Mapping",
                                        "External tables are looked for in MaxCompute: name a connection, "
                                        "a project or a schema."));
    QList<ObjectPath> scopes{scope};
    if (scope.isConnection() && place->isBelowDatabases) {
        scopes.clear();
        const auto projects = catalog::awaitAll(*source->catalog, scope, cancellation);
        if (!projects)
            return core::fail(projects.error());
        for (const catalog::Entry &entry : *projects) {
            if (entry.kind == ObjectKind::Project)
                scopes.append(entry.path);
        }
    }
    Definitions found;
    for (const ObjectPath &each : std::as_const(scopes)) {
        sources.waitsFor(each);
        const auto links = core::await(source->catalog->externalLinks(each), cancellation);
        if (!links)
            return core::fail(links.error());
        for (const catalog::ExternalLink &link : *links) {
            if (const auto leadsTo = placeOfLocation(link.location, m_saved.sourceOf))
                found.insert(link.table, *leadsTo);
        }
    }
    return found;
}

QFuture<Result<Definitions>>
LineageReader::definitionsBelowLater(const ObjectPath &scope, std::shared_ptr<const planning::Sources> sources) const
{
    return core::runOnPool<Definitions>(
        [reader = *this, scope, sources = std::move(sources)](const Cancellation &cancellation) {
            return reader.definitionsBelow(scope, *sources, cancellation);
        });
}

bool LineageReader::hasLineage(ObjectKind kind)
{
    return catalog::isRelation(kind) || kind == ObjectKind::Schema || kind == ObjectKind::ExternalSchema
        || kind == ObjectKind::ForeignServer;
}

} // namespace isthmus::mapping
