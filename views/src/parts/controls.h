// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/views/style/icons.h>

#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace isthmus::views {

// Small controls in the one form they have everywhere. All texts come from the caller, who translates them.

/// A flat square button with an icon; \a text is tool tip and accessible name.
[[nodiscard]] QToolButton *makeIconButton(const QString &iconName, const QString &text, const QString &objectName,
                                          QWidget *parent);
/// A button that looks like a link.
[[nodiscard]] QPushButton *makeLinkButton(const QString &text, const QString &objectName, QWidget *parent);
/// A small push button for bars and bands; \a iconName may be empty.
[[nodiscard]] QPushButton *makeCompactButton(const QString &text, const QString &iconName, const QString &objectName,
                                             QWidget *parent);
/// A button in a page's tool bar: icon and words without a frame.
[[nodiscard]] QPushButton *makeBarButton(const QString &text, const QString &iconName, const QString &objectName,
                                         QWidget *parent);
/// A one pixel line.
[[nodiscard]] QWidget *makeLine(Qt::Orientation orientation, QWidget *parent);
/// The font in which section and pane titles are set.
[[nodiscard]] QFont titleFont(const QFont &base);

/// Plain text in the colour of a state, in any theme. Its font is \a sizeDelta pixels from the parent's.
class ToneLabel final : public QLabel {
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

/// One icon, in any theme.
class IconLabel final : public QWidget {
    Q_OBJECT

public:
    explicit IconLabel(QWidget *parent = nullptr, int side = 16);
    void setIcon(const QString &name, IconRole role);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    IconRole m_role = IconRole::Muted;
};

/// A section title with a line that fills the rest of the row.
class SectionTitle final : public QWidget {
    Q_OBJECT

public:
    explicit SectionTitle(const QString &title, QWidget *parent = nullptr);
    void setIcon(const QString &name, IconRole role);
    void setRemark(const QString &text); ///< muted words after the title
    [[nodiscard]] QLabel *remarkLabel() const { return m_remark; }

private:
    IconLabel *m_icon;
    QLabel *m_remark;
};

/// Text on one line, cut with "…" where it does not fit; the tool tip then has all of it.
class ElidedLabel final : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace isthmus::views
