// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/columnspane.h"

#include "parts/bar.h"
#include "parts/buttons.h"
#include "parts/copying.h"
#include "parts/line.h"
#include "parts/tonelabel.h"
#include "table/columnsview.h"

#include <isthmus/core/format.h>
#include <isthmus/models/table/columnsmodel.h>
#include <isthmus/views/style/icons.h>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace isthmus::views {

ColumnsPane::ColumnsPane(models::ColumnsModel *columns, QWidget *parent)
    : QWidget(parent), m_columns(columns), m_filter(columns), m_text(new QLineEdit(this)),
      m_count(new ToneLabel(ToneLabel::Tone::Muted, this, -1)), m_table(new ColumnsView(columns, &m_filter, this)),
      m_copy(nullptr)
{
    m_text->setObjectName(QStringLiteral("columnsFilter"));
    m_text->setAccessibleName(tr("Filter columns"));
    m_text->setPlaceholderText(tr("Filter by name, type or comment"));
    m_text->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * 48);
    m_text->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("columnsCount"));
    m_table->setObjectName(QStringLiteral("columnsTable"));
    m_table->setAccessibleName(tr("Columns"));
    m_table->installEventFilter(this);
    auto *tools = makeBar(this);
    m_copy = makeBarButton(tr("Copy"), QStringLiteral("copy"), QStringLiteral("copyColumns"), tools->parentWidget());
    m_copy->setAccessibleName(tr("Copy columns"));
    m_copy->setToolTip(tr("Copy all columns that are shown, or those that are selected where there are several: name, "
                          "type, NULL, comment. Ctrl+C copies those that are selected."));
    tools->addWidget(m_text, 1);
    tools->addWidget(m_count);
    tools->addStretch(1);
    tools->addWidget(m_copy);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(tools->parentWidget());
    whole->addWidget(makeLine(Qt::Horizontal, this));
    whole->addWidget(m_table, 1);
    setFocusProxy(m_table);

    connect(m_text, &QLineEdit::textChanged, this, &ColumnsPane::filter);
    // One row is selected as soon as the keyboard is there: nobody who presses the button thinks of it alone.
    connect(m_copy, &QPushButton::clicked, this, [this] {
        const auto selected = m_table->selectionModel()->selectedRows();
        copyAndTell(textOf(selected.size() > 1 ? selected : QModelIndexList()), m_copy);
    });
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &ColumnsPane::showCount);
    showCount();
}

void ColumnsPane::filter()
{
    m_filter.setText(m_text->text());
    showCount();
}

void ColumnsPane::setKnown(bool isKnown)
{
    m_isKnown = isKnown;
    showCount();
}

void ColumnsPane::showCount()
{
    const int all = m_columns->rowCount();
    const int shown = m_filter.rowCount();
    m_copy->setEnabled(shown > 0);
    QString text;
    if (m_isKnown && shown != all)
        text = tr("%1 of %2 columns").arg(core::formatCount(shown), core::formatCount(all));
    else if (m_isKnown)
        text = all == 1 ? tr("1 column") : tr("%1 columns").arg(core::formatCount(all));
    m_count->setText(text);
}

// All that are shown if \a selected is empty.
QString ColumnsPane::textOf(const QModelIndexList &selected) const
{
    QList<int> rows;
    for (const QModelIndex &row : selected)
        rows.append(row.row());
    return m_filter.tsv(rows);
}

void ColumnsPane::focusFilter()
{
    m_text->setFocus(Qt::ShortcutFocusReason); // selects what stands in it
}

// Down goes from the text into the list, Escape clears the text; Ctrl+C copies what is selected.
bool ColumnsPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_table && key->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(textOf(m_table->selectionModel()->selectedRows()));
        return true;
    }
    if (watched == m_text && key->key() == Qt::Key_Escape && !m_text->text().isEmpty()) {
        m_text->clear();
        return true;
    }
    if (watched == m_text && key->key() == Qt::Key_Down) {
        m_table->setFocus(Qt::TabFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace isthmus::views
