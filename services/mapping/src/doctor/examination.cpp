// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor/checks.h"

#include <isthmus/core/host.h>
#include <isthmus/mapping/access/permissionmodel.h>
#include <isthmus/mapping/doctor/examination.h>

#include <algorithm>
#include <array>
#include <utility>

namespace isthmus::mapping {

catalog::ObjectPath Examination::target() const
{
    if (isThere())
        return existing;
    const QString made = name.isEmpty() ? proposedTableName(source.name()) : name;
    if (way == Way::Schema)
        return project.child(made.toLower());
    return project.child(QStringLiteral("default")).child(made.toLower());
}

catalog::ObjectPath Examination::sourceSchema() const
{
    return way == Way::Table ? source.parent() : source;
}

plan::Text Examination::title() const
{
    if (!isThere())
        return coded("Mapping.doctor_title", QT_TRANSLATE_NOOP("Mapping", "Checks %1 → %2"),
                     {source.toString(), project.toString()});
    return coded("Mapping.doctor_title_there", QT_TRANSLATE_NOOP("Mapping", "Checks %1"), {existing.toString()});
}

bool usesRole(const Examination &what, const ExaminationFacts &facts)
{
    if (what.way == Examination::Way::Schema)
        return true;
    if (what.isThere())
        return facts.table.isKnown() && facts.table.value && facts.table.value->external
            && !facts.table.value->external->roleArn.isEmpty();
    return what.access == MapTable::Access::RamRole;
}

QString roleArnOf(const Examination &what, const ExaminationFacts &facts)
{
    if (what.way == Examination::Way::Schema)
        return facts.server.isKnown() && facts.server.value ? facts.server.value->roleArn : what.roleArn;
    if (what.isThere())
        return usesRole(what, facts) ? facts.table.value->external->roleArn : QString();
    return what.access == MapTable::Access::RamRole ? what.roleArn : QString();
}

QString databaseOfSource(const Examination &what, const ExaminationFacts &facts)
{
    // An instance shows its databases; a data source is one, perhaps with the compute group that it dials.
    if (what.hasSource() && what.sourceSchema().names.size() > 1)
        return what.source.names.first();
    return facts.source.isKnown() ? facts.source.value.database.section(u'@', 0, 0) : QString();
}

std::optional<QString> userOf(const Examination &what, const ExaminationFacts &facts)
{
    const QString wanted =
        usesRole(what, facts) ? userNameOfRole(roleArnOf(what, facts)) : facts.project.value.identity;
    // "ALIYUN$x@example.com" is also displayed without its prefix.
    const QString bare = wanted.startsWith(u"ALIYUN$") ? wanted.mid(7) : wanted;
    const auto isCalled = [&](const QString &name) { return name == wanted || name == bare; };
    const auto isIt = [&](const catalog::Entry &user) {
        if (!what.user.isEmpty())
            return user.name() == what.user;
        return !wanted.isEmpty() && (isCalled(user.name()) || isCalled(user.comment));
    };
    const auto found = std::ranges::find_if(facts.users.value, isIt);
    return facts.users.isKnown() && found != facts.users.value.end() ? std::optional(found->name()) : std::nullopt;
}

QString findingGroupName(Finding::Group group)
{
    constexpr std::array names{"project", "foreign_server", "role", "hologres"};
    return QLatin1String(names.at(size_t(group)));
}

QString outcomeName(Finding::Outcome outcome)
{
    constexpr std::array names{"waiting", "passed", "warning", "failed", "cannot_know"};
    return QLatin1String(names.at(size_t(outcome)));
}

plan::Text groupTitle(Finding::Group group, const Examination &what, const ExaminationFacts &facts)
{
    const QString project = facts.project.isKnown() && !facts.project.value.database.isEmpty()
        ? facts.project.value.database
        : what.project.name();
    switch (group) {
    case Finding::Group::Project:
        return coded("Mapping.group_project", QT_TRANSLATE_NOOP("Mapping", "MaxCompute project %1"), {project});
    case Finding::Group::ForeignServer:
        return coded("Mapping.group_server", QT_TRANSLATE_NOOP("Mapping", "Foreign server %1"), {facts.serverName});
    case Finding::Group::Role:
        return coded("Mapping.group_role", QT_TRANSLATE_NOOP("Mapping", "RAM role %1"),
                     {roleArnOf(what, facts).section(u'/', -1)});
    case Finding::Group::Hologres:
        break;
    }
    return coded("Mapping.group_hologres", QT_TRANSLATE_NOOP("Mapping", "Hologres %1"),
                 {what.hasSource() ? what.source.connection : QString()});
}

plan::Text cannotKnow(const plan::Text &title)
{
    return coded("Mapping.cannot_know", QT_TRANSLATE_NOOP("Mapping", "Cannot be known: %1"), {title.toJson()});
}

Finding unknownFor(Finding check, const plan::Text &why)
{
    const plan::Text trouble = cannotKnow(check.title);
    return as(std::move(check), Outcome::Unknown,
              coded("Mapping.not_visible", QT_TRANSLATE_NOOP("Mapping", "not visible from here")), trouble, why);
}

Finding unread(Finding check, const core::Error &error)
{
    const plan::Text trouble = cannotKnow(check.title);
    check = as(std::move(check), Outcome::Unknown,
               coded("Mapping.not_read", QT_TRANSLATE_NOOP("Mapping", "could not be read")), trouble,
               error.isCancelled()
                   ? coded("Mapping.check_cancelled", QT_TRANSLATE_NOOP("Mapping", "The check was cancelled."))
                   : plan::Text(error.message));
    check.where = error.hint;
    check.detail = error.furtherDetail();
    return check;
}

QString serversPlace()
{
    return QStringLiteral("Manage Configurations › Foreign Server");
}

std::optional<bool> isOneServer(const QString &host, const QString &other)
{
    if (isSameHost(host, other) || (core::isLoopbackHost(host) && core::isLoopbackHost(other)))
        return true;
    const bool areTold = networkOf(host) != HostNetwork::Other && networkOf(other) != HostNetwork::Other;
    return areTold ? std::optional(false) : std::nullopt;
}

namespace {

// An external schema that is there and whose tables cannot be listed, though no check has found why.
std::optional<Finding> unexplained(const Examination &what, const ExaminationFacts &facts,
                                   const QList<Finding> &explained)
{
    const bool isFailed = facts.listing.state == Reading<QList<catalog::Entry>>::State::Failed;
    const bool isExplained = std::ranges::count(explained, Finding::Outcome::Failed, &Finding::outcome) > 0;
    if (!facts.isOver || !isFailed || facts.listing.error.isCancelled() || isExplained)
        return std::nullopt;
    Finding made =
        check("listing", Finding::Group::Hologres,
              coded("Mapping.check_listing", QT_TRANSLATE_NOOP("Mapping", "Its tables are listed through MaxCompute")));
    made = as(std::move(made), Finding::Outcome::Failed,
              coded("Mapping.listing_fails_fact", QT_TRANSLATE_NOOP("Mapping", "the list fails")),
              coded("Mapping.listing_fails", QT_TRANSLATE_NOOP("Mapping", "MaxCompute cannot list the tables of %1"),
                    {what.existing.name()}),
              facts.listing.error.message);
    made.where = facts.listing.error.hint;
    made.detail = facts.listing.error.furtherDetail();
    return made;
}

} // namespace

QList<Finding> findings(const Examination &what, const ExaminationFacts &facts)
{
    QList<Finding> all =
        projectChecks(what, facts) + serverChecks(what, facts) + roleChecks(what, facts) + hologresChecks(what, facts);
    if (const auto open = unexplained(what, facts, all))
        all.append(*open);
    return all;
}

} // namespace isthmus::mapping
