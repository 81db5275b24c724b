// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/cellviewer.h"

#include "parts/copying.h"
#include "parts/pagetabs.h"
#include "parts/tonelabel.h"

#include <isthmus/core/format.h>
#include <isthmus/models/table/copyrows.h>
#include <isthmus/models/table/hextext.h>
#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/models/table/valuelayout.h>
#include <isthmus/views/style/theme.h>

#include <QBuffer>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QImageReader>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <array>

namespace isthmus::views {

using models::RecordBatchModel;

namespace {

constexpr QSize firstSize(560, 360);

// More than anybody reads, and laid out in some milliseconds.
constexpr qsizetype maxShownCharacters = 50'000;
constexpr qsizetype maxShownBytes = 16 * 1024;
constexpr qsizetype maxTreeBytes = 1024 * 1024;
constexpr qsizetype maxPictureBytes = 8 * 1024 * 1024;
constexpr int maxPictureSide = 1024;

QFont fixedFont(const QWidget *like)
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(QFontInfo(like->font()).pixelSize());
    return resized(fixed, -1);
}

QPlainTextEdit *makeText(const QString &objectName, const QString &name, QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setObjectName(objectName);
    text->setAccessibleName(name);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setProperty("framed", true);
    text->setFont(fixedFont(parent));
    return text;
}

} // namespace

CellViewer::CellViewer(QWidget *parent)
    : QDialog(parent), m_where(new QLabel(this)), m_remark(new ToneLabel(ToneLabel::Tone::Muted, this)),
      m_tabs(new PageTabs(this)), m_views(new QStackedWidget(this)),
      m_text(makeText(QStringLiteral("cellViewerText"), tr("Value"), this)), m_treeView(new QTreeView(this)),
      m_hex(makeText(QStringLiteral("cellViewerHex"), tr("Bytes"), this)), m_picture(new QLabel(this)),
      m_copy(new QPushButton(tr("Copy"), this))
{
    setObjectName(QStringLiteral("cellViewer"));
    setWindowTitle(tr("Value"));
    m_where->setObjectName(QStringLiteral("cellViewerColumn"));
    m_where->setTextFormat(Qt::PlainText);
    m_where->setFont(titleFont(font()));
    m_remark->setObjectName(QStringLiteral("cellViewerRemark"));
    m_tabs->setObjectName(QStringLiteral("cellViewerTabs"));
    m_tabs->setAccessibleName(tr("Views of the value"));
    for (const QString &title : {tr("Text"), QStringLiteral("JSON"), tr("Hex"), tr("Picture")})
        m_tabs->addTab(title);
    m_hex->setWordWrapMode(QTextOption::NoWrap);
    m_treeView->setObjectName(QStringLiteral("cellViewerTree"));
    m_treeView->setAccessibleName(QStringLiteral("JSON"));
    m_treeView->setModel(&m_tree);
    m_treeView->setUniformRowHeights(true);
    m_picture->setObjectName(QStringLiteral("cellViewerPicture"));
    m_picture->setAlignment(Qt::AlignCenter);
    auto *pictureArea = new QScrollArea(this);
    pictureArea->setWidget(m_picture);
    pictureArea->setWidgetResizable(true);
    for (QWidget *view : QList<QWidget *>{m_text, m_treeView, m_hex, pictureArea})
        m_views->addWidget(view);
    m_copy->setObjectName(QStringLiteral("cellViewerCopy"));
    m_copy->setAutoDefault(false);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("cellViewerClose"));
    close->setDefault(true);
    connect(m_copy, &QPushButton::clicked, this, &CellViewer::copy);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_tabs, &QTabBar::currentChanged, m_views, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int view) { m_wanted = view; });

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
    column->addWidget(m_tabs);
    column->addWidget(m_views, 1);
    column->addLayout(foot);
    resize(firstSize);
}

void CellViewer::showCell(const QModelIndex &cell)
{
    const auto *rows = cell.model();
    const auto header = [&](int role) { return rows->headerData(cell.column(), Qt::Horizontal, role).toString(); };
    m_where->setText(header(Qt::DisplayRole));
    const int row = rows->headerData(cell.row(), Qt::Vertical, Qt::DisplayRole).toInt();
    QStringList remark{header(RecordBatchModel::TypeTextRole), tr("row %1").arg(row)};
    m_value = cell.data(RecordBatchModel::FullTextRole).toString();
    m_bytes = cell.data(RecordBatchModel::RawRole).toByteArray();
    const bool isNull = cell.data(RecordBatchModel::NullRole).toBool();
    const bool isBinary = cell.data(RecordBatchModel::BinaryRole).toBool();
    const QVariant whole = cell.data(RecordBatchModel::CutRole);
    const qint64 bytes = cell.data(RecordBatchModel::BytesRole).toLongLong();
    const auto bytesText = [](qint64 count) {
        return count == 1 ? tr("1 byte") : tr("%1 bytes").arg(core::formatCount(count));
    };
    if (isNull)
        remark.append(QStringLiteral("NULL"));
    else if (whole.isValid())
        remark.append(tr("the beginning of %1").arg(core::formatBytes(whole.toLongLong())));
    else if (isBinary)
        remark.append(bytesText(bytes));
    else
        remark.append(
            (m_value.size() == 1 ? tr("1 character") : tr("%1 characters").arg(core::formatCount(m_value.size())))
            + (bytes == m_value.size() ? QString() : QStringLiteral(", ") + bytesText(bytes)));
    showText(isNull, whole.isValid() ? nullptr : &remark);
    m_hex->setPlainText(models::hexText(m_bytes, maxShownBytes));
    const bool isJson = !isNull && !isBinary && m_bytes.size() <= maxTreeBytes && m_tree.show(m_bytes);
    if (isJson) {
        m_treeView->expandToDepth(1);
        m_treeView->resizeColumnToContents(models::JsonTree::Name);
    }
    showPicture();
    chooseView(isBinary, isJson);
    m_remark->setText(remark.join(QStringLiteral(" · ")));
    m_copy->setEnabled(!m_value.isEmpty() && !whole.isValid());
    m_copy->setToolTip(whole.isValid() ? models::cutValueError(m_where->text(), whole.toLongLong()).message
                                       : QString());
}

void CellViewer::showText(bool isNull, QStringList *remark)
{
    const models::ValueLayout layout = models::layOut(m_value, maxShownCharacters);
    if (layout.isCut && remark)
        remark->append(tr("the first %1 are shown, Copy takes all").arg(core::formatCount(layout.text.size())));
    m_text->setWordWrapMode(layout.hasLongWord ? QTextOption::WrapAnywhere : QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setPlainText(layout.text);
    m_text->setPlaceholderText(isNull ? QStringLiteral("NULL") : tr("empty"));
}

// Of what has the mark of a picture at its beginning; scaled while it is decoded, so that a huge one takes no more.
void CellViewer::showPicture()
{
    m_picture->clear();
    if (m_bytes.isEmpty() || m_bytes.size() > maxPictureBytes)
        return;
    QBuffer buffer(&m_bytes);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    const QSize size = reader.size();
    // Formats of pixels: a drawing could name other files.
    const bool isOfPixels = QByteArrayList{"png", "jpeg", "gif", "bmp", "webp"}.contains(reader.format());
    if (!isOfPixels || !reader.canRead() || !size.isValid())
        return;
    if (size.width() > maxPictureSide || size.height() > maxPictureSide)
        reader.setScaledSize(size.scaled(maxPictureSide, maxPictureSide, Qt::KeepAspectRatio));
    m_picture->setPixmap(QPixmap::fromImage(reader.read()));
}

void CellViewer::chooseView(bool isBinary, bool isJson)
{
    const bool isPicture = !m_picture->pixmap(Qt::ReturnByValue).isNull();
    const std::array<bool, ViewCount> has{!isBinary || m_bytes.isEmpty(), isJson, !m_bytes.isEmpty(), isPicture};
    for (int view = 0; view < ViewCount; ++view)
        m_tabs->setTabVisible(view, has.at(size_t(view)));
    const bool isWantedThere = m_wanted >= 0 && has.at(size_t(m_wanted));
    const int best = isPicture ? Picture : isBinary && !m_bytes.isEmpty() ? Hex : Text;
    m_tabs->setCurrentIndex(isWantedThere ? m_wanted : best);
    m_views->setCurrentIndex(m_tabs->currentIndex());
}

void CellViewer::copy() const
{
    copyAndTell(m_value, m_copy);
}

} // namespace isthmus::views
