// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/doctor/examination.h>

#include <QJsonObject>

/// What an examination found, for people and for programs, in the language that is installed. Pure; any thread.
namespace isthmus::mapping {

struct FindingCounts {
    qsizetype passed = 0;
    qsizetype warnings = 0;
    qsizetype failed = 0;
    qsizetype unknown = 0;
    qsizetype waiting = 0;
    friend bool operator==(const FindingCounts &, const FindingCounts &) = default;
};
[[nodiscard]] FindingCounts countsOf(const QList<Finding> &findings);
/// "2 failed, 1 warning, 2 cannot be known, 11 passed", without what there is none of.
[[nodiscard]] QString countsText(const FindingCounts &counts);
[[nodiscard]] QString outcomeTitle(Finding::Outcome outcome); ///< "passed"
[[nodiscard]] QString groupText(Finding::Group group, const Examination &what, const ExaminationFacts &facts);

/// All as lines to read and to hand on: every check in one line, then what there is to do.
[[nodiscard]] QString reportText(const Examination &what, const ExaminationFacts &facts,
                                 const QList<Finding> &findings);
[[nodiscard]] QJsonObject reportJson(const Examination &what, const ExaminationFacts &facts,
                                     const QList<Finding> &findings);

} // namespace isthmus::mapping
