// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/savedtaskform.h>
#include <isthmus/views/plans/plandialog.h>

namespace isthmus::views {

/// A task that was opened from a file: what it is, and its plan.
class SavedTaskDialog final : public PlanDialog {
    Q_OBJECT

public:
    SavedTaskDialog(std::unique_ptr<models::SavedTaskForm> form, tasks::Runs &runs, QWidget *parent = nullptr);

protected:
    void showFields() override { }
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override { return {}; }
};

} // namespace isthmus::views
