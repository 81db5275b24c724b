// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/dropexternaltableform.h>
#include <isthmus/views/plans/plandialog.h>

namespace isthmus::views {

/// "Drop external table": the dialog of a DropExternalTableForm.
class DropExternalTableDialog final : public PlanDialog {
    Q_OBJECT

public:
    DropExternalTableDialog(std::unique_ptr<models::DropExternalTableForm> form, tasks::Runs &runs,
                            QWidget *parent = nullptr);

protected:
    void showFields() override { }
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override { return {}; }
};

} // namespace isthmus::views
