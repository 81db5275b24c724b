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
/// once a writer has finished a row.
class RecordBatch {
public:
    RecordBatch() = default;
    explicit RecordBatch(QList<catalog::Column> columns);

    [[nodiscard]] qsizetype columnCount() const { return m_columns.size(); }
    [[nodiscard]] qsizetype rowCount() const { return m_vectors.empty() ? 0 : m_vectors.front().size(); }
    [[nodiscard]] const QList<catalog::Column> &columns() const { return m_columns; }
    [[nodiscard]] const catalog::Column &column(qsizetype index) const { return m_columns.at(index); }
    [[nodiscard]] const ColumnVector &vector(qsizetype index) const { return m_vectors[size_t(index)]; }
    [[nodiscard]] ColumnVector &vector(qsizetype index) { return m_vectors[size_t(index)]; }
    [[nodiscard]] qsizetype memoryBytes() const;

private:
    QList<catalog::Column> m_columns;
    std::vector<ColumnVector> m_vectors;
};

} // namespace isthmus::records
