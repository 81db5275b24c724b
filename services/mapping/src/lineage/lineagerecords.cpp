// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/lineage/lineagerecords.h>

#include <algorithm>

namespace isthmus::mapping {

using catalog::ObjectPath;
using plan::Change;
using plan::RunState;

namespace {

LineageRun runOf(const plan::RunSummary &run)
{
    return {run.id, run.number, run.taskKind, run.taskTitle, run.state, run.ended.isValid() ? run.ended : run.begun()};
}

QStringList sorted(const QSet<QString> &paths)
{
    QStringList list = paths.values();
    list.sort();
    return list;
}

QString parentOf(const QString &path)
{
    const auto parsed = ObjectPath::parse(path);
    return parsed && !parsed->isConnection() ? parsed->parent().toString() : QString();
}

} // namespace

bool LineageRecords::tellsOf(const plan::RunSummary &run)
{
    return std::ranges::any_of(run.touches, [](const plan::Touch &touch) {
        return !touch.source.isEmpty() || touch.change == Change::Dropped;
    });
}

bool LineageRecords::needsDefinition(const plan::RunSummary &run)
{
    return run.taskKind == MapSchema::taskKind && tellsOf(run);
}

void LineageRecords::take(const plan::RunSummary &run)
{
    if (!tellsOf(run))
        return;
    const bool isKnown = m_runs.contains(run.id);
    m_runs.insert(run.id, runOf(run));
    if (isKnown)
        return; // a plan touches what it touches
    for (const plan::Touch &touch : run.touches) {
        if (touch.source.isEmpty() && touch.change != Change::Dropped)
            continue;
        m_byReader[touch.path].append({runOf(run), touch});
        if (touch.source.isEmpty())
            continue;
        m_readersOf[touch.source].insert(touch.path);
        m_readersBelow[parentOf(touch.path)].insert(touch.path);
        m_sourcesBelow[parentOf(touch.source)].insert(touch.source);
    }
}

void LineageRecords::take(const plan::Run &run)
{
    take(static_cast<const plan::RunSummary &>(run));
    if (run.taskKind != MapSchema::taskKind)
        return;
    if (const auto definition = MapSchema::fromJson(run.definition); definition && !definition->foreignServer.isEmpty())
        m_servers.insert(
            run.id,
            definition->targetProject.child(catalog::foreignServersFolder).child(definition->foreignServer).toString());
}

// Of runs that have succeeded; if none has, of those that have not: some of what they were to make may be there.
const LineageRecords::Told *LineageRecords::newestMaking(const QString &reader) const
{
    const Told *newest = nullptr;
    const auto found = m_byReader.constFind(reader);
    if (found == m_byReader.cend())
        return nullptr;
    for (const Told &told : *found) {
        if (told.touch.change == Change::Dropped || m_runs.value(told.run.id).state != RunState::Succeeded)
            continue;
        if (!newest || told.run.number > newest->run.number)
            newest = &told;
    }
    return newest;
}

LineageEdge LineageRecords::edgeOf(const QString &reader, const QString &source) const
{
    LineageEdge edge;
    edge.reader = ObjectPath::parse(reader).value_or(ObjectPath());
    edge.source = ObjectPath::parse(source).value_or(ObjectPath());
    const auto told = m_byReader.value(reader);
    for (const Told &each : told) {
        const LineageRun run = m_runs.value(each.run.id);
        if (each.touch.change == Change::Dropped || each.touch.source != source)
            continue;
        const bool isBetter = !edge.made
            || (run.state == RunState::Succeeded) > (edge.made->state == RunState::Succeeded)
            || ((run.state == RunState::Succeeded) == (edge.made->state == RunState::Succeeded)
                && run.number > edge.made->number);
        if (isBetter)
            edge.made = run;
    }
    for (const Told &each : told) {
        const LineageRun run = m_runs.value(each.run.id);
        const bool ends = each.touch.change == Change::Dropped || each.touch.source != source;
        if (!ends || !edge.made || run.state != RunState::Succeeded || run.number <= edge.made->number)
            continue;
        if (!edge.ended || run.number > edge.ended->number)
            edge.ended = run;
    }
    return edge;
}

QList<LineageEdge> LineageRecords::edgesOfReader(const ObjectPath &reader) const
{
    const QString text = reader.toString();
    QSet<QString> sources;
    const auto told = m_byReader.value(text);
    for (const Told &each : told) {
        if (!each.touch.source.isEmpty())
            sources.insert(each.touch.source);
    }
    QList<LineageEdge> edges;
    for (const QString &source : sorted(sources))
        edges.append(edgeOf(text, source));
    return edges;
}

QList<LineageEdge> LineageRecords::edgesOfSource(const ObjectPath &source) const
{
    const QString text = source.toString();
    QList<LineageEdge> edges;
    for (const QString &reader : sorted(m_readersOf.value(text)))
        edges.append(edgeOf(reader, text));
    return edges;
}

QList<LineageEdge> LineageRecords::edgesOfSourcesBelow(const ObjectPath &schema) const
{
    QList<LineageEdge> edges;
    for (const QString &source : sorted(m_sourcesBelow.value(schema.toString()))) {
        for (const QString &reader : sorted(m_readersOf.value(source)))
            edges.append(edgeOf(reader, source));
    }
    return edges;
}

QList<LineageEdge> LineageRecords::edgesOfReadersBelow(const ObjectPath &schema) const
{
    QList<LineageEdge> edges;
    for (const QString &reader : sorted(m_readersBelow.value(schema.toString())))
        edges += edgesOfReader(ObjectPath::parse(reader).value_or(ObjectPath()));
    return edges;
}

std::optional<LineageEdge> LineageRecords::serverOf(const ObjectPath &schema) const
{
    const Told *made = newestMaking(schema.toString());
    if (!made || !m_servers.contains(made->run.id))
        return std::nullopt;
    LineageEdge edge = edgeOf(made->touch.path, made->touch.source);
    edge.source = ObjectPath::parse(m_servers.value(made->run.id)).value_or(ObjectPath());
    return edge;
}

QList<LineageEdge> LineageRecords::schemasOver(const ObjectPath &server) const
{
    QSet<QString> schemas;
    for (auto it = m_servers.cbegin(); it != m_servers.cend(); ++it) {
        if (it.value() != server.toString())
            continue;
        for (auto told = m_byReader.cbegin(); told != m_byReader.cend(); ++told) {
            const Told *made = newestMaking(told.key());
            if (made && made->run.id == it.key())
                schemas.insert(told.key());
        }
    }
    QList<LineageEdge> edges;
    for (const QString &schema : sorted(schemas)) {
        if (const auto edge = serverOf(ObjectPath::parse(schema).value_or(ObjectPath())))
            edges.append(*edge);
    }
    return edges;
}

bool LineageRecords::isExternalSchema(const ObjectPath &path) const
{
    const Told *made = newestMaking(path.toString());
    return made && made->run.taskKind == MapSchema::taskKind;
}

} // namespace isthmus::mapping
