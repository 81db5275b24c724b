// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"
#include "externaltable/unheard.h"
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/core/format.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externalschema/externalschemaexecutor.h>

namespace isthmus::mapping {

namespace {

const QString schemaKey = QStringLiteral("schema");
const QString dropsKey = QStringLiteral("drops");
const QString createdKey = QStringLiteral("created");
const QString makingKey = QStringLiteral("making");

plan::Text nothingDropped()
{
    return coded("Mapping.schema_nothing_dropped", QT_TRANSLATE_NOOP("Mapping", "Nothing was dropped."));
}

// Why \a seen is not what was to be dropped; nothing if it is.
std::optional<plan::Failure> otherSchema(const ExternalSchemaStep &planned, TargetSchema seen)
{
    if (seen == TargetSchema::There)
        return plan::Failure(core::ErrorKind::Invalid,
                             coded("Mapping.schema_own_now",
                                   QT_TRANSLATE_NOOP("Mapping", "%1 is a schema of the project's own by now."),
                                   {planned.schema.name()}),
                             nothingDropped());
    if (seen != TargetSchema::Unknown)
        return std::nullopt;
    plan::Failure failure(core::ErrorKind::Network,
                          coded("Mapping.schema_unseen",
                                QT_TRANSLATE_NOOP("Mapping", "What %1 is now could not be read."),
                                {planned.schema.name()}),
                          nothingDropped());
    failure.isUnsent = true; // of the step
    return failure;
}

// The same of one that is external: it may be another program's.
std::optional<plan::Failure> madeAnew(const ExternalSchemaStep &planned, const QDateTime &created)
{
    if (!planned.created.isValid() || !created.isValid() || created == planned.created)
        return std::nullopt;
    return plan::Failure(core::ErrorKind::Invalid,
                         coded("Mapping.drop_made_anew",
                               QT_TRANSLATE_NOOP("Mapping", "%1 was made anew since this was planned, at %2."),
                               {planned.schema.name(), core::formatTime(created)}),
                         nothingDropped());
}

// What became of the schema, whose statement was cancelled or not heard of again. \a failure, unless it is as wanted.
plan::StepResult settled(const ExternalSchemaStep &planned, TargetSchema seen, const plan::StepContext &context,
                         plan::Failure failure)
{
    if (planned.drops && seen == TargetSchema::Missing)
        return plan::StepOutcome{
            coded("Mapping.drop_unheard", QT_TRANSLATE_NOOP("Mapping", "Dropped, though no answer came: it is gone")),
            {}};
    if (!planned.drops && seen == TargetSchema::External)
        return plan::StepOutcome{
            coded("Mapping.schema_unheard", QT_TRANSLATE_NOOP("Mapping", "Made, though no answer came: it is there")),
            {}};
    if (seen == TargetSchema::Unknown)
        context.log(coded("Mapping.schema_unknown",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "What became of the schema is not known: it cannot be looked "
                                            "at.")));
    else if (planned.drops)
        context.log(
            coded("Mapping.schema_still_there",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "Looked again: the schema is still there. If its dropping is on the way, it "
                                    "goes yet.")));
    else
        context.log(coded("Mapping.schema_not_there_yet",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "Looked again: the schema is not there. It may still come if its creation "
                                            "goes on.")));
    return tl::unexpected(std::move(failure));
}

} // namespace

plan::Step ExternalSchemaStep::toStep() const
{
    plan::Step step = sql.toStep();
    step.kind = kind;
    step.parameters.insert(schemaKey, schema.toString());
    step.parameters.insert(dropsKey, drops);
    if (created.isValid())
        step.parameters.insert(createdKey, created.toUTC().toString(Qt::ISODateWithMs));
    if (!making.isEmpty())
        step.parameters.insert(makingKey, making);
    return step;
}

core::Result<ExternalSchemaStep> ExternalSchemaStep::fromStep(const plan::Step &step)
{
    const auto sql = plan::SqlStep::fromStep(step);
    if (!sql)
        return core::fail(sql.error());
    core::JsonReader reader(step.parameters, QStringLiteral("parameters"));
    const auto schema = catalog::ObjectPath::parse(reader.text(schemaKey));
    if (!schema || !isSchemaPath(*schema))
        reader.note(schemaKey);
    const bool drops = reader.boolean(dropsKey);
    const QDateTime created = QDateTime::fromString(reader.text(createdKey, QString()), Qt::ISODateWithMs);
    const QString making = reader.text(makingKey, QString());
    if (!reader.ok())
        return reader.error(Text::tr("The step of the external schema"));
    return ExternalSchemaStep{*sql, *schema, drops, created, making};
}

plan::StepResult ExternalSchemaExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto planned = ExternalSchemaStep::fromStep(step);
    if (!planned)
        return core::fail(planned.error());
    const auto catalog = m_catalogFor(planned->schema.connection, context.cancellation);
    if (!catalog) {
        plan::Failure failure(catalog.error());
        failure.isUnsent = true; // of the step
        return tl::unexpected(std::move(failure));
    }
    if (planned->drops) {
        const TargetSchema now = awaitTargetSchema(planned->schema, **catalog, context.cancellation);
        if (context.cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        if (now == TargetSchema::Missing)
            return plan::StepOutcome{
                coded("Mapping.drop_was_gone", QT_TRANSLATE_NOOP("Mapping", "It was gone already")), {}};
        if (auto failure = otherSchema(*planned, now))
            return tl::unexpected(*std::move(failure));
        const QDateTime created = awaitSchemaCreated(planned->schema, **catalog, context.cancellation);
        if (auto failure = madeAnew(*planned, created))
            return tl::unexpected(*std::move(failure));
        if (context.cancellation.isRequested())
            return core::fail(core::Error::cancelled());
    }
    if (!planned->making.isEmpty())
        context.log(
            coded("Mapping.drop_kept", QT_TRANSLATE_NOOP("Mapping", "This makes it again:\n%1"), {planned->making}));
    auto done = m_sqlExecutor->execute(planned->sql.toStep(), context);
    if (done || !done.error().mayBeDone())
        return done;
    const TargetSchema wanted = planned->drops ? TargetSchema::Missing : TargetSchema::External;
    const TargetSchema seen =
        schemaAfterwards(**catalog, planned->schema, wanted, m_lookingAgain, context.cancellation);
    return settled(*planned, seen, context, std::move(done.error()));
}

} // namespace isthmus::mapping
