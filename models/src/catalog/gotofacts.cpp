// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/catalog/gotofacts.h>

#include <algorithm>

namespace isthmus::models {

using namespace std::chrono_literals;

using catalog::ObjectKind;
using catalog::ObjectPath;
using connections::ConnectionStatus;

namespace {

constexpr auto firstRest = 300ms; // who holds a key down passes many rows
constexpr auto firstPatience = 2s;
constexpr int mostSearched = 200; // of a name that many tables have, not all are of interest

} // namespace

GoToFacts::GoToFacts(nameindex::NameIndex &names, connections::ConnectionManager &connections, QObject *parent)
    : QObject(parent), m_names(names), m_connections(connections), m_card(connections)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(firstRest);
    connect(&m_rest, &QTimer::timeout, this, &GoToFacts::rest);
    connect(&m_card, &HoverCardModel::changed, this, &GoToFacts::takeCard);
    connect(&m_clock, &QTimer::timeout, this, &GoToFacts::changed);
    setPatience(firstPatience);
}

void GoToFacts::setPatience(std::chrono::milliseconds patience)
{
    m_patience = patience;
    m_clock.setInterval(std::min<std::chrono::milliseconds>(1s, patience));
}

void GoToFacts::takeCard()
{
    const bool isOnItsWay = m_isRead && m_card.chip() == HoverCardModel::Chip::Reading;
    if (!isOnItsWay)
        m_clock.stop();
    else if (!m_clock.isActive())
        m_clock.start();
    if (m_isRead)
        m_columns.setColumns(m_card.columns(), false);
    Q_EMIT changed();
}

void GoToFacts::setHit(const QModelIndex &hit)
{
    const QVariant told = hit.data(GoToModel::PathRole);
    ObjectPath path = told.value<ObjectPath>();
    const bool isHit = told.isValid();
    auto kind = isHit ? ObjectKind(hit.data(GoToModel::KindRole).toInt()) : ObjectKind::Table;
    QString column;
    if (isHit && kind == ObjectKind::Column) {
        column = path.name();
        path = path.parent();
        kind = ObjectKind::Table; // the index tells no more of it here
    }
    const bool isSame = path == m_path && kind == m_kind;
    m_age = hit.data(GoToModel::AgeRole).toString();
    m_column = column;
    if (isSame) { // perhaps another of its columns
        Q_EMIT changed();
        return;
    }
    m_path = path;
    m_kind = kind;
    m_isRead = false;
    m_searching.forget();
    m_places.clear();
    m_placeCount = 0;
    m_columns.setColumns({}, false);
    m_card.clear();
    if (hasHit())
        m_rest.start();
    else
        m_rest.stop();
    Q_EMIT changed();
}

void GoToFacts::rest()
{
    findPlaces();
    const bool isConnected = m_connections.status(m_path.connection).state == ConnectionStatus::State::Connected;
    if (isConnected && catalog::isRelation(m_kind))
        read();
}

void GoToFacts::read()
{
    if (!mayRead())
        return;
    m_isRead = true;
    m_asked.start();
    m_card.setTarget(m_path, m_kind);
}

bool GoToFacts::mayRead() const
{
    return hasHit() && !m_isRead;
}

void GoToFacts::findPlaces()
{
    nameindex::Query query;
    query.text = m_path.name();
    query.mostHits = mostSearched;
    query.sort = catalog::isRelation(m_kind) ? nameindex::Sort::Relations : nameindex::Sort::Containers;
    m_searching.ask(m_names.search(query), [this](const core::Result<nameindex::Answer> &answer) {
        if (!answer)
            return; // who types hears of it
        for (const nameindex::Hit &hit : answer->hits) {
            // What stands between blanks or dots is looked for word by word.
            if (hit.found != nameindex::Found::Exact || hit.path.name() != m_path.name() || hit.path == m_path)
                continue;
            ++m_placeCount;
            if (m_places.size() < mostPlaces)
                m_places.append(hit.path);
        }
        Q_EMIT changed();
    });
}

QString GoToFacts::subtitle() const
{
    if (!hasHit() || m_path.isConnection())
        return hasHit() ? catalog::objectKindTitle(m_kind) : QString();
    const ObjectPath above = m_path.parent();
    return tr("%1, %2").arg(catalog::objectKindTitle(m_kind),
                            (QStringList{above.connection} + above.names).join(QStringLiteral(" › ")));
}

std::optional<core::Error> GoToFacts::error() const
{
    return m_isRead ? m_card.error() : std::nullopt;
}

QString GoToFacts::sourceText() const
{
    if (!hasHit())
        return {};
    if (m_isRead && m_card.chip() != HoverCardModel::Chip::Reading)
        return tr("Read from %1").arg(m_path.connection);
    if (m_isRead) {
        const QString reading = tr("Being read from %1").arg(m_path.connection);
        const std::chrono::milliseconds waited(m_asked.elapsed());
        return waited < m_patience
            ? reading
            : tr("%1, no answer for %2 s").arg(reading).arg(std::chrono::ceil<std::chrono::seconds>(waited).count());
    }
    const QString nothing = tr("Nothing was asked of a server.");
    return m_age.isEmpty() ? nothing : tr("Listed %1.").arg(m_age) + u' ' + nothing;
}

} // namespace isthmus::models
