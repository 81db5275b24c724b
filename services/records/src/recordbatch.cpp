// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/nestedinstants.h>
#include <isthmus/records/recordbatch.h>

#include <algorithm>

namespace isthmus::records {

RecordBatch::RecordBatch(QList<catalog::Column> columns) : m_columns(std::move(columns))
{
    m_vectors.reserve(size_t(m_columns.size()));
    for (const auto &column : std::as_const(m_columns))
        m_vectors.emplace_back(column.type);
}

qsizetype RecordBatch::memoryBytes() const
{
    qsizetype bytes = 0;
    for (const auto &vector : m_vectors)
        bytes += vector.memoryBytes();
    return bytes;
}

void RecordBatch::keepAsText(qsizetype index)
{
    catalog::DataType unknown;
    unknown.text = m_columns.at(index).type.text;
    ColumnVector texts(unknown);
    const ColumnVector &from = m_vectors[size_t(index)];
    for (qsizetype row = 0; row < from.size(); ++row) {
        if (from.isNull(row))
            texts.appendNull();
        else
            texts.appendBytes(from.displayText(row, m_zone).toUtf8());
    }
    m_columns[index].type = unknown;
    m_vectors[size_t(index)] = std::move(texts);
}

bool RecordBatch::holdsInstants() const
{
    return std::any_of(m_columns.begin(), m_columns.end(), [](const catalog::Column &column) {
        return isInstant(column.type) || records::holdsInstants(column.type);
    });
}

} // namespace isthmus::records
