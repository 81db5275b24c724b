// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/command.h>
#include <isthmus/models/actions/selection.h>

#include <QString>
#include <QStringView>

#include <span>

namespace isthmus::models {

/// Whether an action applies. Hidden: makes no sense here. Disabled: possible, but not now; the texts say why.
struct Verdict {
    enum class Show : quint8 { Hidden, Disabled, Enabled };
    Show show = Show::Enabled;
    QString shortReason; ///< two or three words for the menu's shortcut column: "instance mode"
    QString title; ///< "Cannot synchronize from this connection"
    QString why; ///< one or two sentences
    QString instead; ///< what to do instead; may be empty

    /// Title, why and instead, one below the other: tool tip and accessible description. Empty unless Disabled.
    [[nodiscard]] QString explanation() const;
};

/// Where an action stands in a menu; a separator goes between groups, and the order is that of the table.
enum class ActionGroup : quint8 { Open, Map, Name, Node, Connection, Add };

/// One thing a user can do, declared once for context menu, menu bar, toolbar, palette and tests.
struct ActionSpec {
    const char *id; ///< stable: shortcuts, settings, tests
    const char *text; ///< actionText() translates it, from the context "Actions" or that of the connection kind
    const char *icon; ///< name in the icon set; empty: none
    const char *shortcut; ///< in QKeySequence's portable form; empty: none
    ActionGroup group;
    bool inContextMenu; ///< of a tree row; the others belong to the menu bar and the first page
    Verdict (*applies)(const Selection &); ///< pure: no I/O
    /// What it asks for, see commandOf(). Null: this version never enables it, or it adds a connection.
    Command (*command)(const Selection &);
    const connections::ConnectionKind *connectionKind = nullptr; ///< set: it adds a connection of this kind
};

/// In menu order. The kinds of connections that are known at the first call have an action each.
[[nodiscard]] std::span<const ActionSpec> actionSpecs();
[[nodiscard]] const ActionSpec *findAction(QStringView id); ///< null for an unknown id
[[nodiscard]] QString addConnectionAction(const QString &kind); ///< id of the action that adds such a connection
/// What \a spec asks for; call only where its applies() says Enabled.
[[nodiscard]] Command commandOf(const ActionSpec &spec, const Selection &selection);
[[nodiscard]] QString actionText(const ActionSpec &spec); ///< translated, with '&' before its letter

} // namespace isthmus::models
