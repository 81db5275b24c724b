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
    /// \a isJsonb says of each column of the batches whether it is a jsonb. With \a firstNumber every row begins with
    /// one bigint more: that number, and one more in each row that follows.
    explicit CopyEncoder(std::vector<bool> isJsonb, std::optional<qint64> firstNumber = std::nullopt);

    void appendHeader(QByteArray &out) const;
    /// Answers the index of the first column whose value is outside its type, with \a out in the middle of the row; or
    /// nothing.
    [[nodiscard]] std::optional<qsizetype> appendRow(const records::RecordBatch &batch, qsizetype row, QByteArray &out);
    void appendTrailer(QByteArray &out) const;

private:
    std::vector<bool> m_isJsonb;
    std::optional<qint64> m_nextNumber;
};

} // namespace isthmus::pgwire
