// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/format.h>
#include <isthmus/models/catalog/hovercardmodel.h>
#include <isthmus/models/catalog/statusmodel.h>
#include <isthmus/models/table/tablefacts.h>
#include <isthmus/models/table/tablekinds.h>

#include <QSignalBlocker>

#include <utility>

namespace isthmus::models {

using catalog::Fact;
using catalog::FactId;
using connections::ConnectionStatus;

namespace {

HoverCardModel::Chip chipOf(const core::Error &error)
{
    using Chip = HoverCardModel::Chip;
    if (error.isTransient())
        return Chip::Unreachable;
    if (error.kind == core::ErrorKind::Authentication)
        return Chip::SignedOut;
    return error.kind == core::ErrorKind::Permission ? Chip::Denied : Chip::Failed;
}

} // namespace

HoverCardModel::HoverCardModel(connections::ConnectionManager &manager, QObject *parent)
    : QObject(parent), m_manager(manager)
{
    connect(&m_waiting, &Waiting::told, this, [this] {
        m_hasToldSilence = true;
        m_manager.noteSilence(m_path.connection, true);
        Q_EMIT changed();
    });
    connect(&manager, &connections::ConnectionManager::statusChanged, this, [this](const QString &name) {
        const bool isReading = m_server.isWaiting() || m_description.isWaiting();
        if (m_path.isConnection() && m_path.connection == name && !isReading)
            takeStatus();
    });
}

void HoverCardModel::setTarget(const catalog::ObjectPath &path, catalog::ObjectKind kind,
                               const std::optional<core::Error> &listing)
{
    if (path == m_path && kind == m_kind && listing == m_listing)
        return;
    forget();
    m_listing = listing;
    m_path = path;
    m_kind = kind;
    m_chip = Chip::Reading;
    m_waiting.begin();
    if (catalog::isRelation(kind))
        m_facts.reserve(commonTableFactLabels());
    else if (catalog::isRoot(kind))
        fillFromProfile();
    Q_EMIT changed();
    read();
}

void HoverCardModel::renameConnection(const QString &before, const QString &after)
{
    if (m_path.connection == before)
        setTarget({after, m_path.names}, m_kind, m_listing);
}

void HoverCardModel::clear()
{
    forget();
    m_path = {};
    m_chip = Chip::None;
    Q_EMIT changed();
}

void HoverCardModel::forget()
{
    m_server.forget();
    m_description.forget();
    stopWaiting();
    m_error.reset();
    m_listing.reset();
    m_facts.clear();
    m_columns.clear();
    m_hidden.clear();
}

// Nobody waits any more. Only what this card has said is taken back by it.
HoverCardModel::~HoverCardModel()
{
    const QSignalBlocker quiet(this); // who shows it is going too
    stopWaiting();
}

void HoverCardModel::stopWaiting()
{
    m_waiting.end();
    if (std::exchange(m_hasToldSilence, false))
        m_manager.noteSilence(m_path.connection, false);
}

// What is known without asking anybody.
void HoverCardModel::fillFromProfile()
{
    const auto profile = m_manager.profile(m_path.connection);
    if (!profile)
        return;
    QList<Fact> facts = profile->info().facts(*profile);
    facts.append({FactId::Identity, profile->account()});
    facts.append({FactId::ReadOnly, profile->readOnly});
    QList<catalog::FactLine> lines = catalog::factLines(facts);
    if (profile->environment != connections::Environment::None)
        lines.append({tr("Environment"), connections::environmentTitle(profile->environment)});
    if (!profile->group.isEmpty())
        lines.append({tr("Group"), profile->group});
    if (!profile->description.isEmpty())
        lines.append({tr("Description"), profile->description});
    m_facts.fill(lines);
    if (profile->info().tellsVersion)
        m_facts.reserve({catalog::factLabel(FactId::Version)});
    m_facts.reserve({catalog::factLabel(FactId::RoundTrip)});
}

void HoverCardModel::read()
{
    using connections::Backend;
    if (hasTablePage(m_kind)) {
        ask<catalog::TableInfo>(
            m_description, [path = m_path](const Backend &backend) { return backend.catalog->table(path); },
            [this](const catalog::TableInfo &info) { takeTable(info); });
        return;
    }
    if (catalog::isRoot(m_kind)) {
        ask<catalog::ServerInfo>(
            m_server, [](const Backend &backend) { return backend.catalog->server(); },
            [this](const catalog::ServerInfo &server) {
                QList<Fact> facts{{FactId::Identity, server.identity}, {FactId::RoundTrip, server.roundTrip}};
                const auto profile = m_manager.profile(m_path.connection);
                if (profile && profile->info().tellsVersion)
                    facts.append({FactId::Version, server.product});
                m_facts.fill(catalog::factLines(facts));
            });
    }
    ask<QList<Fact>>(
        m_description, [path = m_path](const Backend &backend) { return backend.catalog->facts(path); },
        [this](const QList<Fact> &facts) { m_facts.fill(catalog::factLines(facts)); });
}

// A card stays a card: a table may have a hundred properties, which come last.
void HoverCardModel::takeTable(const catalog::TableInfo &info)
{
    m_columns = info.columns;
    const QList<catalog::FactLine> facts = tableFacts(info);
    if (facts.size() <= mostRows) {
        m_facts.fill(facts);
        return;
    }
    m_hidden = facts.sliced(mostRows - 1);
    m_facts.fill(facts.first(mostRows - 1));
    m_facts.finish(); // what was reserved and is not known would be one row too many
    m_facts.fill({{tr("More"), tr("… %1 more properties").arg(m_hidden.size()), false}});
}

template <typename T, typename Call, typename Accept>
void HoverCardModel::ask(core::Latest &question, Call call, Accept accept)
{
    question.ask(m_manager.ask<T>(m_path.connection, call), [this, accept](const core::Result<T> &reply) {
        if (reply)
            accept(*reply);
        else if (!m_error)
            m_error = reply.error();
        if (m_server.isWaiting() || m_description.isWaiting())
            return;
        m_facts.finish();
        stopWaiting();
        m_chip = Chip::None;
        if (const auto told = error())
            m_chip = chipOf(*told);
        else if (catalog::isRoot(m_kind))
            m_chip = Chip::Connected;
        Q_EMIT changed();
    });
}

void HoverCardModel::takeStatus()
{
    const ConnectionStatus status = StatusModel::shown(m_manager.status(m_path.connection));
    if (status.state == ConnectionStatus::State::Connected)
        m_chip = Chip::Connected;
    else if (status.state == ConnectionStatus::State::Failed && status.error)
        m_chip = chipOf(*status.error);
    else
        return;
    Q_EMIT changed();
}

QString HoverCardModel::subtitle() const
{
    if (m_path.connection.isEmpty())
        return {};
    const QString kind = catalog::objectKindTitle(m_kind);
    if (m_path.isConnection())
        return kind;
    const auto profile = m_manager.profile(m_path.connection);
    QStringList above = m_path.parent().names;
    above.removeAll(catalog::partitionsFolder);
    // The database or project a person knows; the connection may be called otherwise.
    if (const QString database = profile ? profile->database() : QString(); !database.isEmpty())
        above.prepend(database);
    else if (above.isEmpty())
        above.prepend(m_path.connection);
    return tr("%1 in %2").arg(kind, above.join(u'.'));
}

QString HoverCardModel::chipText() const
{
    switch (m_chip) {
    case Chip::None:
        break;
    case Chip::Reading:
        return m_waiting.seconds() > 0 ? tr("No answer for %1 s").arg(m_waiting.seconds()) : tr("Reading");
    case Chip::Connected:
        return tr("Connected");
    case Chip::Idle:
        return tr("Idle");
    case Chip::Denied:
        return tr("Denied");
    case Chip::SignedOut:
        return tr("Signed out");
    case Chip::Unreachable:
        return tr("Unreachable");
    case Chip::Failed:
        return tr("Failed");
    }
    return {};
}

QString HoverCardModel::text() const
{
    FactsModel all;
    QList<catalog::FactLine> facts = m_facts.facts();
    if (!m_hidden.isEmpty())
        facts.removeLast(); // the row that stands for them
    all.setFacts(facts + m_hidden);
    QString text = title() + u'\n' + subtitle() + u'\n';
    if (const auto told = error()) {
        for (const QString &words : {told->message, told->hint, told->detail})
            text += words.isEmpty() ? QString() : words + u'\n';
    }
    return text + all.text();
}

} // namespace isthmus::models
