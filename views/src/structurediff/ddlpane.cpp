// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/ddlpane.h"

#include "code/codeview.h"
#include "parts/buttons.h"
#include "parts/copying.h"
#include "parts/line.h"
#include "parts/tonelabel.h"

#include <isthmus/core/format.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace isthmus::views {

using mapping::DiffTarget;
using models::StructureDiffDocument;

DdlPane::DdlPane(StructureDiffDocument &document, QWidget *parent) : QWidget(parent), m_document(document)
{
    setObjectName(QStringLiteral("ddlPane"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(makeLine(Qt::Horizontal, this));
    m_code = new CodeView(this);
    m_code->setObjectName(QStringLiteral("diffDdl"));
    m_code->setAccessibleName(tr("SQL that makes one table like the other"));
    m_code->setReadOnly(true);
    m_code->setTabChangesFocus(true);
    column->addWidget(m_code, 1);
    connect(&m_document, &StructureDiffDocument::ddlChanged, this, &DdlPane::showDdl);
    showDdl();
}

QWidget *DdlPane::makeBar()
{
    auto *bar = new QWidget(this);
    m_target = new QComboBox(bar);
    m_target->setObjectName(QStringLiteral("diffTarget"));
    m_target->setAccessibleName(tr("Which table becomes like the other"));
    m_target->addItem(tr("Make right like left"), int(DiffTarget::Right));
    m_target->addItem(tr("Make left like right"), int(DiffTarget::Left));
    connect(m_target, &QComboBox::activated, &m_document,
            [this](int index) { m_document.setTarget(DiffTarget(m_target->itemData(index).toInt())); });
    m_form = new QComboBox(bar);
    m_form->setObjectName(QStringLiteral("diffForm"));
    m_form->setAccessibleName(tr("Change the table or make it anew"));
    m_form->addItem(QStringLiteral("ALTER TABLE"), false);
    m_form->addItem(QStringLiteral("CREATE TABLE"), true);
    m_form->setToolTip(
        tr("ALTER TABLE changes the table that is there as far as its system lets it; CREATE TABLE makes "
           "it anew."));
    connect(m_form, &QComboBox::activated, &m_document,
            [this](int index) { m_document.setMadeAnew(m_form->itemData(index).toBool()); });
    m_counts = new ToneLabel(ToneLabel::Tone::Muted, bar);
    m_counts->setObjectName(QStringLiteral("diffDdlCounts"));
    m_copy = makeCompactButton(tr("Copy SQL"), QStringLiteral("copy"), QStringLiteral("copyDdl"), bar);
    connect(m_copy, &QPushButton::clicked, this, [this] { copyAndTell(m_document.ddlText(), m_copy); });
    m_save = makeCompactButton(tr("Save…"), QStringLiteral("save"), QStringLiteral("saveDdl"), bar);
    connect(m_save, &QPushButton::clicked, this, &DdlPane::saveRequested);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(m_target);
    row->addWidget(m_form);
    row->addWidget(m_counts, 1);
    row->addWidget(m_copy);
    row->addWidget(m_save);
    return bar;
}

void DdlPane::showDdl()
{
    m_target->setCurrentIndex(m_target->findData(int(m_document.target())));
    m_form->setCurrentIndex(m_form->findData(m_document.isMadeAnew()));
    const mapping::StructureDdl &ddl = m_document.ddl();
    const QString &sql = m_document.ddlText();
    const bool isReady = m_document.readState() != StructureDiffDocument::State::Idle && !ddl.create.isEmpty();
    m_code->setCode(sql);
    m_code->setPlaceholderText(isReady ? tr("Nothing is to be changed.") : QString());
    m_copy->setEnabled(!sql.isEmpty());
    m_save->setEnabled(!sql.isEmpty());
    QStringList parts;
    if (isReady && m_document.isMadeAnew()) {
        if (!ddl.refused.isEmpty())
            parts.append(tr("left out, without a type: %1").arg(ddl.refused.join(QStringLiteral(", "))));
    } else if (isReady) {
        parts.append(ddl.statements == 1 ? tr("1 statement")
                                         : tr("%1 statements").arg(core::formatCount(ddl.statements)));
        if (ddl.destructive > 0)
            parts.append(tr("%1 destructive").arg(core::formatCount(ddl.destructive)));
        if (ddl.remaining > 0)
            parts.append(tr("%1 not done by ALTER TABLE").arg(core::formatCount(ddl.remaining)));
    }
    const bool isGrave = isReady && (m_document.isMadeAnew() ? !ddl.refused.isEmpty() : ddl.destructive > 0);
    m_counts->setTone(isGrave ? ToneLabel::Tone::Warning : ToneLabel::Tone::Muted);
    m_counts->setText(parts.join(QStringLiteral(" · ")));
}

} // namespace isthmus::views
