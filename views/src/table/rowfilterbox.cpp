// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/rowfilterbox.h"

#include "parts/tonelabel.h"

#include <isthmus/core/format.h>
#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/views/style/icons.h>

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace isthmus::views {

namespace {

constexpr int fewestCharacters = 4; // of the field, where the page is narrow
constexpr int mostCharacters = 30;

} // namespace

RowFilterBox::RowFilterBox(models::RecordBatchModel *rows, QWidget *parent)
    : QWidget(parent), m_rows(rows), m_text(new QLineEdit(this)), m_count(new ToneLabel(ToneLabel::Tone::Muted, this))
{
    m_text->setObjectName(QStringLiteral("rowFilter"));
    m_text->setAccessibleName(tr("Filter loaded rows"));
    m_text->setPlaceholderText(tr("Filter loaded rows"));
    m_text->setToolTip(tr("Show only those of the loaded rows in which a value contains the text (Ctrl+F).\n"
                          "In one column: %1. NULL: %2. The empty string: %3. As text: in quotes.\n"
                          "Values of hidden columns count. The server is not asked: that is what WHERE does.\n"
                          "Meanwhile more rows are loaded by \"More rows\" only, not by scrolling.")
                           .arg(QStringLiteral("name: text"), QStringLiteral("is null"), QStringLiteral("is empty")));
    m_text->setAccessibleDescription(m_text->toolTip());
    m_text->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_text->setMinimumWidth(fontMetrics().averageCharWidth() * fewestCharacters);
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * mostCharacters);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // the buttons beside it first
    m_text->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("rowFilterCount"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    row->addStretch(0);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textChanged, m_rows, &models::RecordBatchModel::setRowFilter);
    connect(m_rows, &models::RecordBatchModel::filtered, this, &RowFilterBox::showState);
    showState();
}

void RowFilterBox::showState()
{
    if (m_text->text() != m_rows->rowFilter())
        m_text->setText(m_rows->rowFilter());
    const int loaded = m_rows->loadedRows();
    m_count->setVisible(m_rows->isFiltered() && loaded > 0);
    const QString count =
        tr("%1 of %2 loaded rows").arg(core::formatCount(m_rows->rowCount()), core::formatCount(loaded));
    const int lookedAt = m_rows->lookedAtRows();
    m_count->setText(lookedAt == loaded ? count
                                        : tr("%1, %2% looked at").arg(count).arg(qint64(lookedAt) * 100 / loaded));
}

bool RowFilterBox::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        if (m_text->text().isEmpty())
            Q_EMIT left();
        m_text->clear();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT left();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

} // namespace isthmus::views
