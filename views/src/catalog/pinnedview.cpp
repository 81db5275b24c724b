// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/pinnedview.h"

#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/objecticons.h"
#include "parts/tonelabel.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using models::CatalogTreeModel;
using models::PinnedModel;

namespace {

constexpr int mostRows = 6; // the rest is scrolled to
constexpr int margin = 8;
constexpr int iconSide = 16;
constexpr int gap = 5;

/// Icon and name, and at the right what it is in, or that it is gone.
class PinnedDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isSelected = option.state & QStyle::State_Selected;
        const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
        const QColor text = option.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text);
        const auto &tokens = tokensOf(option.palette);
        const bool isGone = index.data(PinnedModel::GoneRole).toBool();
        painter->save();
        if (isSelected)
            painter->fillRect(option.rect, option.palette.color(group, QPalette::Highlight));
        const Mark mark = markOf(CatalogTreeModel::kindOf(index));
        const QRect inner = option.rect.adjusted(margin, 0, -margin, 0);
        const QRect iconRect(inner.left(), inner.top(), iconSide, inner.height());
        paintIcon(painter, iconRect, isGone ? QStringLiteral("warn") : mark.icon,
                  isGone ? tokens.warning.text : iconColor(mark.role, option.palette));

        const QFont small = resized(option.font, -2);
        const QFontMetrics metrics(small);
        const QString place = isGone ? PinnedView::tr("gone") : index.data(PinnedModel::PlaceRole).toString();
        const QString shown = metrics.elidedText(place, Qt::ElideMiddle, inner.width() / 2);
        const int width = metrics.horizontalAdvance(shown);
        painter->setFont(small);
        painter->setPen(isSelected ? text : isGone ? tokens.warning.text : tokens.muted);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, shown);

        const QRect name = inner.adjusted(iconSide + gap, 0, -width - gap, 0);
        painter->setFont(option.font);
        painter->setPen(isGone && !isSelected ? tokens.muted : text);
        painter->drawText(name, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          QFontMetrics(option.font).elidedText(index.data().toString(), Qt::ElideRight, name.width()));
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {80, rowHeight(option.font, 24)};
    }
};

} // namespace

PinnedView::PinnedView(PinnedModel &pins, QWidget *parent) : QWidget(parent), m_list(new QListView(this))
{
    m_list->setAccessibleName(tr("Pinned"));
    m_list->setModel(&pins);
    m_list->setItemDelegate(new PinnedDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTabKeyNavigation(false);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setAccessibleDescription(tr("Drag rows to order them, or press Alt+Up and Alt+Down."));
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    auto *title = new ToneLabel(ToneLabel::Tone::Muted, this, -2);
    title->setText(tr("Pinned"));
    title->setBuddy(m_list);
    auto *mark = new IconLabel(this);
    mark->setIcon(QStringLiteral("pin"), IconRole::Muted);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(margin, 2, margin, 2);
    head->setSpacing(gap);
    head->addWidget(mark);
    head->addWidget(title, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_list);
    column->addWidget(makeLine(Qt::Horizontal, this));
    setFocusProxy(m_list);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&pins, signal, this, &PinnedView::fit);
    connect(&pins, &QAbstractItemModel::modelReset, this, &PinnedView::fit);
    connect(m_list, &QListView::clicked, this, &PinnedView::clickedObject);
    connect(m_list, &QListView::doubleClicked, this, &PinnedView::openedObject);
    fit();
}

void PinnedView::fit()
{
    const int rows = m_list->model()->rowCount();
    m_list->setFixedHeight(std::min(rows, mostRows) * rowHeight(m_list->font(), 24));
    setVisible(rows > 0);
}

bool PinnedView::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
        Q_EMIT entered();
        break;
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (!isEnter || key->modifiers() & ~Qt::KeypadModifier || !m_list->currentIndex().isValid())
            break;
        Q_EMIT openedObject(m_list->currentIndex());
        return true;
    }
    case QEvent::ContextMenu: {
        const auto *menu = static_cast<QContextMenuEvent *>(event);
        const QRect row = m_list->visualRect(m_list->currentIndex());
        Q_EMIT menuRequested(menu->reason() == QContextMenuEvent::Mouse
                                 ? menu->globalPos()
                                 : m_list->viewport()->mapToGlobal(row.bottomLeft() + QPoint(24, 0)));
        return true;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace isthmus::views
