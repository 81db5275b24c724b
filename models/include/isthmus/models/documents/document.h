// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/async.h>
#include <isthmus/models/actions/selection.h>
#include <isthmus/models/documents/documentaddress.h>

#include <QJsonObject>
#include <QObject>

namespace isthmus::models {

/// What a tab shows, without the widget that shows it. Tabs, the window's title, menus and the next start know no more
/// of a document than this. Nothing is read before load(). Thread: the window's.
class Document : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Of what it shows; means nothing before the first open().
    [[nodiscard]] virtual DocumentAddress address() const = 0;
    /// Shows \a address from now on, as a tab that is there for looking does; the part that is shown stays. False, and
    /// nothing is changed, if it is not the address of such a document.
    [[nodiscard]] virtual bool open(const DocumentAddress &address) = 0;
    /// Reads what is shown, unless it was read or is being read: a document is on screen.
    virtual void load() { }
    /// Reads again what was read.
    virtual void reload() { }
    /// The connection \a before is called \a after now. What is shown of it stays, unless \a leadsElsewhere.
    virtual void renameConnection(const QString &before, const QString &after, bool leadsElsewhere)
    {
        Q_UNUSED(before)
        Q_UNUSED(after)
        Q_UNUSED(leadsElsewhere)
    }
    /// Reads again what could not be read because \a connection was lost; it answers again.
    virtual void comeBack(const QString &connection) { Q_UNUSED(connection) }

    [[nodiscard]] virtual QString title() const = 0; ///< of the tab and the window
    [[nodiscard]] QString markedTitle() const { return isModified() ? title() + u'*' : title(); }
    [[nodiscard]] virtual QString description() const { return {}; } ///< what it is, where titles are alike; may be ""
    /// Name of the connection that it shows something of; empty for none.
    [[nodiscard]] virtual QString connection() const { return {}; }
    /// What the actions of the menus are about while the document has the focus.
    [[nodiscard]] virtual Selection selection() const { return {}; }
    /// Shows the page called \a part; false for a name that it does not have.
    [[nodiscard]] virtual bool showPart(const QString &part) { return part.isEmpty(); }

    /// How it is shown, for the next start. Inverse: restore(), which takes anything and keeps what it knows.
    [[nodiscard]] virtual QJsonObject state() const { return {}; }
    virtual void restore(const QJsonObject &state) { Q_UNUSED(state) }

    /// Whether it holds what the user made and save() has not kept yet.
    [[nodiscard]] virtual bool isModified() const { return false; }
    /// Keeps what was modified when it is called; what is modified meanwhile stays so. Errors: what prevented it; the
    /// document stays modified then.
    [[nodiscard]] virtual QFuture<core::Result<core::Done>> save() { return core::ready<core::Done>(core::Done{}); }

Q_SIGNALS:
    /// The address, title, description, selection, state or isModified() is another.
    void changed();
};

} // namespace isthmus::models
