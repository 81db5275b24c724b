// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/recordbatch.h>

#include <QByteArray>

#include <optional>
#include <vector>

namespace isthmus::pgwire {

/// Encodes rows for one COPY … FROM STDIN (FORMAT binary): appendHeader(), any number of appendRow(), appendTrailer().
/// A value of a column has the binary form of the type that the sandbox's tables give its DataType; arrays travel as
/// JSON text. A value; one thread at a time. Source: PostgreSQL 15 manual, COPY, "Binary Format"; receive functions of
/// the types in src/backend/utils/adt.
class CopyEncoder {
public:
    /// \a isJsonb says of each column of the batches whether it is a jsonb. \a fixed are the binary forms of further
    /// fields that stand before them in every row; nothing is NULL.
    CopyEncoder(std::vector<bool> isJsonb, const std::vector<std::optional<QByteArray>> &fixed);

    void appendHeader(QByteArray &out) const;
    /// Answers the index of the first column whose value is outside its type, with \a out in the middle of the row; or
    /// nothing.
    [[nodiscard]] std::optional<qsizetype> appendRow(const records::RecordBatch &batch, qsizetype row,
                                                     QByteArray &out) const;
    void appendTrailer(QByteArray &out) const;

private:
    std::vector<bool> m_isJsonb;
    QByteArray m_rowHead; // number of fields, and the fixed ones
};

} // namespace isthmus::pgwire
