// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor/checks.h"

namespace isthmus::mapping {

namespace {

constexpr auto group = Finding::Group::Role;

// MaxCompute has read through the role: it may take it on, and Hologres lets it in.
bool hasRead(const ExaminationFacts &facts)
{
    return facts.listing.isKnown();
}

bool isListingOpen(const ExaminationFacts &facts)
{
    return facts.listing.state == Reading<QList<catalog::Entry>>::State::Waiting;
}

plan::Text listedThrough()
{
    return coded("Mapping.listed_through", QT_TRANSLATE_NOOP("Mapping", "MaxCompute has listed tables by it"));
}

// Nothing is known of the role until it is known which one it is.
std::optional<Finding> withoutRole(Finding made, const Examination &what, const ExaminationFacts &facts)
{
    if (!roleArnOf(what, facts).isEmpty())
        return std::nullopt;
    const bool isAsked = what.way == Examination::Way::Table || facts.server.isKnown();
    if (!isAsked && !facts.isOver)
        return made; // waits
    return unknownFor(
        std::move(made),
        coded("Mapping.no_role_known", QT_TRANSLATE_NOOP("Mapping", "Which RAM role is used is not known.")));
}

Finding arnForm(const Examination &what, const ExaminationFacts &facts)
{
    Finding made =
        check("role_arn", group, coded("Mapping.check_arn", QT_TRANSLATE_NOOP("Mapping", "The ARN is well formed")));
    const bool isNewTable = what.way == Examination::Way::Table && !what.isThere();
    if (const auto open = withoutRole(made, what, facts); open && !isNewTable)
        return *open;
    const QString arn = roleArnOf(what, facts);
    const plan::Text problem = roleArnProblem(arn);
    if (problem.isEmpty())
        return as(std::move(made), Outcome::Passed, arn);
    made =
        as(std::move(made), Outcome::Failed, arn,
           coded("Mapping.arn_is_wrong", QT_TRANSLATE_NOOP("Mapping", "The ARN of the RAM role is not one")), problem);
    if (what.way == Examination::Way::Schema)
        made.where = QString(serversPlace() + QStringLiteral(" › ") + facts.serverName);
    return made;
}

Finding roleTrusts(const Examination &what, const ExaminationFacts &facts)
{
    Finding made = check("role_trust", group,
                         coded("Mapping.check_trust", QT_TRANSLATE_NOOP("Mapping", "The role trusts MaxCompute")));
    if (const auto open = withoutRole(made, what, facts))
        return *open;
    if (hasRead(facts))
        return as(std::move(made), Outcome::Passed, listedThrough());
    if (isListingOpen(facts))
        return made;
    const QString role = roleArnOf(what, facts).section(u'/', -1);
    const core::Error &error = facts.listing.error;
    const bool isRefused = (error.message + error.detail).contains(u"cannot be assumed");
    const plan::Text why =
        coded("Mapping.trust_policy",
              QT_TRANSLATE_NOOP("Mapping",
                                "Its trust policy must allow sts:AssumeRole to this service. Who may read RAM policies "
                                "looks there."));
    made = isRefused ? as(std::move(made), Outcome::Failed,
                          coded("Mapping.cannot_assume", QT_TRANSLATE_NOOP("Mapping", "cannot be assumed")),
                          coded("Mapping.role_not_assumed",
                                QT_TRANSLATE_NOOP("Mapping", "MaxCompute may not take on the role %1"), {role}),
                          why)
                     : unknownFor(std::move(made), why);
    made.where = QString(QStringLiteral("RAM › Roles › ") + role + QStringLiteral(" › Trust policy"));
    made.values = {{QStringLiteral("Service"), QStringLiteral("odps.aliyuncs.com")},
                   {QStringLiteral("Action"), QStringLiteral("sts:AssumeRole")}};
    if (isRefused)
        made.detail = error.detail.isEmpty() ? error.message : error.detail;
    return made;
}

Finding allowList(const Examination &what, const ExaminationFacts &facts)
{
    Finding made = check("allow_list", usesRole(what, facts) ? group : Finding::Group::Hologres,
                         coded("Mapping.check_allow_list",
                               QT_TRANSLATE_NOOP("Mapping", "The list of allowed addresses lets MaxCompute in")));
    if (!usesRole(what, facts)) {
        if (what.isThere() && !facts.table.isKnown()) {
            static_cast<void>(isRead(made, facts.table, facts));
            return made;
        }
        return as(
            std::move(made), Outcome::Passed,
            coded("Mapping.allow_list_dual", QT_TRANSLATE_NOOP("Mapping", "dual signature is not held up by it")));
    }
    if (hasRead(facts))
        return as(std::move(made), Outcome::Passed, listedThrough());
    const bool isRoleOpen = roleArnOf(what, facts).isEmpty() && !facts.server.isKnown() && !facts.isOver;
    if (isListingOpen(facts) || isRoleOpen)
        return made;
    made = unknownFor(std::move(made),
                      coded("Mapping.allow_list_why",
                            QT_TRANSLATE_NOOP("Mapping",
                                              "The list is not visible through SQL. Where the instance has one, access "
                                              "by a RAM role is blocked; dual signature works.")));
    made.where = QStringLiteral("Hologres › Instances › Security › IP allow list");
    made.values = {{QStringLiteral("IP allow list"), QStringLiteral("0.0.0.0/0")}};
    return made;
}

} // namespace

QList<Finding> roleChecks(const Examination &what, const ExaminationFacts &facts)
{
    if (!usesRole(what, facts))
        return {allowList(what, facts)};
    return {arnForm(what, facts), roleTrusts(what, facts), allowList(what, facts)};
}

} // namespace isthmus::mapping
