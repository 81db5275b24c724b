// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/core/latest.h>
#include <isthmus/tasks/runs.h>

#include <optional>

namespace isthmus::models {

/// What a run has made although it did not succeed: asked of the run's plan and steps, which a list does not hold.
/// Thread: the window's.
class LeftBehind final : public QObject {
    Q_OBJECT

public:
    explicit LeftBehind(tasks::Runs &runs, QObject *parent = nullptr);

    /// The run to ask about; empty: none. Asked again when it ends.
    void setRun(const QString &id);
    /// The external table that is there and could not be verified; nothing until that is known.
    [[nodiscard]] const std::optional<catalog::ObjectPath> &table() const { return m_table; }

    /// The statements that bring back the table which the run has dropped and not replaced; empty until that is known.
    [[nodiscard]] const QString &formerTable() const { return m_former; }

Q_SIGNALS:
    void changed();

private:
    void ask();
    void set(const std::optional<catalog::ObjectPath> &table, const QString &former);
    void take(const plan::RunSummary &run);

    tasks::Runs &m_runs;
    QString m_id;
    std::optional<catalog::ObjectPath> m_table;
    QString m_former;
    core::Latest m_question{this};
};

} // namespace isthmus::models
