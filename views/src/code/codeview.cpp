// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/codeview.h"

#include "code/sqlhighlighter.h"

#include <isthmus/views/style/theme.h>

#include <QEvent>
#include <QFontDatabase>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

namespace isthmus::views {

class CodeView::Gutter final : public QWidget {
public:
    explicit Gutter(CodeView *view) : QWidget(view), m_view(view) { }

protected:
    void paintEvent(QPaintEvent *event) override { m_view->paintGutter(event); }

private:
    CodeView *m_view;
};

CodeView::CodeView(QWidget *parent) : QPlainTextEdit(parent), m_gutter(new Gutter(this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (font().pixelSize() > 0)
        fixed.setPixelSize(font().pixelSize());
    else
        fixed.setPointSizeF(font().pointSizeF());
    setFont(resized(fixed, -1));
    document()->setDocumentMargin(6);
    m_highlighter = new SqlHighlighter(document(), palette());
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::fitGutter);
    connect(this, &QPlainTextEdit::updateRequest, m_gutter, qOverload<>(&QWidget::update));
    fitGutter();
}

void CodeView::setCode(const QString &code)
{
    if (code == toPlainText())
        return;
    const int scrolled = verticalScrollBar()->value();
    setPlainText(code);
    verticalScrollBar()->setValue(scrolled);
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitGutter();
}

void CodeView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        m_highlighter->setPalette(palette());
}

void CodeView::fitGutter()
{
    const int digits = qMax(2, int(QString::number(blockCount()).size()));
    const int width = fontMetrics().horizontalAdvance(u'9') * digits + 14;
    setViewportMargins(width, 0, 0, 0);
    const QRect inner = contentsRect();
    m_gutter->setGeometry(inner.left(), inner.top(), width, inner.height());
}

void CodeView::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), palette().color(QPalette::Base));
    painter.fillRect(m_gutter->width() - 1, 0, 1, m_gutter->height(), palette().color(QPalette::Midlight));
    painter.setFont(font());
    painter.setPen(tokensOf(palette()).muted);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF where = blockBoundingGeometry(block).translated(contentOffset());
        if (where.top() > event->rect().bottom())
            break;
        if (block.isVisible() && !document()->isEmpty())
            painter.drawText(QRectF(0, where.top(), m_gutter->width() - 8, fontMetrics().height()), Qt::AlignRight,
                             QString::number(block.blockNumber() + 1));
    }
}

} // namespace isthmus::views
