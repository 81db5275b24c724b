// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace isthmus::views {

/// Plain text in the colour of a state, in any theme. Its font is \a sizeDelta pixels from the parent's.
class ToneLabel : public QLabel {
    Q_OBJECT

public:
    enum class Tone : quint8 { Plain, Muted, Ok, Warning, Error };

    explicit ToneLabel(Tone tone, QWidget *parent = nullptr, int sizeDelta = -1);
    void setTone(Tone tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTone();
    Tone m_tone;
};

} // namespace isthmus::views
