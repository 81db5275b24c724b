// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/titles.h"
#include "text.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/mapping/access/hologresuser.h>
#include <isthmus/mapping/access/verifyuserexecutor.h>
#include <isthmus/plan/sqlstep.h>

namespace isthmus::mapping {

using plan::NoticeLevel;
using plan::Plan;

namespace {

constexpr qsizetype maxUserBytes = 63; // of a name in PostgreSQL

plan::Text userProblem(const QString &user)
{
    if (user.isEmpty())
        return coded("Mapping.user_missing", QT_TRANSLATE_NOOP("Mapping", "The name of the user is missing"));
    if (user.toUtf8().size() > maxUserBytes)
        return coded("Mapping.user_long", QT_TRANSLATE_NOOP("Mapping", "The name of a user has at most %1 bytes"),
                     {QString::number(maxUserBytes)});
    return {};
}

plan::Text modelProblem(const GrantHologresRights &definition, const HologresUserFacts &facts)
{
    const auto there = modelsAmong(facts.roles, facts.database, definition.schema.name());
    if (!definition.model)
        return there.size() == 1
            ? plan::Text()
            : coded(
                "Mapping.model_unknown",
                QT_TRANSLATE_NOOP("Mapping", "%1 has groups of both SPM and SLPM; say which of them is switched on"),
                {facts.database});
    if (*definition.model == PermissionModel::Standard || there.contains(*definition.model))
        return {};
    return coded("Mapping.model_off", QT_TRANSLATE_NOOP("Mapping", "%1 not enabled in %2; nothing is changed"),
                 {permissionModelText(*definition.model).toJson(), facts.database});
}

plan::Text groupProblem(const GrantHologresRights &definition, const HologresUserFacts &facts)
{
    const auto model = modelFor(definition, facts);
    if (!model || *model == PermissionModel::Standard)
        return {};
    const QString group =
        groupOf(*model, definition.level.value_or(usualLevel(*model)), facts.database, definition.schema.name());
    if (facts.roles.contains(group))
        return {};
    return coded("Mapping.group_missing",
                 QT_TRANSLATE_NOOP("Mapping", "There is no group %1 yet; %2 makes the groups of new schemas"),
                 {group,
                  *model == PermissionModel::Spm ? QStringLiteral("CALL spm_migrate();")
                                                 : QStringLiteral("CALL slpm_migrate();")});
}

plan::Text fieldTitle(const QString &field)
{
    return field == u"user" ? coded("Mapping.field_user", QT_TRANSLATE_NOOP("Mapping", "Hologres user"))
                            : coded("Mapping.field_model", QT_TRANSLATE_NOOP("Mapping", "Permission model"));
}

void block(Plan &plan, const QList<UserFieldProblem> &problems, const HologresUserFacts &facts,
           const QString &connection)
{
    if (facts.isReadOnly)
        plan.notices.append({NoticeLevel::Blocker, connection,
                             coded("Mapping.connection_read_only",
                                   QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"), {connection})});
    for (const UserFieldProblem &problem : problems)
        plan.notices.append({NoticeLevel::Blocker, fieldTitle(problem.field), problem.text});
}

// Of an instance the first of \a names, else the connection's own.
QString databaseOfInstance(const QStringList &names, qsizetype levels)
{
    return names.size() == levels ? names.first() : QString();
}

core::Result<planning::Facts> readFacts(const QString &connection, const QString &database,
                                        const planning::Sources &sources, const core::Cancellation &cancellation)
{
    const auto source = sources.source(connection, cancellation);
    if (!source)
        return core::fail(source.error());
    if (source->system != u"hologres")
        return core::fail(core::ErrorKind::Invalid, Text::tr("%1 is not in Hologres.").arg(connection),
                          Text::tr("Users and their rights belong to Hologres instances."));
    const catalog::ObjectPath root{connection, {}};
    sources.waitsFor(root);
    const auto server = core::await(source->catalog->server(database), cancellation);
    if (!server)
        return core::fail(server.error());
    const auto roles = catalog::awaitAll(*source->catalog, root.child(catalog::rolesFolder), cancellation);
    if (!roles)
        return core::fail(roles.error());
    HologresUserFacts facts{
        database.isEmpty() ? server->database.section(u'@', 0, 0) : database, source->isReadOnly, {}};
    for (const catalog::Entry &role : *roles)
        facts.roles.append(role.name());
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return planning::Facts{std::move(facts), {}};
}

} // namespace

QList<UserFieldProblem> fieldProblems(const AddHologresUser &definition, const HologresUserFacts &facts)
{
    plan::Text problem = userProblem(definition.user);
    if (problem.isEmpty() && facts.roles.contains(definition.user))
        problem = coded("Mapping.user_there", QT_TRANSLATE_NOOP("Mapping", "%1 is a user of the instance already"),
                        {definition.user});
    return problem.isEmpty() ? QList<UserFieldProblem>() : QList<UserFieldProblem>{{QStringLiteral("user"), problem}};
}

QList<UserFieldProblem> fieldProblems(const GrantHologresRights &definition, const HologresUserFacts &facts)
{
    QList<UserFieldProblem> problems;
    plan::Text user = userProblem(definition.user);
    if (user.isEmpty() && !facts.roles.contains(definition.user))
        user =
            coded("Mapping.user_not_there",
                  QT_TRANSLATE_NOOP("Mapping", "%1 is no user of the instance yet; add it first"), {definition.user});
    if (!user.isEmpty())
        problems.append({QStringLiteral("user"), user});
    plan::Text model = modelProblem(definition, facts);
    if (model.isEmpty())
        model = groupProblem(definition, facts);
    if (!model.isEmpty())
        problems.append({QStringLiteral("model"), model});
    return problems;
}

std::optional<PermissionModel> modelFor(const GrantHologresRights &definition, const HologresUserFacts &facts)
{
    if (definition.model)
        return definition.model;
    const auto there = modelsAmong(facts.roles, facts.database, definition.schema.name());
    return there.size() == 1 ? std::optional(there.first()) : std::nullopt;
}

Plan planAddHologresUser(const AddHologresUser &definition, const HologresUserFacts &facts)
{
    const QString connection = definition.database.connection;
    Plan plan;
    plan.title = addUserTitle(definition);
    block(plan, fieldProblems(definition, facts), facts, connection);
    plan.touches = {{catalog::ObjectPath{connection, {catalog::rolesFolder, definition.user}}.toString(),
                     plan::Change::Created,
                     {}}};
    plan.notices.append(
        {NoticeLevel::Info, definition.user,
         coded("Mapping.user_without_rights",
               QT_TRANSLATE_NOOP("Mapping", "The user is of the whole instance and has no rights on tables yet."))});
    plan::SqlStep create;
    create.title = addUserTitle(definition);
    create.connection = connection;
    create.database = databaseOfInstance(definition.database.names, 1);
    create.sql = createUserStatement(definition.user);
    create.summary = coded("Mapping.user_added", QT_TRANSLATE_NOOP("Mapping", "Added"));
    plan.append(create.toStep());
    plan.append(VerifyUser{connection, create.database, definition.user, {}}.toStep());
    return plan;
}

Plan planGrantHologresRights(const GrantHologresRights &definition, const HologresUserFacts &facts)
{
    const QString connection = definition.schema.connection;
    const QString schema = definition.schema.name();
    Plan plan;
    plan.title = grantTitle(definition);
    block(plan, fieldProblems(definition, facts), facts, connection);
    const auto model = modelFor(definition, facts);
    if (!model)
        return plan;
    const RightsLevel level = definition.level.value_or(usualLevel(*model));
    if (*model == PermissionModel::Standard)
        plan.notices.append({NoticeLevel::Info, schema,
                             coded("Mapping.grant_present_tables",
                                   QT_TRANSLATE_NOOP("Mapping",
                                                     "The rights are for the tables that are there now; later ones "
                                                     "need them again."))});
    else if (*model == PermissionModel::Spm)
        plan.notices.append(
            {NoticeLevel::Info, facts.database,
             coded("Mapping.grant_whole_database",
                   QT_TRANSLATE_NOOP("Mapping", "Groups of SPM are for all schemas of the database."))});
    plan::SqlStep grant;
    grant.title = grantTitle(definition);
    grant.connection = connection;
    grant.database = databaseOfInstance(definition.schema.names, 2);
    grant.sql = grantStatement(*model, level, facts.database, schema, definition.user);
    grant.canResume = true; // what is granted twice is granted
    grant.summary = coded("Mapping.rights_given", QT_TRANSLATE_NOOP("Mapping", "Given, by %1"),
                          {permissionModelText(*model).toJson()});
    plan.append(grant.toStep());
    plan.append(VerifyUser{connection, grant.database, definition.user, schema}.toStep());
    return plan;
}

core::Result<planning::Facts> AddHologresUserPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                           const core::Cancellation &cancellation) const
{
    const auto definition = AddHologresUser::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return readFacts(definition->database.connection, databaseOfInstance(definition->database.names, 1), sources,
                     cancellation);
}

core::Result<Plan> AddHologresUserPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = AddHologresUser::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planAddHologresUser(*definition, std::any_cast<const HologresUserFacts &>(facts.value));
}

core::Result<planning::Facts> GrantHologresRightsPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                               const core::Cancellation &cancellation) const
{
    const auto definition = GrantHologresRights::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return readFacts(definition->schema.connection, databaseOfInstance(definition->schema.names, 2), sources,
                     cancellation);
}

core::Result<Plan> GrantHologresRightsPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = GrantHologresRights::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planGrantHologresRights(*definition, std::any_cast<const HologresUserFacts &>(facts.value));
}

} // namespace isthmus::mapping
