// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/listing.h>
#include <isthmus/models/plans/knownroles.h>

#include <algorithm>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::Backend;

namespace {

constexpr qsizetype mostServers = 50; // each is a request of its own

} // namespace

KnownRoles::KnownRoles(connections::ConnectionManager &manager, QObject *parent) : QObject(parent), m_manager(manager)
{
}

void KnownRoles::read(const ObjectPath &project)
{
    if (project == m_project || project.connection.isEmpty())
        return;
    m_project = project;
    m_unread.clear();
    if (!m_arns.isEmpty()) {
        m_arns.clear();
        Q_EMIT changed();
    }
    const auto servers = m_manager.ask<QList<catalog::Entry>>(
        project.connection,
        [receiver = &m_manager, folder = project.child(catalog::foreignServersFolder)](const Backend &backend) {
            return catalog::listAll(backend.catalog, folder, receiver);
        });
    m_question.ask(servers, [this](const core::Result<QList<catalog::Entry>> &reply) {
        if (!reply)
            return;
        for (const catalog::Entry &server : reply->first(std::min(reply->size(), mostServers)))
            m_unread.append(server.path);
        readNext();
    });
}

void KnownRoles::readNext()
{
    if (m_unread.isEmpty())
        return;
    const ObjectPath server = m_unread.takeFirst();
    const auto facts = m_manager.ask<QList<catalog::Fact>>(
        server.connection, [server](const Backend &backend) { return backend.catalog->facts(server); });
    m_question.ask(facts, [this](const core::Result<QList<catalog::Fact>> &reply) {
        for (const catalog::Fact &fact : reply.value_or(QList<catalog::Fact>())) {
            const QString *arn = fact.id == catalog::FactId::RoleArn ? std::get_if<QString>(&fact.value) : nullptr;
            if (!arn || arn->isEmpty() || m_arns.contains(*arn))
                continue;
            m_arns.append(*arn);
            std::ranges::sort(m_arns);
            Q_EMIT changed();
        }
        readNext();
    });
}

} // namespace isthmus::models
