// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/plan/figures.h>

namespace isthmus::plan {

QJsonObject Figures::toJson() const
{
    QJsonObject json;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        json.insert(it.key(), *it);
    return json;
}

Figures Figures::fromJson(const QJsonObject &json)
{
    Figures figures;
    for (auto it = json.constBegin(); it != json.constEnd(); ++it) {
        const qint64 value = it->toInteger(-1);
        if (it->isDouble() && value == it->toInteger(1)) // fractions answer the default
            figures.values.insert(it.key(), value);
    }
    return figures;
}

StepProgress StepProgress::rows(qint64 done, std::optional<qint64> total)
{
    StepProgress progress;
    progress.set.values.insert(figure::rowsDone, done);
    if (total)
        progress.set.values.insert(figure::rowsTotal, *total);
    return progress;
}

void StepProgress::applyTo(Figures &figures) const
{
    for (auto it = set.values.cbegin(); it != set.values.cend(); ++it)
        figures.values.insert(it.key(), *it);
    for (auto it = add.values.cbegin(); it != add.values.cend(); ++it)
        figures.values[it.key()] += *it;
}

} // namespace isthmus::plan
