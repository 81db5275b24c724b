// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/documenttabs.h"

#include "parts/objecticons.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionTab>
#include <QStylePainter>
#include <QTabBar>

namespace isthmus::views {

class DocumentTabs::Bar final : public QTabBar {
public:
    explicit Bar(DocumentTabs *tabs) : QTabBar(tabs), m_tabs(tabs) { }

protected:
    // QTabBar has one font for all tabs.
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionTab option;
        for (int pass = 0; pass < 2; ++pass) { // the current tab last: it covers its neighbours' edges
            for (int index = 0; index < count(); ++index) {
                if ((index == currentIndex()) != (pass == 1))
                    continue;
                initStyleOption(&option, index);
                const bool isPreview = m_tabs->preview() && m_tabs->widget(index) == m_tabs->preview();
                painter.setFont(isPreview ? remarkFont(font()) : font());
                painter.drawControl(QStyle::CE_TabBarTab, option);
            }
        }
    }

    void mouseReleaseEvent(QMouseEvent *event) override
    {
        const int index = tabAt(event->position().toPoint());
        if (event->button() == Qt::MiddleButton && index >= 0)
            m_tabs->closeDocument(index);
        QTabBar::mouseReleaseEvent(event);
    }

    void mouseDoubleClickEvent(QMouseEvent *event) override
    {
        QTabBar::mouseDoubleClickEvent(event);
        if (const int index = tabAt(event->position().toPoint()); index >= 0)
            m_tabs->keep(m_tabs->widget(index));
    }

private:
    DocumentTabs *m_tabs;
};

DocumentTabs::DocumentTabs(QWidget *parent) : QTabWidget(parent), m_bar(new Bar(this))
{
    setObjectName(QStringLiteral("documents"));
    setTabBar(m_bar);
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(true);
    setElideMode(Qt::ElideRight);
    m_bar->setObjectName(QStringLiteral("documentTabBar"));
    m_bar->setAccessibleName(tr("Open documents"));
    m_bar->setExpanding(false);
    connect(this, &QTabWidget::tabCloseRequested, this, &DocumentTabs::closeDocument);
}

void DocumentTabs::addDocument(QWidget *document, const QIcon &icon, const QString &title, bool isPreview)
{
    if (isPreview)
        m_preview = document;
    setCurrentIndex(addTab(document, icon, title));
}

void DocumentTabs::retitle(QWidget *document, const QIcon &icon, const QString &title, const QString &toolTip)
{
    const int index = indexOf(document);
    if (index < 0)
        return;
    setTabIcon(index, icon);
    setTabText(index, QString(title).replace(u'&', QStringLiteral("&&")));
    setTabToolTip(index, toolTip);
}

void DocumentTabs::keep(QWidget *document)
{
    if (m_preview != document)
        return;
    m_preview = nullptr;
    m_bar->update();
}

void DocumentTabs::paintEvent(QPaintEvent *event)
{
    QTabWidget::paintEvent(event);
    if (count() > 0)
        return;
    QPainter painter(this);
    painter.setPen(tokensOf(palette()).muted);
    painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Select a table to see its rows, columns and definition."));
}

void DocumentTabs::closeDocument(int index)
{
    QWidget *document = widget(index);
    if (!document)
        return;
    removeTab(index);
    document->deleteLater();
}

} // namespace isthmus::views
