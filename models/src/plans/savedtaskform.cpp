// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/plans/savedtaskform.h>
#include <isthmus/plan/words.h>

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace isthmus::models {

namespace {

constexpr qsizetype mostPlaces = 3;

} // namespace

SavedTaskForm::SavedTaskForm(connections::ConnectionManager &connections, planning::Planners planners, plan::Task task,
                             const QString &file, QObject *parent)
    : PlanForm(connections, std::move(planners), parent), m_task(std::move(task)), m_file(file)
{
    m_taskFacts.reserve({tr("File"), tr("Task"), tr("Writes to")});
    connect(this, &PlanForm::planChanged, this, &SavedTaskForm::showFacts);
    connect(&connections, &connections::ConnectionManager::renamed, this, &SavedTaskForm::readAgain);
    showFacts();
    read();
}

QString SavedTaskForm::title() const
{
    return tr("Task — %1").arg(QFileInfo(m_file).fileName());
}

QString SavedTaskForm::remark() const
{
    return tr("Planned anew from what is there now. Nothing is written before Run.");
}

void SavedTaskForm::showFacts()
{
    m_taskFacts.setFacts({{tr("File"), QDir::toNativeSeparators(m_file), true},
                          {tr("Task"), plan::words(plan().title), false},
                          {tr("Writes to"), place(), false}});
}

QString SavedTaskForm::shownSql() const
{
    const auto steps = plan().steps();
    if (steps.size() <= mostShownSteps)
        return planText();
    QStringList shown;
    for (qsizetype i = 0; i < mostShownSteps; ++i) {
        if (const QString &sql = steps.at(i).sql; !sql.isEmpty())
            shown.append(sql);
    }
    shown.append(QStringLiteral("-- ")
                 + tr("The SQL of %1 more steps is not shown; it is copied with the rest.")
                       .arg(core::formatCount(steps.size() - mostShownSteps)));
    return shown.join(QStringLiteral("\n\n"));
}

QList<plan::Notice> SavedTaskForm::notices() const
{
    const QList<plan::Notice> all = PlanForm::notices();
    return all.first(std::min(all.size(), mostShownNotices));
}

QString SavedTaskForm::readingTitle() const
{
    return tr("Read what the task is about");
}

QString SavedTaskForm::place() const
{
    QStringList places;
    const auto add = [&places](const QString &place) {
        if (!places.contains(place))
            places.append(place);
    };
    for (const plan::Touch &touch : plan().touches) {
        if (const auto path = catalog::ObjectPath::parse(touch.path))
            add(path->parent().toString());
    }
    if (places.isEmpty()) {
        for (const plan::Step &step : plan().steps())
            std::ranges::for_each(step.connections, add);
    }
    if (places.size() > mostPlaces)
        places = places.first(mostPlaces) << QStringLiteral("…");
    return places.join(QStringLiteral(", "));
}

} // namespace isthmus::models
