// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/driftviews.h"

#include "parts/objecticons.h"
#include "parts/tablesetup.h"

#include <isthmus/models/drift/driftlistmodel.h>

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

namespace isthmus::views {

using mapping::DriftState;
using models::DifferencesModel;
using models::DriftListModel;

namespace {

class DriftDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto &tokens = tokensOf(option->palette);
        const auto state = DriftState(index.data(DriftListModel::StateRole).toInt());
        if (index.column() == DriftListModel::State) {
            const Mark mark = markOf(state);
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = icon(mark.icon, mark.role);
        } else if (index.column() == DriftListModel::Effect && state == DriftState::Broken) {
            option->palette.setColor(QPalette::Text, tokens.error.text);
        } else if (index.column() == DriftListModel::Effect && state == DriftState::Differs) {
            option->palette.setColor(QPalette::Text, tokens.warning.text);
        } else if (index.column() == DriftListModel::Checked || state == DriftState::Equal) {
            option->palette.setColor(QPalette::Text, tokens.muted);
        }
    }
};

class DifferencesDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        using Severity = mapping::Difference::Severity;
        QStyledItemDelegate::initStyleOption(option, index);
        const auto severity = Severity(index.data(DifferencesModel::SeverityRole).toInt());
        if (index.column() == DifferencesModel::Effect && severity != Severity::Note)
            option->palette.setColor(
                QPalette::Text,
                tokensOf(option->palette).tint(severity == Severity::Breaks ? Meaning::Error : Meaning::Warning).text);
    }
};

void setWidths(QTableView *view, const QList<int> &characters)
{
    const int one = view->fontMetrics().averageCharWidth();
    for (int column = 0; column < characters.size(); ++column)
        view->setColumnWidth(column, one * characters.at(column));
}

} // namespace

QTableView *makeDriftList(QAbstractItemModel *mappings, QWidget *parent)
{
    auto *view = new QTableView(parent);
    setUpTable(view);
    view->setItemDelegate(new DriftDelegate(view));
    view->setModel(mappings);
    setWidths(view, {23, 28, 22, 42, 46, 14, 26});
    return view;
}

QTableView *makeDifferences(QAbstractItemModel *differences, QWidget *parent)
{
    auto *view = new QTableView(parent);
    setUpTable(view);
    view->setItemDelegate(new DifferencesDelegate(view));
    view->setModel(differences);
    setWidths(view, {70, 70});
    return view;
}

} // namespace isthmus::views
