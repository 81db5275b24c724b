// SPDX-License-Identifier: GPL-3.0-or-later
#include "typeloss/typelossdetails.h"

#include "code/codeview.h"
#include "parts/buttons.h"
#include "parts/copying.h"
#include "parts/elidedlabel.h"
#include "parts/tonelabel.h"

#include <isthmus/core/format.h>
#include <isthmus/plan/words.h>
#include <isthmus/views/style/theme.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace isthmus::views {

using plan::words;

namespace {

QString riskLines(const mapping::ColumnLoss &column)
{
    QStringList lines;
    for (const auto &risk : column.risks) {
        const QString title = mapping::riskTitle(risk.risk);
        lines.append(risk.rows ? TypeLossDetails::tr("%1: %2").arg(title, core::formatCount(*risk.rows)) : title);
    }
    return lines.join(u'\n');
}

QString figuresOf(const mapping::TableLoss &table, const mapping::ColumnLoss &column)
{
    if (column.risks.isEmpty())
        return TypeLossDetails::tr("no value at risk");
    if (!column.atRisk)
        return TypeLossDetails::tr("not counted");
    return TypeLossDetails::tr("%1 of %2 values at risk, %3")
        .arg(core::formatCount(*column.atRisk), core::formatCount(table.rows.value_or(0)),
             core::formatDuration(table.elapsed));
}

} // namespace

TypeLossDetails::TypeLossDetails(QWidget *parent) : QSplitter(Qt::Horizontal, parent)
{
    setObjectName(QStringLiteral("typeLossDetails"));
    setChildrenCollapsible(false);
    addWidget(makeWords());
    addWidget(makeStatement());
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
}

QWidget *TypeLossDetails::makeWords()
{
    auto *pane = new QWidget(this);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 2);
    m_name = new ElidedLabel(pane);
    m_name->setObjectName(QStringLiteral("typeLossName"));
    m_name->setFont(titleFont(font()));
    m_figures = new ToneLabel(ToneLabel::Tone::Muted, pane);
    m_figures->setObjectName(QStringLiteral("typeLossFigures"));
    m_rows = makeLinkButton(tr("Show these rows"), QStringLiteral("showRiskyRows"), pane);
    connect(m_rows, &QPushButton::clicked, this, &TypeLossDetails::rowsRequested);
    head->addWidget(m_name);
    head->addSpacing(8);
    head->addWidget(m_figures);
    head->addStretch(1);
    head->addWidget(m_rows);
    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("typeLossWords"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_words->setContentsMargins(12, 2, 12, 8);
    auto *scroll = new QScrollArea(pane);
    scroll->setWidget(m_words);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its text takes it
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(scroll, 1);
    return pane;
}

QWidget *TypeLossDetails::makeStatement()
{
    auto *pane = new QWidget(this);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 8, 2);
    auto *title = new QLabel(tr("How it is counted"), pane);
    title->setFont(titleFont(font()));
    m_copy = makeLinkButton(tr("Copy"), QStringLiteral("copyTypeLossSql"), pane);
    m_copy->setAccessibleName(tr("Copy the condition"));
    connect(m_copy, &QPushButton::clicked, this, [this] { copyAndTell(m_statement->toPlainText(), m_copy); });
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_copy);
    m_statement = new CodeView(pane);
    m_statement->setObjectName(QStringLiteral("typeLossSql"));
    m_statement->setAccessibleName(tr("How it is counted"));
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_statement, 1);
    return pane;
}

void TypeLossDetails::setSubject(const mapping::TableLoss *table, const mapping::ColumnLoss *column, bool canShow)
{
    if (table && column) {
        showColumn(*table, *column, canShow);
    } else if (table) {
        showTable(*table);
    } else {
        m_name->setText(tr("Choose a column"));
        m_figures->clear();
        m_words->clear();
        m_statement->setCode({});
        m_rows->hide();
    }
    m_copy->setEnabled(!m_statement->toPlainText().isEmpty());
}

void TypeLossDetails::showColumn(const mapping::TableLoss &table, const mapping::ColumnLoss &column, bool canShow)
{
    m_name->setText(column.column.name);
    m_figures->setText(figuresOf(table, column));
    QStringList paragraphs;
    const auto add = [&paragraphs](const QString &text) {
        if (!text.isEmpty())
            paragraphs.append(text);
    };
    const auto &judged = column.judged;
    add(words(judged.reason.isEmpty() ? judged.note : judged.reason));
    add(words(judged.advice));
    QStringList others;
    for (const auto &type : judged.alternatives)
        others.append(type.text);
    if (!others.isEmpty())
        add(tr("Other types that can be chosen: %1").arg(others.join(QStringLiteral(", "))));
    if (judged.verdict != mapping::Verdict::Unsupported && !column.risks.isEmpty())
        add(tr("Values at risk:") + u'\n' + riskLines(column));
    m_words->setText(paragraphs.isEmpty() ? tr("Every value arrives as it is.")
                                          : paragraphs.join(QStringLiteral("\n\n")));
    m_statement->setCode(column.condition());
    m_rows->setVisible(canShow && column.atRisk.value_or(0) > 0);
}

void TypeLossDetails::showTable(const mapping::TableLoss &table)
{
    m_name->setText(table.path.name());
    const QString time = core::formatDuration(table.elapsed);
    if (table.rows)
        m_figures->setText(*table.rows == 1 ? tr("1 row, counted in %1").arg(time)
                                            : tr("%1 rows, counted in %2").arg(core::formatCount(*table.rows), time));
    else
        m_figures->clear();
    m_words->setText(table.countError ? table.countError->message + u'\n' + table.countError->hint
                                      : tr("Choose a column to see what is lost of it."));
    m_statement->setCode(table.statement);
    m_rows->hide();
}

} // namespace isthmus::views
