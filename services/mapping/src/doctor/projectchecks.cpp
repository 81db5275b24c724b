// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor/checks.h"
#include "externaltable/names.h"

namespace isthmus::mapping {

namespace {

using Way = Examination::Way;

constexpr auto group = Finding::Group::Project;

Finding projectAnswers(const ExaminationFacts &facts)
{
    Finding made = check("project_answers", group,
                         coded("Mapping.check_project", QT_TRANSLATE_NOOP("Mapping", "The project answers")));
    if (isRead(made, facts.project, facts))
        return as(std::move(made), Outcome::Passed, facts.project.value.identity);
    if (made.outcome == Outcome::Unknown) { // an answer is all that was asked for
        made.outcome = Outcome::Failed;
        made.trouble = coded("Mapping.project_silent", QT_TRANSLATE_NOOP("Mapping", "The project does not answer"));
    }
    return made;
}

Finding schemasAreOn(const Examination &what, const ExaminationFacts &facts)
{
    Finding made =
        check("schemas", group, coded("Mapping.check_schemas", QT_TRANSLATE_NOOP("Mapping", "Schemas are on")));
    if (!isRead(made, facts.project, facts))
        return made;
    const QString property = QStringLiteral("odps.schema.model.enabled = ");
    if (facts.project.value.schemasEnabled)
        return as(std::move(made), Outcome::Passed, property + QStringLiteral("true"));
    if (what.way == Way::Table)
        return as(
            std::move(made), Outcome::Passed,
            coded("Mapping.schemas_not_needed", QT_TRANSLATE_NOOP("Mapping", "off; an external table needs none")));
    made = as(std::move(made), Outcome::Failed, property + QStringLiteral("false"),
              coded("Mapping.schemas_are_off", QT_TRANSLATE_NOOP("Mapping", "The project %1 has no schemas"),
                    {facts.project.value.database}),
              coded("Mapping.schemas_are_off_why",
                    QT_TRANSLATE_NOOP("Mapping",
                                      "An external schema needs a project with schemas. Its owner turns them on, which "
                                      "cannot be undone; or choose another project, or map tables one by one.")));
    made.where = QStringLiteral("MaxCompute › Manage Configurations › Projects");
    made.values = {{QStringLiteral("odps.schema.model.enabled"), QStringLiteral("true")}};
    return made;
}

Finding typesAre2(const Examination &what, const ExaminationFacts &facts)
{
    Finding made = check("data_types", group,
                         coded("Mapping.check_types2", QT_TRANSLATE_NOOP("Mapping", "Data types 2.0 are on")));
    if (!isRead(made, facts.typeEdition, facts))
        return made;
    const QString &edition = facts.typeEdition.value;
    if (edition == u"2.0")
        return as(std::move(made), Outcome::Passed, QStringLiteral("odps2 = true"));
    const QString setting = QStringLiteral("SET odps.sql.type.system.odps2=true;");
    if (edition.isEmpty()) {
        made = unknownFor(std::move(made),
                          coded("Mapping.types_untold",
                                QT_TRANSLATE_NOOP("Mapping",
                                                  "The service does not tell the project's edition of data types. A "
                                                  "query that names other types than BIGINT, DOUBLE, DECIMAL, STRING, "
                                                  "DATETIME and BOOLEAN needs this setting before it.")));
        made.statement = setting;
        return made;
    }
    made = as(std::move(made), Outcome::Warning, edition,
              coded("Mapping.types_are_1",
                    QT_TRANSLATE_NOOP("Mapping", "The project's data types are of another edition than 2.0")),
              what.way == Way::Table
                  ? coded("Mapping.types_are_1_table",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "The statement that makes the external table sets it for itself. Queries "
                                            "that name such types need it before them."))
                  : coded("Mapping.types_are_1_schema",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "Queries of the external schema need this setting before them, where "
                                            "columns have types of edition 2.0.")));
    made.statement = setting;
    return made;
}

Finding nameOfTarget(const char *id)
{
    return check(id, group, coded("Mapping.check_name", QT_TRANSLATE_NOOP("Mapping", "The name is legal and free")));
}

Finding targetIsThere(const char *id)
{
    return check(id, group, coded("Mapping.check_there", QT_TRANSLATE_NOOP("Mapping", "It is there")));
}

Finding gone(Finding made, const catalog::ObjectPath &target)
{
    return as(std::move(made), Outcome::Failed, coded("Mapping.not_there", QT_TRANSLATE_NOOP("Mapping", "not there")),
              coded("Mapping.drop_not_there", QT_TRANSLATE_NOOP("Mapping", "%1 is not there (any more)"),
                    {target.toString()}),
              coded("Mapping.map_anew", QT_TRANSLATE_NOOP("Mapping", "Map it again.")));
}

Finding taken(Finding made, const QString &name)
{
    return as(std::move(made), Outcome::Failed,
              coded("Mapping.taken", QT_TRANSLATE_NOOP("Mapping", "%1 is taken"), {name}),
              coded("Mapping.name_is_taken", QT_TRANSLATE_NOOP("Mapping", "The name %1 is taken"), {name}),
              coded("Mapping.name_is_taken_why",
                    QT_TRANSLATE_NOOP("Mapping", "Choose another name, or keep what is there.")));
}

std::optional<Finding> illegal(const Finding &made, const Examination &what)
{
    const QString name = what.target().name();
    const plan::Text problem = tableNameProblem(what.name.isEmpty() ? name : what.name);
    if (problem.isEmpty())
        return std::nullopt;
    return as(
        made, Outcome::Failed, what.name,
        coded("Mapping.name_is_illegal", QT_TRANSLATE_NOOP("Mapping", "%1 is no name of MaxCompute"), {what.name}),
        problem);
}

Finding schemaName(const Examination &what, const ExaminationFacts &facts)
{
    Finding made = what.isThere() ? targetIsThere("target") : nameOfTarget("target");
    if (const auto wrong = illegal(made, what); wrong && !what.isThere())
        return *wrong;
    if (facts.project.isKnown() && !facts.project.value.schemasEnabled)
        return unknownFor(
            std::move(made),
            coded("Mapping.no_schemas_to_ask",
                  QT_TRANSLATE_NOOP("Mapping", "The project has no schemas, so none can be looked for.")));
    if (!isRead(made, facts.schema, facts))
        return made;
    const QString name = what.target().name();
    switch (facts.schema.value) {
    case TargetSchema::Missing:
        return what.isThere() ? gone(std::move(made), what.existing) : as(std::move(made), Outcome::Passed, name);
    case TargetSchema::External:
        if (what.isThere())
            return as(std::move(made), Outcome::Passed, name);
        return taken(std::move(made), name);
    case TargetSchema::There:
        if (!what.isThere())
            return taken(std::move(made), name);
        return as(std::move(made), Outcome::Failed, name,
                  coded("Mapping.schema_not_external",
                        QT_TRANSLATE_NOOP("Mapping", "%1 is a schema of the project's own, no external one"), {name}),
                  {});
    case TargetSchema::Unknown:
        break;
    }
    return unknownFor(std::move(made),
                      coded("Mapping.schema_name_unknown",
                            QT_TRANSLATE_NOOP("Mapping", "Whether the name is free could not be read.")));
}

Finding tableName(const Examination &what, const ExaminationFacts &facts)
{
    Finding made = what.isThere() ? targetIsThere("target") : nameOfTarget("target");
    if (const auto wrong = illegal(made, what); wrong && !what.isThere())
        return *wrong;
    if (!isRead(made, facts.table, facts))
        return made;
    const QString name = what.target().name();
    const auto &table = facts.table.value;
    if (!what.isThere())
        return table ? taken(std::move(made), name) : as(std::move(made), Outcome::Passed, name);
    if (!table)
        return gone(std::move(made), what.existing);
    if (table->kind == catalog::ObjectKind::ExternalTable)
        return as(std::move(made), Outcome::Passed, name);
    return as(std::move(made), Outcome::Failed, relationKindText(table->kind),
              coded("Mapping.no_external_table", QT_TRANSLATE_NOOP("Mapping", "%1 is no external table (%2)"),
                    {name, relationKindText(table->kind).toJson()}),
              {});
}

} // namespace

QList<Finding> projectChecks(const Examination &what, const ExaminationFacts &facts)
{
    return {projectAnswers(facts), schemasAreOn(what, facts), typesAre2(what, facts),
            what.way == Way::Schema ? schemaName(what, facts) : tableName(what, facts)};
}

} // namespace isthmus::mapping
