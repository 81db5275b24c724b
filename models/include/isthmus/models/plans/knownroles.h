// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>

#include <QObject>
#include <QStringList>

namespace isthmus::models {

/// The RAM roles that the foreign servers of a MaxCompute project take on: what a form offers where it asks for the
/// ARN of one. What cannot be read is not offered; the ARN can still be typed. Thread: the window's.
class KnownRoles : public QObject {
    Q_OBJECT

public:
    explicit KnownRoles(connections::ConnectionManager &manager, QObject *parent);

    /// Reads those of \a project, CONNECTION or CONNECTION/PROJECT of a tenant; once, until it is another one.
    void read(const catalog::ObjectPath &project);
    [[nodiscard]] const QStringList &arns() const { return m_arns; } ///< each once, by name

Q_SIGNALS:
    void changed(); ///< arns()

private:
    void readNext();

    connections::ConnectionManager &m_manager;
    catalog::ObjectPath m_project;
    QList<catalog::ObjectPath> m_unread; ///< foreign servers
    QStringList m_arns;
    core::Latest m_question{this};
};

} // namespace isthmus::models
