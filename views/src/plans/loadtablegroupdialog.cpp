// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/formfields.h"
#include "parts/objecticons.h"
#include "plans/planparts.h"

#include <isthmus/views/plans/loadtablegroupdialog.h>

#include <QComboBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>

namespace isthmus::views {

namespace {

constexpr int maxFacts = 14; // lines without scrolling

} // namespace

LoadTableGroupDialog::LoadTableGroupDialog(std::unique_ptr<models::LoadTableGroupForm> form, tasks::Runs &runs,
                                           QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("loadTableGroupDialog"));
    QWidget *loaded = makeFactsPart(tr("Loaded now"), PartOf::Hologres, this->form().loaded(),
                                    QStringLiteral("loadedFacts"), maxFacts, this);
    setParts(loaded, makeDestination(), nullptr);
    follow();
    m_computeGroup->setFocus();
    setStartSize({1160, 520});
}

QWidget *LoadTableGroupDialog::makeDestination()
{
    auto *fields = new QWidget(this);
    auto *layout = makeFormLayout(fields);
    m_computeGroup = new QComboBox(fields);
    m_computeGroup->setObjectName(QStringLiteral("computeGroup"));
    m_computeGroup->setAccessibleName(tr("Compute group"));
    m_computeGroup->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_computeGroup->setMinimumWidth(190);
    m_replicas = new QSpinBox(fields);
    m_replicas->setObjectName(QStringLiteral("replicas"));
    m_replicas->setAccessibleName(tr("Replicas"));
    m_replicas->setRange(1, computegroups::LoadTableGroup::mostReplicas);
    layout->addRow(tr("Compute &group"), m_computeGroup);
    layout->addRow(tr("&Replicas"), m_replicas);
    models::LoadTableGroupForm *form = &this->form();
    connect(m_computeGroup, &QComboBox::textActivated, form, &models::LoadTableGroupForm::setComputeGroup);
    connect(m_replicas, &QSpinBox::valueChanged, form, &models::LoadTableGroupForm::setReplicas);
    return makePlanPart(tr("Load to"), PartOf::Neither, fields, this);
}

void LoadTableGroupDialog::showFields()
{
    const QSignalBlocker groupBlocker(m_computeGroup);
    const QSignalBlocker replicasBlocker(m_replicas);
    const Mark mark = markOf(catalog::ObjectKind::ComputeGroup);
    m_computeGroup->clear();
    for (const QString &name : form().computeGroups())
        m_computeGroup->addItem(icon(mark.icon, mark.role), name);
    m_computeGroup->setCurrentText(form().computeGroup());
    m_computeGroup->setEnabled(m_computeGroup->count() > 0);
    m_replicas->setValue(form().replicas());
}

} // namespace isthmus::views
