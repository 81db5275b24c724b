// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/tonelabel.h"

#include <isthmus/views/style/theme.h>

#include <QEvent>

namespace isthmus::views {

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

} // namespace isthmus::views
