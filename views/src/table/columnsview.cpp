// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/columnsview.h"

#include "parts/tablesetup.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace isthmus::views {

using models::ColumnsModel;

namespace {

constexpr int keySide = 12;

class ColumnsDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool isSecondary = index.column() == ColumnsModel::Type || index.column() == ColumnsModel::Comment
            || index.column() == ColumnsModel::Number;
        if (isSecondary)
            option->palette.setColor(QPalette::Text, tokensOf(option->palette).muted);
        if (index.column() != ColumnsModel::Name)
            return;
        // Names line up whether or not there is a key in front of them.
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(keySide, keySide);
        if (index.data(ColumnsModel::KeyRole).toBool())
            option->icon = icon(QStringLiteral("key"), IconRole::Warning);
        else if (index.data(ColumnsModel::PartitionKeyRole).toBool())
            option->icon = icon(QStringLiteral("partition"));
    }
};

} // namespace

ColumnsView::ColumnsView(ColumnsModel *columns, QAbstractItemModel *shown, QWidget *parent)
    : QTableView(parent), m_columns(columns)
{
    setUpTable(this);
    setItemDelegate(new ColumnsDelegate(this));
    setModel(shown);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // as the table has them
    horizontalHeader()->setSortIndicatorClearable(true);
    setSortingEnabled(true);
    connect(shown, &QAbstractItemModel::modelReset, this, &ColumnsView::fit);
    fit();
}

void ColumnsView::fit()
{
    setColumnHidden(ColumnsModel::OtherType, !m_columns->hasOtherType());
    constexpr int indicator = 16;
    resizeColumnsToContents();
    setColumnWidth(ColumnsModel::Number, columnWidth(ColumnsModel::Number) + indicator);
    setColumnWidth(ColumnsModel::Name, std::clamp(columnWidth(ColumnsModel::Name) + 16, 160, 320));
    setColumnWidth(ColumnsModel::Type, std::clamp(columnWidth(ColumnsModel::Type) + 16, 120, 280));
    setColumnWidth(ColumnsModel::OtherType, std::clamp(columnWidth(ColumnsModel::OtherType) + 16, 120, 280));
}

} // namespace isthmus::views
