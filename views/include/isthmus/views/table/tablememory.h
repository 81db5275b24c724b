// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>

#include <QJsonObject>

class QSettings;

namespace isthmus::views {

/// What is remembered of how tables are looked at: how the grid of each is laid out, for the last 200 of them, and for
/// which connections a preview may run a query unasked. Thread: the window's.
class TableMemory {
public:
    explicit TableMemory(QSettings &settings) : m_settings(settings) { }

    [[nodiscard]] QJsonObject grid(const catalog::ObjectPath &table) const; ///< empty: as at first
    void setGrid(const catalog::ObjectPath &table, const QJsonObject &layout);

    [[nodiscard]] bool runsQueries(const QString &connection) const;
    void setRunsQueries(const QString &connection, bool runs);

    /// What is remembered of \a before is of \a after from now on.
    void renameConnection(const QString &before, const QString &after);

private:
    QSettings &m_settings;
};

} // namespace isthmus::views
