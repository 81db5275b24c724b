// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>

#include <QObject>
#include <QStringList>

#include <optional>

namespace isthmus::models {

/// The MaxCompute projects, or Hologres databases, that something can be mapped into, and the chosen one: those of the
/// connections to one of them, and in place of a connection to a tenant or an instance those it shows, once it was
/// chosen and they are read. Thread: the window's.
class MapDestinations : public QObject {
    Q_OBJECT

public:
    /// \a source: the connection that is mapped from. \a target: where the user wants it, a project or what lies in
    /// one; none: the connection that fits best. \a capability: of connections that are mapped to. Nothing is read
    /// before read().
    MapDestinations(connections::ConnectionManager &manager, const QString &source,
                    const std::optional<catalog::ObjectPath> &target, QObject *parent,
                    connections::Capability capability = connections::Capability::MappedTo);

    [[nodiscard]] QStringList titles() const; ///< "dbs_mc", "tenant/dbs_mc"; of a tenant its name until it is read
    [[nodiscard]] QString title() const; ///< of the chosen one; empty if there is none
    /// CONNECTION, or CONNECTION/PROJECT of a tenant; a tenant's connection alone until its projects are read.
    [[nodiscard]] const catalog::ObjectPath &chosen() const { return m_chosen; }
    [[nodiscard]] bool isProject() const; ///< false as long as chosen() is a tenant as a whole, or nothing
    /// What of the target given first lies below its project: "public", or nothing.
    [[nodiscard]] const QStringList &namesBelow() const { return m_namesBelow; }

    void choose(const QString &title); ///< by the user; emits chosenChanged() if it is another one
    void read(); ///< the projects of the chosen tenant; choose() does it too

Q_SIGNALS:
    void changed(); ///< titles()
    void chosenChanged(); ///< another one; after changed(), if both are
    void chosenRenamed(); ///< it is the same, and its connection is called otherwise

private:
    void chooseBest(const QString &source, connections::Capability capability);
    void accept(const QString &connection, const QList<catalog::Entry> &entries);
    void rename(const QString &before, const QString &after);
    [[nodiscard]] bool isTenant(const QString &connection) const;

    connections::ConnectionManager &m_manager;
    QList<catalog::ObjectPath> m_places;
    catalog::ObjectPath m_chosen;
    QStringList m_namesBelow;
    core::Latest m_question{this};
};

} // namespace isthmus::models
