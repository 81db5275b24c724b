// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/records/columnvector.h>

#include <QList>
#include <QMetaType>

#include <vector>

namespace isthmus::records {

/// A column-wise block of rows: the one form in which rows travel and are shown.
/// A value; pass it in a std::shared_ptr<const RecordBatch> where several hold it. All columns have rowCount() rows
/// once a writer has finished a row; rows without any column are counted by appendBareRow().
class RecordBatch {
public:
    RecordBatch() = default;
    explicit RecordBatch(QList<catalog::Column> columns);

    [[nodiscard]] qsizetype columnCount() const { return m_columns.size(); }
    [[nodiscard]] qsizetype rowCount() const { return m_vectors.empty() ? m_bareRows : m_vectors.front().size(); }
    [[nodiscard]] const QList<catalog::Column> &columns() const { return m_columns; }
    [[nodiscard]] const catalog::Column &column(qsizetype index) const { return m_columns.at(index); }
    [[nodiscard]] const ColumnVector &vector(qsizetype index) const { return m_vectors[size_t(index)]; }
    [[nodiscard]] ColumnVector &vector(qsizetype index) { return m_vectors[size_t(index)]; }
    [[nodiscard]] qsizetype memoryBytes() const;

    /// A row of a relation without columns, which SQL has.
    void appendBareRow()
    {
        Q_ASSERT(m_vectors.empty());
        ++m_bareRows;
    }

    /// Makes the column one of unknown type with the same name of the type, whose values are their texts: those that
    /// are there as displayText() in zone(), later ones as they are appended (bytes).
    void keepAsText(qsizetype index);

    /// The zone of the session that gave the rows: instants are shown in it unless another one is asked for.
    [[nodiscard]] const Zone &zone() const { return m_zone; }
    void setZone(const Zone &zone) { m_zone = zone; }
    [[nodiscard]] bool holdsInstants() const; ///< in any column: whether the zone matters

private:
    QList<catalog::Column> m_columns;
    std::vector<ColumnVector> m_vectors;
    qsizetype m_bareRows = 0;
    Zone m_zone;
};

} // namespace isthmus::records
