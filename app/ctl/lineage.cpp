// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <isthmus/mapping/lineage/lineagereader.h>
#include <isthmus/mapping/lineage/lineagesvg.h>
#include <isthmus/mapping/lineage/lineagewords.h>

#include <QSet>

#include <algorithm>

namespace isthmus::app {

namespace {

using catalog::ObjectPath;
using core::Result;
using mapping::LineageGraph;
using mapping::LineageNode;
using mapping::LineageWay;

constexpr int defaultDepth = 1;
constexpr int mostSteps = 10;
constexpr qsizetype mostNodes = 2000;

// What is asked for.
struct Wanted {
    ObjectPath object;
    int depth = defaultDepth;
    std::optional<ObjectPath> lookIn;
    QString svgFile;
};

// What all runs tell that the store remembers.
Result<std::shared_ptr<const mapping::LineageRecords>> readRecords(CtlSession &session, AppServices &services)
{
    constexpr int all = 1000; // more than the store keeps
    auto records = std::make_shared<mapping::LineageRecords>();
    tasks::RunQuery query;
    query.limit = all;
    const auto page = session.await(session.onMain([&] {
        services.beginRuns();
        return services.runs().list(query);
    }));
    if (!page)
        return core::fail(page.error());
    for (const plan::RunSummary &run : page->runs) {
        if (!mapping::LineageRecords::needsDefinition(run)) {
            records->take(run);
            continue;
        }
        const auto whole = session.await(session.onMain([&] { return services.runs().run(run.id); }));
        if (whole)
            records->take(*whole);
        else if (whole.error().isCancelled())
            return core::fail(whole.error());
        else
            records->take(run);
    }
    return records;
}

// Grows one way, step by step, from the root.
class Growing {
public:
    Growing(CtlSession &session, AppServices &services, std::shared_ptr<const mapping::LineageRecords> records)
        : m_session(session), m_services(services), m_records(std::move(records))
    {
    }

    Result<core::Done> lookIn(const ObjectPath &scope)
    {
        const auto found =
            m_session.await(m_services.lineage().definitionsBelowLater(scope, m_services.sources()), scope);
        if (!found)
            return core::fail(found.error());
        m_known = *found;
        return core::Done{};
    }

    Result<core::Done> grow(LineageGraph &graph, LineageWay way, int depth)
    {
        QList<ObjectPath> step{graph.root()};
        QSet<ObjectPath> seen{graph.root()};
        for (int i = 0; i < depth && !step.isEmpty(); ++i) {
            QList<ObjectPath> next;
            for (const ObjectPath &path : std::as_const(step)) {
                const LineageNode *node = graph.node(path);
                if (!node || !node->canGrow())
                    continue;
                if (graph.nodes().size() >= mostNodes) {
                    m_isCut = true;
                    return core::Done{};
                }
                mapping::LineageQuestion question{path, way, mapping::LineageQuestion::defaultLimit, m_known};
                const auto answer = m_session.await(
                    m_services.lineage().neighboursLater(question, m_records, m_services.sources()), path);
                if (!answer && (answer.error().isCancelled() || path == graph.root()))
                    return core::fail(answer.error());
                if (!answer)
                    continue; // what has no lineage of its own: a database
                graph.take(*answer);
                for (const LineageNode &found : answer->nodes) {
                    if (!seen.contains(found.path))
                        next.append(found.path);
                    seen.insert(found.path);
                }
            }
            step = next;
        }
        return core::Done{};
    }

    [[nodiscard]] bool isCut() const { return m_isCut; }

private:
    CtlSession &m_session;
    AppServices &m_services;
    std::shared_ptr<const mapping::LineageRecords> m_records;
    QHash<ObjectPath, ObjectPath> m_known;
    bool m_isCut = false;
};

QString nodeText(const LineageNode &node)
{
    QString text = node.isElsewhere() ? node.path.names.join(u'/') : node.path.toString();
    text += QStringLiteral(": ") + mapping::lineageKind(node);
    if (const QString state = mapping::lineageState(node); !state.isEmpty())
        text += QStringLiteral(", ") + state;
    return text;
}

QString edgeText(const mapping::LineageEdge &edge)
{
    QStringList parts{mapping::lineageOrigin(edge), mapping::lineageDrift(edge)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral("; "));
}

// Neighbours below what they are neighbours of; what was told before is named, and not gone into again.
void printNeighbours(const CtlSession &session, const LineageGraph &graph, LineageWay way, const ObjectPath &path,
                     QSet<ObjectPath> &told, int level)
{
    const QString indent(qsizetype(level) * 2, u' ');
    for (const ObjectPath &other : graph.neighbours(path, way)) {
        const LineageNode *node = graph.node(other);
        const bool isSource = way == LineageWay::Sources;
        const auto *edge =
            graph.edge(isSource ? mapping::LineageEdgeKey{path, other} : mapping::LineageEdgeKey{other, path});
        if (!node || !edge)
            continue;
        session.print(indent + nodeText(*node) + QStringLiteral(" (%1)").arg(edgeText(*edge)));
        if (told.contains(other))
            continue;
        told.insert(other);
        printNeighbours(session, graph, way, other, told, level + 1);
    }
    if (const qsizetype more = graph.more(path, way); more > 0)
        session.print(indent + mapping::lineageMore(more));
}

void print(const CtlSession &session, const LineageGraph &graph)
{
    session.print(nodeText(*graph.node(graph.root())));
    for (const auto way : {LineageWay::Sources, LineageWay::Readers}) {
        session.print(way == LineageWay::Sources ? CtlText::tr("reads:") : CtlText::tr("is read by:"));
        if (graph.neighbours(graph.root(), way).isEmpty())
            session.print(QStringLiteral("  ") + CtlText::tr("nothing that is known"));
        QSet<ObjectPath> told{graph.root()};
        printNeighbours(session, graph, way, graph.root(), told, 1);
    }
}

// What could not be looked at is told, and why.
int tell(const CtlSession &session, const LineageGraph &graph)
{
    if (session.json)
        session.printJson(graph.toJson());
    else
        print(session, graph);
    QStringList hints; // what to do about it, once
    for (const LineageNode &node : graph.nodes()) {
        if (node.error && !node.error->hint.isEmpty() && !hints.contains(node.error->hint))
            hints.append(node.error->hint);
    }
    for (const QString &hint : std::as_const(hints))
        session.note(hint);
    const bool isAllKnown = std::ranges::none_of(
        graph.nodes(), [](const LineageNode &node) { return node.state == LineageNode::State::Unknown; });
    return isAllKnown ? exitDone : exitFailed;
}

int failNotThere(const CtlSession &session, const ObjectPath &object)
{
    const QString message = CtlText::tr("%1 is not there, and no run has told of it.").arg(object.toString());
    const QString hint = CtlText::tr("\"isthmusctl ls\" lists what is below a path.");
    return session.fail({core::ErrorKind::NotFound, message, hint, {}, {}});
}

int run(CtlSession &session, const Wanted &wanted)
{
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    const auto records = readRecords(session, **services);
    if (!records)
        return session.fail(records.error());
    Growing growing(session, **services, *records);
    if (wanted.lookIn) {
        if (const auto done = growing.lookIn(*wanted.lookIn); !done)
            return session.fail(done.error());
    }
    LineageNode root;
    root.path = wanted.object;
    LineageGraph graph(root);
    for (const auto way : {LineageWay::Sources, LineageWay::Readers}) {
        if (const auto done = growing.grow(graph, way, wanted.depth); !done)
            return session.fail(done.error());
    }
    const LineageNode &object = *graph.node(graph.root());
    if (object.state == LineageNode::State::Gone && graph.edges().isEmpty())
        return failNotThere(session, object.path);
    if (growing.isCut())
        session.note(CtlText::tr("More than %1 objects: the rest was left out.").arg(mostNodes));
    if (!wanted.svgFile.isEmpty()) {
        mapping::LineageLayout layout;
        const auto done =
            mapping::writeLineage(mapping::lineageSvg(mapping::lineagePicture(graph, layout)), wanted.svgFile);
        if (!done)
            return session.fail(done.error());
    }
    return tell(session, graph);
}

} // namespace

int runLineageVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("lineage"),
                      CtlText::tr("Tells what an object reads and who reads it: from definitions as they are now, and "
                                  "from the runs of this machine. The exit code is 1 where an object could not be "
                                  "looked at."));
    args.addPositional(QStringLiteral("OBJECT"),
                       CtlText::tr("Table, schema or foreign server, for example order_dw/public/dwd_orders."));
    args.addOption(QStringLiteral("depth"),
                   CtlText::tr("How many steps in each direction, 1 to %1; 1 if not given.").arg(mostSteps),
                   QStringLiteral("N"));
    args.addOption(QStringLiteral("look-in"),
                   CtlText::tr("Connection, project or schema of MaxCompute whose external tables are all looked "
                               "through for readers that no run has told of."),
                   QStringLiteral("PATH"));
    args.addOption(QStringLiteral("svg"), CtlText::tr("Draw it into this file too."), QStringLiteral("FILE"));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    Wanted wanted;
    const auto path = ObjectPath::parse(args.positional(0));
    if (!path || path->isConnection())
        return args.usageError(CtlText::tr("OBJECT is CONNECTION/SCHEMA or CONNECTION/SCHEMA/TABLE; the database or "
                                           "project comes before the schema on a connection to several."));
    wanted.object = *path;
    bool isNumber = true;
    if (args.isSet(QStringLiteral("depth")))
        wanted.depth = args.value(QStringLiteral("depth")).toInt(&isNumber);
    if (!isNumber || wanted.depth < 1 || wanted.depth > mostSteps)
        return args.usageError(CtlText::tr("--depth is 1 to %1.").arg(mostSteps));
    if (args.isSet(QStringLiteral("look-in"))) {
        const auto scope = ObjectPath::parse(args.value(QStringLiteral("look-in")));
        if (!scope)
            return args.usageError(scope.error().message);
        wanted.lookIn = *scope;
    }
    wanted.svgFile = args.value(QStringLiteral("svg"));
    if (args.isSet(QStringLiteral("svg")) && wanted.svgFile.isEmpty())
        return args.usageError(CtlText::tr("--svg needs the name of a file."));
    return run(session, wanted);
}

} // namespace isthmus::app
