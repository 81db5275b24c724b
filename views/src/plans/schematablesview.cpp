// SPDX-License-Identifier: GPL-3.0-or-later
#include "plans/schematablesview.h"

#include "parts/objecticons.h"
#include "parts/tablesetup.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QHeaderView>
#include <QResizeEvent>
#include <QStyledItemDelegate>

#include <algorithm>

namespace isthmus::views {

using models::SchemaTablesModel;

namespace {

class SchemaTablesDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto &tokens = tokensOf(option->palette);
        if (index.column() == SchemaTablesModel::Name) {
            const Mark mark = markOf(catalog::ObjectKind(index.data(SchemaTablesModel::KindRole).toInt()));
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = icon(mark.icon, mark.role);
        }
        if (index.column() == SchemaTablesModel::Note)
            option->palette.setColor(QPalette::Text, tokens.muted);
        if (index.column() != SchemaTablesModel::Fit)
            return;
        const QVariant worst = index.data(SchemaTablesModel::WorstFitRole);
        if (worst == int(mapping::Fit::LeftOut))
            option->palette.setColor(QPalette::Text, tokens.error.text);
        else if (worst == int(mapping::Fit::Check))
            option->palette.setColor(QPalette::Text, tokens.warning.text);
    }
};

} // namespace

SchemaTablesView::SchemaTablesView(SchemaTablesModel *tables, QWidget *parent) : QTableView(parent)
{
    setObjectName(QStringLiteral("schemaTables"));
    setUpTable(this);
    setProperty("framed", true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setItemDelegate(new SchemaTablesDelegate(this));
    setModel(tables);
    setMinimumHeight(views::rowHeight(font(), 24) * 6);
    connect(tables, &QAbstractItemModel::modelReset, this, &SchemaTablesView::fit);
    connect(tables, &QAbstractItemModel::dataChanged, this, &SchemaTablesView::fit);
    fit();
}

void SchemaTablesView::fit()
{
    resizeColumnsToContents();
    const auto bound = [this](int column, int least, int most) {
        setColumnWidth(column, std::clamp(columnWidth(column) + 8, least, most));
    };
    bound(SchemaTablesModel::Name, 150, 280);
    bound(SchemaTablesModel::Columns, 80, 110);
    bound(SchemaTablesModel::Fit, 150, 300);
    horizontalHeader()->setStretchLastSection(true);
}

void SchemaTablesView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

} // namespace isthmus::views
