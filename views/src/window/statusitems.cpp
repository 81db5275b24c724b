// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/statusitems.h"

#include "parts/objecticons.h"
#include "parts/spin.h"
#include "parts/tonelabel.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

namespace isthmus::views {

using models::StatusModel;

namespace {

constexpr int dotSide = 8;
constexpr int gap = 6;
constexpr int side = 10;

} // namespace

// One connection: dot, words, and a line to the next.
class StatusItems::Item final : public QAbstractButton {
public:
    explicit Item(QWidget *parent) : QAbstractButton(parent)
    {
        setFont(resized(font(), -1));
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
    }

    void show(const QModelIndex &index)
    {
        m_tone = index.data(StatusModel::ToneRole).value<StatusModel::Tone>();
        setText(index.data().toString());
        setAccessibleName(text());
        setToolTip(index.data(Qt::ToolTipRole).toString());
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        return {side + dotSide + gap + fontMetrics().horizontalAdvance(text()) + side, fontMetrics().height() + 4};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const auto &tokens = tokensOf(palette());
        const QRect dot(side, 0, dotSide, height());
        if (m_tone == StatusModel::Tone::Working)
            paintSpin(&painter, dot.adjusted(-2, 0, 2, 0), palette().color(QPalette::Link), this);
        else
            paintDot(&painter, dot,
                     m_tone == StatusModel::Tone::Ok            ? tokens.ok.text
                         : m_tone == StatusModel::Tone::Warning ? tokens.warning.text
                         : m_tone == StatusModel::Tone::Failed  ? tokens.error.text
                                                                : tokens.muted,
                     m_tone == StatusModel::Tone::Idle);
        QFont words = font();
        words.setUnderline(underMouse() || hasFocus());
        painter.setFont(words);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(rect().adjusted(side + dotSide + gap, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine, text());
        painter.fillRect(QRect(width() - 1, 3, 1, height() - 6), palette().color(QPalette::Mid));
    }

    void enterEvent(QEnterEvent *) override { update(); }
    void leaveEvent(QEvent *) override { update(); }

private:
    StatusModel::Tone m_tone = StatusModel::Tone::Idle;
};

StatusItems::StatusItems(connections::ConnectionManager &manager, QWidget *parent)
    : QWidget(parent), m_model(manager), m_row(new QHBoxLayout(this)),
      m_none(new ToneLabel(ToneLabel::Tone::Muted, this))
{
    setObjectName(QStringLiteral("statusItems"));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    m_none->setText(tr("No connections"));
    m_none->setContentsMargins(side, 0, side, 0);
    m_row->addWidget(m_none);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &StatusItems::rebuild);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &StatusItems::rebuild);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &StatusItems::rebuild);
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                for (int row = first.row(); row <= last.row() && row < m_items.size(); ++row)
                    m_items.at(row)->show(m_model.index(row));
            });
    rebuild();
}

void StatusItems::rebuild()
{
    while (m_items.size() > m_model.rowCount())
        delete m_items.takeLast();
    while (m_items.size() < m_model.rowCount()) {
        auto *item = new Item(this);
        item->setObjectName(QStringLiteral("statusItem"));
        connect(item, &QAbstractButton::clicked, this, [this, item] {
            const QModelIndex index = m_model.index(int(m_items.indexOf(item)));
            Q_EMIT connectionClicked(index.data(StatusModel::NameRole).toString());
        });
        m_row->addWidget(item);
        m_items.append(item);
    }
    for (int row = 0; row < m_items.size(); ++row)
        m_items.at(row)->show(m_model.index(row));
    m_none->setVisible(m_items.isEmpty());
}

} // namespace isthmus::views
