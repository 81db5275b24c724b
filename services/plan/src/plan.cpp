// SPDX-License-Identifier: GPL-3.0-or-later
#include "readtext.h"

#include <isthmus/plan/plan.h>

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <array>
#include <numeric>

namespace isthmus::plan {

namespace {

using core::JsonReader;

// Tr::tr() translates in this layer's context.
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Plan)
};

constexpr std::array<const char *, 3> effectNames{"read", "write", "destroy"};
constexpr std::array<const char *, 2> onErrorNames{"stop", "continue"};
constexpr std::array<const char *, 3> levelNames{"info", "warning", "blocker"};
constexpr std::array<const char *, 3> changeNames{"created", "changed", "dropped"};

template <typename Enum, size_t size>
QString nameOf(const std::array<const char *, size> &names, Enum value)
{
    return QLatin1String(names[size_t(value)]);
}

template <typename Enum, size_t size>
std::optional<Enum> fromName(const std::array<const char *, size> &names, const QString &name)
{
    for (size_t i = 0; i < size; ++i) {
        if (name == QLatin1String(names[i]))
            return Enum(i);
    }
    return std::nullopt;
}

QJsonObject stepToJson(const Step &step)
{
    QJsonObject json{{QStringLiteral("id"), step.id},
                     {QStringLiteral("kind"), step.kind},
                     {QStringLiteral("title"), step.title.toJson()},
                     {QStringLiteral("connections"), QJsonArray::fromStringList(step.connections)},
                     {QStringLiteral("effect"), nameOf(effectNames, step.effect)}};
    if (!step.servers.isEmpty())
        json.insert(QStringLiteral("servers"), step.servers);
    if (!step.sql.isEmpty())
        json.insert(QStringLiteral("sql"), step.sql);
    if (!step.parameters.isEmpty())
        json.insert(QStringLiteral("parameters"), step.parameters);
    if (!step.destructiveNote.isEmpty())
        json.insert(QStringLiteral("destructive"), step.destructiveNote.toJson());
    if (!step.confirmName.isEmpty())
        json.insert(QStringLiteral("confirm"), step.confirmName);
    if (!step.needs.isEmpty())
        json.insert(QStringLiteral("needs"), QJsonArray::fromStringList(step.needs));
    if (!step.after.isEmpty())
        json.insert(QStringLiteral("after"), QJsonArray::fromStringList(step.after));
    if (step.canResume)
        json.insert(QStringLiteral("can_resume"), true);
    return json;
}

Step stepFromJson(JsonReader reader)
{
    Step step;
    step.id = reader.text(QStringLiteral("id"));
    step.kind = reader.text(QStringLiteral("kind"));
    step.title = readText(reader, QStringLiteral("title"));
    step.connections = reader.texts(QStringLiteral("connections"));
    const auto effect = fromName<Effect>(effectNames, reader.text(QStringLiteral("effect")));
    if (!effect)
        reader.note(QStringLiteral("effect"));
    step.effect = effect.value_or(Effect::Destroy);
    if (auto servers = reader.optionalObject(QStringLiteral("servers")))
        step.servers = servers->json();
    step.sql = reader.text(QStringLiteral("sql"), QString());
    if (auto parameters = reader.optionalObject(QStringLiteral("parameters")))
        step.parameters = parameters->json();
    step.destructiveNote = readOptionalText(reader, QStringLiteral("destructive"));
    step.confirmName = reader.text(QStringLiteral("confirm"), QString());
    step.needs = reader.texts(QStringLiteral("needs"), {});
    step.after = reader.texts(QStringLiteral("after"), {});
    step.canResume = reader.boolean(QStringLiteral("can_resume"), false);
    return step;
}

QJsonObject groupToJson(const StepGroup &group)
{
    QJsonArray steps;
    for (const auto &step : group.steps)
        steps.append(stepToJson(step));
    QJsonObject json{{QStringLiteral("on_error"), nameOf(onErrorNames, group.onError)},
                     {QStringLiteral("parallel"), group.parallel},
                     {QStringLiteral("steps"), steps}};
    if (group.isParallelChosen)
        json.insert(QStringLiteral("parallel_chosen"), true);
    if (!group.title.isEmpty())
        json.insert(QStringLiteral("title"), group.title.toJson());
    return json;
}

StepGroup groupFromJson(JsonReader reader)
{
    StepGroup group;
    group.title = readOptionalText(reader, QStringLiteral("title"));
    // Unknown: the careful reading.
    group.onError = fromName<OnError>(onErrorNames, reader.text(QStringLiteral("on_error"))).value_or(OnError::Stop);
    const qint64 parallel = reader.integer(QStringLiteral("parallel"));
    if (parallel < 1 || parallel > StepGroup::maxParallel)
        reader.note(QStringLiteral("parallel"));
    group.isParallelChosen = reader.boolean(QStringLiteral("parallel_chosen"), false);
    group.parallel = int(std::clamp<qint64>(parallel, 1, StepGroup::maxParallel));
    for (const auto &step : reader.objects(QStringLiteral("steps")))
        group.steps.append(stepFromJson(step));
    return group;
}

QJsonObject noticeToJson(const Notice &notice)
{
    return {{QStringLiteral("level"), noticeLevelName(notice.level)},
            {QStringLiteral("subject"), notice.subject.toJson()},
            {QStringLiteral("text"), notice.text.toJson()}};
}

Notice noticeFromJson(JsonReader reader)
{
    // Unknown: the careful reading.
    const auto level = fromName<NoticeLevel>(levelNames, reader.text(QStringLiteral("level")));
    return {level.value_or(NoticeLevel::Blocker), readText(reader, QStringLiteral("subject")),
            readText(reader, QStringLiteral("text"))};
}

std::optional<Touch> touchFromJson(JsonReader reader)
{
    const auto change = fromName<Change>(changeNames, reader.text(QStringLiteral("change")));
    if (!change)
        reader.note(QStringLiteral("change"));
    Touch touch{reader.text(QStringLiteral("path")), change.value_or(Change::Changed),
                reader.text(QStringLiteral("source"), QString())};
    return reader.ok() ? std::optional(touch) : std::nullopt;
}

} // namespace

QString noticeLevelName(NoticeLevel level)
{
    return nameOf(levelNames, level);
}

QJsonArray touchesToJson(const QList<Touch> &touches)
{
    QJsonArray array;
    for (const auto &touch : touches) {
        QJsonObject json{{QStringLiteral("path"), touch.path},
                         {QStringLiteral("change"), nameOf(changeNames, touch.change)}};
        if (!touch.source.isEmpty())
            json.insert(QStringLiteral("source"), touch.source);
        array.append(json);
    }
    return array;
}

QList<Touch> touchesFromJson(const QJsonArray &json)
{
    QList<Touch> touches;
    for (const auto &value : json) {
        if (const auto touch = touchFromJson(JsonReader(value.toObject())))
            touches.append(*touch);
    }
    return touches;
}

void Plan::append(Step step)
{
    if (step.id.isEmpty())
        step.id = QString::number(stepCount() + 1);
    if (groups.isEmpty())
        groups.append(StepGroup());
    groups.last().steps.append(std::move(step));
}

qsizetype Plan::stepCount() const
{
    return std::accumulate(groups.begin(), groups.end(), qsizetype(0),
                           [](qsizetype sum, const StepGroup &group) { return sum + group.steps.size(); });
}

QList<Step> Plan::steps() const
{
    QList<Step> steps;
    steps.reserve(stepCount());
    for (const auto &group : groups)
        steps.append(group.steps);
    return steps;
}

bool Plan::isRunnable() const
{
    return stepCount() > 0 && blockers().isEmpty();
}

bool Plan::writes() const
{
    return std::any_of(groups.begin(), groups.end(), [](const StepGroup &group) {
        return std::any_of(group.steps.begin(), group.steps.end(), [](const Step &step) { return step.writes(); });
    });
}

QStringList Plan::writtenConnections() const
{
    QStringList names;
    for (const StepGroup &group : groups) {
        for (const Step &step : group.steps) {
            if (step.writes() && !names.contains(step.connection()))
                names.append(step.connection());
        }
    }
    return names;
}

QList<Notice> Plan::blockers() const
{
    QList<Notice> found;
    std::copy_if(notices.begin(), notices.end(), std::back_inserter(found),
                 [](const Notice &notice) { return notice.level == NoticeLevel::Blocker; });
    return found;
}

core::Result<core::Done> Plan::check() const
{
    const auto invalid = [](const QString &message) { return core::fail(core::ErrorKind::Invalid, message); };
    if (stepCount() > maxSteps)
        return invalid(Tr::tr("A plan holds at most %1 steps.").arg(maxSteps));
    QSet<QString> ids;
    for (const auto &group : groups) {
        if (group.parallel < 1 || group.parallel > StepGroup::maxParallel)
            return invalid(Tr::tr("1 to %1 steps run at once.").arg(StepGroup::maxParallel));
        for (const auto &step : group.steps) {
            if (step.id.isEmpty() || ids.contains(step.id))
                return invalid(Tr::tr("The id \"%1\" of a step is missing or used twice.").arg(step.id));
            for (const auto &need : step.needs + step.after) {
                if (!ids.contains(need))
                    return invalid(
                        Tr::tr("The step \"%1\" needs \"%2\", which does not come before it.").arg(step.id, need));
            }
            ids.insert(step.id);
        }
    }
    return core::Done{};
}

QJsonObject Plan::toJson() const
{
    QJsonArray groupArray;
    for (const auto &group : groups)
        groupArray.append(groupToJson(group));
    QJsonArray noticeArray;
    for (const auto &notice : notices)
        noticeArray.append(noticeToJson(notice));
    QJsonObject json{{QStringLiteral("title"), title.toJson()},
                     {QStringLiteral("groups"), groupArray},
                     {QStringLiteral("notices"), noticeArray},
                     {QStringLiteral("touches"), touchesToJson(touches)}};
    if (!outcome.isEmpty())
        json.insert(QStringLiteral("outcome"), outcome.toJson());
    return json;
}

core::Result<Plan> Plan::fromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    Plan plan;
    plan.title = readText(reader, QStringLiteral("title"));
    plan.outcome = readOptionalText(reader, QStringLiteral("outcome"));
    for (const auto &group : reader.objects(QStringLiteral("groups")))
        plan.groups.append(groupFromJson(group));
    for (const auto &notice : reader.objects(QStringLiteral("notices")))
        plan.notices.append(noticeFromJson(notice));
    for (const auto &touch : reader.objects(QStringLiteral("touches"))) {
        if (const auto read = touchFromJson(touch))
            plan.touches.append(*read);
    }
    if (!reader.ok())
        return reader.error(Tr::tr("This plan"));
    if (auto checked = plan.check(); !checked)
        return core::fail(checked.error());
    return plan;
}

} // namespace isthmus::plan
