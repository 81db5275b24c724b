// SPDX-License-Identifier: GPL-3.0-or-later
#include "plans/mapcolumnsview.h"

#include "parts/chip.h"
#include "parts/tablesetup.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>

namespace isthmus::views {

using models::MapColumnsModel;

namespace {

constexpr int keySide = 12;
constexpr int arrowSide = 12;
constexpr int leastName = 110;
constexpr int leastNote = 120;

Chip chipOf(mapping::Fit fit)
{
    switch (fit) {
    case mapping::Fit::Exact:
        return {mapping::fitTitle(fit), {}, Meaning::Ok};
    case mapping::Fit::Wider:
        return {mapping::fitTitle(fit), {}, Meaning::Neutral};
    case mapping::Fit::Check:
        return {mapping::fitTitle(fit), {}, Meaning::Warning};
    case mapping::Fit::LeftOut:
        return {mapping::fitTitle(fit), {}, Meaning::Error};
    }
    return {};
}

bool hasChoice(const QModelIndex &index)
{
    return index.column() == MapColumnsModel::TargetType && index.flags() & Qt::ItemIsEditable
        && index.data(MapColumnsModel::AlternativesRole).toStringList().size() > 1;
}

class MapColumnsDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        const bool isCut = index.isValid() && sizeHint(option, index).width() > option.rect.width();
        if (event->type() != QEvent::ToolTip || !isCut || index.data(Qt::ToolTipRole).isValid())
            return QStyledItemDelegate::helpEvent(event, view, option, index);
        QToolTip::showText(event->globalPos(), index.data().toString(), view);
        return true;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.column() == MapColumnsModel::Fit) {
            QStyleOptionViewItem cell = option;
            initStyleOption(&cell, index);
            cell.text.clear();
            option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
            paintChip(painter, option.rect.adjusted(6, 0, -4, 0),
                      chipOf(mapping::Fit(index.data(MapColumnsModel::FitRole).toInt())), option.font, option.palette);
            return;
        }
        QStyledItemDelegate::paint(painter, option, index);
        if (hasChoice(index)) {
            const QRect arrow(option.rect.right() - arrowSide - 6, option.rect.top(), arrowSide, option.rect.height());
            paintIcon(painter, arrow, QStringLiteral("down"), tokensOf(option.palette).muted);
        }
    }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.column() != MapColumnsModel::TargetType) {
            QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
            if (editor)
                editor->setObjectName(QStringLiteral("columnNameEditor"));
            return editor;
        }
        if (!hasChoice(index))
            return nullptr;
        auto *combo = new QComboBox(parent);
        combo->setObjectName(QStringLiteral("columnTypeEditor"));
        combo->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
        combo->addItems(index.data(MapColumnsModel::AlternativesRole).toStringList());
        auto *self = const_cast<MapColumnsDelegate *>(this);
        connect(combo, &QComboBox::activated, self, [self, combo] {
            Q_EMIT self->commitData(combo);
            Q_EMIT self->closeEditor(combo);
        });
        return combo;
    }

    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        if (auto *combo = qobject_cast<QComboBox *>(editor))
            combo->setCurrentText(index.data(Qt::EditRole).toString());
        else
            QStyledItemDelegate::setEditorData(editor, index);
    }

    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        if (const auto *combo = qobject_cast<QComboBox *>(editor))
            model->setData(index, combo->currentText(), Qt::EditRole);
        else
            QStyledItemDelegate::setModelData(editor, model, index);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto &tokens = tokensOf(option->palette);
        if (!index.data(MapColumnsModel::IncludedRole).toBool())
            option->palette.setColor(QPalette::Text, option->palette.color(QPalette::Disabled, QPalette::Text));
        else if (index.column() == MapColumnsModel::SourceType)
            option->palette.setColor(QPalette::Text, tokens.muted);
        if (index.column() == MapColumnsModel::Note) {
            const bool wrong = !index.data(MapColumnsModel::ProblemRole).toString().isEmpty();
            const QColor color = wrong ? tokens.error.text : tokens.muted;
            option->palette.setColor(QPalette::Text, color);
            if (wrong)
                option->palette.setColor(QPalette::HighlightedText, color);
        }
        if (index.column() == MapColumnsModel::Source) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->decorationSize = QSize(keySide, keySide);
            if (index.data(MapColumnsModel::KeyRole).toBool())
                option->icon = icon(QStringLiteral("key"), IconRole::Warning);
        }
    }
};

// The tick above the ticks: all, none or some.
class TickHeader final : public QHeaderView {
public:
    TickHeader(MapColumnsModel *columns, QWidget *parent) : QHeaderView(Qt::Horizontal, parent), m_columns(columns)
    {
        setSectionsClickable(true);
        setFont(resized(font(), -1));
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        QHeaderView::paintSection(painter, rect, section);
        if (section != MapColumnsModel::Include)
            return;
        QStyleOptionButton box;
        box.initFrom(this);
        box.state &= ~(QStyle::State_HasFocus | QStyle::State_MouseOver);
        const auto state = m_columns->allIncluded();
        box.state |= state == Qt::Checked ? QStyle::State_On
            : state == Qt::Unchecked      ? QStyle::State_Off
                                          : QStyle::State_NoChange;
        box.rect = QRect(0, 0, 14, 14);
        box.rect.moveCenter(rect.center());
        style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, this);
    }

private:
    MapColumnsModel *m_columns;
};

} // namespace

MapColumnsView::MapColumnsView(MapColumnsModel *columns, QWidget *parent) : QTableView(parent), m_columns(columns)
{
    setObjectName(QStringLiteral("mapColumns"));
    auto *header = new TickHeader(columns, this);
    setHorizontalHeader(header);
    setUpTable(this);
    setProperty("framed", true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setItemDelegate(new MapColumnsDelegate(this));
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                    | QAbstractItemView::AnyKeyPressed);
    setModel(columns);
    connect(header, &QHeaderView::sectionClicked, this, [this](int section) {
        if (section == MapColumnsModel::Include)
            m_columns->setAllIncluded(m_columns->allIncluded() != Qt::Checked);
    });
    connect(columns, &QAbstractItemModel::modelReset, this, &MapColumnsView::fit);
    connect(columns, &QAbstractItemModel::dataChanged, header->viewport(), qOverload<>(&QWidget::update));
    fit();
}

void MapColumnsView::fit()
{
    resizeColumnsToContents();
    setColumnWidth(MapColumnsModel::Include, 30);
    const auto bound = [this](int column, int extra, int least, int most) {
        setColumnWidth(column, std::clamp(columnWidth(column) + extra, least, most));
    };
    bound(MapColumnsModel::Source, 4, 130, 230);
    bound(MapColumnsModel::SourceType, 0, 80, 130);
    bound(MapColumnsModel::Target, 4, 110, 220);
    bound(MapColumnsModel::TargetType, arrowSide + 4, 110, 170);
    setColumnWidth(MapColumnsModel::Fit, std::max(76, fontMetrics().averageCharWidth() * 10));

    // In a narrow dialog the names give way to the notes; a cut text can be read in its tool tip.
    int wanted = leastNote;
    for (int column = 0; column < MapColumnsModel::Note; ++column)
        wanted += columnWidth(column);
    const int missing = std::max(0, wanted - viewport()->width());
    for (const int column : {MapColumnsModel::Source, MapColumnsModel::Target})
        setColumnWidth(column, std::max(leastName, columnWidth(column) - (missing + 1) / 2));
}

void MapColumnsView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

void MapColumnsView::mousePressEvent(QMouseEvent *event)
{
    QTableView::mousePressEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && hasChoice(index))
        edit(index);
}

// Space ticks the row wherever its current cell is; Alt+Down opens the types.
void MapColumnsView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex();
    if (event->key() == Qt::Key_Space && current.isValid()) {
        const QModelIndex tick = current.siblingAtColumn(MapColumnsModel::Include);
        const bool on = tick.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        model()->setData(tick, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return;
    }
    if (event->key() == Qt::Key_Down && event->modifiers() == Qt::AltModifier && current.isValid()) {
        const QModelIndex type = current.siblingAtColumn(MapColumnsModel::TargetType);
        setCurrentIndex(type);
        edit(type);
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace isthmus::views
