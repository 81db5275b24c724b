// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/controls.h"

#include <isthmus/views/style/theme.h>

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QPainter>

namespace isthmus::views {

QToolButton *makeIconButton(const QString &iconName, const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setMinimumSize(24, 24);
    return button;
}

QPushButton *makeLinkButton(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    button->setAutoDefault(false);
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return button;
}

QPushButton *makeCompactButton(const QString &text, const QString &iconName, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setProperty("compact", true);
    button->setFont(resized(button->font(), -1));
    if (!iconName.isEmpty())
        button->setIcon(icon(iconName, IconRole::Text));
    button->setAutoDefault(false);
    return button;
}

QPushButton *makeBarButton(const QString &text, const QString &iconName, const QString &objectName, QWidget *parent)
{
    auto *button = makeCompactButton(text, iconName, objectName, parent);
    button->setProperty("bar", true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QWidget *makeLine(Qt::Orientation orientation, QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::NoFrame);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

QFont titleFont(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

ToneLabel::ToneLabel(Tone tone, QWidget *parent, int sizeDelta) : QLabel(parent), m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // else a parent on Base would make it Text
    setFont(resized(font(), sizeDelta));
    applyTone();
}

void ToneLabel::setTone(Tone tone)
{
    m_tone = tone;
    applyTone();
}

void ToneLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTone();
}

void ToneLabel::applyTone()
{
    const auto &tokens = tokensOf(palette());
    QColor color = palette().color(QPalette::Text);
    switch (m_tone) {
    case Tone::Plain:
        break;
    case Tone::Muted:
        color = tokens.muted;
        break;
    case Tone::Ok:
        color = tokens.ok.text;
        break;
    case Tone::Warning:
        color = tokens.warning.text;
        break;
    case Tone::Error:
        color = tokens.error.text;
        break;
    }
    if (palette().color(QPalette::WindowText) == color)
        return; // also ends the recursion through changeEvent()
    // Only the one colour is ours: all other roles go on following the application.
    QPalette only;
    only.setColor(QPalette::WindowText, color);
    setPalette(only);
}

IconLabel::IconLabel(QWidget *parent, int side) : QWidget(parent)
{
    setFixedSize(side, side);
}

void IconLabel::setIcon(const QString &name, IconRole role)
{
    m_name = name;
    m_role = role;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    if (m_name.isEmpty())
        return;
    QPainter painter(this);
    paintIcon(&painter, rect(), m_name,
              isEnabled() ? iconColor(m_role, palette()) : palette().color(QPalette::Disabled, QPalette::Text));
}

SectionTitle::SectionTitle(const QString &title, QWidget *parent)
    : QWidget(parent), m_icon(new IconLabel(this)), m_remark(new ToneLabel(ToneLabel::Tone::Muted, this))
{
    auto *text = new QLabel(title, this);
    text->setFont(titleFont(font()));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(text);
    row->addWidget(m_remark);
    row->addWidget(makeLine(Qt::Horizontal, this), 1);
    setMinimumHeight(rowHeight(font(), 24));
    m_icon->hide();
    m_remark->hide();
}

void SectionTitle::setIcon(const QString &name, IconRole role)
{
    m_icon->setIcon(name, role);
    m_icon->show();
}

void SectionTitle::setRemark(const QString &text)
{
    m_remark->setText(text);
    m_remark->setToolTip(text); // a narrow dialog cuts it
    m_remark->setVisible(!text.isEmpty());
}

ElidedLabel::ElidedLabel(QWidget *parent, Qt::TextElideMode mode) : QLabel(parent), m_mode(mode)
{
    setTextFormat(Qt::PlainText);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QStringLiteral("…")) * 3, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect inner = contentsRect();
    const QString shown = fontMetrics().elidedText(text(), m_mode, inner.width());
    setToolTip(shown == text() ? QString() : text());
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, foregroundRole()));
    painter.drawText(inner, int(alignment()) | Qt::TextSingleLine, shown);
}

} // namespace isthmus::views
