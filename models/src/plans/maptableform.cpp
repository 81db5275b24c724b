// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/listing.h>
#include <isthmus/core/format.h>
#include <isthmus/models/plans/maptableform.h>
#include <isthmus/models/table/tablefacts.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::Backend;
using connections::ConnectionManager;
using connections::Profile;
using mapping::MapTable;
using plan::words;

namespace {

constexpr std::chrono::milliseconds settleTime{150}; // of typing, before anything is computed or asked
const QString defaultSchema = QStringLiteral("default");

QString fieldName(MapTableForm::Field field)
{
    using Field = MapTableForm::Field;
    switch (field) {
    case Field::Source:
        return QStringLiteral("source");
    case Field::TargetSchema:
        return QStringLiteral("targetSchema");
    case Field::TableName:
        return QStringLiteral("tableName");
    case Field::RoleArn:
        return QStringLiteral("roleArn");
    case Field::Location:
        return QStringLiteral("location");
    case Field::Lifecycle:
        return QStringLiteral("lifecycle");
    case Field::IfTaken:
        return QStringLiteral("ifTaken");
    case Field::Columns:
        break;
    }
    return QStringLiteral("columns");
}

} // namespace

MapTableForm::MapTableForm(ConnectionManager &manager, const ObjectPath &source,
                           const std::optional<ObjectPath> &target, QObject *parent)
    : QObject(parent), m_manager(manager)
{
    m_definition.source = source;
    m_definition.tableName = source.name();
    m_planTimer.setSingleShot(true);
    m_planTimer.setInterval(settleTime);
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(settleTime);
    connect(&m_planTimer, &QTimer::timeout, this, &MapTableForm::replan);
    connect(&m_readTimer, &QTimer::timeout, this, &MapTableForm::read);
    connect(&m_columns, &MapColumnsModel::edited, this, [this] {
        m_definition.columns = m_columns.choices();
        updateColumns();
        touched();
    });
    m_sourceFacts.reserve({tr("Table"), tr("Rows"), tr("Server"), tr("Host")});
    chooseTarget(target);
    read();
    readSchemas();
}

// Destination

void MapTableForm::chooseTarget(const std::optional<ObjectPath> &target)
{
    const auto sourceProfile = m_manager.profile(m_definition.source.connection);
    QString best;
    int bestScore = -1;
    for (const Profile &profile : m_manager.profiles()) {
        if (profile.system != Profile::System::MaxCompute)
            continue;
        m_projects.append(profile.name);
        const bool isOfSameSandbox = sourceProfile && profile.sandboxDir == sourceProfile->sandboxDir;
        const int score = (profile.readOnly ? 0 : 2) + (isOfSameSandbox ? 1 : 0);
        if (score > bestScore) {
            best = profile.name;
            bestScore = score;
        }
    }
    m_definition.targetSchema = ObjectPath{best, {defaultSchema}};
    m_schemas = {defaultSchema};
    if (target && m_projects.contains(target->connection)) {
        m_definition.targetSchema.connection = target->connection;
        if (!target->names.isEmpty()) {
            m_definition.targetSchema.names = {target->names.first()};
            m_schemas = {target->names.first()};
            m_isSchemaChosen = true;
        }
    }
}

void MapTableForm::setProject(const QString &connection)
{
    if (connection == project() || !m_projects.contains(connection))
        return;
    m_definition.targetSchema = ObjectPath{connection, {defaultSchema}};
    m_schemas = {defaultSchema};
    m_isSchemaChosen = false;
    Q_EMIT destinationsChanged();
    readSchemas();
    targetChanged();
}

void MapTableForm::setSchema(const QString &schema)
{
    if (schema == this->schema() || schema.isEmpty())
        return;
    m_definition.targetSchema.names = {schema};
    m_isSchemaChosen = true;
    targetChanged();
}

void MapTableForm::readSchemas()
{
    if (project().isEmpty())
        return;
    const auto schemas = m_manager.ask<QList<catalog::Entry>>(
        project(), [manager = &m_manager, root = ObjectPath{project(), {}}](const Backend &backend) {
            return catalog::listAll(backend.catalog, root, manager);
        });
    m_schemasQuestion.ask(schemas, [this](const core::Result<QList<catalog::Entry>> &reply) { acceptSchemas(reply); });
}

void MapTableForm::acceptSchemas(const core::Result<QList<catalog::Entry>> &reply)
{
    if (!reply)
        return; // the field can still be typed into, and the reading of the facts names the error
    QStringList schemas;
    for (const catalog::Entry &entry : *reply) {
        if (entry.kind == catalog::ObjectKind::Schema)
            schemas.append(entry.name());
    }
    const bool isListed = schemas.contains(schema());
    if (!isListed && !m_isSchemaChosen && !schemas.isEmpty()) {
        m_definition.targetSchema.names = {schemas.first()};
        targetChanged();
    } else if (!isListed) {
        schemas.prepend(schema());
    }
    m_schemas = schemas;
    Q_EMIT destinationsChanged();
}

// Fields

void MapTableForm::setTableName(const QString &name)
{
    if (name == m_definition.tableName)
        return;
    m_definition.tableName = name;
    targetChanged();
}

void MapTableForm::setAccess(MapTable::Access access)
{
    if (access == m_definition.access)
        return;
    m_definition.access = access;
    touched();
}

void MapTableForm::setRoleArn(const QString &arn)
{
    if (arn.trimmed() == m_definition.roleArn)
        return;
    m_definition.roleArn = arn.trimmed();
    touched();
}

void MapTableForm::setLocation(const QString &location)
{
    if (location.trimmed() == m_definition.location)
        return;
    m_definition.location = location.trimmed();
    touched();
}

void MapTableForm::setLifecycle(const QString &days)
{
    if (days == m_lifecycle)
        return;
    m_lifecycle = days;
    bool isNumber = false;
    const int number = days.trimmed().toInt(&isNumber);
    if (days.trimmed().isEmpty())
        m_definition.lifecycleDays.reset();
    else
        m_definition.lifecycleDays = isNumber ? number : 0; // 0 is refused like any text that is no number of days
    touched();
}

void MapTableForm::setIfTaken(MapTable::IfTaken ifTaken)
{
    if (ifTaken == m_definition.ifTaken)
        return;
    m_definition.ifTaken = ifTaken;
    m_confirmation.clear();
    touched();
}

void MapTableForm::setConfirmation(const QString &typed)
{
    m_confirmation = typed;
    Q_EMIT changed();
}

QString MapTableForm::problem(Field field) const
{
    const QString name = fieldName(field);
    const auto found = std::ranges::find(m_problems, name, &mapping::FieldProblem::field);
    return found == m_problems.end() ? QString() : words(found->text);
}

void MapTableForm::touched()
{
    m_isPlanCurrent = false;
    m_planTimer.start();
    Q_EMIT changed();
}

void MapTableForm::targetChanged()
{
    m_factsQuestion.forget();
    m_isNameKnown = false;
    m_confirmation.clear();
    if (m_facts) { // they are about another name
        m_facts->existing.reset();
        m_facts->existingUnknown.reset();
    }
    m_reading = Reading::Loading;
    m_readingError.reset();
    m_readTimer.start();
    updateNameCheck();
    touched();
}

// Reading

void MapTableForm::retry()
{
    read();
    readSchemas();
}

void MapTableForm::read()
{
    m_readTimer.stop();
    m_factsQuestion.forget();
    m_isNameKnown = false;
    m_readingError.reset();
    m_readSince.start();
    if (project().isEmpty()) {
        failReading({core::ErrorKind::NotFound,
                     tr("There is no MaxCompute connection yet"),
                     tr("Connect to MaxCompute, then map the table."),
                     {},
                     {}});
        return;
    }
    m_reading = Reading::Loading;
    updateNameCheck();
    m_steps.setPlan(readingLine(), m_plan);
    Q_EMIT changed();
    const auto facts = m_manager.ask<mapping::MapTableFacts>(
        m_definition.source.connection, project(),
        [definition = m_definition](const Backend &source, const Backend &target) {
            return mapping::readMapTableFacts(definition, {source.catalog, target.catalog, target.profile.readOnly});
        });
    m_factsQuestion.ask(facts, [this](core::Result<mapping::MapTableFacts> reply) {
        if (reply)
            acceptFacts(*std::move(reply));
        else
            failReading(reply.error());
    });
}

void MapTableForm::acceptFacts(mapping::MapTableFacts facts)
{
    m_facts = std::move(facts);
    m_reading = Reading::Ready;
    m_readElapsed = std::chrono::milliseconds(m_readSince.elapsed());
    m_isNameKnown = true;
    m_sourceFacts.fill(
        {{tr("Table"), sourceTitle(), false},
         {tr("Rows"), rowEstimateText(m_facts->source), false},
         {tr("Server"), tr("%1, %2").arg(m_facts->sourceServer.product, m_facts->source.database), false},
         {tr("Host"), QStringLiteral("%1:%2").arg(m_facts->sourceServer.host).arg(m_facts->sourceServer.port), true}});
    updateColumns();
    replan();
}

void MapTableForm::failReading(const core::Error &error)
{
    m_reading = Reading::Failed;
    m_readingError = error;
    m_readElapsed = std::chrono::milliseconds(m_readSince.elapsed());
    m_sourceFacts.finish();
    updateNameCheck();
    m_steps.setPlan(readingLine(), m_plan);
    Q_EMIT changed();
    Q_EMIT planChanged();
}

// Plan

void MapTableForm::replan()
{
    m_planTimer.stop();
    if (m_facts) {
        m_problems = mapping::fieldProblems(m_definition, *m_facts);
        m_plan = mapping::planMapTable(m_definition, *m_facts);
        m_isPlanCurrent = true;
    }
    m_steps.setPlan(readingLine(), m_plan);
    updateNameCheck();
    Q_EMIT planChanged();
    Q_EMIT changed();
}

void MapTableForm::updateColumns()
{
    if (m_facts)
        m_columns.setColumns(mapping::plannedColumns(m_definition, m_facts->source));
}

void MapTableForm::updateNameCheck()
{
    using State = NameCheck::State;
    const QString place = targetTitle();
    if (m_reading == Reading::Failed) {
        m_nameCheck = {State::Unknown, tr("The name cannot be checked now")};
    } else if (!m_isNameKnown) {
        m_nameCheck = {State::Checking, tr("Checking the name in %1").arg(place)};
    } else if (m_facts->existing) {
        m_nameCheck = {State::Taken,
                       tr("%1 exists in %2 (%3)")
                           .arg(m_definition.tableName, place, catalog::objectKindTitle(m_facts->existing->kind))};
    } else if (m_facts->existingUnknown) {
        m_nameCheck = {State::Unknown, m_facts->existingUnknown->message};
    } else if (const QString wrong = problem(Field::TableName); !wrong.isEmpty()) {
        m_nameCheck = {State::Unknown, wrong}; // a name that cannot be was not asked for
    } else {
        m_nameCheck = {State::Free, tr("Name is free in %1").arg(place)};
    }
}

PlanStepsModel::Reading MapTableForm::readingLine() const
{
    using Tone = PlanStepsModel::Tone;
    const QString title = tr("Read columns of %1").arg(m_definition.source.name());
    switch (m_reading) {
    case Reading::Loading:
        return {title, tr("reading"), Tone::Working};
    case Reading::Ready:
        return {title, tr("done, %1").arg(core::formatDuration(m_readElapsed)), Tone::Done};
    case Reading::Failed:
        break;
    }
    return {title, tr("failed"), Tone::Failed};
}

QString MapTableForm::sourceTitle() const
{
    QStringList names = m_definition.source.names;
    const auto profile = m_manager.profile(m_definition.source.connection);
    if (profile && profile->mode == Profile::Mode::DataSource)
        names.prepend(profile->database);
    return names.join(u'.');
}

QString MapTableForm::targetTitle() const
{
    const auto profile = m_manager.profile(project());
    return (profile ? profile->project : project()) + u'.' + schema();
}

QString MapTableForm::generatedLocation() const
{
    if (!m_facts)
        return {};
    MapTable definition = m_definition;
    definition.location.clear();
    return mapping::defaultLocation(definition, *m_facts);
}

QString MapTableForm::planText() const
{
    QStringList statements;
    const auto steps = m_plan.steps();
    for (const plan::Step &step : steps) {
        if (!step.sql.isEmpty())
            statements.append(step.sql);
    }
    return statements.join(QStringLiteral("\n\n"));
}

QString MapTableForm::planSummary() const
{
    const auto count = m_plan.stepCount();
    if (count == 0)
        return {};
    return tr("%1 steps, writes to %2").arg(count + 1).arg(targetTitle()); // reading is the first
}

// Run

QString MapTableForm::confirmName() const
{
    const auto steps = m_plan.steps();
    const auto step = std::ranges::find_if(steps, [](const plan::Step &s) { return !s.confirmName.isEmpty(); });
    return step == steps.end() ? QString() : step->confirmName;
}

QString MapTableForm::runBlockedReason() const
{
    if (m_reading == Reading::Failed)
        return m_readingError->message;
    if (m_reading == Reading::Loading || !m_isNameKnown)
        return tr("Run waits for both sides to be read");
    if (!m_isPlanCurrent)
        return tr("Run waits for the plan");
    if (const auto blockers = m_plan.blockers(); !blockers.isEmpty()) {
        const QString first = tr("%1: %2").arg(words(blockers.first().subject), words(blockers.first().text));
        return blockers.size() == 1 ? tr("Run waits for 1 check: %1").arg(first)
                                    : tr("Run waits for %1 checks, first: %2").arg(blockers.size()).arg(first);
    }
    if (!m_plan.isRunnable())
        return tr("There is nothing to run");
    if (const QString name = confirmName(); m_confirmation != name)
        return tr("Type %1 to confirm what the plan drops").arg(name);
    return {};
}

QFuture<core::Result<QString>> MapTableForm::run(tasks::Runs &runs)
{
    if (const QString reason = runBlockedReason(); !reason.isEmpty())
        return core::ready<QString>(core::fail(core::ErrorKind::Invalid, reason));
    return runs.start(m_definition.toTask(), m_plan);
}

ObjectPath MapTableForm::target() const
{
    return m_definition.targetSchema.child(m_definition.tableName);
}

} // namespace isthmus::models
