// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/factsview.h"
#include "parts/formfields.h"
#include "parts/objecticons.h"
#include "parts/sectiontitle.h"

#include <isthmus/views/plans/loadtablegroupdialog.h>

#include <QComboBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

namespace {

constexpr int maxFacts = 14; // lines without scrolling

QWidget *makePart(QWidget *title, QWidget *content, QWidget *parent)
{
    auto *part = new QWidget(parent);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(content);
    column->addStretch(1);
    return part;
}

} // namespace

LoadTableGroupDialog::LoadTableGroupDialog(std::unique_ptr<models::LoadTableGroupForm> form, tasks::Runs &runs,
                                           QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("loadTableGroupDialog"));
    setParts(makeLoaded(), makeDestination(), nullptr);
    follow();
    m_computeGroup->setFocus();
    const double letters = std::max(1.0, fontMetrics().height() / 16.0);
    resize((QSize(1160, 520) * letters).boundedTo(size()));
}

QWidget *LoadTableGroupDialog::makeLoaded()
{
    auto *title = new SectionTitle(tr("Loaded now"), this);
    title->setIcon(QStringLiteral("eng-h"), IconRole::Hologres);
    auto *facts = new FactsView(this);
    facts->setObjectName(QStringLiteral("loadedFacts"));
    facts->setAccessibleName(tr("Loaded now"));
    facts->setFacts(form().loaded());
    facts->setFitsContents(maxFacts);
    facts->setProperty("bare", true);
    return makePart(title, facts, this);
}

QWidget *LoadTableGroupDialog::makeDestination()
{
    auto *title = new SectionTitle(tr("Load to"), this);
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
    return makePart(title, fields, this);
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
