// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/cellviewer.h"

#include "parts/tonelabel.h"

#include <isthmus/core/format.h>
#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/models/table/valuelayout.h>
#include <isthmus/views/style/theme.h>

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace isthmus::views {

using models::RecordBatchModel;

namespace {

constexpr QSize firstSize(560, 360);

// More than anybody reads, and laid out in some milliseconds.
constexpr qsizetype maxShownCharacters = 50'000;

} // namespace

CellViewer::CellViewer(QWidget *parent)
    : QDialog(parent), m_where(new QLabel(this)), m_remark(new ToneLabel(ToneLabel::Tone::Muted, this)),
      m_text(new QPlainTextEdit(this)), m_copy(new QPushButton(tr("Copy"), this))
{
    setObjectName(QStringLiteral("cellViewer"));
    setWindowTitle(tr("Value"));
    m_where->setObjectName(QStringLiteral("cellViewerColumn"));
    m_where->setTextFormat(Qt::PlainText);
    m_where->setFont(titleFont(font()));
    m_remark->setObjectName(QStringLiteral("cellViewerRemark"));
    m_text->setObjectName(QStringLiteral("cellViewerText"));
    m_text->setAccessibleName(tr("Value"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setProperty("framed", true);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(QFontInfo(font()).pixelSize());
    m_text->setFont(resized(fixed, -1));
    m_copy->setObjectName(QStringLiteral("cellViewerCopy"));
    m_copy->setAutoDefault(false);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("cellViewerClose"));
    close->setDefault(true);
    connect(m_copy, &QPushButton::clicked, this, &CellViewer::copy);
    connect(close, &QPushButton::clicked, this, &QDialog::close);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_where);
    head->addWidget(m_remark, 1);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addStretch(1);
    foot->addWidget(m_copy);
    foot->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    column->addLayout(foot);
    resize(firstSize);
}

void CellViewer::showCell(const QModelIndex &cell)
{
    const auto *rows = cell.model();
    const auto header = [&](int role) { return rows->headerData(cell.column(), Qt::Horizontal, role).toString(); };
    m_where->setText(header(Qt::DisplayRole));
    QStringList remark{header(RecordBatchModel::TypeTextRole), tr("row %1").arg(cell.row() + 1)};
    m_value = cell.data(RecordBatchModel::FullTextRole).toString();
    const bool isNull = cell.data(RecordBatchModel::NullRole).toBool();
    if (isNull)
        remark.append(QStringLiteral("NULL"));
    else
        remark.append(m_value.size() == 1 ? tr("1 character")
                                          : tr("%1 characters").arg(core::formatCount(m_value.size())));
    const models::ValueLayout layout = models::layOut(m_value, maxShownCharacters);
    if (layout.isCut)
        remark.append(tr("the first %1 are shown, Copy takes all").arg(core::formatCount(layout.text.size())));
    m_remark->setText(remark.join(QStringLiteral(" · ")));
    m_text->setWordWrapMode(layout.hasLongWord ? QTextOption::WrapAnywhere : QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setPlainText(layout.text);
    m_text->setPlaceholderText(isNull ? QStringLiteral("NULL") : tr("empty"));
    m_copy->setEnabled(!m_value.isEmpty());
}

void CellViewer::copy() const
{
    QApplication::clipboard()->setText(m_value);
}

} // namespace isthmus::views
