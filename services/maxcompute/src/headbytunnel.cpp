// SPDX-License-Identifier: GPL-3.0-or-later
#include "headbytunnel.h"

#include "errors.h"
#include "tunnelrows.h"

#include <algorithm>

namespace isthmus::maxcompute {

namespace {

qsizetype indexOf(const QList<catalog::Column> &columns, const QString &name)
{
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const catalog::Column &column) {
        return column.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == columns.end() ? -1 : found - columns.begin();
}

} // namespace

HeadByTunnel::HeadByTunnel(Session &session, const catalog::TableInfo &info, const catalog::PartitionSpec &parts,
                           qint64 maxBytes, const core::Cancellation &cancellation)
    : m_session(session), m_info(info), m_parts(parts), m_maxBytes(maxBytes), m_cancellation(cancellation)
{
}

core::Result<records::RecordBatch> HeadByTunnel::read(const records::RecordBatch &head)
{
    records::RecordBatch rows(columnsOf(head));
    for (const Group &group : groupsOf(head)) {
        if (auto appended = append(rows, head, group); !appended)
            return core::fail(appended.error());
    }
    return rows;
}

// The Tunnel reads one partition at a time, named whole; a head may go through several of them.
QList<HeadByTunnel::Group> HeadByTunnel::groupsOf(const records::RecordBatch &head) const
{
    const QStringList keys = m_info.partitionColumns();
    if (m_parts.size() == keys.size())
        return {{m_parts, 0, head.rowCount()}};
    QList<Group> groups;
    for (qsizetype row = 0; row < head.rowCount(); ++row) {
        catalog::PartitionSpec parts;
        for (const QString &key : keys) {
            const qsizetype column = indexOf(head.columns(), key);
            parts.append({key, column < 0 ? QString() : head.vector(column).displayText(row)});
        }
        const auto known =
            std::find_if(groups.begin(), groups.end(), [&](const Group &group) { return group.parts == parts; });
        if (known == groups.end())
            groups.append({parts, row, 1});
        else
            ++known->count;
    }
    return groups;
}

QList<catalog::Column> HeadByTunnel::columnsOf(const records::RecordBatch &head) const
{
    QList<catalog::Column> columns = head.columns();
    for (catalog::Column &column : columns) {
        if (const qsizetype known = indexOf(m_info.columns, column.name); known >= 0)
            column.type = m_info.columns.at(known).type; // a head that cannot be told has texts
    }
    return columns;
}

core::Result<core::Done> HeadByTunnel::append(records::RecordBatch &rows, const records::RecordBatch &head,
                                              const Group &group)
{
    const Call resource = tunnelResource(m_session, m_info, group.parts);
    const auto download = openDownload(m_session, resource, {}, m_cancellation);
    if (!download)
        return core::fail(download.error());
    const auto read = firstRows(m_session, resource, *download, std::min<qint64>(group.count, download->rowCount),
                                m_maxBytes, m_cancellation);
    if (!read)
        return core::fail(read.error());
    for (qsizetype column = 0; column < rows.columnCount(); ++column) {
        const bool isKey = rows.column(column).isPartitionKey; // in the schema of a download, but never in its stream
        const qsizetype sent = isKey ? -1 : indexOf(read->columns(), rows.column(column).name);
        records::ColumnVector &vector = rows.vector(column);
        const records::ColumnVector &from = sent < 0 ? head.vector(column) : read->vector(sent);
        if (from.storage() != vector.storage() || (sent < 0 && !isKey))
            return core::fail(garbledError(m_session.host(), QStringLiteral("columns of another table")));
        for (qsizetype row = 0; row < read->rowCount(); ++row)
            vector.appendFrom(from, sent < 0 ? group.headRow : row);
    }
    return core::Done{};
}

} // namespace isthmus::maxcompute
