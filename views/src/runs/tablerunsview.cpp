// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/tablerunsview.h"

#include "parts/objecticons.h"
#include "parts/tablesetup.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace isthmus::views {

using models::TableRunsModel;
using State = mapping::TableRun::State;

namespace {

Mark markOf(State state)
{
    switch (state) {
    case State::Running:
        return {QStringLiteral("play"), IconRole::Accent};
    case State::Mapped:
        return {QStringLiteral("ok"), IconRole::Ok};
    case State::Failed:
        return {QStringLiteral("err"), IconRole::Error};
    case State::Stopped:
        return {QStringLiteral("stop"), IconRole::Warning};
    case State::Kept:
    case State::LeftOut:
        return {QStringLiteral("skip"), IconRole::Muted};
    case State::Waiting:
        break;
    }
    return {QStringLiteral("wait"), IconRole::Muted};
}

class TableRunsDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto &tokens = tokensOf(option->palette);
        const auto state = State(index.data(TableRunsModel::StateRole).toInt());
        const auto setColor = [option](const QColor &color) { option->palette.setColor(QPalette::Text, color); };
        switch (index.column()) {
        case TableRunsModel::State: {
            const Mark mark = markOf(state);
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = icon(mark.icon, mark.role);
            option->decorationSize = QSize(16, 16);
            break;
        }
        case TableRunsModel::Columns:
            if (index.data(TableRunsModel::IncompleteRole).toBool())
                setColor(tokens.warning.text);
            break;
        case TableRunsModel::Number:
            setColor(tokens.muted);
            break;
        case TableRunsModel::Note:
            setColor(state == State::Failed ? tokens.error.text : tokens.muted);
            break;
        default:
            break;
        }
    }
};

} // namespace

// Widths by the font, not by the cells: a thousand of them take long to measure.
TableRunsView::TableRunsView(QAbstractItemModel *tables, TableRunsModel::About about, QWidget *parent)
    : QTableView(parent)
{
    setUpTable(this);
    setProperty("framed", true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setItemDelegate(new TableRunsDelegate(this));
    setModel(tables);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    const QPair<int, int> widths[] = {{TableRunsModel::Number, 5},  {TableRunsModel::Source, 28},
                                      {TableRunsModel::Target, 26}, {TableRunsModel::Columns, 16},
                                      {TableRunsModel::State, 13},  {TableRunsModel::Took, 9}};
    for (const auto &[column, digits] : widths)
        setColumnWidth(column, digits * digit + 12);
    horizontalHeader()->setStretchLastSection(true);
    setColumnHidden(TableRunsModel::Took, about == TableRunsModel::About::Plan);
}

} // namespace isthmus::views
