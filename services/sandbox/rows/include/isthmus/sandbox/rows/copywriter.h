// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/pgwire/copyencoder.h>
#include <isthmus/sandbox/store/pgsession.h>

#include <optional>

namespace isthmus::sandbox {

// Rows on their way in: COPY in binary form, in which all types but arrays have the form their table stores. Arrays
// come as JSON text, which PostgreSQL converts on the way from a staging table to the table.

/// Type of a staging table's column for values of \a type.
[[nodiscard]] QString stagedType(const catalog::DataType &type);
/// The value of \a column as its table stores it, from the staging column of the same name.
[[nodiscard]] QString unstagedExpression(const catalog::Column &column);
/// A bigint column that numbers the rows of a COPY.
struct RowNumbering {
    QString column; ///< quoted
    qint64 first = 0;
};

/// One COPY into a table. Thread: that of the session, which is busy until finish() or its end.
class RowWriter {
public:
    explicit RowWriter(PgSession &session) : m_session(session) { }

    /// \a columns are \a relation's columns in the order of the batches; \a numbering is a further one.
    [[nodiscard]] PgOutcome<bool> start(const QString &relation, const QList<catalog::Column> &columns,
                                        const std::optional<RowNumbering> &numbering = std::nullopt);
    /// Errors: also SQLSTATE 22003 and 22008 for a value outside its type.
    [[nodiscard]] PgOutcome<bool> write(const records::RecordBatch &batch);
    [[nodiscard]] PgOutcome<bool> finish();

private:
    [[nodiscard]] PgOutcome<bool> flush();

    PgSession &m_session;
    std::optional<pgwire::CopyEncoder> m_encoder; // of the COPY that was started
    QByteArray m_buffer; // reused
};

} // namespace isthmus::sandbox
