// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor/checks.h"

#include <isthmus/mapping/access/hologresuser.h>
#include <isthmus/mapping/access/permissionmodel.h>

#include <QHash>
#include <QRegularExpression>
#include <QVersionNumber>

namespace isthmus::mapping {

namespace {

using Way = Examination::Way;
using catalog::ObjectKind;

constexpr auto group = Finding::Group::Hologres;

// A check that nothing can answer without a connection to the source.
std::optional<Finding> withoutSource(Finding made, const Examination &what, const ExaminationFacts &facts)
{
    if (what.hasSource())
        return std::nullopt;
    if (!facts.isOver)
        return made;
    return unknownFor(std::move(made),
                      coded("Mapping.no_source_connection",
                            QT_TRANSLATE_NOOP("Mapping",
                                              "No saved connection leads to the Hologres database behind it, or it is "
                                              "not known which one that is.")));
}

Finding hologresVersion(const Examination &what, const ExaminationFacts &facts)
{
    Finding made = check("hologres_version", group,
                         coded("Mapping.check_version", QT_TRANSLATE_NOOP("Mapping", "Its version can be mapped")));
    if (const auto open = withoutSource(made, what, facts))
        return *open;
    if (!isRead(made, facts.source, facts)) {
        if (made.outcome == Outcome::Unknown) {
            made.outcome = Outcome::Failed;
            made.trouble = coded("Mapping.hologres_silent", QT_TRANSLATE_NOOP("Mapping", "Hologres does not answer"));
        }
        return made;
    }
    static const QRegularExpression form(QStringLiteral("\\AHologres (\\d+(?:\\.\\d+)*)"));
    const auto match = form.match(facts.source.value.product);
    const QVersionNumber least(1, 3); // docs/mapping.md#external-table-with-dual-signature
    if (!match.hasMatch()) {
        made = unknownFor(std::move(made),
                          coded("Mapping.no_hologres_version",
                                QT_TRANSLATE_NOOP("Mapping",
                                                  "The server says of itself: %1. Dual signature needs "
                                                  "Hologres %2 or later."),
                                {facts.source.value.product, least.toString()}));
        return made;
    }
    const bool isEnough = usesRole(what, facts) || QVersionNumber::fromString(match.captured(1)) >= least;
    if (isEnough)
        return as(std::move(made), Outcome::Passed, match.captured(1));
    return as(std::move(made), Outcome::Failed, match.captured(1),
              coded("Mapping.version_too_old",
                    QT_TRANSLATE_NOOP("Mapping", "Hologres %1 is too old for dual signature"), {match.captured(1)}),
              coded("Mapping.version_too_old_why",
                    QT_TRANSLATE_NOOP("Mapping", "It needs %1 or later. Upgrade the instance, or map by a RAM role."),
                    {least.toString()}));
}

bool isSystemKind(ObjectKind kind)
{
    return kind == ObjectKind::Table || kind == ObjectKind::PartitionedTable;
}

Finding sourceIsThere(const Examination &what, const ExaminationFacts &facts)
{
    Finding made = check(
        "source", group,
        what.way == Way::Schema
            ? coded("Mapping.check_schema_there", QT_TRANSLATE_NOOP("Mapping", "The schema is there"))
            : coded("Mapping.check_table_there", QT_TRANSLATE_NOOP("Mapping", "The table is there and can be mapped")));
    if (const auto open = withoutSource(made, what, facts))
        return *open;
    const bool isTable = what.way == Way::Table;
    const bool isKnown = isTable ? isRead(made, facts.tables, facts) : isRead(made, facts.relations, facts);
    const core::Error &error = isTable ? facts.tables.error : facts.relations.error;
    const bool isGone = (made.outcome == Outcome::Unknown && error.kind == core::ErrorKind::NotFound)
        || (isKnown && isTable && facts.tables.value.isEmpty());
    if (isGone && what.isSourceGuessed)
        return unknownFor(std::move(made),
                          coded("Mapping.source_guessed",
                                QT_TRANSLATE_NOOP("Mapping",
                                                  "The service does not tell which Hologres schema it shows, and there "
                                                  "is none of its own name: %1."),
                                {what.source.toString()}));
    if (isGone)
        return as(std::move(made), Outcome::Failed,
                  coded("Mapping.not_there", QT_TRANSLATE_NOOP("Mapping", "not there")),
                  coded("Mapping.drop_not_there", QT_TRANSLATE_NOOP("Mapping", "%1 is not there (any more)"),
                        {what.source.toString()}),
                  {});
    if (!isKnown)
        return made;
    if (!isTable)
        return as(std::move(made), Outcome::Passed,
                  coded("Mapping.relation_count", QT_TRANSLATE_NOOP("Mapping", "tables and views: %1"),
                        {facts.relations.value.size()}));
    const ObjectKind kind = facts.tables.value.first().kind;
    if (isSystemKind(kind))
        return as(std::move(made), Outcome::Passed, what.source.name());
    return as(std::move(made), Outcome::Failed, relationKindText(kind),
              coded("Mapping.kind_not_mapped", QT_TRANSLATE_NOOP("Mapping", "%1 cannot be mapped (%2)"),
                    {what.source.name(), relationKindText(kind).toJson()}),
              coded("Mapping.kind_not_mapped_why",
                    QT_TRANSLATE_NOOP("Mapping", "Only tables that Hologres itself stores can be mapped.")));
}

// The role, or who runs jobs.
Finding userIsThere(const Examination &what, const ExaminationFacts &facts)
{
    const bool isRole = usesRole(what, facts);
    Finding made = check(
        "hologres_user", group,
        isRole
            ? coded("Mapping.check_role_user", QT_TRANSLATE_NOOP("Mapping", "The role is a user of the instance"))
            : coded("Mapping.check_own_user", QT_TRANSLATE_NOOP("Mapping", "Your account is a user of the instance")));
    if (const auto open = withoutSource(made, what, facts))
        return *open;
    if (!isRead(made, facts.users, facts))
        return made;
    if (const auto user = userOf(what, facts))
        return as(std::move(made), Outcome::Passed, *user);
    if (!isRole) {
        if (!facts.project.isKnown() && !facts.isOver)
            return made;
        return unknownFor(std::move(made),
                          coded("Mapping.own_user_unknown",
                                QT_TRANSLATE_NOOP("Mapping",
                                                  "Dual signature reads as the account that runs the query; in "
                                                  "MaxCompute that is %1. Which user of Hologres that is does not show "
                                                  "in its name; it must be one, with the right to read."),
                                {facts.project.value.identity}));
    }
    const QString arn = roleArnOf(what, facts);
    const QString name = what.user.isEmpty() ? userNameOfRole(arn) : what.user;
    if (name.isEmpty()) {
        const bool isOpen = what.way == Way::Schema && !facts.server.isKnown() && !facts.isOver;
        return isOpen ? made
                      : unknownFor(std::move(made),
                                   coded("Mapping.no_role_known",
                                         QT_TRANSLATE_NOOP("Mapping", "Which RAM role is used is not known.")));
    }
    made =
        as(std::move(made), Outcome::Failed, coded("Mapping.no_user", QT_TRANSLATE_NOOP("Mapping", "no user")),
           coded("Mapping.role_no_user", QT_TRANSLATE_NOOP("Mapping", "The role is no user of the Hologres instance")),
           coded("Mapping.role_no_user_why",
                 QT_TRANSLATE_NOOP("Mapping",
                                   "None of its %1 users is called %2, by name or by what it is displayed as. If "
                                   "one of them is the role, say so; else add it."),
                 {facts.users.value.size(), name}));
    const AddHologresUser add{what.sourceSchema().parent(), name};
    made.statement = createUserStatement(name);
    made.fix = add.toTask();
    return made;
}

QStringList namesOf(const QList<catalog::Entry> &users)
{
    QStringList names;
    for (const catalog::Entry &user : users)
        names.append(user.name());
    return names;
}

// How \a user gets the right to read, by the models whose groups the database has.
void addGrant(Finding &made, const Examination &what, const ExaminationFacts &facts, const QString &user)
{
    const QString database = databaseOfSource(what, facts);
    const QString schema = what.sourceSchema().name();
    const auto models = modelsAmong(namesOf(facts.users.value), database, schema);
    QStringList statements;
    for (const PermissionModel model : models)
        statements.append(grantStatement(model, usualLevel(model), database, schema, user));
    made.statement = statements.join(u'\n');
    made.fix = GrantHologresRights{what.sourceSchema(), user, {}, {}}.toTask();
    if (models.size() > 1)
        made.where =
            coded("Mapping.either_statement",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "One of the two: the database has groups of both models, and one of them is on."));
}

Finding mayRead(const Examination &what, const ExaminationFacts &facts)
{
    const QString read = what.way == Way::Table ? what.source.name() : what.sourceSchema().name();
    const bool isRole = usesRole(what, facts);
    Finding made = check(
        "rights", group,
        isRole ? coded("Mapping.check_rights", QT_TRANSLATE_NOOP("Mapping", "The role may read %1"), {read})
               : coded("Mapping.check_own_rights", QT_TRANSLATE_NOOP("Mapping", "Your account may read %1"), {read}));
    if (const auto open = withoutSource(made, what, facts))
        return *open;
    const auto user = userOf(what, facts);
    const bool isUserOpen = !facts.isOver && facts.rights.state == Reading<HologresRights>::State::NotAsked;
    if (!user)
        return isUserOpen ? made
                          : unknownFor(std::move(made),
                                       coded("Mapping.rights_without_user",
                                             QT_TRANSLATE_NOOP("Mapping",
                                                               "Whose rights they are is not known: see the check of "
                                                               "the user.")));
    if (!isRead(made, facts.rights, facts))
        return made;
    const HologresRights &rights = facts.rights.value;
    const bool mayEnter = rights.mayConnect && rights.mayUseSchema;
    const plan::Text fact = coded("Mapping.readable_tables", QT_TRANSLATE_NOOP("Mapping", "%1 of %2 tables"),
                                  {mayEnter ? rights.readable : 0, rights.tables});
    if (rights.mayReadAll())
        return as(std::move(made), Outcome::Passed, fact);
    if (!rights.isThere)
        return unknownFor(std::move(made),
                          coded("Mapping.drop_not_there", QT_TRANSLATE_NOOP("Mapping", "%1 is not there (any more)"),
                                {what.source.toString()}));
    const bool mayNone = !mayEnter || rights.readable == 0;
    made =
        as(std::move(made), mayNone ? Outcome::Failed : Outcome::Warning, fact,
           mayNone ? coded("Mapping.may_read_none", QT_TRANSLATE_NOOP("Mapping", "%1 may not read %2"), {*user, read})
                   : coded("Mapping.may_read_some", QT_TRANSLATE_NOOP("Mapping", "%1 may not read all tables of %2"),
                           {*user, read}),
           mayNone ? coded("Mapping.may_read_none_why",
                           QT_TRANSLATE_NOOP("Mapping",
                                             "The mapping would be made, and what reads through it would answer "
                                             "\"Query Failed\" or that permission is denied."))
                   : coded("Mapping.may_read_some_why", QT_TRANSLATE_NOOP("Mapping", "Not readable: %1"),
                           {QJsonArray::fromStringList(rights.unreadable)}));
    addGrant(made, what, facts, *user);
    return made;
}

Finding typesFit(const Examination &what, const ExaminationFacts &facts)
{
    Finding made = check("types", group,
                         coded("Mapping.check_types", QT_TRANSLATE_NOOP("Mapping", "Every type has a counterpart")));
    if (const auto open = withoutSource(made, what, facts))
        return *open;
    if (!isRead(made, facts.tables, facts))
        return made;
    QJsonArray leftOut;
    qsizetype columns = 0;
    for (const catalog::TableInfo &table : facts.tables.value) {
        qsizetype count = 0;
        for (const catalog::Column &column : table.columns) {
            count += toMaxCompute(column.type).fit == Fit::LeftOut ? 1 : 0;
            ++columns;
        }
        if (count > 0)
            leftOut.append(
                coded("Mapping.left_out_of", QT_TRANSLATE_NOOP("Mapping", "%1 (%2)"), {table.name, count}).toJson());
    }
    if (leftOut.isEmpty())
        return as(std::move(made), Outcome::Passed,
                  coded("Mapping.columns", QT_TRANSLATE_NOOP("Mapping", "%1 columns"), {columns}));
    return as(
        std::move(made), Outcome::Warning,
        coded("Mapping.tables_with_left_out", QT_TRANSLATE_NOOP("Mapping", "tables concerned: %1"), {leftOut.size()}),
        coded("Mapping.columns_left_out", QT_TRANSLATE_NOOP("Mapping", "Columns are left out")),
        coded("Mapping.columns_left_out_why",
              QT_TRANSLATE_NOOP("Mapping", "MaxCompute has no type for them. Tables and how many columns of each: %1"),
              {leftOut}));
}

// MaxCompute folds names: of tables that differ in capitals alone it can show one.
Finding namesFit(const Examination &what, const ExaminationFacts &facts)
{
    Finding made =
        check("names", group,
              coded("Mapping.check_names", QT_TRANSLATE_NOOP("Mapping", "Names stay distinct in MaxCompute")));
    if (const auto open = withoutSource(made, what, facts))
        return *open;
    if (!isRead(made, facts.relations, facts))
        return made;
    QHash<QString, QString> first;
    QJsonArray both;
    for (const catalog::Entry &relation : facts.relations.value) {
        const QString name = relation.name();
        const auto known = first.constFind(name.toLower());
        if (known == first.cend())
            first.insert(name.toLower(), name);
        else
            both.append(QString(*known + QStringLiteral(" = ") + name));
    }
    if (both.isEmpty())
        return as(std::move(made), Outcome::Passed,
                  coded("Mapping.relation_count", QT_TRANSLATE_NOOP("Mapping", "tables and views: %1"),
                        {facts.relations.value.size()}));
    return as(std::move(made), Outcome::Warning,
              coded("Mapping.names_fold_fact", QT_TRANSLATE_NOOP("Mapping", "differ in capitals alone")),
              coded("Mapping.names_fold", QT_TRANSLATE_NOOP("Mapping", "Names differ in capitals alone")),
              coded("Mapping.names_fold_why",
                    QT_TRANSLATE_NOOP("Mapping", "MaxCompute does not tell capitals and shows one of them: %1"),
                    {both}));
}

} // namespace

QList<Finding> hologresChecks(const Examination &what, const ExaminationFacts &facts)
{
    QList<Finding> made{hologresVersion(what, facts), sourceIsThere(what, facts), userIsThere(what, facts),
                        mayRead(what, facts), typesFit(what, facts)};
    if (what.way == Way::Schema)
        made.append(namesFit(what, facts));
    return made;
}

} // namespace isthmus::mapping
