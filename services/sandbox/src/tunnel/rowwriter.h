// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metadata/pgsession.h"

#include <isthmus/records/recordbatch.h>

namespace isthmus::sandbox {

// Rows on their way in: COPY in binary form into a staging table, and from there into the table they are for. Staging
// columns have types whose binary form is simple; the rest is staged as text and converted by PostgreSQL.

/// Type of the staging column for values of \a type.
[[nodiscard]] QString stagedType(const catalog::DataType &type);
/// The value of \a column as its table stores it, from the staging column of the same name.
[[nodiscard]] QString unstagedExpression(const catalog::Column &column);

/// One COPY into a staging table. Thread: that of the session, which is busy until finish() or its end.
class RowWriter {
public:
    explicit RowWriter(PgSession &session) : m_session(session) { }

    /// \a columns are \a relation's columns in the order of the batches; \a block goes to its column "mc_block" in
    /// every row.
    [[nodiscard]] PgOutcome<bool> start(const QString &relation, const QList<catalog::Column> &columns, int block);
    [[nodiscard]] PgOutcome<bool> write(const records::RecordBatch &batch);
    [[nodiscard]] PgOutcome<bool> finish();

private:
    PgSession &m_session;
    int m_block = 0;
    QByteArray m_buffer; // reused
};

} // namespace isthmus::sandbox
