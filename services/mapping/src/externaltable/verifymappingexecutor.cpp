// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/unheard.h"
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>

namespace isthmus::mapping {

namespace {

using core::ErrorKind;
using core::Result;
template <typename T>
using Checked = tl::expected<T, plan::Failure>;

const QString targetKey = QStringLiteral("target");
const QString columnsKey = QStringLiteral("columns");
const QString nameKey = QStringLiteral("name");
const QString typeKey = QStringLiteral("type");
const QString dropKey = QStringLiteral("drop");
const QString rememberedKey = QStringLiteral("remembered");
const QString rememberKey = QStringLiteral("remember");
const QString foreignKey = QStringLiteral("foreign");

// The service may have added to what was asked for, such as the lifecycle of the project: what it says now is what
// later changes are told by.
void noteSeen(const VerifyMapping &planned, const catalog::TableInfo &info, const Fingerprints &fingerprints)
{
    const auto kept = fingerprints.find(*planned.remembered);
    if (!planned.remember && (!kept || !*kept))
        return; // the step before has told why
    Fingerprint fingerprint = planned.remember ? *planned.remember : **kept;
    if (planned.remember)
        fingerprint.made = QDateTime::currentDateTimeUtc();
    fingerprint.target = comparable(info);
    fingerprint.isTargetSeen = true;
    static_cast<void>(fingerprints.keep(*planned.remembered, fingerprint)); // what was planned stays
}

plan::Text goneText(const VerifyMapping &planned)
{
    return coded("Mapping.one_gone_before_resume",
                 QT_TRANSLATE_NOOP("Mapping", "%1 was made, then gone before the run was resumed."),
                 {planned.target.name()});
}

// Somebody may have made the table anew over another source since it was verified: the columns do not tell.
QJsonArray differencesSince(const VerifyMapping &planned, const catalog::TableInfo &info,
                            const Fingerprints *fingerprints)
{
    if (!planned.remembered || !fingerprints)
        return {};
    const auto kept = fingerprints->find(*planned.remembered);
    if (!kept || !*kept || !(*kept)->isTargetSeen || !(*kept)->target.external)
        return {};
    const catalog::ExternalSource &external = *(*kept)->target.external;
    return shownDifferences(external.location, external.roleArn, info, planned.isForeign);
}

Checked<plan::Text> checkColumns(const VerifyMappingExecutor::Side &side, const VerifyMapping &planned,
                                 const Fingerprints *fingerprints, const plan::StepContext &context)
{
    const auto info = core::await(side.catalog->table(planned.target), context.cancellation);
    if (!info && info.error().kind == ErrorKind::NotFound && !context.before.isEmpty())
        return plan::fail(ErrorKind::NotFound, goneText(planned),
                          coded("Mapping.one_gone_hint",
                                QT_TRANSLATE_NOOP("Mapping", "Run the task again: it makes the table anew.")));
    if (!info)
        return core::fail(info.error());
    QJsonArray found = columnDifferences(planned.columns, info->columns, planned.isForeign);
    if (found.isEmpty() && context.isAgain)
        found = differencesSince(planned, *info, fingerprints);
    if (!found.isEmpty()) {
        return plan::fail(ErrorKind::Invalid,
                          context.isAgain
                              ? coded("Mapping.one_remade_before_resume",
                                      QT_TRANSLATE_NOOP("Mapping",
                                                        "%1 was made, then changed by somebody before the run was "
                                                        "resumed: %2."),
                                      {planned.target.name(), found})
                              : coded("Mapping.verify_differs",
                                      QT_TRANSLATE_NOOP("Mapping", "%1 does not have the planned columns: %2."),
                                      {planned.target.name(), found}),
                          coded("Mapping.verify_differs_hint",
                                QT_TRANSLATE_NOOP("Mapping", "Map the table again with \"replace\".")));
    }
    if (planned.remembered && fingerprints && !context.isAgain) // else what others did since would pass for ours
        noteSeen(planned, *info, *fingerprints);
    if (planned.columns.size() == 1)
        return coded("Mapping.verify_one_equal", QT_TRANSLATE_NOOP("Mapping", "1 column equal"));
    return coded("Mapping.verify_equal", QT_TRANSLATE_NOOP("Mapping", "%1 columns equal"), {planned.columns.size()});
}

Checked<plan::Text> checkFirstRow(const VerifyMappingExecutor::Side &side, const catalog::ObjectPath &target,
                                  const core::Cancellation &cancellation)
{
    records::PreviewRequest request;
    request.table = target;
    request.maxRows = 1;
    const auto preview = core::await(side.reader->preview(request), cancellation);
    if (!preview)
        return core::fail(preview.error());
    if (preview->rows && preview->rows->rowCount() > 0)
        return coded("Mapping.verify_row", QT_TRANSLATE_NOOP("Mapping", "first row readable"));
    return coded("Mapping.verify_no_row", QT_TRANSLATE_NOOP("Mapping", "readable, no rows"));
}

// The failed run has made the table all the same: its hint says so, and how to undo it.
plan::Failure withWhatStays(plan::Failure failure, const VerifyMapping &planned)
{
    if (failure.isCancelled() || planned.dropStatement.isEmpty())
        return failure;
    if (failure.hint.isEmpty()) {
        failure.hint = coded("Mapping.left_behind",
                             QT_TRANSLATE_NOOP("Mapping", "The external table %1 was made and stays. To remove it: %2"),
                             {planned.target.name(), planned.dropStatement});
    } else {
        failure.hint =
            coded("Mapping.left_behind_too",
                  QT_TRANSLATE_NOOP("Mapping", "%3 The external table %1 was made and stays. To remove it: %2"),
                  {planned.target.name(), planned.dropStatement, failure.hint.toJson()});
    }
    return failure;
}

} // namespace

plan::Step VerifyMapping::toStep() const
{
    QJsonArray columnArray;
    for (const auto &[name, type] : columns)
        columnArray.append(QJsonObject{{nameKey, name}, {typeKey, type}});
    plan::Step step;
    step.kind = kind;
    step.title = coded("Mapping.verify", QT_TRANSLATE_NOOP("Mapping", "Verify: columns equal, first row readable"));
    step.connections = {target.connection};
    step.effect = plan::Effect::Read;
    step.canResume = true;
    step.parameters = {{targetKey, target.toString()}, {columnsKey, columnArray}};
    if (!dropStatement.isEmpty())
        step.parameters.insert(dropKey, dropStatement);
    if (remembered)
        step.parameters.insert(rememberedKey, remembered->toJson());
    if (remember)
        step.parameters.insert(rememberKey, remember->toJson());
    if (isForeign)
        step.parameters.insert(foreignKey, true);
    return step;
}

Result<VerifyMapping> VerifyMapping::fromStep(const plan::Step &step)
{
    core::JsonReader reader(step.parameters);
    VerifyMapping verify;
    const auto target = catalog::ObjectPath::parse(reader.text(targetKey));
    if (!target)
        reader.note(targetKey);
    verify.target = target.value_or(catalog::ObjectPath());
    for (auto &column : reader.objects(columnsKey))
        verify.columns.append({column.text(nameKey), column.text(typeKey)});
    if (verify.columns.isEmpty())
        reader.note(columnsKey);
    verify.dropStatement = step.parameters.value(dropKey).toString();
    if (const auto key = MappingKey::fromJson(step.parameters.value(rememberedKey).toObject()))
        verify.remembered = *key;
    if (const auto fingerprint = Fingerprint::fromJson(step.parameters.value(rememberKey).toObject()))
        verify.remember = *fingerprint;
    verify.isForeign = reader.boolean(foreignKey, false);
    if (!reader.ok())
        return reader.error(Text::tr("The verifying step"));
    return verify;
}

plan::StepResult VerifyMappingExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto planned = VerifyMapping::fromStep(step);
    if (!planned)
        return core::fail(planned.error());
    const auto side = m_sideFor(planned->target.connection, context.cancellation);
    if (!side)
        return tl::unexpected(withWhatStays(side.error(), *planned));
    const auto columns = checkColumns(*side, *planned, m_fingerprints.get(), context);
    if (!columns && columns.error().kind == ErrorKind::NotFound)
        return tl::unexpected(columns.error()); // somebody has removed it already
    if (!columns)
        return tl::unexpected(withWhatStays(columns.error(), *planned));
    context.log(*columns);
    if (context.isAgain) // its first row was read when it was made
        return plan::StepOutcome{*columns, {}};
    const auto row = checkFirstRow(*side, planned->target, context.cancellation);
    if (!row)
        return tl::unexpected(withWhatStays(row.error(), *planned));
    context.log(*row);
    return plan::StepOutcome{
        coded("Mapping.verify_summary", QT_TRANSLATE_NOOP("Mapping", "%1, %2"), {columns->toJson(), row->toJson()}),
        {}};
}

} // namespace isthmus::mapping
