// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/structurediffview.h"

#include "parts/chip.h"

#include <isthmus/views/style/theme.h>

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>
#include <optional>

namespace isthmus::views {

using mapping::DiffState;
using models::StructureDiffModel;

namespace {

Chip chipOf(DiffState state)
{
    const QString title = mapping::diffStateTitle(state);
    switch (state) {
    case DiffState::Equal:
        return {title, QStringLiteral("equal"), Meaning::Neutral};
    case DiffState::Equivalent:
        return {title, QStringLiteral("equal"), Meaning::Ok};
    case DiffState::OneSystem:
        return {title, QStringLiteral("skip"), Meaning::Neutral};
    case DiffState::Moved:
        return {title, QStringLiteral("sort"), Meaning::Warning};
    case DiffState::Differs:
        return {title, QStringLiteral("differ"), Meaning::Warning};
    case DiffState::OnlyLeft:
        return {title, QStringLiteral("only-l"), Meaning::Warning};
    case DiffState::OnlyRight:
        break;
    }
    return {title, QStringLiteral("only-r"), Meaning::Warning};
}

std::optional<DiffState> stateOf(const QModelIndex &index)
{
    const QVariant state = index.data(StructureDiffModel::StateRole);
    return state.isValid() ? std::optional(DiffState(state.toInt())) : std::nullopt;
}

class StructureDiffDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(rowHeight(option.font, 24));
        if (const auto state = stateOf(index); state && index.column() == StructureDiffModel::State)
            size.setWidth(chipSize(chipOf(*state), option.font).width() + 12);
        return size;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        const bool isSelected = cell.state & QStyle::State_Selected;
        const auto state = stateOf(index);
        if (!state && !isSelected)
            painter->fillRect(option.rect, option.palette.color(QPalette::AlternateBase));
        if (index.data(StructureDiffModel::DiffersRole).toBool() && !isSelected)
            painter->fillRect(option.rect.adjusted(0, 1, -1, -1),
                              tokensOf(option.palette).tint(Meaning::Warning).background);
        const bool hasChip = state && index.column() == StructureDiffModel::State;
        if (hasChip)
            cell.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
        if (hasChip)
            paintChip(painter, option.rect.adjusted(4, 0, -4, 0), chipOf(*state), option.font, option.palette);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto state = stateOf(index);
        if (!state || index.data(StructureDiffModel::DiffersRole).toBool()) {
            option->font.setWeight(QFont::DemiBold);
            return;
        }
        if (!mapping::isDifference(*state) || index.column() == StructureDiffModel::Why)
            option->palette.setColor(QPalette::Text, tokensOf(option->palette).muted);
    }
};

} // namespace

StructureDiffView::StructureDiffView(models::StructureDiffFilter *filter, QWidget *parent) : QTreeView(parent)
{
    setObjectName(QStringLiteral("structureDiff"));
    setModel(filter);
    setItemDelegate(new StructureDiffDelegate(this));
    setUniformRowHeights(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    setIndentation(14);
    header()->setStretchLastSection(true);
    header()->setSectionsMovable(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(filter, &QAbstractItemModel::modelReset, this, &StructureDiffView::showGroups);
    fit();
}

// All is open: people look for what differs.
void StructureDiffView::showGroups()
{
    for (int row = 0; row < model()->rowCount(); ++row) {
        setFirstColumnSpanned(row, {}, true);
        setExpanded(model()->index(row, 0), true);
    }
    const QModelIndex group = model()->index(0, 0);
    const QModelIndex first = model()->index(0, 0, group);
    setCurrentIndex(first.isValid() ? first : group);
    fit();
}

void StructureDiffView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier
        && current.data(StructureDiffModel::IsGroupRole).toBool()) {
        setExpanded(current, !isExpanded(current));
        return;
    }
    QTreeView::keyPressEvent(event);
}

// Shares of the width, the same for both sides.
void StructureDiffView::fit()
{
    static constexpr std::array<int, StructureDiffModel::Why> shares{14, 15, 17, 15, 17};
    static constexpr std::array<std::pair<int, int>, StructureDiffModel::Why> bounds{
        {{140, 170}, {100, 280}, {110, 280}, {100, 280}, {110, 280}}};
    for (int column = 0; column < StructureDiffModel::Why; ++column) {
        const auto [least, most] = bounds.at(size_t(column));
        setColumnWidth(column, std::clamp(viewport()->width() * shares.at(size_t(column)) / 100, least, most));
    }
}

void StructureDiffView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

} // namespace isthmus::views
