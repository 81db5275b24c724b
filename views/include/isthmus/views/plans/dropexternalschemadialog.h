// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/dropexternalschemaform.h>
#include <isthmus/views/plans/plandialog.h>

namespace isthmus::views {

/// "Drop external schema": the dialog of a DropExternalSchemaForm.
class DropExternalSchemaDialog final : public PlanDialog {
    Q_OBJECT

public:
    DropExternalSchemaDialog(std::unique_ptr<models::DropExternalSchemaForm> form, tasks::Runs &runs,
                             QWidget *parent = nullptr);

protected:
    void showFields() override { }
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override { return {}; }
};

} // namespace isthmus::views
