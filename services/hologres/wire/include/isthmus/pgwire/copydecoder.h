// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/recordbatch.h>

#include <QByteArrayView>
#include <QList>

#include <utility>

namespace isthmus::pgwire {

/// Type to which a column must be cast in SQL so that CopyDecoder reads it: "smallint", "mc_type.wall". Nested types
/// and all that is not listed travel as text.
[[nodiscard]] QString decodedType(const catalog::DataType &type);

/// Decodes the messages of one COPY … TO STDOUT (FORMAT binary), one a row as libpq hands them out. What arrives is
/// checked, not trusted. A value; one thread at a time.
/// Infinite dates and times are records::positiveInfinity and negativeInfinity. TIMESTAMP and TIMESTAMP_NTZ come with
/// nanoseconds, in the 12 bytes of the sandbox's own types.
/// Source: PostgreSQL 15 manual, COPY, "Binary Format"; send functions of the types in src/backend/utils/adt.
class CopyDecoder {
public:
    enum class Message : quint8 {
        Row, ///< a row was appended
        NoRow, ///< the header or the end without a row
        Broken, ///< not a message of these columns; the batch may hold a part of it
    };

    /// \a columns as in the batches; each is read as decodedType() of its type.
    explicit CopyDecoder(QList<catalog::Column> columns) : m_columns(std::move(columns)) { }

    [[nodiscard]] const QList<catalog::Column> &columns() const { return m_columns; }
    /// \a batch has columns().
    [[nodiscard]] Message take(QByteArrayView message, records::RecordBatch &batch);
    /// Whether a value came that PostgreSQL has and MaxCompute may not have: an infinite time or one outside the years
    /// 1 to 9999, -2^63, NaN or infinity as a DECIMAL. False again afterwards.
    [[nodiscard]] bool tookUnusual() { return std::exchange(m_isUnusual, false); }

private:
    QList<catalog::Column> m_columns;
    QByteArray m_text; // room for one value, reused
    bool m_isHeaderRead = false;
    bool m_isUnusual = false;
};

} // namespace isthmus::pgwire
