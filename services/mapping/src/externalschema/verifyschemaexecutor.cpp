// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externalschema/verifyschemaexecutor.h>

#include <QSet>

namespace isthmus::mapping {

namespace {

using core::ErrorKind;
using core::Result;
template <typename T>
using Checked = tl::expected<T, plan::Failure>;

const QString targetKey = QStringLiteral("target");
const QString tablesKey = QStringLiteral("tables");
const QString dropKey = QStringLiteral("drop");
constexpr qsizetype shownNames = 20;

plan::Text grantHint()
{
    return coded("Mapping.schema_grant",
                 QT_TRANSLATE_NOOP("Mapping",
                                   "Give the foreign server's RAM role the right to read the tables in Hologres; the "
                                   "schema need not be made again."));
}

// Names on the first page of the schema, in lower case; \a isAll: there is no other page.
Checked<QSet<QString>> listedNames(const catalog::ObjectPath &schema, catalog::Catalog &catalog, bool &isAll,
                                   const core::Cancellation &cancellation)
{
    catalog::ListRequest request;
    request.parent = schema;
    request.pageSize = int(VerifySchema::maxTables);
    const auto page = core::await(catalog.children(request), cancellation);
    if (!page) {
        plan::Failure failure(page.error());
        if (failure.kind == ErrorKind::Permission)
            failure.hint = grantHint();
        return tl::unexpected(std::move(failure));
    }
    isAll = page->nextMarker.isEmpty();
    QSet<QString> names;
    for (const catalog::Entry &entry : page->entries)
        names.insert(entry.name().toLower());
    return names;
}

plan::Failure withWhatStays(plan::Failure failure, const VerifySchema &planned)
{
    if (failure.isCancelled() || planned.dropStatement.isEmpty())
        return failure;
    failure.hint = coded("Mapping.schema_left_behind",
                         QT_TRANSLATE_NOOP("Mapping", "%3 The external schema %1 was made and stays. To remove it: %2"),
                         {planned.target.name(), planned.dropStatement, failure.hint.toJson()});
    return failure;
}

plan::StepResult compare(const VerifySchema &planned, const QSet<QString> &listed, bool isAll,
                         const plan::StepContext &context)
{
    QStringList missing;
    for (const QString &name : planned.tables) {
        if (!listed.contains(name.toLower()))
            missing.append(name);
    }
    const qsizetype found = planned.tables.size() - missing.size();
    if (!planned.tables.isEmpty() && listed.isEmpty())
        return plan::fail(ErrorKind::Permission,
                          coded("Mapping.schema_none_listed",
                                QT_TRANSLATE_NOOP("Mapping", "%1 lists none of the %2 tables of its Hologres schema."),
                                {planned.target.name(), planned.tables.size()}),
                          grantHint());
    if (!planned.tables.isEmpty() && found == 0 && isAll)
        return plan::fail(ErrorKind::Invalid,
                          coded("Mapping.schema_others_listed",
                                QT_TRANSLATE_NOOP("Mapping", "%1 lists other tables than its Hologres schema has."),
                                {planned.target.name()}),
                          coded("Mapping.schema_others_hint",
                                QT_TRANSLATE_NOOP("Mapping",
                                                  "Another program may have made it over another schema. Look at it "
                                                  "before you use it.")));
    if (missing.isEmpty() || !isAll)
        return plan::StepOutcome{coded("Mapping.schema_listed",
                                       QT_TRANSLATE_NOOP("Mapping", "Tables and views listed through MaxCompute: %1"),
                                       {isAll ? listed.size() : found}),
                                 {}};
    context.log(
        coded("Mapping.schema_missing_tables",
              QT_TRANSLATE_NOOP("Mapping", "Not listed: %1. The role may not read them, or they are gone by now."),
              {QJsonArray::fromStringList(missing.mid(0, shownNames))}));
    return plan::StepOutcome{
        coded("Mapping.schema_some_listed",
              QT_TRANSLATE_NOOP("Mapping", "%1 of %2 tables listed through MaxCompute; see the log for the others"),
              {found, planned.tables.size()}),
        {}};
}

} // namespace

plan::Step VerifySchema::toStep() const
{
    plan::Step step;
    step.kind = kind;
    step.title = coded("Mapping.verify_schema", QT_TRANSLATE_NOOP("Mapping", "Verify: tables are listed"));
    step.connections = {target.connection};
    step.effect = plan::Effect::Read;
    step.canResume = true;
    step.parameters = {{targetKey, target.toString()}, {tablesKey, QJsonArray::fromStringList(tables)}};
    if (!dropStatement.isEmpty())
        step.parameters.insert(dropKey, dropStatement);
    return step;
}

Result<VerifySchema> VerifySchema::fromStep(const plan::Step &step)
{
    core::JsonReader reader(step.parameters);
    VerifySchema verify;
    const auto target = catalog::ObjectPath::parse(reader.text(targetKey));
    if (!target)
        reader.note(targetKey);
    verify.target = target.value_or(catalog::ObjectPath());
    verify.tables = reader.texts(tablesKey);
    verify.dropStatement = step.parameters.value(dropKey).toString();
    if (!reader.ok())
        return reader.error(Text::tr("The verifying step"));
    return verify;
}

plan::StepResult VerifySchemaExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto planned = VerifySchema::fromStep(step);
    if (!planned)
        return core::fail(planned.error());
    const auto catalog = m_catalogFor(planned->target.connection, context.cancellation);
    if (!catalog)
        return tl::unexpected(withWhatStays(catalog.error(), *planned));
    const auto schema = awaitTargetSchema(planned->target, **catalog, context.cancellation);
    if (context.cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    if (schema == TargetSchema::Missing && !context.before.isEmpty())
        return plan::fail(ErrorKind::NotFound,
                          coded("Mapping.one_gone_before_resume",
                                QT_TRANSLATE_NOOP("Mapping", "%1 was made, then gone before the run was resumed."),
                                {planned->target.name()}),
                          coded("Mapping.schema_gone_hint",
                                QT_TRANSLATE_NOOP("Mapping", "Run the task again: it makes the schema anew.")));
    if (schema == TargetSchema::Missing)
        return plan::fail(ErrorKind::NotFound,
                          coded("Mapping.schema_gone", QT_TRANSLATE_NOOP("Mapping", "%1 is not there (any more)"),
                                {planned->target.toString()}));
    if (schema == TargetSchema::There)
        return plan::fail(ErrorKind::Invalid,
                          coded("Mapping.schema_not_external",
                                QT_TRANSLATE_NOOP("Mapping", "%1 is a schema of the project's own, no external one"),
                                {planned->target.toString()}));
    bool isAll = false;
    const auto listed = listedNames(planned->target, **catalog, isAll, context.cancellation);
    if (!listed)
        return tl::unexpected(withWhatStays(listed.error(), *planned));
    auto result = compare(*planned, *listed, isAll, context);
    if (!result)
        return tl::unexpected(withWhatStays(result.error(), *planned));
    return result;
}

} // namespace isthmus::mapping
