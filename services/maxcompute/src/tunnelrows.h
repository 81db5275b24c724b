// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunneldownload.h"

#include <isthmus/catalog/partitionspec.h>
#include <isthmus/catalog/tableinfo.h>

#include <functional>

namespace isthmus::maxcompute {

/// What the Tunnel calls a table, or one partition of it, named whole.
[[nodiscard]] Call tunnelResource(const Session &session, const catalog::TableInfo &info,
                                  const catalog::PartitionSpec &parts);

/// Rows of a table without partitions, or of one partition, by the Tunnel: exact, no job, and one state of them however
/// long the reading takes. The batches have the columns of the table, those of its partitions too.
class TunnelRows {
public:
    using Take = std::function<core::Result<core::Done>(records::RecordBatch &&)>;

    /// \a info outlives it.
    TunnelRows(Session &session, const catalog::TableInfo &info, catalog::PartitionSpec parts,
               const core::Cancellation &cancellation);

    /// How many rows there are. Errors: as openDownload().
    [[nodiscard]] core::Result<qint64> open();
    /// The first rows: as many as wanted, fewer where \a enoughBytes hold no more. After open().
    [[nodiscard]] core::Result<records::RecordBatch> first(qint64 rows, qint64 enoughBytes);
    /// All rows, in batches of some MiB. After open().
    [[nodiscard]] core::Result<core::Done> all(const Take &take);

private:
    core::Result<records::RecordBatch> withKeys(records::RecordBatch &&sent) const;

    Session &m_session;
    const catalog::TableInfo &m_info;
    catalog::PartitionSpec m_parts;
    const core::Cancellation &m_cancellation;
    Call m_resource;
    DownloadSession m_download;
};

} // namespace isthmus::maxcompute
