// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QHash>
#include <QObject>
#include <QPalette>

#include <optional>

class QDBusVariant;

namespace isthmus::views {

/// What a colour says. Everything else on screen is grey or the accent (QPalette::Highlight).
enum class Meaning : quint8 { Neutral, Ok, Warning, Error, Live, Mapped };

/// Text and background of a chip, a band or a message row.
struct Tint {
    QColor text;
    QColor background;
};

/// The colours that QPalette has no role for, chosen together with the palette.
struct Tokens {
    QColor muted; ///< secondary text
    QColor guide; ///< lines that join a tree's children
    QColor hover;
    Tint neutral;
    Tint ok;
    Tint warning;
    Tint error;
    Tint live;
    Tint mapped;
    QColor hologres; ///< engine and root icons only
    QColor maxcompute; ///< engine and root icons only
    QColor sqlKeyword;
    QColor sqlString;
    QColor sqlNumber;
    QColor sqlComment;
    QHash<QString, QColor> connections; ///< by connections::Profile::colour

    [[nodiscard]] const Tint &tint(Meaning meaning) const;
};

/// The tokens that belong to \a palette: the dark ones if its Window is dark. GUI thread.
[[nodiscard]] const Tokens &tokensOf(const QPalette &palette);

/// The application's palette in light or dark.
[[nodiscard]] QPalette applicationPalette(bool dark);

/// \a base made \a pixels larger (or smaller), whether it is set in pixels or points; at least 6 pixels.
[[nodiscard]] QFont resized(const QFont &base, int pixels);

/// The font in which section and pane titles are set.
[[nodiscard]] QFont titleFont(const QFont &base);

/// The height of a row or control of \a font: \a token pixels, more if the font needs it.
[[nodiscard]] int rowHeight(const QFont &font, int token);

/// Light or dark for the whole application: style, palettes and style sheet. Follows the desktop while the choice is
/// System: the portal's colour scheme where there is one, else the lightness of the palette that the platform gave.
/// GUI thread; one per application, made after QApplication.
class Theme final : public QObject {
    Q_OBJECT

public:
    enum class Choice : quint8 { System, Light, Dark };

    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    [[nodiscard]] Choice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const { return m_isDark; }
    /// Applies at once; also makes the style at the first call.
    void setChoice(Choice choice);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onPortalSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void takePortalValue(const QVariant &value);
    void apply();

    Choice m_choice = Choice::System;
    bool m_platformIsDark = false;
    std::optional<bool> m_portalIsDark;
    bool m_isDark = false;
    bool m_hasStyle = false;
};

} // namespace isthmus::views
