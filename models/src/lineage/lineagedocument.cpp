// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/lineageruns.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/format.h>
#include <isthmus/core/lane.h>
#include <isthmus/mapping/lineage/lineagewords.h>
#include <isthmus/models/lineage/lineagedocument.h>

#include <QJsonArray>

#include <algorithm>

namespace isthmus::models {

using catalog::ObjectPath;
using core::Result;
using mapping::LineageAnswer;
using mapping::LineageHandle;
using mapping::LineageNode;
using mapping::LineageWay;

namespace {

const QString lineageKind = QStringLiteral("lineage");
const QString grownKey = QStringLiteral("grown");
const QString listKey = QStringLiteral("list");
constexpr qsizetype mostRestored = 50; // handles that are grown again at the next start

} // namespace

LineageDocument::LineageDocument(Setup setup, DriftWatch &drift, tasks::Runs &runs,
                                 connections::ConnectionManager &manager, QObject *parent)
    : Document(parent), m_setup(std::move(setup)), m_drift(drift), m_manager(manager), m_runs(runs)
{
    connect(&m_waiting, &Waiting::told, this, &LineageDocument::waitingChanged);
    connect(&runs, &tasks::Runs::summaryChanged, this, &LineageDocument::takeRun);
    connect(&drift, &DriftWatch::compared, this, &LineageDocument::takeDrift);
}

// Who closes the page waits for nobody.
LineageDocument::~LineageDocument()
{
    stop();
}

DocumentAddress LineageDocument::address() const
{
    return lineageAddress(m_root);
}

bool LineageDocument::open(const DocumentAddress &address)
{
    if (address.kind != lineageKind || address.names.size() < 2)
        return false;
    const ObjectPath root{address.names.first(), address.names.sliced(1)};
    if (root == m_root)
        return true;
    stop();
    m_root = root;
    m_current = root;
    m_isLoaded = false;
    m_records.reset();
    m_found.clear();
    m_limits.clear();
    m_layout = {};
    m_error.reset();
    LineageNode node;
    node.path = root;
    node.kind = root.names.size() > 1 && root.names.at(root.names.size() - 2) == catalog::foreignServersFolder
        ? catalog::ObjectKind::ForeignServer
        : catalog::ObjectKind::Table; // until somebody has looked
    m_graph = mapping::LineageGraph(node);
    m_toGrow = {{root, LineageWay::Sources}, {root, LineageWay::Readers}};
    showGraph();
    Q_EMIT changed();
    Q_EMIT currentChanged();
    Q_EMIT waitingChanged();
    return true;
}

void LineageDocument::load()
{
    if (m_isLoaded)
        return;
    m_isLoaded = true;
    readRuns();
}

void LineageDocument::reload()
{
    stop();
    m_isLoaded = true;
    const auto grown = m_graph.grown();
    if (!grown.isEmpty())
        m_toGrow = grown;
    else if (m_toGrow.isEmpty())
        m_toGrow = {{m_root, LineageWay::Sources}, {m_root, LineageWay::Readers}};
    readRuns();
}

void LineageDocument::readRuns()
{
    m_isReadingRuns = true;
    m_error.reset();
    begin();
    m_runsQuestion.ask(readLineageRuns(m_runs),
                       [this](const Result<std::shared_ptr<const mapping::LineageRecords>> &records) {
                           m_isReadingRuns = false;
                           if (records)
                               m_records = *records;
                           else
                               m_error = records.error(); // definitions are told all the same
                           if (!m_records)
                               m_records = std::make_shared<const mapping::LineageRecords>();
                           growAll();
                           end();
                       });
}

// Those of which nothing leads to them yet wait for what does.
void LineageDocument::growAll()
{
    const auto handles = std::exchange(m_toGrow, {});
    for (const LineageHandle &handle : handles) {
        if (m_graph.node(handle.path))
            ask(handle, m_limits.value(handle, mapping::LineageQuestion::defaultLimit));
        else
            m_toGrow.append(handle);
    }
    if (m_running.isEmpty())
        m_toGrow.clear();
}

bool LineageDocument::canGrow(const LineageHandle &handle) const
{
    const LineageNode *node = m_graph.node(handle.path);
    if (!node || !node->canGrow() || node->kind == catalog::ObjectKind::Database)
        return false;
    // Where nothing was found there is nothing to fold.
    return !m_graph.isGrown(handle.path, handle.way) || m_graph.more(handle.path, handle.way) > 0
        || !m_graph.neighbours(handle.path, handle.way).isEmpty();
}

void LineageDocument::grow(const LineageHandle &handle)
{
    if (!m_graph.node(handle.path) || isGrowing(handle))
        return;
    if (!m_records) {
        m_toGrow.append(handle); // the runs are on their way
        return;
    }
    ask(handle, m_limits.value(handle, mapping::LineageQuestion::defaultLimit));
}

void LineageDocument::growMore(const LineageHandle &handle)
{
    qsizetype &limit = m_limits[handle];
    limit = qMax(limit, mapping::LineageQuestion::defaultLimit) + mapping::LineageQuestion::defaultLimit;
    grow(handle);
}

void LineageDocument::fold(const LineageHandle &handle)
{
    m_graph.fold(handle.path, handle.way);
    m_limits.remove(handle);
    if (!m_graph.node(m_current))
        setCurrent(handle.path);
    showGraph();
    Q_EMIT changed();
}

void LineageDocument::toggle(const LineageHandle &handle)
{
    if (isGrowing(handle)) {
        m_running.take(handle).future.cancel();
        end();
    } else if (m_graph.isGrown(handle.path, handle.way)) {
        fold(handle);
    } else {
        grow(handle);
    }
}

void LineageDocument::ask(const LineageHandle &handle, qsizetype limit)
{
    auto known = m_drift.knownSources();
    known.insert(m_found);
    const mapping::LineageQuestion question{handle.path, handle.way, limit, known};
    const auto future = m_setup.reader.neighboursLater(question, m_records, m_setup.sources);
    const int number = ++m_lastNumber;
    m_running.insert(handle, {number, future});
    begin();
    core::whenDone(future, this, [this, handle, number](const Result<LineageAnswer> &answer) {
        if (m_running.value(handle).number != number)
            return; // given up
        m_running.remove(handle);
        take(handle, answer);
        end();
    });
}

void LineageDocument::take(const LineageHandle &handle, const Result<LineageAnswer> &answer)
{
    if (!answer) {
        if (!answer.error().isCancelled())
            m_error = answer.error();
        return;
    }
    const bool isFirst = handle.path == m_root && m_graph.node(m_root)->state == LineageNode::State::Unread;
    m_graph.take(*answer);
    showGraph();
    growAll();
    if (isFirst || handle.path == m_current)
        Q_EMIT currentChanged(); // its kind may be known now
    Q_EMIT changed();
}

QStringList LineageDocument::warehouses() const
{
    QStringList names;
    for (const connections::Profile &profile : m_manager.profiles()) {
        if (profile.can(connections::Capability::MappedTo))
            names.append(profile.name);
    }
    return names;
}

void LineageDocument::lookIn(const ObjectPath &scope)
{
    m_isLooking = true;
    m_error.reset();
    begin();
    m_looking.ask(m_setup.reader.definitionsBelowLater(scope, m_setup.sources),
                  [this](const Result<QHash<ObjectPath, ObjectPath>> &found) {
                      m_isLooking = false;
                      if (found) {
                          m_found.insert(*found);
                          grow({m_current, LineageWay::Readers});
                      } else if (!found.error().isCancelled()) {
                          m_error = found.error();
                      }
                      end();
                  });
}

// What it made or dropped is part of the picture, or may become one.
void LineageDocument::takeRun(const plan::RunSummary &run)
{
    if (!m_isLoaded || !plan::isFinal(run.state) || !mapping::LineageRecords::tellsOf(run))
        return;
    const bool isOfThis = std::ranges::any_of(run.touches, [this](const plan::Touch &touch) {
        const auto has = [this](const QString &text) {
            const auto path = ObjectPath::parse(text);
            return path && (m_graph.node(*path) || m_graph.node(path->parent()));
        };
        return has(touch.path) || (!touch.source.isEmpty() && has(touch.source));
    });
    if (isOfThis)
        reload();
}

void LineageDocument::takeDrift(const mapping::Drift &drift)
{
    if (m_graph.takeDrift(drift))
        showGraph();
}

void LineageDocument::stop()
{
    for (Running &running : m_running)
        running.future.cancel();
    m_running.clear();
    m_runsQuestion.forget();
    m_looking.forget();
    m_isReadingRuns = false;
    m_isLooking = false;
    m_waiting.end();
}

void LineageDocument::cancel()
{
    if (!isWaiting())
        return;
    stop();
    m_toGrow.clear();
    if (!m_records)
        m_records = std::make_shared<const mapping::LineageRecords>();
    m_error = core::Error::cancelled();
    Q_EMIT waitingChanged();
}

void LineageDocument::begin()
{
    if (m_running.size() + (m_isLooking ? 1 : 0) + (m_isReadingRuns ? 1 : 0) == 1)
        m_waiting.begin();
    Q_EMIT waitingChanged();
}

void LineageDocument::end()
{
    if (!isWaiting())
        m_waiting.end();
    Q_EMIT waitingChanged();
}

QString LineageDocument::waitingText() const
{
    QString text;
    if (m_isLooking) {
        text = tr("Looking through external tables");
    } else if (m_isReadingRuns) {
        text = tr("Reading runs");
    } else if (!m_running.isEmpty()) {
        const LineageHandle handle = m_running.cbegin().key();
        text = handle.way == LineageWay::Sources ? tr("Reading what %1 reads").arg(handle.path.name())
                                                 : tr("Reading who reads %1").arg(handle.path.name());
        if (m_running.size() > 1)
            text = tr("%1, and %2 more").arg(text).arg(m_running.size() - 1);
    }
    return text.isEmpty() || m_waiting.seconds() == 0 ? text
                                                      : tr("%1: no answer for %2 s").arg(text).arg(m_waiting.seconds());
}

QString LineageDocument::summary() const
{
    const auto &nodes = m_graph.nodes();
    const QString objects = nodes.size() == 1 ? tr("1 object") : tr("%1 objects").arg(core::formatCount(nodes.size()));
    const auto drifted = std::ranges::count_if(m_picture.boxes, [](const mapping::LineagePicture::Box &box) {
        return box.drift == mapping::DriftState::Broken || box.drift == mapping::DriftState::Differs;
    });
    return drifted == 0 ? objects : tr("%1, %2 drifted").arg(objects, core::formatCount(drifted));
}

void LineageDocument::showGraph()
{
    m_picture = mapping::lineagePicture(m_graph, m_layout);
    m_list.setGraph(m_graph);
    Q_EMIT graphChanged();
}

void LineageDocument::setCurrent(const ObjectPath &path)
{
    if (m_current == path || !m_graph.node(path))
        return;
    m_current = path;
    Q_EMIT currentChanged();
    Q_EMIT changed(); // what actions are about
}

void LineageDocument::setShowsList(bool shows)
{
    if (m_showsList == shows)
        return;
    m_showsList = shows;
    Q_EMIT optionsChanged();
    Q_EMIT changed();
}

void LineageDocument::renameConnection(const QString &before, const QString &after, bool leadsElsewhere)
{
    Q_UNUSED(leadsElsewhere)
    const bool isShown = m_root.connection == before
        || std::ranges::any_of(m_graph.nodes(),
                               [&before](const LineageNode &node) { return node.path.connection == before; });
    if (!isShown)
        return;
    const bool wasLoaded = m_isLoaded;
    ObjectPath root = m_root;
    if (root.connection == before)
        root.connection = after;
    m_root = {}; // what is shown has other names by now
    static_cast<void>(open(lineageAddress(root)));
    if (wasLoaded)
        load();
}

void LineageDocument::comeBack(const QString &connection)
{
    const bool isUnknown = std::ranges::any_of(m_graph.nodes(), [&connection](const LineageNode &node) {
        return node.path.connection == connection && node.state == LineageNode::State::Unknown;
    });
    if (m_isLoaded && isUnknown)
        reload();
}

QString LineageDocument::title() const
{
    return tr("Lineage of %1").arg(m_root.name());
}

Selection LineageDocument::selection() const
{
    const LineageNode *node = m_graph.node(m_current);
    if (!node || node->isElsewhere() || node->state == LineageNode::State::Unread)
        return {}; // nobody knows yet what it is
    return selectionOf(node->path, node->kind, m_manager);
}

QJsonObject LineageDocument::state() const
{
    QJsonArray grown;
    auto handles = m_graph.grown();
    for (const LineageHandle &handle : m_toGrow)
        handles.append(handle);
    for (const LineageHandle &handle : handles.first(qMin(handles.size(), mostRestored)))
        grown.append(QJsonArray{handle.path.toString(), mapping::lineageWayName(handle.way)});
    QJsonObject state{{grownKey, grown}};
    if (m_showsList)
        state.insert(listKey, true);
    return state;
}

void LineageDocument::restore(const QJsonObject &state)
{
    m_showsList = state.value(listKey).toBool();
    if (state.contains(grownKey) && !m_isLoaded) {
        m_toGrow.clear();
        const QJsonArray grown = state.value(grownKey).toArray();
        for (const auto &each : grown) {
            const auto path = ObjectPath::parse(each[0].toString());
            if (!path || m_toGrow.size() >= mostRestored)
                continue;
            const bool isSources = each[1].toString() == mapping::lineageWayName(LineageWay::Sources);
            m_toGrow.append({*path, isSources ? LineageWay::Sources : LineageWay::Readers});
        }
        if (m_toGrow.isEmpty())
            m_toGrow = {{m_root, LineageWay::Sources}, {m_root, LineageWay::Readers}};
    }
    Q_EMIT optionsChanged();
}

QFuture<Result<core::Done>> LineageDocument::exportSvg(const QString &file) const
{
    return core::runOnPool<core::Done>([picture = m_picture, file](const core::Cancellation &) {
        return mapping::writeLineage(mapping::lineageSvg(picture), file);
    });
}

DocumentAddress lineageAddress(const ObjectPath &path)
{
    return {lineageKind, QStringList{path.connection} + path.names};
}

} // namespace isthmus::models
