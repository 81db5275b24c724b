// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnelrows.h"

#include "errors.h"
#include "tableloader.h"
#include "tablereading.h"

#include <isthmus/wire/valuetext.h>

#include <algorithm>

namespace isthmus::maxcompute {

namespace {

constexpr qint64 rowsPerRequest = 1'000'000;
constexpr qint64 rowsPerBatch = 4096;
constexpr qint64 bytesPerBatch = qint64(4) * 1024 * 1024;

} // namespace

Call tunnelResource(const Session &session, const catalog::TableInfo &info, const catalog::PartitionSpec &parts)
{
    Call resource;
    QStringList path{QStringLiteral("tables"), info.name};
    if (!info.schema.isEmpty() && info.schema != u"default")
        path = QStringList{QStringLiteral("schemas"), info.schema} + path;
    resource.path = session.projectPath(path);
    resource.subject = TableLoader::subject(info.path);
    if (!parts.isEmpty())
        resource.query.append({"partition", restPartitionText(parts)});
    return resource;
}

TunnelRows::TunnelRows(Session &session, const catalog::TableInfo &info, catalog::PartitionSpec parts,
                       const core::Cancellation &cancellation)
    : m_session(session), m_info(info), m_parts(std::move(parts)), m_cancellation(cancellation),
      m_resource(tunnelResource(session, info, m_parts))
{
}

core::Result<qint64> TunnelRows::open()
{
    auto download = openDownload(m_session, m_resource, {}, m_cancellation);
    if (!download)
        return core::fail(download.error());
    m_download = *std::move(download);
    return m_download.rowCount;
}

core::Result<records::RecordBatch> TunnelRows::first(qint64 rows, qint64 enoughBytes)
{
    auto read =
        firstRows(m_session, m_resource, m_download, std::min(rows, m_download.rowCount), enoughBytes, m_cancellation);
    if (!read)
        return core::fail(read.error());
    return withKeys(*std::move(read));
}

core::Result<core::Done> TunnelRows::all(const Take &take)
{
    if (m_download.rowCount == 0) {
        auto none = withKeys(records::RecordBatch(m_download.columns));
        return none ? take(*std::move(none)) : core::fail(none.error());
    }
    for (qint64 first = 0; first < m_download.rowCount; first += rowsPerRequest) {
        const qint64 rows = std::min(rowsPerRequest, m_download.rowCount - first);
        wire::RecordDecoder decoder(
            m_download.columns,
            wire::RecordLimits{.maxRows = rows, .rowsPerBatch = rowsPerBatch, .bytesPerBatch = bytesPerBatch});
        decoder.onBatch([&](records::RecordBatch &&sent) -> core::Result<core::Done> {
            auto batch = withKeys(std::move(sent));
            return batch ? take(*std::move(batch)) : core::fail(batch.error());
        });
        if (auto read = readRange(m_session, m_resource, m_download, first, rows, decoder, m_cancellation); !read)
            return read;
    }
    return core::Done{};
}

// The columns of a partition are in no stream.
core::Result<records::RecordBatch> TunnelRows::withKeys(records::RecordBatch &&sent) const
{
    const auto isNamed = [](const QString &name) {
        return [&name](const auto &other) { return other.compare(name, Qt::CaseInsensitive) == 0; };
    };
    records::RecordBatch rows(m_info.columns);
    for (qsizetype i = 0; i < rows.columnCount(); ++i) {
        const QString &name = rows.column(i).name;
        if (rows.column(i).isPartitionKey) {
            const auto part = std::find_if(m_parts.begin(), m_parts.end(), [&](const catalog::PartitionPart &known) {
                return isNamed(name)(known.column);
            });
            for (qsizetype row = 0; row < sent.rowCount(); ++row) {
                if (part == m_parts.end() || !wire::appendText(rows.vector(i), part->value.toUtf8()))
                    return core::fail(garbledError(m_session.host(), QStringLiteral("another partition")));
            }
            continue;
        }
        const auto &columns = sent.columns();
        const auto found = std::find_if(columns.begin(), columns.end(),
                                        [&](const catalog::Column &column) { return isNamed(name)(column.name); });
        const bool isThere =
            found != columns.end() && sent.vector(found - columns.begin()).storage() == rows.vector(i).storage();
        if (!isThere)
            return core::fail(garbledError(m_session.host(), QStringLiteral("columns of another table")));
        rows.vector(i) = std::move(sent.vector(found - columns.begin()));
    }
    return rows;
}

} // namespace isthmus::maxcompute
