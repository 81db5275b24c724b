// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/ddlpane.h"

#include "code/codeview.h"
#include "parts/buttons.h"
#include "parts/chip.h"
#include "parts/copying.h"
#include "parts/elidedlabel.h"
#include "parts/line.h"

#include <isthmus/core/format.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace isthmus::views {

using mapping::DiffTarget;
using models::StructureDiffDocument;

namespace {

constexpr int wideCharacters = 118; // of a page on which all stands in one row

} // namespace

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
    m_destructive = new ChipLabel(bar);
    m_destructive->setObjectName(QStringLiteral("diffDdlWarning"));
    m_counts = new ElidedLabel(bar);
    m_counts->setObjectName(QStringLiteral("diffDdlCounts"));
    m_copy = makeCompactButton(tr("Copy SQL"), QStringLiteral("copy"), QStringLiteral("copyDdl"), bar);
    connect(m_copy, &QPushButton::clicked, this, [this] { copyAndTell(m_document.ddlText(), m_copy); });
    m_save = makeCompactButton(tr("Save…"), QStringLiteral("save"), QStringLiteral("saveDdl"), bar);
    connect(m_save, &QPushButton::clicked, this, &DdlPane::saveRequested);
    m_rows = new QBoxLayout(QBoxLayout::LeftToRight, bar);
    m_rows->setContentsMargins(12, 4, 12, 4);
    auto *choices = new QHBoxLayout;
    choices->addWidget(m_target);
    choices->addWidget(m_form);
    auto *rest = new QHBoxLayout;
    rest->addWidget(m_destructive);
    rest->addWidget(m_counts, 1);
    rest->addWidget(m_copy);
    rest->addWidget(m_save);
    for (QBoxLayout *layout : std::initializer_list<QBoxLayout *>{m_rows, choices, rest})
        layout->setSpacing(8);
    m_rows->addLayout(choices);
    m_rows->addLayout(rest, 1);
    return bar;
}

// Two rows where the page is narrow.
void DdlPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < fontMetrics().averageCharWidth() * wideCharacters;
    m_rows->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
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
    QString warning;
    if (isReady && m_document.isMadeAnew()) {
        if (!ddl.refused.isEmpty())
            warning = ddl.refused.size() == 1 ? tr("1 column left out")
                                              : tr("%1 columns left out").arg(core::formatCount(ddl.refused.size()));
        if (!ddl.refused.isEmpty())
            parts.append(tr("without a type: %1").arg(ddl.refused.join(QStringLiteral(", "))));
    } else if (isReady) {
        parts.append(ddl.statements == 1 ? tr("1 statement")
                                         : tr("%1 statements").arg(core::formatCount(ddl.statements)));
        if (ddl.destructive > 0)
            warning = tr("%1 destructive").arg(core::formatCount(ddl.destructive));
        if (ddl.remaining > 0)
            parts.append(tr("%1 not done by ALTER TABLE").arg(core::formatCount(ddl.remaining)));
    }
    m_destructive->setChip({warning, QStringLiteral("warn"), Meaning::Warning});
    m_counts->setText(parts.join(QStringLiteral(" · ")));
}

} // namespace isthmus::views
