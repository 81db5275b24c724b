// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/views/style/theme.h>

#include <QWidget>

class QPainter;

namespace isthmus::views {

/// A few words on a tint: a state or a fact. The text carries the meaning; the icon is optional.
struct Chip {
    QString text;
    QString icon; ///< empty: none
    Meaning meaning = Meaning::Neutral;
    bool outlined = false; ///< a plain fact: a line instead of a tint, muted text
    bool isMarked = false; ///< a square in the meaning's colour in front, beside a line instead of a tint
};

/// Size of \a chip beside text of \a font. The chip's own font is two pixels smaller.
[[nodiscard]] QSize chipSize(const Chip &chip, const QFont &font);
/// Paints \a chip in the middle of \a rect's height, at its left edge, elided to its width.
void paintChip(QPainter *painter, const QRect &rect, const Chip &chip, const QFont &font, const QPalette &palette);

/// One chip as a widget; hidden while it has no text.
class ChipLabel final : public QWidget {
    Q_OBJECT

public:
    explicit ChipLabel(QWidget *parent = nullptr);

    void setChip(const Chip &chip);
    [[nodiscard]] const Chip &chip() const { return m_chip; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Chip m_chip;
};

} // namespace isthmus::views
