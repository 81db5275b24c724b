// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/repairmappingsform.h>
#include <isthmus/views/plans/plandialog.h>

namespace isthmus::views {

/// "Repair mappings": what changed in each of them, and the plan that makes them anew.
class RepairMappingsDialog final : public PlanDialog {
    Q_OBJECT

public:
    RepairMappingsDialog(std::unique_ptr<models::RepairMappingsForm> form, tasks::Runs &runs,
                         QWidget *parent = nullptr);

protected:
    void showFields() override { }
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override { return {}; }
};

} // namespace isthmus::views
