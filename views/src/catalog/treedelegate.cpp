// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/treedelegate.h"

#include "parts/chip.h"
#include "parts/objecticons.h"
#include "parts/spin.h"

#include <isthmus/core/format.h>
#include <isthmus/models/catalog/statusmodel.h>

#include <QAbstractItemView>
#include <QApplication>
#include <QDateTime>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace isthmus::views {

using models::CatalogTreeModel;

namespace {

constexpr int iconSide = 16;
constexpr int smallIconSide = 12;
constexpr int gap = 5;
constexpr int rightMargin = 8;
constexpr int barWidth = 3;

QColor textColor(const QStyleOptionViewItem &option)
{
    const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    return option.palette.color(group,
                                option.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text);
}

void drawElided(QPainter *painter, const QRect &rect, const QString &text, const QColor &color)
{
    painter->setPen(color);
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

void paintSelection(QPainter *painter, const QStyleOptionViewItem &option)
{
    if (!(option.state & QStyle::State_Selected))
        return;
    const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    painter->fillRect(option.rect, option.palette.color(group, QPalette::Highlight));
}

bool isErrorRow(CatalogTreeModel::Message message)
{
    return message == CatalogTreeModel::Message::ErrorTitle || message == CatalogTreeModel::Message::ErrorDetail
        || message == CatalogTreeModel::Message::ErrorActions;
}

core::Error errorOf(const QModelIndex &index)
{
    return index.data(CatalogTreeModel::ErrorRole).value<core::Error>();
}

/// Things at the right edge of a row, placed one after the other from right to left.
class RightEdge {
public:
    RightEdge(QPainter *painter, const QStyleOptionViewItem &option)
        : m_painter(painter), m_option(option), m_right(option.rect.right() - rightMargin + 1),
          m_font(resized(option.font, -2))
    {
    }

    void icon(const QString &name, const QColor &color, int side = smallIconSide)
    {
        paintIcon(m_painter, take(side), name, color);
    }
    void spin(const QColor &color, QWidget *surface) { paintSpin(m_painter, take(smallIconSide), color, surface); }
    void dot(const QColor &color, bool hollow) { paintDot(m_painter, take(8), color, hollow); }
    void text(const QString &words, const QColor &color)
    {
        if (words.isEmpty())
            return;
        const QFontMetrics metrics(m_font);
        const int most = m_option.rect.width() / 2;
        const QString shown = metrics.elidedText(words, Qt::ElideMiddle, most);
        m_painter->setFont(m_font);
        m_painter->setPen(color);
        m_painter->drawText(take(metrics.horizontalAdvance(shown)), Qt::AlignVCenter | Qt::TextSingleLine, shown);
    }
    void chip(const Chip &chip)
    {
        paintChip(m_painter, take(chipSize(chip, m_option.font).width()), chip, m_option.font, m_option.palette);
    }
    [[nodiscard]] int right() const { return m_right; }

private:
    QRect take(int width)
    {
        const QRect rect(m_right - width, m_option.rect.top(), width, m_option.rect.height());
        m_right -= width + gap;
        return rect;
    }

    QPainter *m_painter;
    const QStyleOptionViewItem &m_option;
    int m_right;
    QFont m_font;
};

} // namespace

TreeDelegate::TreeDelegate(QAbstractItemView *view) : QStyledItemDelegate(view), m_view(view) { }

QSize TreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {80, rowHeight(option.font, 24)};
}

void TreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    painter->save();
    if (index.data(CatalogTreeModel::IsMessageRole).toBool())
        paintMessage(painter, row, index);
    else
        paintObject(painter, row, index);
    painter->restore();
}

void TreeDelegate::paintMessage(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto message = CatalogTreeModel::messageOf(index);
    if (message == CatalogTreeModel::Message::Group) {
        paintHeading(painter, option, index);
        return;
    }
    if (isErrorRow(message)) {
        paintErrorRow(painter, option, index);
        return;
    }
    paintSelection(painter, option);
    QRect inner = option.rect.adjusted(2, 0, -rightMargin, 0);
    const QColor color = option.state & QStyle::State_Selected ? textColor(option) : tokensOf(option.palette).muted;
    if (message == CatalogTreeModel::Message::Loading) {
        paintSpin(painter, QRect(inner.left(), inner.top(), iconSide, inner.height()),
                  option.palette.color(QPalette::Link), m_view->viewport());
        inner.setLeft(inner.left() + iconSide + gap);
    }
    const auto all = links(option.rect, index);
    if (!all.isEmpty())
        inner.setRight(all.first().rect.left() - gap);
    painter->setFont(remarkFont(option.font));
    drawElided(painter, inner, index.data().toString(), color);
    paintLinks(painter, option, all,
               option.state & QStyle::State_Selected ? color : option.palette.color(QPalette::Link));
}

// A name and a line to the right edge, at the left of all connections.
void TreeDelegate::paintHeading(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QFont font = titleFont(resized(option.font, -1));
    const QRect inner(rightMargin, option.rect.top(), option.rect.right() - 2 * rightMargin, option.rect.height());
    const QString name = QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, inner.width());
    painter->setFont(font);
    painter->setPen(tokensOf(option.palette).muted);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, name);
    const int from = inner.left() + QFontMetrics(font).horizontalAdvance(name) + rightMargin;
    if (from < inner.right())
        painter->fillRect(from, inner.center().y(), inner.right() - from, 1, option.palette.color(QPalette::Mid));
}

void TreeDelegate::paintErrorRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const core::Error error = errorOf(index);
    const auto &tint = tokensOf(option.palette).tint(meaningOf(error));
    const QRect band = option.rect.adjusted(0, 0, -rightMargin, 0);
    painter->fillRect(band, tint.background);
    painter->fillRect(QRect(band.left(), band.top(), barWidth, band.height()), tint.text);
    if (option.state & QStyle::State_Selected && option.state & QStyle::State_HasFocus) {
        painter->setPen(tint.text);
        painter->drawRect(band.adjusted(barWidth, 0, -1, -1));
    }

    const QColor plain = option.palette.color(QPalette::Text);
    QRect inner = band.adjusted(barWidth + gap, 0, -gap, 0);
    const auto message = CatalogTreeModel::messageOf(index);
    if (message == CatalogTreeModel::Message::ErrorTitle)
        paintIcon(painter, QRect(inner.left(), inner.top(), iconSide, inner.height()), markOf(error).icon, tint.text);
    inner.setLeft(inner.left() + iconSide + gap);

    QFont font = resized(option.font, -1);
    if (message == CatalogTreeModel::Message::ErrorTitle)
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    if (message != CatalogTreeModel::Message::ErrorActions) {
        drawElided(painter, inner, index.data().toString(), plain);
        return;
    }
    paintLinks(painter, option, links(option.rect, index), option.palette.color(QPalette::Link));
}

void TreeDelegate::paintLinks(QPainter *painter, const QStyleOptionViewItem &option, const QList<Link> &all,
                              const QColor &color) const
{
    const QPoint mouse = m_view->viewport()->mapFromGlobal(QCursor::pos());
    for (const auto &link : all) {
        QFont linkFont = resized(option.font, -1);
        linkFont.setUnderline(option.state & QStyle::State_MouseOver && link.rect.contains(mouse));
        painter->setFont(linkFont);
        painter->setPen(color);
        painter->drawText(link.rect, Qt::AlignVCenter | Qt::TextSingleLine, link.text);
        if (link.action != all.last().action) {
            painter->setPen(tokensOf(option.palette).muted);
            painter->drawText(link.rect.translated(link.rect.width(), 0), Qt::AlignVCenter | Qt::TextSingleLine,
                              QStringLiteral(" · "));
        }
    }
}

QList<TreeDelegate::Link> TreeDelegate::links(const QRect &row, const QModelIndex &index) const
{
    QList<Link> result;
    const QFontMetrics metrics(resized(m_view->font(), -1));
    const int separator = metrics.horizontalAdvance(QStringLiteral(" · "));
    int x = row.left() + barWidth + gap + iconSide + gap;
    const auto actions = index.data(CatalogTreeModel::MessageActionsRole).value<QList<int>>();
    if (CatalogTreeModel::messageOf(index) == CatalogTreeModel::Message::Loading && !actions.isEmpty()) {
        const auto action = CatalogTreeModel::MessageAction(actions.first()); // at the right edge, beside its text
        const QString text = CatalogTreeModel::messageActionText(action);
        const int width = metrics.horizontalAdvance(text);
        return {{action, text, QRect(row.right() - rightMargin - width, row.top(), width, row.height())}};
    }
    for (const int number : actions) {
        const auto action = CatalogTreeModel::MessageAction(number);
        const QString text = CatalogTreeModel::messageActionText(action);
        const int width = metrics.horizontalAdvance(text);
        if (!result.isEmpty() && x + width > row.right() - rightMargin)
            break; // a narrow pane shows the first links only
        result.append({action, text, QRect(x, row.top(), width, row.height())});
        x += width + separator;
    }
    return result;
}

std::optional<CatalogTreeModel::MessageAction> TreeDelegate::linkAt(const QPoint &position, const QRect &row,
                                                                    const QModelIndex &index) const
{
    for (const auto &link : links(row, index)) {
        if (link.rect.contains(position))
            return link.action;
    }
    return std::nullopt;
}

// A cut line of an error can be read in full: where the mouse rests on it, or clicks.
bool TreeDelegate::showWhole(const QPoint &globalPosition, const QModelIndex &index) const
{
    if (!isErrorRow(CatalogTreeModel::messageOf(index)))
        return false;
    QToolTip::showText(globalPosition, CatalogTreeModel::errorText(index), m_view);
    return true;
}

bool TreeDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    return (event->type() == QEvent::ToolTip && showWhole(event->globalPos(), index))
        || QStyledItemDelegate::helpEvent(event, view, option, index);
}

bool TreeDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                               const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const auto link = linkAt(mouse->position().toPoint(), option.rect, index);
        if (mouse->button() == Qt::LeftButton && link) {
            Q_EMIT linkActivated(index, *link);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

void TreeDelegate::paintObject(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &tokens = tokensOf(option.palette);
    const Mark mark = index.data(CatalogTreeModel::KeyRole).toBool() ? Mark{QStringLiteral("key"), IconRole::Warning}
                                                                     : markOf(CatalogTreeModel::kindOf(index));
    paintSelection(painter, option);
    QRect inner = option.rect.adjusted(2, 0, 0, 0);
    paintIcon(painter, QRect(inner.left(), inner.top(), iconSide, inner.height()), mark.icon,
              iconColor(mark.role, option.palette));
    inner.setLeft(inner.left() + iconSide + gap);
    inner.setRight(paintBadges(painter, option, index));

    const bool stale = index.data(CatalogTreeModel::StaleSinceRole).isValid();
    const bool selected = option.state & QStyle::State_Selected;
    painter->setFont(option.font);
    drawElided(painter, inner, index.data().toString(), stale && !selected ? tokens.muted : textColor(option));
}

int TreeDelegate::paintBadges(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &tokens = tokensOf(option.palette);
    const QColor quiet = option.state & QStyle::State_Selected ? textColor(option) : tokens.muted;
    RightEdge edge(painter, option);

    if (const QVariant state = index.data(CatalogTreeModel::ConnectionStateRole); state.isValid()) {
        connections::ConnectionStatus status;
        status.state = connections::ConnectionStatus::State(state.toInt());
        if (status.state == connections::ConnectionStatus::State::Failed)
            status.error = errorOf(index);
        using Tone = models::StatusModel::Tone;
        const QVariant waited = index.data(CatalogTreeModel::WaitedRole);
        status.isSilent = index.data(CatalogTreeModel::SilentRole).toBool();
        const Tone tone = models::StatusModel::toneOf(status);
        if (tone == Tone::Working)
            edge.spin(option.palette.color(QPalette::Link), m_view->viewport());
        else
            edge.dot(tone == Tone::Ok            ? tokens.ok.text
                         : tone == Tone::Warning ? tokens.warning.text
                         : tone == Tone::Failed  ? tokens.error.text
                                                 : tokens.muted,
                     tone == Tone::Idle);
        edge.text(status.error           ? models::StatusModel::wordsOf(status)
                      : waited.isValid() ? tr("no answer for %1 s").arg(waited.toInt())
                                         : index.data(CatalogTreeModel::NoteRole).toString(),
                  quiet);
        return edge.right();
    }

    switch (CatalogTreeModel::stateOf(index)) {
    case CatalogTreeModel::State::Loading:
        edge.spin(option.palette.color(QPalette::Link), m_view->viewport());
        if (const QVariant waited = index.data(CatalogTreeModel::WaitedRole); waited.isValid())
            edge.text(tr("%1 s").arg(waited.toInt()), quiet);
        break;
    case CatalogTreeModel::State::Failed: {
        const core::Error error = errorOf(index);
        edge.icon(markOf(error).icon, tokens.tint(meaningOf(error)).text);
        break;
    }
    default:
        break;
    }
    if (const QVariant drift = index.data(CatalogTreeModel::DriftRole); drift.isValid()) {
        const auto state = mapping::DriftState(drift.toInt());
        edge.icon(QStringLiteral("drift"), tokens.tint(meaningOf(state)).text);
    }
    if (!index.data(CatalogTreeModel::CounterpartRole).toStringList().isEmpty())
        edge.icon(QStringLiteral("map"), tokens.mapped.text);
    if (index.data(CatalogTreeModel::LiveRole).toBool())
        edge.chip({tr("live"), QStringLiteral("map"), Meaning::Live});
    if (const auto since = index.data(CatalogTreeModel::StaleSinceRole).toDateTime(); since.isValid()) {
        edge.text(since.toLocalTime().toString(QStringLiteral("HH:mm")), tokens.warning.text);
        edge.icon(QStringLiteral("clock"), tokens.warning.text);
        return edge.right(); // what it counted then is not worth the room
    }
    const QVariant rows = index.data(CatalogTreeModel::RowEstimateRole);
    if (rows.isValid())
        edge.text(core::formatCompactCount(rows.toLongLong()), quiet);
    else
        edge.text(index.data(CatalogTreeModel::NoteRole).toString(), quiet);
    return edge.right();
}

} // namespace isthmus::views
