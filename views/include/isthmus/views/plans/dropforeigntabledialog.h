// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/dropforeigntableform.h>
#include <isthmus/views/plans/plandialog.h>

namespace isthmus::views {

/// "Drop foreign table": the dialog of a DropForeignTableForm.
class DropForeignTableDialog final : public PlanDialog {
    Q_OBJECT

public:
    DropForeignTableDialog(std::unique_ptr<models::DropForeignTableForm> form, tasks::Runs &runs,
                           QWidget *parent = nullptr);

protected:
    void showFields() override { }
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override { return {}; }
};

} // namespace isthmus::views
