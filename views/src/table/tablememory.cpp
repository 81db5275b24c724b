// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/views/table/tablememory.h>
#include <isthmus/views/window/windowsettings.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>

namespace isthmus::views {

namespace {

constexpr qsizetype mostGrids = 200;
const QString tableKey = QStringLiteral("table");
const QString gridKey = QStringLiteral("grid");

QJsonArray gridsIn(const QSettings &settings)
{
    return QJsonDocument::fromJson(settings.value(settings::grids).toString().toUtf8()).array();
}

} // namespace

QJsonObject TableMemory::grid(const catalog::ObjectPath &table) const
{
    const QJsonArray grids = gridsIn(m_settings);
    for (const auto &known : grids) {
        if (known[tableKey].toString() == table.toString())
            return known[gridKey].toObject();
    }
    return {};
}

void TableMemory::setGrid(const catalog::ObjectPath &table, const QJsonObject &layout)
{
    QJsonArray grids;
    for (const auto &known : gridsIn(m_settings)) {
        if (known[tableKey].toString() != table.toString())
            grids.append(known);
    }
    if (!layout.isEmpty())
        grids.append(QJsonObject{{tableKey, table.toString()}, {gridKey, layout}});
    while (grids.size() > mostGrids)
        grids.removeFirst();
    m_settings.setValue(settings::grids, QString::fromUtf8(QJsonDocument(grids).toJson(QJsonDocument::Compact)));
}

void TableMemory::renameConnection(const QString &before, const QString &after)
{
    QJsonArray grids;
    for (const auto &known : gridsIn(m_settings)) {
        QJsonObject grid = known.toObject();
        const auto path = catalog::ObjectPath::parse(grid.value(tableKey).toString());
        if (path && path->connection == after)
            continue; // of an earlier one of that name
        if (path && path->connection == before)
            grid.insert(tableKey, catalog::ObjectPath{after, path->names}.toString());
        grids.append(grid);
    }
    m_settings.setValue(settings::grids, QString::fromUtf8(QJsonDocument(grids).toJson(QJsonDocument::Compact)));
    setRunsQueries(after, runsQueries(before));
    setRunsQueries(before, false);
}

bool TableMemory::runsQueries(const QString &connection) const
{
    return m_settings.value(settings::queryConnections).toStringList().contains(connection);
}

void TableMemory::setRunsQueries(const QString &connection, bool runs)
{
    QStringList connections = m_settings.value(settings::queryConnections).toStringList();
    connections.removeAll(connection);
    if (runs)
        connections.append(connection);
    m_settings.setValue(settings::queryConnections, connections);
}

} // namespace isthmus::views
