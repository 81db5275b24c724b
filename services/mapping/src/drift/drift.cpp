// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/differences.h"
#include "foreigntable/foreigntable.h"
#include "manytables/onetable.h"
#include "text.h"

#include <isthmus/catalog/columnmapping.h>
#include <isthmus/mapping/drift/drift.h>
#include <isthmus/plan/words.h>

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace isthmus::mapping {

namespace {

using Kind = Difference::Kind;
using Severity = Difference::Severity;

constexpr std::array kindNames{
    "source_gone",           "source_renamed",        "source_remade",        "column_dropped",
    "column_renamed",        "column_retyped",        "column_replaced",      "column_added",
    "column_missing",        "column_unfit",          "column_unshown",       "source_kind",
    "source_comments",       "target_gone",           "target_kind",          "target_source",
    "target_location",       "target_access",         "target_column_added",  "target_column_dropped",
    "target_column_renamed", "target_column_retyped", "target_column_source", "target_lifecycle",
    "target_comments",       "target_remade"};
static_assert(kindNames.size() == std::size_t(Kind::TargetRemade) + 1);

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Note:
        return QStringLiteral("note");
    case Severity::Differs:
        return QStringLiteral("differs");
    case Severity::Breaks:
        break;
    }
    return QStringLiteral("breaks");
}

QString sourceTitleOf(const DriftFacts &facts)
{
    if (facts.isForeign) {
        const auto shown = facts.shown();
        return shown ? shown->title() : QString();
    }
    const auto location = facts.location();
    if (!location || location->table().isEmpty())
        return facts.target && facts.target->external ? facts.target->external->location : QString();
    return QStringList{location->database, location->schema(), location->table()}.join(u'.');
}

QString addressOf(const catalog::JdbcLocation &location)
{
    const int port = location.port == 0 ? catalog::JdbcLocation::driverPort : location.port;
    return QStringLiteral("%1:%2/%3").arg(location.host, QString::number(port), location.database);
}

// Why the mapping cannot be compared with its source; nothing if it can.
std::optional<plan::Failure> problemOf(const DriftFacts &facts)
{
    if (!facts.target && !facts.stored)
        return plan::Failure(core::ErrorKind::NotFound,
                             coded("Mapping.drop_not_there", QT_TRANSLATE_NOOP("Mapping", "%1 is not there (any more)"),
                                   {facts.table.toString()}));
    if (!facts.stored && facts.target->kind != catalog::ObjectKind::ExternalTable)
        return plan::Failure(core::ErrorKind::Invalid,
                             coded("Mapping.drift_no_external",
                                   QT_TRANSLATE_NOOP("Mapping", "%1 is no external table (%2)."),
                                   {facts.table.name(), relationKindText(facts.target->kind).toJson()}));
    const auto location = facts.location();
    if (!location || location->table().isEmpty())
        return plan::Failure(
            core::ErrorKind::Unsupported,
            coded("Mapping.drift_no_source",
                  QT_TRANSLATE_NOOP("Mapping", "%1 shows no single table of Hologres: there is nothing to compare."),
                  {facts.table.name()}));
    if (facts.sourceError)
        return plan::Failure(*facts.sourceError);
    if (!facts.sourcePath) {
        return plan::Failure(core::ErrorKind::NotFound,
                             coded("Mapping.drift_source_unknown",
                                   QT_TRANSLATE_NOOP("Mapping", "Source unknown: no connection to %1"),
                                   {addressOf(*location)}),
                             coded("Mapping.drift_source_unknown_hint",
                                   QT_TRANSLATE_NOOP("Mapping",
                                                     "Save a Hologres connection to that host, port and database, then "
                                                     "compare again.")));
    }
    return std::nullopt;
}

// Why it is not known which MaxCompute table a foreign table shows.
plan::Failure unknownProject(const DriftFacts &facts, const QString &project)
{
    const QString endpoint = facts.stored && facts.stored->foreign ? facts.stored->foreign->endpoint : QString();
    if (!endpoint.isEmpty())
        return {core::ErrorKind::NotFound,
                coded("Mapping.drift_project_elsewhere",
                      QT_TRANSLATE_NOOP("Mapping", "Source unknown: no connection to the project %1 at %2"),
                      {project, endpoint}),
                coded("Mapping.drift_project_elsewhere_hint",
                      QT_TRANSLATE_NOOP("Mapping",
                                        "The foreign table was made for the project there. Save a MaxCompute "
                                        "connection to it, then compare again."))};
    if (facts.sourceServers.size() > 1)
        return {
            core::ErrorKind::NotFound,
            coded("Mapping.drift_project_several",
                  QT_TRANSLATE_NOOP("Mapping", "Source unknown: saved connections have a project %1 on %2"),
                  {project, QJsonValue(QJsonArray::fromStringList(facts.sourceServers))}),
            coded("Mapping.drift_project_several_hint",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "Hologres does not tell which server it reads. Keep the connections of one "
                                    "server, or map the table again from it with \"replace\": that is remembered."))};
    return {core::ErrorKind::NotFound,
            coded("Mapping.drift_project_unknown",
                  QT_TRANSLATE_NOOP("Mapping", "Source unknown: no connection to the project %1"), {project}),
            coded("Mapping.drift_project_unknown_hint",
                  QT_TRANSLATE_NOOP("Mapping", "Save a MaxCompute connection to that project, then compare again."))};
}

// Likewise of a foreign table.
std::optional<plan::Failure> foreignProblemOf(const DriftFacts &facts)
{
    if (!facts.target && !facts.stored)
        return plan::Failure(core::ErrorKind::NotFound,
                             coded("Mapping.drop_not_there", QT_TRANSLATE_NOOP("Mapping", "%1 is not there (any more)"),
                                   {facts.table.toString()}));
    if (!facts.stored && facts.target->kind != catalog::ObjectKind::ForeignTable)
        return plan::Failure(core::ErrorKind::Invalid,
                             coded("Mapping.drift_no_foreign",
                                   QT_TRANSLATE_NOOP("Mapping", "%1 is no foreign table (%2)."),
                                   {facts.table.name(), relationKindText(facts.target->kind).toJson()}));
    const auto shown = facts.shown();
    if (!shown)
        return plan::Failure(
            core::ErrorKind::Unsupported,
            coded("Mapping.drift_foreign_no_source",
                  QT_TRANSLATE_NOOP(
                      "Mapping", "%1 shows no table of MaxCompute (foreign server %2): there is nothing to compare."),
                  {facts.table.name(),
                   facts.target ? facts.target->property(QStringLiteral("foreign_server")) : QString()}));
    if (facts.sourceError)
        return plan::Failure(*facts.sourceError);
    if (!facts.sourcePath)
        return unknownProject(facts, shown->project);
    return std::nullopt;
}

DriftState stateOf(const Drift &drift)
{
    if (drift.differences.isEmpty()) // without its record, a change that leaves both sides alike is not seen
        return drift.problem || drift.unreadRecord ? DriftState::Unknown : DriftState::Equal;
    return drift.differences.first().severity == Severity::Breaks ? DriftState::Broken : DriftState::Differs;
}

// What ALTER TABLE can set. A lifecycle cannot be taken away by it.
bool canBeAltered(const DriftFacts &facts, const Drift &drift)
{
    return facts.stored && facts.source
        && std::ranges::all_of(drift.differences, [&facts](const Difference &difference) {
               switch (difference.kind) {
               case Kind::SourceComments:
               case Kind::SourceRemade:
               case Kind::TargetComments:
               case Kind::TargetRemade:
                   return true;
               case Kind::TargetLifecycle:
                   return facts.stored->target.lifecycleDays.has_value();
               default:
                   return false;
               }
           });
}

// Why what could be compared cannot be repaired.
plan::Text obstacleOf(const DriftFacts &facts, const Drift &drift)
{
    const auto kind = std::ranges::find(drift.differences, Kind::TargetKind, &Difference::kind);
    if (kind != drift.differences.end())
        return kind->text;
    return facts.source ? sourceKindProblem(facts.source->kind) : plan::Text();
}

// Likewise of a foreign table.
plan::Text foreignObstacleOf(const DriftFacts &facts, const Drift &drift)
{
    const auto kind = std::ranges::find(drift.differences, Kind::TargetKind, &Difference::kind);
    if (kind != drift.differences.end())
        return kind->text;
    const auto other = std::ranges::find(drift.differences, Kind::TargetSource, &Difference::kind);
    if (facts.isSourceGone() && other != drift.differences.end()) // somebody has seen to it
        return coded("Mapping.drift_foreign_other_and_gone",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "The table that it was made for is gone, and it shows %1 now. Map that with "
                                       "\"replace\" to have it compared, or drop the foreign table."),
                     {other->after});
    if (!facts.source)
        return {};
    if (const plan::Text problem = foreignSourceKindProblem(facts.source->kind); !problem.isEmpty())
        return problem;
    catalog::ServerInfo hologres;
    hologres.product = facts.targetProduct;
    if (std::ranges::all_of(foreignColumns(*facts.source, {}, hologres),
                            [](const ForeignColumn &column) { return column.verdict.verdict == Verdict::Unsupported; }))
        return coded("Mapping.foreign_no_column",
                     QT_TRANSLATE_NOOP("Mapping", "None of its columns has a type that Hologres has"));
    return {};
}

// Options of a foreign table cannot be altered in Hologres: it is made anew where it names its project otherwise, or
// shows another table.
Repair foreignRepairOf(const DriftFacts &facts, const Drift &drift)
{
    if (!facts.target)
        return Repair::Create;
    if (!drift.hasDrift())
        return Repair::Nothing;
    const bool isElsewhere = std::ranges::any_of(drift.differences, [](const Difference &difference) {
        return difference.kind == Kind::TargetLocation || difference.kind == Kind::TargetSource;
    });
    return isElsewhere ? Repair::Recreate : Repair::Alter;
}

Repair repairOf(const DriftFacts &facts, const Drift &drift)
{
    if (drift.problem || !drift.obstacle.isEmpty())
        return Repair::Impossible;
    if (facts.isForeign && !facts.isSourceGone())
        return foreignRepairOf(facts, drift);
    if (facts.isSourceGone())
        return facts.target ? Repair::Drop : Repair::Forget;
    if (!facts.target)
        return Repair::Create;
    if (!drift.hasDrift())
        return Repair::Nothing;
    return canBeAltered(facts, drift) ? Repair::Alter : Repair::Recreate;
}

} // namespace

QString driftStateName(DriftState state)
{
    switch (state) {
    case DriftState::Equal:
        return QStringLiteral("equal");
    case DriftState::Differs:
        return QStringLiteral("differs");
    case DriftState::Broken:
        return QStringLiteral("broken");
    case DriftState::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString driftStateTitle(DriftState state)
{
    switch (state) {
    case DriftState::Equal:
        return Text::tr("Equal");
    case DriftState::Differs:
        return Text::tr("Differs");
    case DriftState::Broken:
        return Text::tr("Broken");
    case DriftState::Unknown:
        break;
    }
    return Text::tr("Not known");
}

QString repairTitle(Repair repair)
{
    switch (repair) {
    case Repair::Alter:
        return Text::tr("Alter");
    case Repair::Recreate:
        return Text::tr("Re-create");
    case Repair::Create:
        return Text::tr("Create");
    case Repair::Drop:
        return Text::tr("Drop mapping");
    case Repair::Forget:
        return Text::tr("Forget");
    case Repair::Nothing:
    case Repair::Impossible:
        break;
    }
    return {};
}

QString differenceKindName(Kind kind)
{
    return QString::fromLatin1(kindNames.at(std::size_t(kind)));
}

tl::expected<catalog::JdbcLocation, catalog::JdbcLocation::Fault> DriftFacts::location() const
{
    const auto &from = stored ? stored->target : target ? *target : catalog::TableInfo();
    return catalog::JdbcLocation::parse(from.external ? from.external->location : QString());
}

std::optional<catalog::ForeignSource> DriftFacts::shown() const
{
    return stored ? stored->shown() : liveShown();
}

std::optional<catalog::ForeignSource> DriftFacts::liveShown() const
{
    return target ? catalog::ForeignSource::of(*target) : std::nullopt;
}

plan::Text Drift::summary() const
{
    if (isLive)
        return coded("Mapping.drift_live", QT_TRANSLATE_NOOP("Mapping", "Live: it follows its source by itself"));
    if (differences.isEmpty() && !problem && unreadRecord)
        return unreadRecord->message;
    if (differences.isEmpty()) {
        return problem ? problem->message : coded("Mapping.drift_none", QT_TRANSLATE_NOOP("Mapping", "No difference"));
    }
    const bool areAdded = std::all_of(differences.begin(), differences.end(),
                                      [](const Difference &d) { return d.kind == Kind::ColumnAdded; });
    if (areAdded && differences.size() > 1) {
        QJsonArray names;
        for (const Difference &difference : differences)
            names.append(difference.column);
        return coded("Mapping.drift_added_several", QT_TRANSLATE_NOOP("Mapping", "%1 columns were added: %2"),
                     {differences.size(), names});
    }
    const QJsonValue first = differences.first().text.toJson();
    if (differences.size() == 1)
        return differences.first().text;
    return coded("Mapping.drift_and_more", QT_TRANSLATE_NOOP("Mapping", "%1; %2 more"),
                 {first, differences.size() - 1});
}

plan::Text Drift::effect() const
{
    return differences.isEmpty() ? plan::Text() : differences.first().effect;
}

plan::Text Drift::unrepairable() const
{
    return problem ? problem->message : obstacle;
}

QJsonObject Drift::toJson() const
{
    QJsonArray array;
    for (const Difference &difference : differences) {
        QJsonObject json{{QStringLiteral("kind"), differenceKindName(difference.kind)},
                         {QStringLiteral("severity"), severityName(difference.severity)},
                         {QStringLiteral("text"), plan::words(difference.text)},
                         {QStringLiteral("effect"), plan::words(difference.effect)}};
        for (const auto &[key, value] : {std::pair(QStringLiteral("column"), difference.column),
                                         std::pair(QStringLiteral("before"), difference.before),
                                         std::pair(QStringLiteral("after"), difference.after)}) {
            if (!value.isEmpty())
                json.insert(key, value);
        }
        array.append(json);
    }
    QJsonObject json{{QStringLiteral("table"), table.toString()},
                     {QStringLiteral("state"), driftStateName(state)},
                     {QStringLiteral("source"), source ? QJsonValue(source->toString()) : QJsonValue()},
                     {QStringLiteral("source_title"), sourceTitle},
                     {QStringLiteral("live"), isLive},
                     {QStringLiteral("foreign"), isForeign},
                     {QStringLiteral("remembered"), isRemembered},
                     {QStringLiteral("checked"), checked.toUTC().toString(Qt::ISODateWithMs)},
                     {QStringLiteral("differences"), array}};
    if (made.isValid())
        json.insert(QStringLiteral("made"), made.toUTC().toString(Qt::ISODateWithMs));
    if (problem)
        json.insert(QStringLiteral("problem"), plan::words(*problem).toJson());
    if (unreadRecord)
        json.insert(QStringLiteral("unread_record"), plan::words(*unreadRecord).toJson());
    return json;
}

Drift compared(const DriftFacts &facts)
{
    Drift drift;
    drift.table = facts.table;
    drift.source = facts.source ? facts.source->path : facts.sourcePath;
    drift.sourceTitle = sourceTitleOf(facts);
    drift.isRemembered = facts.stored.has_value();
    drift.made = facts.stored ? facts.stored->made : QDateTime();
    drift.checked = QDateTime::currentDateTime();
    drift.isLive = facts.isLive;
    drift.isForeign = facts.isForeign;
    if (facts.isLive)
        return drift;
    drift.problem = facts.isForeign ? foreignProblemOf(facts) : problemOf(facts);
    if (facts.storedError)
        drift.unreadRecord = plan::Failure(*facts.storedError);
    if (facts.stored)
        (facts.isForeign ? addForeignTargetDifferences : addTargetDifferences)(facts, drift.differences);
    if (!drift.problem) {
        if (facts.isForeign)
            addForeignDifferences(facts, drift.differences);
        else if (facts.stored)
            addSourceDifferences(facts, drift.differences);
        else
            addMisfits(facts, drift.differences);
    }
    std::stable_sort(drift.differences.begin(), drift.differences.end(),
                     [](const Difference &a, const Difference &b) { return a.severity > b.severity; });
    drift.state = stateOf(drift);
    drift.obstacle = drift.unreadRecord ? drift.unreadRecord->message
        : facts.isForeign               ? foreignObstacleOf(facts, drift)
                                        : obstacleOf(facts, drift);
    drift.repair = repairOf(facts, drift);
    return drift;
}

QHash<QString, QString> columnSources(const catalog::TableInfo &external)
{
    QHash<QString, QString> sources;
    for (const auto &column : external.columns)
        sources.insert(column.name.toLower(), column.name.toLower());
    const auto mapping = catalog::parseColumnMapping(external.external ? external.external->columnMapping : QString());
    if (!mapping)
        return sources; // a service that takes it reads it in a way of its own
    for (const auto &[column, source] : *mapping) {
        if (sources.contains(column))
            sources.insert(column, source);
    }
    return sources;
}

const catalog::Column *sameColumn(const catalog::Column &before, const catalog::TableInfo &now, bool isSameTable)
{
    const auto found =
        std::find_if(now.columns.begin(), now.columns.end(), [&before, isSameTable](const catalog::Column &column) {
            const bool hasNumbers = isSameTable && before.number && column.number;
            return hasNumbers ? before.number == column.number : before.name == column.name;
        });
    return found == now.columns.end() ? nullptr : &*found;
}

bool isSameTable(const catalog::TableInfo &before, const catalog::TableInfo &now)
{
    return !before.identity.isEmpty() && before.identity == now.identity;
}

} // namespace isthmus::mapping
