// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text.h"

#include <isthmus/mapping/doctor/examination.h>

namespace isthmus::mapping {

using Outcome = Finding::Outcome;

/// A check that waits.
[[nodiscard]] inline Finding check(const char *id, Finding::Group group, const plan::Text &title)
{
    Finding made;
    made.id = QLatin1String(id);
    made.group = group;
    made.title = title;
    return made;
}

[[nodiscard]] inline Finding as(Finding check, Outcome outcome, const plan::Text &fact)
{
    check.outcome = outcome;
    check.fact = fact;
    return check;
}

[[nodiscard]] inline Finding as(Finding check, Outcome outcome, const plan::Text &fact, const plan::Text &trouble,
                                const plan::Text &explanation)
{
    check = as(std::move(check), outcome, fact);
    check.trouble = trouble;
    check.explanation = explanation;
    return check;
}

/// "Cannot be known: %1", with what the title asks.
[[nodiscard]] plan::Text cannotKnow(const plan::Text &title);
/// A check that nothing can be said of since something else is not known.
[[nodiscard]] Finding unknownFor(Finding check, const plan::Text &why);
[[nodiscard]] Finding unread(Finding check, const core::Error &error);

/// The check with time and age of \a reading, and whether it is known. If it is not, the check is done: it waits, or
/// says why it cannot be known.
template <typename T>
[[nodiscard]] bool isRead(Finding &check, const Reading<T> &reading, const ExaminationFacts &facts)
{
    using State = typename Reading<T>::State;
    if (reading.state == State::Known || reading.state == State::Failed) {
        check.elapsed = reading.elapsed;
        check.readAt = reading.at;
    }
    if (reading.state == State::Failed)
        check = unread(std::move(check), reading.error);
    else if (reading.state == State::Waiting && facts.isOver)
        check = unread(std::move(check), core::Error::cancelled());
    else if (reading.state == State::NotAsked && facts.isOver)
        check = unknownFor(
            std::move(check),
            coded("Mapping.check_not_asked", QT_TRANSLATE_NOOP("Mapping", "What it depends on could not be read.")));
    return reading.state == State::Known;
}

[[nodiscard]] QList<Finding> projectChecks(const Examination &what, const ExaminationFacts &facts);
[[nodiscard]] QList<Finding> serverChecks(const Examination &what, const ExaminationFacts &facts);
[[nodiscard]] QList<Finding> roleChecks(const Examination &what, const ExaminationFacts &facts);
[[nodiscard]] QList<Finding> hologresChecks(const Examination &what, const ExaminationFacts &facts);

/// Where foreign servers are made and changed in MaxCompute's console.
[[nodiscard]] QString serversPlace();
/// Whether two addresses are of one server, as far as their names tell; nothing where they do not.
[[nodiscard]] std::optional<bool> isOneServer(const QString &host, const QString &other);

} // namespace isthmus::mapping
