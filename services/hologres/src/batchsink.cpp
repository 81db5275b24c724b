// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchsink.h"

#include "builtintypes.h"

#include <isthmus/hologres/textvalue.h>

#include <QCoreApplication>

namespace isthmus::hologres {

core::Result<core::Done> BatchSink::begin(const PGresult &description)
{
    QList<catalog::Column> columns;
    const int count = PQnfields(&description);
    m_unnamedTypes.clear();
    if (m_columns) {
        columns = *m_columns;
        if (columns.size() != count) {
            return core::fail(core::ErrorKind::Protocol,
                              QCoreApplication::translate("Hologres", "The table changed while it was read."),
                              QCoreApplication::translate("Hologres", "Refresh it and try again."));
        }
    } else {
        for (int i = 0; i < count; ++i) {
            catalog::Column column;
            column.name = QString::fromUtf8(PQfname(&description, i));
            const auto type = builtInType(PQftype(&description, i), PQfmod(&description, i));
            if (type)
                column.type = *type;
            else
                m_unnamedTypes.insert(i, PQftype(&description, i));
            columns.append(column);
        }
    }
    m_batch = std::make_shared<records::RecordBatch>(columns);
    m_bytes = 0;
    m_hasMore = false;
    return core::Done{};
}

core::Result<bool> BatchSink::row(const PGresult &row)
{
    const int count = PQnfields(&row);
    qint64 bytes = 0;
    for (int i = 0; i < count; ++i)
        bytes += PQgetlength(&row, 0, i);
    if (m_batch->rowCount() >= m_maxRows || m_bytes + bytes > m_maxBytes) {
        m_hasMore = true;
        return false;
    }
    m_bytes += bytes;
    for (int i = 0; i < count; ++i) {
        auto &vector = m_batch->vector(i);
        if (PQgetisnull(&row, 0, i) != 0) {
            vector.appendNull();
        } else if (!appendTextValue(vector, {PQgetvalue(&row, 0, i), PQgetlength(&row, 0, i)})) {
            return core::fail(core::ErrorKind::Protocol,
                              QCoreApplication::translate("Hologres", "A value of column %1 (%2) cannot be understood.")
                                  .arg(m_batch->column(i).name, vector.type().text),
                              QCoreApplication::translate(
                                  "Hologres", "If the session changed DateStyle or bytea_output, set them back."));
        }
    }
    return true;
}

void BatchSink::nameTypes(const QHash<Oid, QString> &names)
{
    if (!m_batch || m_unnamedTypes.isEmpty())
        return;
    QList<catalog::Column> columns = m_batch->columns();
    for (auto it = m_unnamedTypes.cbegin(); it != m_unnamedTypes.cend(); ++it) {
        columns[it.key()].type.text = names.value(it.value()).toUpper(); // stays Unknown: the values are kept as text
    }
    auto named = std::make_shared<records::RecordBatch>(columns);
    for (int i = 0; i < columns.size(); ++i) {
        if (!m_unnamedTypes.contains(i)) {
            named->vector(i) = std::move(m_batch->vector(i));
            continue;
        }
        const auto &from = m_batch->vector(i);
        for (qsizetype row = 0; row < from.size(); ++row) {
            if (from.isNull(row))
                named->vector(i).appendNull();
            else
                named->vector(i).appendBytes(from.bytesAt(row));
        }
    }
    m_batch = named;
}

} // namespace isthmus::hologres
