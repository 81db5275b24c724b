// SPDX-License-Identifier: GPL-3.0-or-later
#include "typeloss/typelossview.h"

#include "parts/chip.h"
#include "parts/objecticons.h"
#include "parts/spin.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>

namespace isthmus::views {

using models::TypeLossModel;

namespace {

constexpr int iconSide = 16;
constexpr int spinSide = 12;

Chip chipOf(mapping::Verdict verdict)
{
    const QString title = mapping::verdictTitle(verdict);
    switch (verdict) {
    case mapping::Verdict::Exact:
        return {title, {}, Meaning::Ok};
    case mapping::Verdict::Wider:
        return {title, {}, Meaning::Neutral};
    case mapping::Verdict::Narrower:
    case mapping::Verdict::Lossy:
        return {title, {}, Meaning::Warning};
    case mapping::Verdict::Unsupported:
        break;
    }
    return {title, {}, Meaning::Error};
}

class TypeLossDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(rowHeight(option.font, 24));
        if (index.column() == TypeLossModel::Verdict && index.data(TypeLossModel::VerdictRole).isValid())
            size.setWidth(
                chipSize(chipOf(mapping::Verdict(index.data(TypeLossModel::VerdictRole).toInt())), option.font).width()
                + 12);
        return size;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        const bool isTable = index.data(TypeLossModel::IsTableRole).toBool();
        if (isTable && !(cell.state & QStyle::State_Selected))
            painter->fillRect(option.rect, option.palette.color(QPalette::AlternateBase));
        const bool hasChip = index.column() == TypeLossModel::Verdict && !isTable;
        if (hasChip)
            cell.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
        if (hasChip)
            paintChip(painter, option.rect.adjusted(6, 0, -4, 0),
                      chipOf(mapping::Verdict(index.data(TypeLossModel::VerdictRole).toInt())), option.font,
                      option.palette);
        if (index.column() == TypeLossModel::AtRisk && index.data(TypeLossModel::CountingRole).toBool()) {
            const int width = option.fontMetrics.horizontalAdvance(index.data().toString());
            const QRect spin(option.rect.right() - width - 16 - spinSide,
                             option.rect.top() + (option.rect.height() - spinSide) / 2, spinSide, spinSide);
            paintSpin(painter, spin, tokensOf(option.palette).muted, viewport());
        }
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const Tokens &tokens = tokensOf(option->palette);
        if (index.data(TypeLossModel::IsTableRole).toBool()) {
            if (index.column() == TypeLossModel::Name) {
                option->font.setWeight(QFont::DemiBold);
                const Mark mark = markOf(catalog::ObjectKind(index.data(TypeLossModel::KindRole).toInt()));
                option->icon = icon(mark.icon, mark.role);
                option->features |= QStyleOptionViewItem::HasDecoration;
                option->decorationSize = {iconSide, iconSide};
            }
            const bool isError = index.data(TypeLossModel::ErrorRole).toBool();
            if (index.column() == TypeLossModel::Why)
                option->palette.setColor(QPalette::Text, isError ? tokens.error.text : tokens.muted);
            return;
        }
        if (const auto color = colorOf(tokens, index)) {
            option->palette.setColor(QPalette::Text, *color);
        }
    }

private:
    [[nodiscard]] QWidget *viewport() const { return qobject_cast<QAbstractItemView *>(parent())->viewport(); }

    static std::optional<QColor> colorOf(const Tokens &tokens, const QModelIndex &index)
    {
        using Tone = TypeLossModel::Tone;
        if (index.column() == TypeLossModel::Source || index.column() == TypeLossModel::Why)
            return tokens.muted;
        if (index.column() != TypeLossModel::AtRisk)
            return std::nullopt;
        switch (Tone(index.data(TypeLossModel::ToneRole).toInt())) {
        case Tone::Muted:
            return tokens.muted;
        case Tone::Warning:
            return tokens.warning.text;
        case Tone::Error:
            return tokens.error.text;
        case Tone::Plain:
            break;
        }
        return std::nullopt;
    }
};

} // namespace

TypeLossView::TypeLossView(models::TypeLossFilter *filter, QWidget *parent) : QTreeView(parent), m_filter(filter)
{
    setObjectName(QStringLiteral("typeLoss"));
    setModel(filter);
    setItemDelegate(new TypeLossDelegate(this));
    setUniformRowHeights(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    setIndentation(18);
    header()->setStretchLastSection(true);
    header()->setSectionsMovable(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(filter, &QAbstractItemModel::modelReset, this, &TypeLossView::fit);
    fit();
}

QModelIndex TypeLossView::currentSource() const
{
    return m_filter->mapToSource(currentIndex());
}

void TypeLossView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentRowChanged();
}

void TypeLossView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier
        && current.data(TypeLossModel::IsTableRole).toBool()) {
        setExpanded(current, !isExpanded(current));
        return;
    }
    QTreeView::keyPressEvent(event);
}

// Shares of the width, so that what is lost has most of it; what is said in it cannot be known before it is counted.
void TypeLossView::fit()
{
    static constexpr std::array<std::pair<int, int>, TypeLossModel::Why> bounds{
        {{120, 300}, {112, 190}, {124, 190}, {92, 130}, {104, 170}}};
    static constexpr std::array<int, TypeLossModel::Why> shares{22, 14, 14, 10, 13};
    for (int column = 0; column < TypeLossModel::Why; ++column) {
        const auto [bound, most] = bounds.at(size_t(column));
        const int least = std::max(bound, header()->sectionSizeHint(column) + 4);
        setColumnWidth(column,
                       std::clamp(viewport()->width() * shares.at(size_t(column)) / 100, least, std::max(least, most)));
    }
}

void TypeLossView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

} // namespace isthmus::views
