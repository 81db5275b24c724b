// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/dropforeignserverform.h>
#include <isthmus/views/plans/plandialog.h>

namespace isthmus::views {

/// "Drop foreign server": the dialog of a DropForeignServerForm.
class DropForeignServerDialog final : public PlanDialog {
    Q_OBJECT

public:
    DropForeignServerDialog(std::unique_ptr<models::DropForeignServerForm> form, tasks::Runs &runs,
                            QWidget *parent = nullptr);

protected:
    void showFields() override { }
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override { return {}; }
};

} // namespace isthmus::views
