// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/catalog/gotomodel.h>

#include <algorithm>
#include <chrono>

namespace isthmus::models {

using namespace std::chrono_literals;

using catalog::ObjectKind;
using catalog::ObjectPath;
using nameindex::ConnectionNames;
using nameindex::Found;
using nameindex::Hit;
using nameindex::Sort;

namespace {

constexpr auto releaseAfter = 5min;

QString titleOf(Found found)
{
    switch (found) {
    case Found::Exact:
        return GoToModel::tr("Named so");
    case Found::Prefix:
        return GoToModel::tr("Begin so");
    case Found::Contains:
        return GoToModel::tr("Contain it");
    case Found::Fuzzy:
        return GoToModel::tr("Letters in this order");
    case Found::Column:
        return GoToModel::tr("Columns");
    }
    return {};
}

QString placeOf(const Hit &hit)
{
    if (hit.path.isConnection())
        return catalog::objectKindTitle(hit.kind);
    const ObjectPath above = hit.path.parent();
    return (QStringList{above.connection} + above.names).join(QStringLiteral(" › "));
}

QString ageOf(const QDateTime &asOf)
{
    if (!asOf.isValid())
        return {};
    const QDateTime local = asOf.toLocalTime();
    return local.date() == QDate::currentDate() ? local.toString(QStringLiteral("HH:mm"))
                                                : local.toString(QStringLiteral("yyyy-MM-dd"));
}

} // namespace

GoToModel::GoToModel(nameindex::NameIndex &names, const connections::ConnectionManager &connections, QObject *parent)
    : QAbstractListModel(parent), m_names(names), m_connections(connections)
{
    m_releaseLater.setSingleShot(true);
    m_releaseLater.setInterval(releaseAfter);
    connect(&m_releaseLater, &QTimer::timeout, this, [this] { m_names.release(); });
    connect(&names, &nameindex::NameIndex::changed, this, [this] {
        if (!m_isActive)
            return;
        readState();
        search();
    });
    connect(&names, &nameindex::NameIndex::pausedChanged, this, &GoToModel::stateChanged);
}

void GoToModel::setActive(bool isActive)
{
    m_isActive = isActive;
    if (!isActive) {
        m_releaseLater.start();
        return;
    }
    m_releaseLater.stop();
    readState();
    search(); // fills the memory, before the first letter
}

void GoToModel::setPattern(const QString &pattern)
{
    if (pattern == m_query.text)
        return;
    m_query.text = pattern;
    search();
}

void GoToModel::setSort(Sort sort)
{
    if (sort == m_query.sort)
        return;
    m_query.sort = sort;
    search();
}

void GoToModel::setConnection(const QString &name)
{
    if (name == m_query.connection)
        return;
    m_query.connection = name;
    search();
}

void GoToModel::search()
{
    m_hasAnswer = false;
    m_searching.ask(m_names.search(m_query), [this](const core::Result<nameindex::Answer> &answer) {
        if (!answer)
            Q_EMIT failed(answer.error());
        take(answer.value_or(nameindex::Answer()));
    });
}

void GoToModel::take(const nameindex::Answer &answer)
{
    const bool isSame = answer.hits == m_answer.hits && answer.totals == m_answer.totals;
    if (!isSame)
        beginResetModel();
    m_answer = answer;
    m_hasAnswer = true;
    if (!isSame) {
        m_rows.clear();
        for (int i = 0; i < m_answer.hits.size(); ++i) {
            const Found group = m_answer.hits[i].found;
            if (i == 0 || m_answer.hits[i - 1].found != group)
                m_rows.append({group, -1});
            m_rows.append({group, i});
        }
        endResetModel();
    }
    Q_EMIT answered();
}

void GoToModel::readState()
{
    m_readingState.ask(m_names.overview(), [this](const core::Result<QList<ConnectionNames>> &state) {
        m_state = state.value_or(QList<ConnectionNames>());
        Q_EMIT stateChanged();
    });
}

void GoToModel::readColumns()
{
    for (const ConnectionNames &names : std::as_const(m_state))
        static_cast<void>(m_names.read(names.connection, nameindex::Depth::Columns));
}

QString GoToModel::hitsText() const
{
    if (!m_hasAnswer || m_query.text.trimmed().isEmpty())
        return {};
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(m_answer.elapsed);
    const qint64 total = m_answer.total();
    const QString time = core::formatDuration(elapsed);
    return total == 1 ? tr("1 hit, %1").arg(time) : tr("%1 hits, %2").arg(core::formatCount(total), time);
}

QString GoToModel::message() const
{
    if (m_query.text.trimmed().isEmpty())
        return tr("Type any part of a name, of a table that was opened or not. Words apart are looked for one by one.");
    if (!m_hasAnswer || !m_rows.isEmpty())
        return {};
    if (m_query.sort == Sort::Columns)
        return tr("No column matches. Columns are known of tables that were opened, and of all once they were read.");
    return tr("No name matches.");
}

QString GoToModel::namesText() const
{
    qint64 names = 0;
    for (const ConnectionNames &connection : m_state)
        names += connection.names;
    if (m_state.isEmpty())
        return tr("No connections yet");
    return m_state.size() == 1 ? tr("%1 names of 1 connection").arg(core::formatCount(names))
                               : tr("%1 names of %2 connections").arg(core::formatCount(names)).arg(m_state.size());
}

int GoToModel::countIn(ConnectionNames::State state) const
{
    return int(std::ranges::count(m_state, state, &ConnectionNames::state));
}

bool GoToModel::lacksConnections() const
{
    return std::ranges::any_of(m_state, [](const ConnectionNames &names) {
        return !names.asOf.isValid() && names.state != ConnectionNames::State::Reading
            && names.state != ConnectionNames::State::Waiting;
    });
}

QString GoToModel::lackText() const
{
    QStringList lacks;
    const auto unread = std::ranges::count_if(m_state, [](const ConnectionNames &names) {
        return !names.asOf.isValid() && names.state != ConnectionNames::State::Failed;
    });
    if (unread > 0)
        lacks.append(unread == 1 ? tr("1 connection not read yet") : tr("%1 connections not read yet").arg(unread));
    for (const ConnectionNames &names : m_state) {
        if (names.state == ConnectionNames::State::Failed && names.error)
            lacks.append(tr("%1 could not be read: %2").arg(names.connection, names.error->message));
    }
    return lacks.join(QStringLiteral(" · "));
}

QString GoToModel::readingText() const
{
    const auto reading = std::ranges::find(m_state, ConnectionNames::State::Reading, &ConnectionNames::state);
    if (reading == m_state.end())
        return {};
    const int waiting = countIn(ConnectionNames::State::Waiting);
    return waiting == 0 ? tr("Reading %1").arg(reading->connection)
                        : tr("Reading %1, %2 to go").arg(reading->connection).arg(waiting);
}

int GoToModel::nextHit(int row, int step) const
{
    for (; row >= 0 && row < m_rows.size(); row += step) {
        if (m_rows[row].hit >= 0)
            return row;
    }
    return -1;
}

QString GoToModel::detailOf(const QModelIndex &index) const
{
    if (!index.isValid() || m_rows[index.row()].hit < 0)
        return {};
    const Hit &hit = m_answer.hits[m_rows[index.row()].hit];
    QStringList parts{(QStringList{hit.path.connection} + hit.path.names).join(QStringLiteral(" › ")),
                      catalog::objectKindTitle(hit.kind)};
    if (!hit.type.isEmpty())
        parts.append(hit.type);
    if (hit.asOf.isValid())
        parts.append(tr("listed %1").arg(core::formatTime(hit.asOf)));
    return parts.join(QStringLiteral(" · "));
}

int GoToModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant GoToModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    return row.hit < 0 ? titleData(row, role) : hitData(m_answer.hits[row.hit], role);
}

QVariant GoToModel::titleData(const Row &row, int role) const
{
    const qint64 all = m_answer.totals[size_t(row.group)];
    const qint64 shown = std::ranges::count(m_answer.hits, row.group, &Hit::found);
    const QString count =
        shown == all ? core::formatCount(all) : tr("%1 of %2").arg(core::formatCount(shown), core::formatCount(all));
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(row.group);
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(titleOf(row.group), count);
    case IsTitleRole:
        return true;
    case CountRole:
        return count;
    default:
        return {};
    }
}

QVariant GoToModel::hitData(const Hit &hit, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return hit.path.name();
    case Qt::ToolTipRole:
        return hit.path.toString();
    case Qt::AccessibleTextRole:
        return tr("%1, %2, in %3").arg(hit.path.name(), catalog::objectKindTitle(hit.kind), placeOf(hit));
    case IsTitleRole:
        return false;
    case PathRole:
        return QVariant::fromValue(hit.path);
    case KindRole:
        return int(hit.kind);
    case SideRole: {
        const auto profile = m_connections.profile(hit.path.connection);
        return int(profile ? profile->side() : catalog::Side::Sources);
    }
    case PartsRole:
        return QVariant::fromValue(hit.parts);
    case PlaceRole:
        return placeOf(hit);
    case TypeRole:
        return hit.type;
    case AgeRole:
        return ageOf(hit.asOf);
    default:
        return {};
    }
}

Qt::ItemFlags GoToModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return m_rows[index.row()].hit < 0 ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace isthmus::models
