// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/catalog/partitionspec.h>
#include <isthmus/catalog/tableinfo.h>
#include <isthmus/records/recordbatch.h>

namespace isthmus::maxcompute {

/// The first rows of a table once more, by the Tunnel: its stream is exact where the text of a head is not. No job, and
/// as free as a head; but it takes two requests a partition, and the right to download.
class HeadByTunnel {
public:
    HeadByTunnel(Session &session, const catalog::TableInfo &info, const catalog::PartitionSpec &parts, qint64 maxBytes,
                 const core::Cancellation &cancellation);

    /// As many rows as \a head has, of the same partitions. Errors: as openDownload(), and Protocol for columns that
    /// are not those of the table.
    [[nodiscard]] core::Result<records::RecordBatch> read(const records::RecordBatch &head);

private:
    struct Group {
        catalog::PartitionSpec parts;
        qsizetype headRow = 0; ///< the first of the partition
        qsizetype count = 0;
    };

    [[nodiscard]] QList<Group> groupsOf(const records::RecordBatch &head) const;
    [[nodiscard]] QList<catalog::Column> columnsOf(const records::RecordBatch &head) const;
    core::Result<core::Done> append(records::RecordBatch &rows, const records::RecordBatch &head, const Group &group);

    Session &m_session;
    const catalog::TableInfo &m_info;
    const catalog::PartitionSpec &m_parts;
    qint64 m_maxBytes;
    const core::Cancellation &m_cancellation;
};

} // namespace isthmus::maxcompute
