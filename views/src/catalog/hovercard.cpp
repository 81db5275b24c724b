// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/chip.h"
#include "parts/copying.h"
#include "parts/factsview.h"
#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/objecticons.h"
#include "parts/tonelabel.h"

#include <isthmus/models/table/tablekinds.h>
#include <isthmus/views/catalog/hovercard.h>

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace isthmus::views {

using models::HoverCardModel;
using namespace std::chrono_literals;

namespace {

constexpr auto firstDelay = 500ms;
constexpr auto nextDelay = 150ms;
constexpr auto graceToEnter = 300ms; // to move the mouse from the row into the card
constexpr int factsWidth = 440;

Chip chipOf(const HoverCardModel &model)
{
    switch (model.chip()) {
    case HoverCardModel::Chip::Connected:
        return {model.chipText(), QStringLiteral("ok"), Meaning::Ok};
    case HoverCardModel::Chip::Denied:
        return {model.chipText(), QStringLiteral("lock"), Meaning::Warning};
    case HoverCardModel::Chip::SignedOut:
        return {model.chipText(), QStringLiteral("key"), Meaning::Warning};
    case HoverCardModel::Chip::Unreachable:
        return {model.chipText(), QStringLiteral("offline"), Meaning::Error};
    case HoverCardModel::Chip::Failed:
        return {model.chipText(), QStringLiteral("err"), Meaning::Error};
    case HoverCardModel::Chip::None:
    case HoverCardModel::Chip::Reading:
    case HoverCardModel::Chip::Idle:
        break;
    }
    return {model.chipText(), {}, Meaning::Neutral};
}

} // namespace

HoverCard::HoverCard(connections::ConnectionManager &manager, QWidget *window)
    : QFrame(window, Qt::ToolTip), m_model(manager), m_icon(new IconLabel(this)), m_title(new QLabel(this)),
      m_subtitle(new ToneLabel(ToneLabel::Tone::Muted, this, 0)), m_chip(new ChipLabel(this)),
      m_facts(new FactsView(this)), m_error(new ToneLabel(ToneLabel::Tone::Error, this)),
      m_hint(new ToneLabel(ToneLabel::Tone::Muted, this, -2))
{
    setObjectName(QStringLiteral("hoverCard"));
    m_title->setObjectName(QStringLiteral("hoverCardTitle"));
    m_title->setFont(titleFont(resized(font(), 1)));
    m_title->setTextFormat(Qt::PlainText);
    m_facts->setObjectName(QStringLiteral("hoverCardFacts"));
    m_facts->setFont(resized(font(), -1));
    m_facts->setRowToken(20);
    m_facts->setFacts(m_model.facts());
    m_facts->setFitsContents(HoverCardModel::mostRows);
    m_facts->setMinimumWidth(factsWidth);
    m_facts->setAccessibleName(tr("Facts"));
    m_error->setObjectName(QStringLiteral("hoverCardError"));
    m_error->setWordWrap(true);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(8);
    head->addWidget(m_icon);
    head->addWidget(m_title);
    head->addWidget(m_subtitle);
    head->addStretch(1);
    head->addWidget(m_chip);

    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 4, 12, 4);
    foot->setSpacing(4);
    const auto flat = [this, foot](const QString &iconName, const QString &text, const QString &name) {
        auto *button = makeCompactButton(text, iconName, name, this);
        button->setFlat(true);
        button->setProperty("link", true);
        foot->addWidget(button);
        return button;
    };
    m_open = flat(QStringLiteral("table"), tr("Open"), QStringLiteral("hoverCardOpen"));
    auto *copy = flat(QStringLiteral("copy"), tr("Copy as text"), QStringLiteral("hoverCardCopy"));
    m_test = flat(QStringLiteral("doctor"), tr("Test connection"), QStringLiteral("hoverCardTest"));
    connect(m_open, &QPushButton::clicked, this, [this] {
        Q_EMIT openRequested(m_model.path());
        dismiss();
    });
    connect(copy, &QPushButton::clicked, this, [this, copy] { copyAndTell(m_model.text(), copy); });
    connect(m_test, &QPushButton::clicked, this, [this] { Q_EMIT testRequested(m_model.path().connection); });
    foot->addStretch(1);
    foot->addWidget(m_hint);

    auto *facts = new QVBoxLayout;
    facts->setContentsMargins(12, 8, 12, 8);
    facts->setSpacing(6);
    facts->addWidget(m_error);
    facts->addWidget(m_facts);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->setSizeConstraint(QLayout::SetMinAndMaxSize);
    column->addLayout(head);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addLayout(facts);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addLayout(foot);

    m_delay.setSingleShot(true);
    m_leaving.setSingleShot(true);
    m_leaving.setInterval(graceToEnter);
    connect(&m_delay, &QTimer::timeout, this, &HoverCard::present);
    connect(&m_leaving, &QTimer::timeout, this, [this] {
        if (!m_isPinned && (isTransparent() || !underMouse()))
            dismiss();
    });
    connect(&m_model, &HoverCardModel::changed, this, &HoverCard::showHead);
}

void HoverCard::offer(const catalog::ObjectPath &path, catalog::ObjectKind kind, const QRect &row,
                      const std::optional<core::Error> &listing)
{
    if (m_isPinned || path == m_opened)
        return;
    m_opened = {};
    m_leaving.stop();
    m_target = {path, kind, row, listing};
    m_delay.start(isVisible() ? nextDelay : firstDelay);
}

void HoverCard::opened(const catalog::ObjectPath &path)
{
    if (m_isPinned)
        return;
    dismiss();
    m_opened = path;
}

void HoverCard::leave()
{
    m_opened = {};
    m_delay.stop();
    if (isVisible() && !m_isPinned)
        m_leaving.start();
}

void HoverCard::pin(const catalog::ObjectPath &path, catalog::ObjectKind kind, const QRect &row,
                    const std::optional<core::Error> &listing)
{
    m_target = {path, kind, row, listing};
    if (!m_isPinned)
        m_focusBefore = QApplication::focusWidget();
    m_isPinned = true;
    // Window managers do not know of tool tips: one that took the keyboard would give it back to nobody.
    setWindowFlags(Qt::Tool | Qt::FramelessWindowHint);
    present();
    activateWindow();
    setFocus(Qt::ShortcutFocusReason);
}

void HoverCard::renameConnection(const QString &before, const QString &after)
{
    for (catalog::ObjectPath *path : {&m_target.path, &m_opened}) {
        if (path->connection == before)
            path->connection = after;
    }
    m_model.renameConnection(before, after);
}

void HoverCard::dismiss()
{
    m_delay.stop();
    m_leaving.stop();
    const bool wasPinned = std::exchange(m_isPinned, false);
    hide();
    m_model.clear(); // what is still being read has no reader any more
    if (!wasPinned)
        return;
    setWindowFlags(Qt::ToolTip);
    parentWidget()->activateWindow();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
}

void HoverCard::present()
{
    m_delay.stop();
    m_model.setTarget(m_target.path, m_target.kind, m_target.listing);
    showHead();
    place();
    setWindowFlag(Qt::WindowTransparentForInput, !m_isPinned && geometry().intersects(m_free));
    show();
}

void HoverCard::showHead()
{
    const Mark mark = markOf(m_model.kind());
    m_icon->setIcon(mark.icon, mark.role);
    m_title->setText(m_model.title());
    m_subtitle->setText(m_model.subtitle());
    m_chip->setChip(chipOf(m_model));
    const auto error = m_model.error();
    m_error->setText(error ? QStringLiteral("%1\n%2").arg(error->message, error->hint).trimmed() : QString());
    // A wrapped label does not tell the layout of a window how high it is at its width.
    m_error->setFixedWidth(factsWidth);
    m_error->setMinimumHeight(qMax(0, m_error->heightForWidth(factsWidth)));
    m_error->setVisible(error.has_value());
    m_facts->setVisible(!error || m_model.facts()->rowCount() > 0);
    m_open->setVisible(models::hasTablePage(m_model.kind()));
    m_test->setVisible(catalog::isRoot(m_model.kind()));
    m_hint->setText(m_isPinned ? tr("Esc closes this card") : tr("F2 keeps this card open"));
    setAccessibleName(m_model.title());
    layout()->activate();
    adjustSize(); // a window does not shrink by itself when something in it is hidden
}

void HoverCard::place()
{
    adjustSize();
    moveToRow();
}

// Beside what is to be free, or else beside the row, inside the screen.
void HoverCard::moveToRow()
{
    const QScreen *screen = QGuiApplication::screenAt(m_target.row.center());
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    const QRect space = screen->availableGeometry();
    QRect card(m_target.row.topRight() + QPoint(8, 0), size());
    if (const int beside = m_free.right() + 8; beside > card.left() && beside + width() <= space.right())
        card.moveLeft(beside);
    if (card.right() > space.right())
        card.moveRight(qMax(space.left() + width(), m_target.row.left() - 8));
    if (card.bottom() > space.bottom())
        card.moveBottom(space.bottom());
    card.moveTop(qMax(card.top(), space.top()));
    move(card.topLeft());
}

// It grows as facts arrive.
void HoverCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    if (isVisible())
        moveToRow();
}

void HoverCard::leaveEvent(QEvent *event)
{
    leave();
    QFrame::leaveEvent(event);
}

void HoverCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void HoverCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::ToolTipBase));
    painter.setPen(palette().color(QPalette::Dark));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace isthmus::views
