// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/gotobox.h"

#include "parts/objecticons.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace isthmus::views {

using models::GoToModel;

namespace {

constexpr int padding = 8;
constexpr int iconSide = 16;
constexpr int visibleRows = 12;

/// Icon and name at the left, what the object is in at the right.
class GoToDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isSelected = option.state & QStyle::State_Selected;
        if (isSelected)
            painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
        const QColor text = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
        const QColor quiet = isSelected ? text : tokensOf(option.palette).muted;
        QRect inner = option.rect.adjusted(padding, 0, -padding, 0);
        painter->save();
        painter->setFont(option.font);
        const QString name = index.data().toString();
        if (!index.data(GoToModel::PathRole).isValid()) {
            painter->setPen(quiet);
            painter->drawText(inner, Qt::AlignVCenter | Qt::TextSingleLine,
                              option.fontMetrics.elidedText(name, Qt::ElideRight, inner.width()));
            painter->restore();
            return;
        }
        const Mark mark = markOf(catalog::ObjectKind(index.data(GoToModel::KindRole).toInt()));
        paintIcon(painter, QRect(inner.left(), inner.top(), iconSide, inner.height()), mark.icon,
                  isSelected ? text : iconColor(mark.role, option.palette));
        inner.setLeft(inner.left() + iconSide + 6);
        const QString place = option.fontMetrics.elidedText(index.data(GoToModel::PlaceRole).toString(), Qt::ElideLeft,
                                                            inner.width() / 2);
        painter->setPen(quiet);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, place);
        inner.setRight(inner.right() - option.fontMetrics.horizontalAdvance(place) - padding);
        painter->setPen(text);
        painter->drawText(inner, Qt::AlignVCenter | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(name, Qt::ElideMiddle, inner.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {120, rowHeight(option.font, 24)};
    }
};

} // namespace

GoToBox::GoToBox(models::CatalogTreeModel &tree, QWidget *parent)
    : QWidget(parent), m_names(tree), m_field(new QLineEdit(this)), m_completer(new QCompleter(this))
{
    setObjectName(QStringLiteral("goToBox"));
    m_field->setObjectName(QStringLiteral("goTo"));
    m_field->setPlaceholderText(tr("Go to anything… (Ctrl+P)"));
    m_field->setAccessibleName(tr("Go to anything"));
    m_field->setClearButtonEnabled(true);
    m_field->setFont(resized(font(), -1));
    m_field->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_completer->setModel(&m_names);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(visibleRows);
    m_completer->setWidget(m_field);
    m_completer->popup()->setItemDelegate(new GoToDelegate(this));
    m_completer->popup()->setObjectName(QStringLiteral("goToMatches"));
    m_completer->popup()->setProperty("framed", true);
    m_completer->popup()->setAccessibleName(tr("Matches"));
    connect(m_field, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_names.readNames();
        m_names.setPattern(text);
        if (m_names.rowCount() == 0) {
            m_completer->popup()->hide();
            return;
        }
        m_completer->complete();
        m_completer->popup()->setCurrentIndex(m_completer->popup()->model()->index(0, 0)); // Enter takes the best
    });
    // Names that arrive later: the best of them is the current one again, once the list shows them.
    connect(
        &m_names, &QAbstractItemModel::modelReset, this,
        [this] {
            if (m_completer->popup()->isVisible())
                m_completer->popup()->setCurrentIndex(m_completer->popup()->model()->index(0, 0));
        },
        Qt::QueuedConnection);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &GoToBox::choose);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 8, 1);
    row->addWidget(m_field);
    setFocusProxy(m_field);
}

void GoToBox::activate()
{
    m_names.readNames();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

QSize GoToBox::sizeHint() const
{
    return {std::max(336, fontMetrics().averageCharWidth() * 30), m_field->sizeHint().height() + 2};
}

void GoToBox::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        m_field->clear();
    else
        QWidget::keyPressEvent(event);
}

void GoToBox::choose(const QModelIndex &index)
{
    const QVariant path = index.data(GoToModel::PathRole);
    if (!path.isValid())
        return;
    const auto kind = catalog::ObjectKind(index.data(GoToModel::KindRole).toInt());
    m_field->clear();
    m_names.setPattern({});
    Q_EMIT chosen(path.value<catalog::ObjectPath>(), kind);
}

} // namespace isthmus::views
