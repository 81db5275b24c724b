// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/stepsview.h"

#include "parts/chip.h"
#include "parts/objecticons.h"
#include "parts/spin.h"
#include "parts/tablesetup.h"

#include <isthmus/models/connections/teststepsmodel.h>
#include <isthmus/models/plans/planstepsmodel.h>

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace isthmus::views {

using models::PlanStepsModel;
using models::TestStepsModel;

namespace {

constexpr int iconSide = 16;

QString stepIcon(const QString &kind)
{
    if (kind == QLatin1String("read"))
        return QStringLiteral("search");
    if (kind.startsWith(QLatin1String("verify")))
        return QStringLiteral("shield");
    return QStringLiteral("table-ext");
}

void drawText(QPainter *painter, const QRect &rect, const QString &text, const QColor &color, Qt::Alignment side)
{
    painter->setPen(color);
    painter->drawText(rect, int(side) | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

class PlanDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &tokens = tokensOf(option.palette);
        const QString text = index.data().toString();
        const QColor plain = option.palette.color(QPalette::Text);
        QRect inner = option.rect.adjusted(0, 0, -4, 0);
        painter->save();
        painter->setFont(option.font);
        if (index.column() == PlanStepsModel::Number) {
            drawText(painter, inner.adjusted(0, 0, -4, 0), text, tokens.muted, Qt::AlignRight);
        } else if (index.column() == PlanStepsModel::Title) {
            paintIcon(painter, QRect(inner.left() + 4, inner.top(), iconSide, inner.height()),
                      stepIcon(index.data(PlanStepsModel::StepKindRole).toString()), tokens.muted);
            drawText(painter, inner.adjusted(iconSide + 12, 0, 0, 0), text, plain, Qt::AlignLeft);
        } else {
            paintWords(painter, option, inner, index, text);
        }
        painter->restore();
    }

private:
    static void paintWords(QPainter *painter, const QStyleOptionViewItem &option, const QRect &inner,
                           const QModelIndex &index, const QString &text)
    {
        const auto &tokens = tokensOf(option.palette);
        const auto tone = PlanStepsModel::Tone(index.data(PlanStepsModel::ToneRole).toInt());
        if (index.data(PlanStepsModel::DestructiveRole).toBool()) {
            const Chip chip{text, QStringLiteral("warn"), Meaning::Warning};
            const int width = std::min(chipSize(chip, option.font).width(), inner.width());
            paintChip(painter, QRect(inner.right() - width + 1, inner.top(), width, inner.height()), chip, option.font,
                      option.palette);
            return;
        }
        QColor color = tokens.muted;
        QString mark;
        if (tone == PlanStepsModel::Tone::Done) {
            color = tokens.ok.text;
            mark = QStringLiteral("check");
        } else if (tone == PlanStepsModel::Tone::Failed) {
            color = tokens.error.text;
            mark = QStringLiteral("err");
        } else if (tone == PlanStepsModel::Tone::Warning) {
            color = tokens.warning.text;
            mark = QStringLiteral("warn");
        }
        drawText(painter, inner, text, color, Qt::AlignRight);
        const int textWidth = std::min(painter->fontMetrics().horizontalAdvance(text), inner.width());
        const QRect place(inner.right() - textWidth - 18, inner.top(), 12, inner.height());
        if (tone == PlanStepsModel::Tone::Working)
            paintSpin(painter, place, option.palette.color(QPalette::Link),
                      qobject_cast<const QAbstractItemView *>(option.widget)->viewport());
        else if (!mark.isEmpty())
            paintIcon(painter, place, mark, color);
    }
};

class TestDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &tokens = tokensOf(option.palette);
        const auto state = TestStepsModel::State(index.data(TestStepsModel::StateRole).toInt());
        const QString text = index.data().toString();
        painter->save();
        painter->setFont(option.font);
        QRect inner = option.rect.adjusted(0, 0, -4, 0);
        if (index.column() == TestStepsModel::Title) {
            paintState(painter, option, QRect(inner.left() + 2, inner.top(), iconSide, inner.height()), state);
            drawText(painter, inner.adjusted(iconSide + 10, 0, 0, 0), text, option.palette.color(QPalette::Text),
                     Qt::AlignLeft);
        } else {
            const bool elapsed = index.column() == TestStepsModel::Elapsed;
            drawText(painter, inner, text, tokens.muted, elapsed ? Qt::AlignRight : Qt::AlignLeft);
        }
        painter->restore();
    }

private:
    static void paintState(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
                           TestStepsModel::State state)
    {
        const auto &tokens = tokensOf(option.palette);
        switch (state) {
        case TestStepsModel::State::Running:
            paintSpin(painter, rect, option.palette.color(QPalette::Link),
                      qobject_cast<const QAbstractItemView *>(option.widget)->viewport());
            break;
        case TestStepsModel::State::Passed:
            paintIcon(painter, rect, QStringLiteral("ok"), tokens.ok.text);
            break;
        case TestStepsModel::State::Warning:
            paintIcon(painter, rect, QStringLiteral("warn"), tokens.warning.text);
            break;
        case TestStepsModel::State::Failed:
            paintIcon(painter, rect, QStringLiteral("err"), tokens.error.text);
            break;
        case TestStepsModel::State::Waiting:
            paintIcon(painter, rect, QStringLiteral("wait"), tokens.muted);
            break;
        case TestStepsModel::State::Skipped:
            paintIcon(painter, rect, QStringLiteral("skip"), tokens.muted);
            break;
        }
    }
};

} // namespace

StepsView::StepsView(Kind kind, QAbstractItemModel *steps, QWidget *parent) : QTableView(parent), m_kind(kind)
{
    setUpTable(this);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    horizontalHeader()->hide();
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setProperty("bare", true);
    if (kind == Kind::Plan)
        setItemDelegate(new PlanDelegate(this));
    else
        setItemDelegate(new TestDelegate(this));
    setModel(steps);
    horizontalHeader()->setStretchLastSection(false);
    connect(steps, &QAbstractItemModel::modelReset, this, &StepsView::fit);
    connect(steps, &QAbstractItemModel::rowsInserted, this, &StepsView::fit);
    connect(steps, &QAbstractItemModel::rowsRemoved, this, &StepsView::fit);
    connect(steps, &QAbstractItemModel::dataChanged, this, &StepsView::fit);
    fit();
}

void StepsView::fit()
{
    auto *header = horizontalHeader();
    const auto widest = [this](int column) {
        int width = 0;
        for (int row = 0; row < model()->rowCount(); ++row)
            width = std::max(width, fontMetrics().horizontalAdvance(model()->index(row, column).data().toString()));
        return width;
    };
    if (m_kind == Kind::Plan) {
        header->setSectionResizeMode(PlanStepsModel::Title, QHeaderView::Stretch);
        setColumnWidth(PlanStepsModel::Number, 24);
        setColumnWidth(PlanStepsModel::Words, std::clamp(widest(PlanStepsModel::Words) + 44, 60, 200));
    } else {
        header->setSectionResizeMode(TestStepsModel::Detail, QHeaderView::Stretch);
        setColumnWidth(TestStepsModel::Title, std::clamp(widest(TestStepsModel::Title) + iconSide + 28, 120, 220));
        setColumnWidth(TestStepsModel::Elapsed, std::max(56, widest(TestStepsModel::Elapsed) + 12));
    }
    updateGeometry();
}

QSize StepsView::sizeHint() const
{
    return {280, std::max(1, model()->rowCount()) * verticalHeader()->defaultSectionSize()};
}

QSize StepsView::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

} // namespace isthmus::views
