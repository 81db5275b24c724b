// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/sql.h"
#include "externaltable/unheard.h"
#include "text.h"

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/core/async.h>
#include <isthmus/core/format.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>

namespace isthmus::mapping {

namespace {

const QString tableKey = QStringLiteral("table");
const QString locationKey = QStringLiteral("location");
const QString createdKey = QStringLiteral("created");
const QString foreignKey = QStringLiteral("foreign");
const QString identityKey = QStringLiteral("identity");
const QString looksAfterKey = QStringLiteral("looks_after");
const QString forgetKey = QStringLiteral("forget");

// Keeps the statement that makes the table again, while there is still somebody to ask for it: in the log, and where
// formerTable() finds it. That the service does not tell it is no reason to leave the table; that it was not heard is.
std::optional<plan::Failure> keepStatement(catalog::Catalog &catalog, const catalog::TableInfo &info,
                                           const DropExternalTableStep &planned, const plan::StepContext &context)
{
    const auto ddl = core::await(catalog.ddl(planned.table), context.cancellation);
    const bool isUnheard = !ddl
        && (ddl.error().isTransient() || ddl.error().isCancelled() || ddl.error().kind == core::ErrorKind::Protocol);
    if (isUnheard) {
        plan::Failure failure(ddl.error());
        failure.hint =
            coded("Mapping.drop_not_begun",
                  QT_TRANSLATE_NOOP("Mapping", "Nothing was dropped. Run it again once the service answers."));
        failure.isUnsent = true; // of the step
        return failure;
    }
    if (!ddl) {
        context.log(coded("Mapping.drop_unkept",
                          QT_TRANSLATE_NOOP("Mapping", "The statement that would make it again cannot be read: %1"),
                          {ddl.error().message}));
        return std::nullopt;
    }
    QStringList lines;
    if (!planned.isForeign)
        lines = makingSettings(planned.sql.sql.startsWith(namespaceSetting),
                               info.external && info.external->roleArn.isEmpty());
    // If the table is there after all, or another one, the statement is to say so.
    lines.append(QString(*ddl).replace(QLatin1String("CREATE EXTERNAL TABLE IF NOT EXISTS "),
                                       QLatin1String("CREATE EXTERNAL TABLE ")));
    const QString statement = lines.join(u'\n');
    context.log(coded("Mapping.drop_kept", QT_TRANSLATE_NOOP("Mapping", "This makes it again:\n%1"), {statement}));
    context.checkpoint({{DropExternalTableStep::statementKey, statement}});
    return std::nullopt;
}

// Of a foreign table over something else than MaxCompute what the server tells.
QString locationOf(const DropExternalTableStep &planned, const catalog::TableInfo &info)
{
    if (!planned.isForeign)
        return info.external ? info.external->location : QString();
    const auto shown = catalog::ForeignSource::of(info);
    return shown ? shown->location() : info.property(QStringLiteral("foreign_server"));
}

// Why the table \a info is not the one that was to be dropped; nothing if it is.
std::optional<plan::Failure> otherTable(const DropExternalTableStep &planned, const catalog::TableInfo &info)
{
    const plan::Text hint =
        coded("Mapping.drop_again_hint",
              QT_TRANSLATE_NOOP("Mapping", "Nothing was dropped. Look at the table; if it is to go, plan it anew."));
    if (!otherKindText(info.kind, planned.isForeign).isEmpty()) {
        const QJsonArray what{planned.table.name(), relationKindText(info.kind).toJson(), lossText(info.kind).toJson()};
        return plan::Failure(
            core::ErrorKind::Invalid,
            planned.isForeign ? plan::Text::coded(
                "Mapping.drop_not_foreign_now",
                QT_TRANSLATE_NOOP("Mapping", "%1 is no foreign table any more (%2): %3 would be gone with it."), what)
                              : plan::Text::coded(
                                  "Mapping.drop_not_external_now",
                                  QT_TRANSLATE_NOOP("Mapping",
                                                    "%1 is no external table any more (%2): %3 would be gone with it."),
                                  what),
            hint);
    }
    const QString location = locationOf(planned, info);
    const bool isSameSource = planned.location.isEmpty() || location == planned.location;
    const bool isSameTable = !planned.created.isValid() || !info.created.isValid() || info.created == planned.created;
    const bool isSameObject =
        planned.identity.isEmpty() || info.identity.isEmpty() || info.identity == planned.identity;
    if (isSameSource && isSameTable && isSameObject)
        return std::nullopt;
    if (isSameSource && isSameTable)
        return plan::Failure(core::ErrorKind::Invalid,
                             coded("Mapping.drop_other_object",
                                   QT_TRANSLATE_NOOP("Mapping", "%1 was made anew since this was planned."),
                                   {planned.table.name()}),
                             hint);
    if (isSameSource)
        return plan::Failure(core::ErrorKind::Invalid,
                             coded("Mapping.drop_made_anew",
                                   QT_TRANSLATE_NOOP("Mapping", "%1 was made anew since this was planned, at %2."),
                                   {planned.table.name(), core::formatTime(info.created)}),
                             hint);
    return plan::Failure(
        core::ErrorKind::Invalid,
        coded("Mapping.drop_source_changed",
              QT_TRANSLATE_NOOP("Mapping", "%1 was made anew since this was planned: it shows %2 now."),
              {planned.table.name(), location}),
        hint);
}

// What became of the table, whose DROP was cancelled or not heard of again: somebody who reads that it failed would
// think that it is there. \a failure, unless it is gone.
plan::StepResult settled(const Seen &seen, const plan::StepContext &context, plan::Failure failure)
{
    if (!seen && seen.error().kind == core::ErrorKind::NotFound) {
        return plan::StepOutcome{
            coded("Mapping.drop_unheard", QT_TRANSLATE_NOOP("Mapping", "Dropped, though no answer came: it is gone")),
            {}};
    }
    if (seen) {
        context.log(coded("Mapping.drop_still_there_yet",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "Looked again: the table is still there. If its dropping is on the way, it "
                                            "goes yet.")));
        return tl::unexpected(std::move(failure));
    }
    context.log(
        coded("Mapping.drop_unknown",
              QT_TRANSLATE_NOOP("Mapping", "Whether the table is gone is not known, it cannot be looked at: %1"),
              {lookFailure(seen.error())}));
    if (failure.hint.isEmpty()) {
        failure.hint = coded("Mapping.drop_unknown_hint",
                             QT_TRANSLATE_NOOP("Mapping", "The table may be gone: look at it before you go on."));
    }
    return tl::unexpected(std::move(failure));
}

// The server has said that it is gone: whether it is, and whether another has taken its name since.
plan::StepResult seenGone(catalog::Catalog &catalog, const DropExternalTableStep &planned,
                          const plan::StepContext &context, plan::StepResult dropped)
{
    const Seen seen = core::await(catalog.table(planned.table), context.cancellation);
    if (!seen && seen.error().kind == core::ErrorKind::NotFound)
        return plan::StepOutcome{
            coded("Mapping.drop_verified", QT_TRANSLATE_NOOP("Mapping", "Dropped, and verified: it is gone")), {}};
    if (!seen) {
        context.log(coded(
            "Mapping.drop_unverified",
            QT_TRANSLATE_NOOP("Mapping", "The server dropped the table. That it is gone could not be verified: %1"),
            {lookFailure(seen.error())}));
        return dropped;
    }
    return plan::fail(
        core::ErrorKind::AlreadyExists,
        coded("Mapping.drop_there_again",
              QT_TRANSLATE_NOOP("Mapping", "The table was dropped, and %1 is there again (%2)."),
              {planned.table.name(), relationKindText(seen->kind).toJson()}),
        coded("Mapping.drop_there_again_hint",
              QT_TRANSLATE_NOOP("Mapping", "Somebody has made one of this name. Look at it before you go on.")));
}

} // namespace

plan::Step DropExternalTableStep::toStep() const
{
    plan::Step step = sql.toStep();
    step.kind = kind;
    step.parameters.insert(tableKey, table.toString());
    step.parameters.insert(locationKey, location);
    if (created.isValid())
        step.parameters.insert(createdKey, created.toUTC().toString(Qt::ISODateWithMs));
    if (isForeign)
        step.parameters.insert(foreignKey, true);
    if (!identity.isEmpty())
        step.parameters.insert(identityKey, identity);
    if (looksAfter)
        step.parameters.insert(looksAfterKey, true);
    if (forget)
        step.parameters.insert(forgetKey, forget->toJson());
    return step;
}

core::Result<DropExternalTableStep> DropExternalTableStep::fromStep(const plan::Step &step)
{
    const auto sql = plan::SqlStep::fromStep(step);
    if (!sql)
        return core::fail(sql.error());
    core::JsonReader reader(step.parameters, QStringLiteral("parameters"));
    const auto table = catalog::ObjectPath::parse(reader.text(tableKey));
    if (!table || table->names.isEmpty())
        reader.note(tableKey);
    const QString location = reader.text(locationKey);
    const QDateTime created = QDateTime::fromString(reader.text(createdKey, QString()), Qt::ISODateWithMs);
    const bool isForeign = reader.boolean(foreignKey, false);
    const QString identity = reader.text(identityKey, QString());
    const bool looksAfter = reader.boolean(looksAfterKey, false);
    if (!reader.ok())
        return reader.error(Text::tr("The dropping step"));
    DropExternalTableStep drop{*sql, *table, location, created, isForeign, identity, looksAfter};
    if (const auto key = MappingKey::fromJson(step.parameters.value(forgetKey).toObject()))
        drop.forget = *key;
    return drop;
}

plan::StepResult DropExternalTableExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto planned = DropExternalTableStep::fromStep(step);
    if (!planned)
        return core::fail(planned.error());
    auto dropped = drop(*planned, context);
    // A fingerprint that stays says of a table that is gone that it is: no more than that.
    if (dropped && planned->forget && m_fingerprints)
        static_cast<void>(m_fingerprints->forget(*planned->forget));
    return dropped;
}

plan::StepResult DropExternalTableExecutor::drop(const DropExternalTableStep &planned, const plan::StepContext &context)
{
    const auto catalog = m_catalogFor(planned.table.connection, context.cancellation);
    if (!catalog)
        return core::fail(catalog.error());
    const auto info = core::await((*catalog)->table(planned.table), context.cancellation);
    if (!info && info.error().kind == core::ErrorKind::NotFound)
        return plan::StepOutcome{coded("Mapping.drop_was_gone", QT_TRANSLATE_NOOP("Mapping", "It was gone already")),
                                 {}};
    if (!info)
        return core::fail(info.error());
    if (auto failure = otherTable(planned, *info))
        return tl::unexpected(*std::move(failure));
    if (auto unheard = keepStatement(**catalog, *info, planned, context))
        return tl::unexpected(*std::move(unheard));
    if (context.cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    auto dropped = m_sqlExecutor->execute(planned.sql.toStep(), context);
    if (dropped && planned.looksAfter)
        return seenGone(**catalog, planned, context, std::move(dropped));
    if (dropped || !dropped.error().mayBeDone())
        return dropped;
    const auto isThere = [](const Seen &seen) { return seen.has_value(); };
    const Seen seen = seenAfterwards(**catalog, planned.table, m_lookingAgain, context.cancellation, isThere);
    return settled(seen, context, std::move(dropped.error()));
}

} // namespace isthmus::mapping
