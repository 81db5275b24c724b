// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/formfields.h"
#include "plans/planparts.h"

#include <isthmus/plan/words.h>
#include <isthmus/views/plans/hologresuserdialog.h>

#include <QComboBox>
#include <QFormLayout>

namespace isthmus::views {

using mapping::PermissionModel;
using mapping::RightsLevel;
using models::HologresUserForm;

HologresUserDialog::HologresUserDialog(std::unique_ptr<HologresUserForm> form, tasks::Runs &runs, QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    const bool givesRights = this->form().givesRights();
    setObjectName(givesRights ? QStringLiteral("grantRightsDialog") : QStringLiteral("addUserDialog"));
    auto *fields = new QWidget(this);
    auto *layout = makeFormLayout(fields);
    layout->setSizeConstraint(QLayout::SetMinimumSize); // wrapped words in a row must not squeeze the others
    const TextRow user = addTextRow(layout, tr("&User"), QStringLiteral("user"));
    m_user = user.edit;
    m_userProblem = user.problem;
    m_user->setPlaceholderText(QStringLiteral("p4_<id>, RAM$<account id>:<name>"));
    connect(m_user, &QLineEdit::textEdited, &this->form(), &HologresUserForm::setUser);
    if (givesRights)
        addRights(layout);
    setParts(makePlanPart(givesRights ? tr("Rights") : tr("User"), PartOf::Hologres, fields, this), nullptr, nullptr);
    follow();
    m_user->setFocus();
    setStartSize({1000, 420});
}

void HologresUserDialog::addRights(QFormLayout *layout)
{
    m_model = new QComboBox(layout->parentWidget());
    m_model->setObjectName(QStringLiteral("permissionModel"));
    m_model->setAccessibleName(tr("Permission model"));
    m_model->addItem(tr("As the database has it"));
    for (const auto model : {PermissionModel::Spm, PermissionModel::Slpm, PermissionModel::Standard})
        m_model->addItem(plan::words(mapping::permissionModelText(model)), int(model));
    connect(m_model, &QComboBox::activated, this, [this](int row) {
        const QVariant model = m_model->itemData(row);
        form().setModel(model.isValid() ? std::optional(PermissionModel(model.toInt())) : std::nullopt);
    });
    layout->addRow(tr("Permission &model"), m_model);
    m_level = new QComboBox(layout->parentWidget());
    m_level->setObjectName(QStringLiteral("rightsLevel"));
    m_level->setAccessibleName(tr("Rights"));
    m_level->addItem(tr("Viewer: reads rows"), int(RightsLevel::Viewer));
    m_level->addItem(tr("Writer: reads and writes rows"), int(RightsLevel::Writer));
    m_level->addItem(tr("Developer: makes tables too"), int(RightsLevel::Developer));
    connect(m_level, &QComboBox::activated, this,
            [this](int row) { form().setLevel(RightsLevel(m_level->itemData(row).toInt())); });
    layout->addRow(tr("R&ights"), m_level);
}

void HologresUserDialog::showFields()
{
    showText(m_user, form().user());
    showProblem(m_user, m_userProblem, form().problem(QStringLiteral("user")));
    if (!form().givesRights())
        return;
    const auto model = form().model();
    m_model->setCurrentIndex(model ? m_model->findData(int(*model)) : 0);
    m_level->setCurrentIndex(m_level->findData(int(form().level())));
}

} // namespace isthmus::views
