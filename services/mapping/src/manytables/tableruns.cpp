// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>
#include <isthmus/plan/words.h>

#include <algorithm>
#include <array>

namespace isthmus::mapping {

namespace {

using plan::RunState;
using State = TableRun::State;

const QString sourceKey = QStringLiteral("source");
const QString sourceColumnsKey = QStringLiteral("source_columns");
const QString remarksKey = QStringLiteral("remarks");
const QString columnsKey = QStringLiteral("columns");
const QString tableKey = QStringLiteral("table");
const QString tablesKey = QStringLiteral("tables");
const QString stepKey = QStringLiteral("step");

State stateOf(RunState state)
{
    switch (state) {
    case RunState::Waiting:
        return State::Waiting;
    case RunState::Running:
        return State::Running;
    case RunState::Succeeded:
        return State::Mapped;
    case RunState::Failed:
        return State::Failed;
    case RunState::Cancelled:
    case RunState::Interrupted:
        break;
    }
    return State::Stopped;
}

// Several remarks, one after another.
plan::Text joined(const QList<plan::Text> &remarks)
{
    plan::Text text;
    for (const plan::Text &remark : remarks)
        text = text.isEmpty()
            ? remark
            : coded("Mapping.remarks", QT_TRANSLATE_NOOP("Mapping", "%1. %2"), {text.toJson(), remark.toJson()});
    return text;
}

// With the server's own words where there are any: "The server reports a failure" is no reason.
plan::Text failureText(const plan::Failure &failure)
{
    constexpr qsizetype maxLetters = 300;
    const QString detail = plan::words(failure).furtherDetail().simplified().left(maxLetters);
    return detail.isEmpty()
        ? failure.message
        : coded("Mapping.failure_words", QT_TRANSLATE_NOOP("Mapping", "%1 %2"), {failure.message.toJson(), detail});
}

plan::Text argumentOf(const plan::Text &text)
{
    return plan::Text::fromJson(text.arguments.at(0)).value_or(text);
}

} // namespace

void TableStepNotes::addTo(plan::Step &step) const
{
    step.parameters.insert(sourceKey, source.toString());
    step.parameters.insert(sourceColumnsKey, sourceColumns);
    QJsonArray texts;
    for (const plan::Text &remark : remarks)
        texts.append(remark.toJson());
    if (!texts.isEmpty())
        step.parameters.insert(remarksKey, texts);
}

TableStepNotes TableStepNotes::of(const plan::Step &step)
{
    TableStepNotes notes;
    notes.source =
        catalog::ObjectPath::parse(step.parameters.value(sourceKey).toString()).value_or(catalog::ObjectPath());
    notes.sourceColumns = step.parameters.value(sourceColumnsKey).toInt();
    for (const QJsonValue &text : step.parameters.value(remarksKey).toArray())
        notes.remarks.append(plan::Text::fromJson(text).value_or(plan::Text()));
    return notes;
}

QString tableStateName(State state)
{
    constexpr std::array names{"waiting", "running", "mapped", "failed", "stopped", "kept", "left_out"};
    return QLatin1String(names[size_t(state)]);
}

QString tableStateTitle(State state)
{
    switch (state) {
    case State::Waiting:
        return Text::tr("Waiting");
    case State::Running:
        return Text::tr("Running");
    case State::Mapped:
        return Text::tr("Mapped");
    case State::Failed:
        return Text::tr("Failed");
    case State::Stopped:
        return Text::tr("Stopped");
    case State::Kept:
        return Text::tr("Kept");
    case State::LeftOut:
        break;
    }
    return Text::tr("Left out");
}

bool isOfManyTables(const QString &taskKind)
{
    return taskKind == MapTables::taskKind || taskKind == MapToHologres::taskKind;
}

TableRuns::TableRuns(const plan::Run &run) : m_isToHologres(run.taskKind == MapToHologres::taskKind)
{
    const auto steps = run.plan.steps();
    QHash<QString, qsizetype> placeOf; // by the id of the step that makes the table
    for (int index = 0; index < steps.size(); ++index) {
        const plan::Step &step = steps.at(index);
        if (step.kind == CreateExternalTableStep::kind) {
            const TableStepNotes notes = TableStepNotes::of(step);
            const auto target = catalog::ObjectPath::parse(step.parameters.value(tableKey).toString());
            TableRun table;
            table.source = notes.source.toString();
            table.target = target ? target->name() : QString();
            table.columns = step.parameters.value(columnsKey).toArray().size();
            table.sourceColumns = notes.sourceColumns;
            table.step = index;
            placeOf.insert(step.id, m_tables.size());
            m_parts.insert(index, {{m_tables.size()}});
            m_tables.append(table);
            m_remarks.append(notes.remarks);
            m_drops.append(step.needs.isEmpty() ? -1 : index - 1); // it stands right before
            m_verifies.append(-1);
            if (m_drops.last() >= 0)
                m_parts.insert(m_drops.last(), {{m_tables.size() - 1}, true});
        } else if (step.kind == VerifyMappings::kind) {
            Part part{{}, false, true};
            for (const QJsonValue &table : step.parameters.value(tablesKey).toArray()) {
                const qsizetype place = placeOf.value(table.toObject().value(stepKey).toString(), -1);
                if (place < 0)
                    continue;
                part.tables.append(place);
                m_verifies[place] = index;
            }
            m_parts.insert(index, part);
        }
    }
    for (const plan::Notice &notice : run.plan.notices) {
        const bool isKept = notice.text.code == QLatin1String(keptCode);
        if (!isKept && notice.text.code != QLatin1String(leftOutCode))
            continue;
        TableRun table;
        table.source = notice.subject.text;
        table.state = isKept ? State::Kept : State::LeftOut;
        table.note = argumentOf(notice.text);
        m_tables.append(table);
    }
    for (int index = 0; index < run.steps.size(); ++index)
        update(index, run.steps.at(index));
}

qsizetype TableRuns::count(State state) const
{
    return std::ranges::count(m_tables, state, &TableRun::state);
}

QList<qsizetype> TableRuns::update(int index, const plan::StepRun &step)
{
    const auto part = m_parts.constFind(index);
    if (part == m_parts.cend())
        return {};
    m_steps.insert(index, step);
    for (const qsizetype place : part->tables)
        show(place);
    return part->tables;
}

void TableRuns::show(qsizetype place)
{
    TableRun &table = m_tables[place];
    const plan::StepRun create = m_steps.value(table.step);
    const plan::StepRun drop = m_steps.value(m_drops.at(place));
    table.state = stateOf(create.state);
    table.note = joined(m_remarks.at(place));
    table.milliseconds = create.started.isValid() && create.ended.isValid() ? create.started.msecsTo(create.ended) : -1;
    table.hint = create.error ? create.error->hint : drop.error ? drop.error->hint : plan::Text();
    if (create.error)
        table.note = failureText(*create.error);
    if (create.state == RunState::Waiting && drop.state != RunState::Waiting && drop.state != RunState::Succeeded) {
        table.state = stateOf(drop.state);
        if (drop.error)
            table.note = failureText(*drop.error);
    }
    const plan::StepRun verify = m_steps.value(m_verifies.at(place));
    const QJsonObject sources = verify.checkpoint.value(VerifyMappings::sourcesKey).toObject();
    if (create.state == RunState::Succeeded && sources.contains(table.target)) {
        const auto source = plan::Text::fromJson(sources.value(table.target)).value_or(plan::Text());
        table.note = joined(QList{source} + m_remarks.at(place));
    }
    const QJsonObject differing = verify.checkpoint.value(VerifyMappings::differingKey).toObject();
    if (create.state == RunState::Succeeded && differing.contains(table.target) && verify.state == RunState::Failed) {
        table.state = State::Failed;
        table.note = plan::Text::fromJson(differing.value(table.target)).value_or(plan::Text());
        table.hint = lostTableHint(table.note);
    }
}

} // namespace isthmus::mapping
