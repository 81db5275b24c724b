// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/unheard.h"
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>

namespace isthmus::mapping {

namespace {

const QString tableKey = QStringLiteral("table");
const QString locationKey = QStringLiteral("location");
const QString roleKey = QStringLiteral("role");
const QString columnsKey = QStringLiteral("columns");
const QString nameKey = QStringLiteral("name");
const QString typeKey = QStringLiteral("type");
const QString lifecycleKey = QStringLiteral("lifecycle");
const QString foreignKey = QStringLiteral("foreign");
const QString looksFirstKey = QStringLiteral("looks_first");
const QString rememberKey = QStringLiteral("remember");
const QString mappingKey = QStringLiteral("mapping");
const QString fingerprintKey = QStringLiteral("fingerprint");

// Where the table \a info is not as it was planned, one phrase each.
QJsonArray differences(const CreateExternalTableStep &planned, const catalog::TableInfo &info)
{
    if (const plan::Text text = otherKindText(info.kind, planned.isForeign); !text.isEmpty())
        return {text.toJson()};
    QJsonArray found = shownDifferences(planned.location, planned.roleArn, info, planned.isForeign);
    if (planned.lifecycleDays && info.lifecycleDays != planned.lifecycleDays)
        found.append(
            coded("Mapping.create_other_lifecycle", QT_TRANSLATE_NOOP("Mapping", "its lifecycle is another")).toJson());
    for (const QJsonValue &difference : columnDifferences(planned.columns, info.columns, planned.isForeign))
        found.append(difference);
    return found;
}

// What became of the table, whose CREATE was cancelled or not heard of again. \a failure, unless it is there as it was
// planned.
plan::StepResult settled(const Seen &seen, const CreateExternalTableStep &planned, const plan::StepContext &context,
                         plan::Failure failure)
{
    if (!seen && seen.error().kind == core::ErrorKind::NotFound) {
        context.log(
            coded("Mapping.create_not_there",
                  QT_TRANSLATE_NOOP(
                      "Mapping", "Looked again: the table is not there. It may still come if its creation goes on.")));
    } else if (!seen) {
        context.log(coded(
            "Mapping.create_unknown",
            QT_TRANSLATE_NOOP("Mapping", "Whether the table was created is not known, it cannot be looked at: %1"),
            {lookFailure(seen.error())}));
    } else if (const QJsonArray found = differences(planned, *seen); !found.isEmpty()) {
        context.log(coded("Mapping.create_differs",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "Looked again: %1 is there, but not as it was planned: %2. It may be "
                                            "somebody else's."),
                          {planned.table.name(), found}));
    } else {
        return plan::StepOutcome{
            coded("Mapping.create_unheard",
                  QT_TRANSLATE_NOOP("Mapping", "Created, though no answer came: it is there as planned")),
            {}};
    }
    return tl::unexpected(std::move(failure));
}

// What an earlier attempt has made: done, if it is as planned. Nothing where there is still something to do.
std::optional<plan::StepResult> madeBefore(catalog::Catalog &catalog, const CreateExternalTableStep &planned,
                                           const plan::StepContext &context)
{
    const Seen seen = core::await(catalog.table(planned.table), context.cancellation);
    if (!seen && seen.error().kind == core::ErrorKind::NotFound)
        return std::nullopt;
    if (!seen)
        return core::fail(seen.error());
    if (const QJsonArray found = differences(planned, *seen); !found.isEmpty()) {
        return plan::fail(
            core::ErrorKind::AlreadyExists,
            coded("Mapping.create_taken_meanwhile",
                  QT_TRANSLATE_NOOP("Mapping", "%1 is there, but not as it was planned: %2."),
                  {planned.table.name(), found}),
            coded("Mapping.create_taken_meanwhile_hint",
                  QT_TRANSLATE_NOOP("Mapping", "Nothing was changed. Look at it, and plan the mapping again.")));
    }
    const QJsonValue columns = columnCountText(planned.columns.size()).toJson();
    return plan::StepOutcome{
        planned.isForeign
            ? coded("Mapping.foreign_before",
                    QT_TRANSLATE_NOOP("Mapping", "Foreign table, %1, made before the run was cut off"), {columns})
            : coded("Mapping.create_before",
                    QT_TRANSLATE_NOOP("Mapping", "External table, %1, made before the run was cut off"), {columns}),
        {}};
}

// The table is there whether this succeeds or not.
void remember(const CreateExternalTableStep &planned, const Fingerprints &fingerprints,
              const plan::StepContext &context)
{
    Fingerprint fingerprint = planned.remember->fingerprint;
    fingerprint.made = QDateTime::currentDateTimeUtc();
    if (const auto kept = fingerprints.keep(planned.remember->key, fingerprint); !kept) {
        context.log(coded("Mapping.not_remembered",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "What the table was made from could not be remembered, so that drift is "
                                            "told without it: %1"),
                          {kept.error().message}));
    }
}

} // namespace

plan::Step CreateExternalTableStep::toStep() const
{
    QJsonArray columnArray;
    for (const auto &[name, type] : columns)
        columnArray.append(QJsonObject{{nameKey, name}, {typeKey, type}});
    plan::Step step = sql.toStep();
    step.kind = kind;
    step.parameters.insert(tableKey, table.toString());
    step.parameters.insert(locationKey, location);
    step.parameters.insert(roleKey, roleArn);
    step.parameters.insert(columnsKey, columnArray);
    if (looksFirst)
        step.parameters.insert(looksFirstKey, true);
    if (isForeign)
        step.parameters.insert(foreignKey, true);
    if (lifecycleDays)
        step.parameters.insert(lifecycleKey, *lifecycleDays);
    if (remember) {
        step.parameters.insert(
            rememberKey,
            QJsonObject{{mappingKey, remember->key.toJson()}, {fingerprintKey, remember->fingerprint.toJson()}});
    }
    return step;
}

core::Result<CreateExternalTableStep> CreateExternalTableStep::fromStep(const plan::Step &step)
{
    const auto sql = plan::SqlStep::fromStep(step);
    if (!sql)
        return core::fail(sql.error());
    core::JsonReader reader(step.parameters, QStringLiteral("parameters"));
    const auto table = catalog::ObjectPath::parse(reader.text(tableKey));
    if (!table || table->names.isEmpty())
        reader.note(tableKey);
    CreateExternalTableStep create{
        *sql, table.value_or(catalog::ObjectPath()), reader.text(locationKey), reader.text(roleKey), {}, {}};
    create.looksFirst = reader.boolean(looksFirstKey, false);
    create.isForeign = reader.boolean(foreignKey, false);
    // A run of an earlier version has none, and one of a later version may have another form: neither is a reason not
    // to make the table.
    const QJsonObject remembered = step.parameters.value(rememberKey).toObject();
    const auto key = MappingKey::fromJson(remembered.value(mappingKey).toObject());
    const auto fingerprint = Fingerprint::fromJson(remembered.value(fingerprintKey).toObject());
    if (key && fingerprint)
        create.remember = Remembered{*key, *fingerprint};
    if (step.parameters.contains(lifecycleKey))
        create.lifecycleDays = step.parameters.value(lifecycleKey).toInt();
    for (auto &column : reader.objects(columnsKey))
        create.columns.append({column.text(nameKey), column.text(typeKey)});
    if (!reader.ok())
        return reader.error(Text::tr("The creating step"));
    return create;
}

plan::StepResult CreateExternalTableExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto planned = CreateExternalTableStep::fromStep(step);
    if (!planned)
        return core::fail(planned.error());
    const auto catalog = m_catalogFor(planned->table.connection, context.cancellation);
    if (!catalog) {
        plan::Failure failure(catalog.error());
        failure.isUnsent = true; // of the step
        return tl::unexpected(std::move(failure));
    }
    auto created = create(**catalog, *planned, context);
    if (created && planned->remember && m_fingerprints)
        remember(*planned, *m_fingerprints, context);
    return created;
}

plan::StepResult CreateExternalTableExecutor::create(catalog::Catalog &catalog, const CreateExternalTableStep &planned,
                                                     const plan::StepContext &context)
{
    if (planned.looksFirst && context.isRepeated) {
        if (auto before = madeBefore(catalog, planned, context))
            return *std::move(before);
    }
    plan::StepContext told = context;
    if (planned.looksFirst) { // of many tables: their statements stand in the plan, and would fill the log
        told.log = [&context, sql = planned.sql.sql](const plan::Text &line) {
            if (line.text != sql)
                context.log(line);
        };
    }
    auto created = m_sqlExecutor->execute(planned.sql.toStep(), told);
    // The job of an attempt that was cut off has gone on, and was faster.
    const bool isOvertaken = !created && created.error().kind == core::ErrorKind::AlreadyExists && context.isRepeated;
    if (isOvertaken && planned.looksFirst) {
        if (auto before = madeBefore(catalog, planned, context))
            return *std::move(before);
    }
    if (created || !created.error().mayBeDone())
        return created;
    const auto isNotThere = [](const Seen &seen) { return !seen && seen.error().kind == core::ErrorKind::NotFound; };
    const Seen seen = seenAfterwards(catalog, planned.table, m_lookingAgain, context.cancellation, isNotThere);
    return settled(seen, planned, context, std::move(created.error()));
}

} // namespace isthmus::mapping
