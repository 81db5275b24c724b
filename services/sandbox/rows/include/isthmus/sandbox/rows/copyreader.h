// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/pgwire/copydecoder.h>
#include <isthmus/sandbox/store/pgsession.h>

#include <QList>

#include <optional>

namespace isthmus::sandbox {

/// Rows of one relation, typed as MaxCompute columns.
struct RowSource {
    QString relation; ///< quoted
    QList<catalog::Column> columns; ///< what is read, in this order; names are those of the relation's columns
    QString condition; ///< SQL text after WHERE; empty for all rows
    QStringList expressions; ///< SQL text that reads each column; empty: readExpression() of each
    QString order; ///< SQL text after ORDER BY; empty: as the rows lie on disk
    bool keepsDecimalZeros = false; ///< inside nested values; else DECIMAL has none behind its last digit
};

struct RowRange {
    qint64 first = 0;
    qint64 count = -1; ///< -1 = all
};

/// Reads a RowSource, with values as the service hands them out, in batches through COPY in binary form; memory is
/// bounded by the batch. Where the source names no order, rows come as they lie on disk, which does not change while
/// nobody writes. Thread: that of the session, which must be in a transaction begun for it; the session is of no use
/// for anything else until the stream is at its end.
class RowStream {
public:
    explicit RowStream(PgSession &session) : m_session(session) { }

    [[nodiscard]] PgOutcome<bool> start(const RowSource &source, RowRange range);
    /// The next rows, at most \a maxRows and about \a maxBytes; an empty batch is the end.
    [[nodiscard]] PgOutcome<records::RecordBatch> next(qsizetype maxRows, qsizetype maxBytes);

private:
    PgSession &m_session;
    std::optional<pgwire::CopyDecoder> m_decoder; // of the stream that was started
    bool m_keepsDecimalZeros = false;
    bool m_isAtEnd = false;
};

/// `"name"::type` such that the binary form is what RowStream decodes.
[[nodiscard]] QString readExpression(const catalog::Column &column);

} // namespace isthmus::sandbox
