// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/filterbar.h"

#include "parts/buttons.h"
#include "parts/tonelabel.h"

#include <isthmus/dialect/clauses.h>
#include <isthmus/views/style/theme.h>

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace isthmus::views {

namespace {

constexpr int pauseMs = 300; // after the last key

QLineEdit *makeEdit(const QString &objectName, const QString &name, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(name);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(QFontInfo(parent->font()).pixelSize() - 1);
    edit->setFont(fixed);
    return edit;
}

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent), m_filter(makeEdit(QStringLiteral("previewWhere"), QStringLiteral("WHERE"), this)),
      m_order(makeEdit(QStringLiteral("previewOrder"), QStringLiteral("ORDER BY"), this)),
      m_check(new ToneLabel(ToneLabel::Tone::Ok, this)),
      m_apply(makeCompactButton(tr("Apply"), {}, QStringLiteral("applyFilter"), this)),
      m_clear(makeCompactButton(tr("Clear"), {}, QStringLiteral("clearFilter"), this))
{
    m_filter->setPlaceholderText(tr("all rows, for example %1").arg(QStringLiteral("order_fee > 1000")));
    m_filter->setToolTip(tr("Rows for which this holds, from the server (Ctrl+Shift+F)"));
    m_order->setPlaceholderText(tr("any order"));
    m_check->setObjectName(QStringLiteral("filterCheck"));
    m_apply->setToolTip(tr("Read the rows that match from the server (Enter)"));
    m_clear->setToolTip(tr("Show all rows, in any order"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 0);
    row->setSpacing(6);
    const auto addLabelled = [&](QLineEdit *edit, int stretch) {
        auto *label = new ToneLabel(ToneLabel::Tone::Muted, this, -2);
        label->setText(edit->accessibleName());
        label->setBuddy(edit);
        row->addWidget(label);
        row->addWidget(edit, stretch);
    };
    addLabelled(m_filter, 3);
    row->addWidget(m_check);
    addLabelled(m_order, 1);
    row->addWidget(m_apply);
    row->addWidget(m_clear);
    setFocusProxy(m_filter);

    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] { Q_EMIT checkRequested(m_filter->text(), m_order->text()); });
    for (QLineEdit *edit : {m_filter, m_order}) {
        connect(edit, &QLineEdit::textEdited, this, &FilterBar::edited);
        connect(edit, &QLineEdit::returnPressed, this, &FilterBar::apply);
    }
    connect(m_apply, &QPushButton::clicked, this, &FilterBar::apply);
    connect(m_clear, &QPushButton::clicked, this, &FilterBar::clear);
    showButtons();
}

void FilterBar::setTexts(const QString &filter, const QString &order)
{
    const bool isTyping = m_filter->text() != m_appliedFilter || m_order->text() != m_appliedOrder;
    const bool isSame = filter == m_appliedFilter && order == m_appliedOrder;
    m_appliedFilter = filter;
    m_appliedOrder = order;
    if (!isTyping || !isSame) {
        m_filter->setText(filter);
        m_order->setText(order);
        m_check->clear();
    }
    showButtons();
}

void FilterBar::setCheckable(bool isCheckable)
{
    m_isCheckable = isCheckable;
}

void FilterBar::showCheck(const std::optional<core::Error> &error)
{
    // Without an answer nothing is known of what was typed.
    const bool isUnheard = error && error->isTransient();
    m_check->setTone(isUnheard ? ToneLabel::Tone::Muted : error ? ToneLabel::Tone::Error : ToneLabel::Tone::Ok);
    m_check->setText(isUnheard ? tr("not checked") : error ? tr("not understood") : tr("server reads it"));
    m_check->setToolTip(error ? error->detail.isEmpty() ? error->message : error->detail : QString());
}

void FilterBar::showWaiting(int seconds)
{
    m_check->setTone(ToneLabel::Tone::Muted);
    m_check->setText(tr("no answer for %1 s").arg(seconds));
    m_check->setToolTip(
        tr("The server has not said yet whether it understands this. Apply it all the same, or go on typing."));
}

void FilterBar::setDialect(dialect::Dialect sqlDialect)
{
    m_dialect = sqlDialect;
}

void FilterBar::addCondition(const QString &condition)
{
    m_filter->setText(dialect::bothConditions(m_dialect, m_filter->text(), condition));
    apply();
}

void FilterBar::setOrder(const QString &order)
{
    m_order->setText(order);
    apply();
}

void FilterBar::dropCheck()
{
    m_check->clear();
    m_check->setToolTip({});
    Q_EMIT checkDropped();
}

void FilterBar::edited()
{
    dropCheck();
    const bool isEmpty = m_filter->text().trimmed().isEmpty() && m_order->text().trimmed().isEmpty();
    if (m_isCheckable && !isEmpty)
        m_pause.start();
    else
        m_pause.stop();
    showButtons();
}

void FilterBar::apply()
{
    m_pause.stop();
    dropCheck();
    m_filter->setText(m_filter->text().trimmed());
    m_order->setText(m_order->text().trimmed());
    Q_EMIT applied(m_filter->text(), m_order->text());
}

void FilterBar::applyTyped()
{
    if (m_filter->text() != m_appliedFilter || m_order->text() != m_appliedOrder)
        apply();
}

void FilterBar::clear()
{
    m_filter->clear();
    m_order->clear();
    m_pause.stop();
    dropCheck();
    const bool isApplied = !m_appliedFilter.isEmpty() || !m_appliedOrder.isEmpty();
    if (isApplied)
        apply();
    showButtons();
}

void FilterBar::showButtons()
{
    const bool isEmpty = m_filter->text().isEmpty() && m_order->text().isEmpty();
    m_clear->setEnabled(!isEmpty || !m_appliedFilter.isEmpty() || !m_appliedOrder.isEmpty());
    m_apply->setEnabled(m_filter->text() != m_appliedFilter || m_order->text() != m_appliedOrder);
}

} // namespace isthmus::views
