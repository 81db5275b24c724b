// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QJsonObject>
#include <QList>
#include <QString>

namespace isthmus::plan {

/// One entry of a plan: readable before it runs, executed as it reads.
struct Step {
    QString kind; ///< which StepExecutor runs it: "sql", "verify_mapping", later "transfer" …
    QString title; ///< one line for people: "Create external table dwd_orders"
    QString connection; ///< connection the step works on
    QString sql; ///< the exact statements, for "sql" steps; else empty
    QJsonObject parameters; ///< what the executor needs beside sql; no secrets
    bool writes = true; ///< false: only reads
    QString destructiveNote; ///< "overwrites", "drops 3 external tables"; empty = destroys nothing
    QString confirmName; ///< what the user types to confirm a destructive step

    friend bool operator==(const Step &, const Step &) = default;
};

enum class NoticeLevel : quint8 { Info, Warning, Blocker };

/// Something the user should know of the plan; a Blocker keeps it from running.
struct Notice {
    NoticeLevel level = NoticeLevel::Info;
    QString subject; ///< column or object the notice is about; may be empty
    QString text;

    friend bool operator==(const Notice &, const Notice &) = default;
};

/// The ordered steps that a task would take now. A plain value: shown, printed and executed alike.
struct Plan {
    QString title;
    QString target; ///< the object that will exist afterwards, as the text of its path; may be empty
    QList<Step> steps;
    QList<Notice> notices;

    [[nodiscard]] bool isRunnable() const; ///< has steps and no blocker
    [[nodiscard]] bool writes() const; ///< any step writes
    [[nodiscard]] QStringList blockers() const;

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<Plan> fromJson(const QJsonObject &json);

    friend bool operator==(const Plan &, const Plan &) = default;
};

} // namespace isthmus::plan

Q_DECLARE_METATYPE(isthmus::plan::Plan)
