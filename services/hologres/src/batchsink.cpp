// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchsink.h"

#include "builtintypes.h"
#include "rowcollector.h"

#include <isthmus/core/sentences.h>
#include <isthmus/hologres/textvalue.h>
#include <isthmus/records/tablereader.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using Base = catalog::DataType::Base;

constexpr size_t maxSample = 100;

// Types whose text depends on DateStyle: in another style than ISO they are shown as the server writes them.
bool hasStyle(const catalog::DataType &type)
{
    return type.base == Base::Date || type.base == Base::TimestampNtz || type.base == Base::TimestampTz;
}

} // namespace

qint64 BatchSink::mostRowBytes() const
{
    return m_mostRowBytes.value_or(RowSink::mostRowBytes());
}

core::Result<core::Done> BatchSink::begin(const PGresult &description)
{
    QList<catalog::Column> columns;
    const int count = PQnfields(&description) - (m_lengthsOf ? 1 : 0);
    m_unnamedTypes.clear();
    if (m_columns) {
        columns = *m_columns;
        if (columns.size() != count) {
            return core::fail(
                core::ErrorKind::Protocol,
                core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "The table changed while it was read.")),
                core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "Read it again.")));
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
    m_hasForeignText = false;
    m_printed.clear();
    return core::Done{};
}

core::Result<bool> BatchSink::row(const PGresult &row)
{
    const int count = PQnfields(&row) - (m_lengthsOf ? 1 : 0);
    const qint64 bytes = rowBytes(&row);
    const bool isFirst = m_batch->rowCount() == 0;
    const qint64 maxBytes = isFirst ? std::max(m_maxBytes, mostRowBytes()) : m_maxBytes;
    if (m_batch->rowCount() >= m_maxRows || m_bytes + bytes > maxBytes) {
        m_hasMore = true;
        return false;
    }
    m_bytes += bytes;
    if (count == 0)
        m_batch->appendBareRow();
    for (int i = 0; i < count; ++i) {
        if (PQgetisnull(&row, 0, i) != 0) {
            m_batch->vector(i).appendNull();
        } else if (auto taken = takeValue(i, {PQgetvalue(&row, 0, i), PQgetlength(&row, 0, i)}); !taken) {
            return core::fail(taken.error());
        }
    }
    if (m_lengthsOf && !takeLengths({PQgetvalue(&row, 0, count), PQgetlength(&row, 0, count)})) {
        return core::fail(
            core::ErrorKind::Protocol,
            core::said("Hologres",
                       QT_TRANSLATE_NOOP("Hologres", "How long the values of a row are cannot be understood.")));
    }
    return true;
}

// {NULL,104857600}
bool BatchSink::takeLengths(QByteArrayView text)
{
    if (text.size() < 2 || !text.startsWith('{') || !text.endsWith('}'))
        return false;
    const QByteArray inside = text.sliced(1, text.size() - 2).toByteArray();
    const QList<QByteArray> lengths = inside.isEmpty() ? QList<QByteArray>() : inside.split(',');
    if (lengths.size() != m_lengthsOf->size())
        return false;
    for (qsizetype i = 0; i < lengths.size(); ++i) {
        if (lengths.at(i) == "NULL")
            continue;
        bool isNumber = false;
        const qint64 bytes = lengths.at(i).toLongLong(&isNumber);
        if (!isNumber)
            return false;
        m_cuts.note(m_batch->rowCount() - 1, m_lengthsOf->at(i), bytes);
    }
    return true;
}

core::Result<core::Done> BatchSink::takeValue(int column, QByteArrayView text)
{
    if (!m_hasForeignText && !text.isValidUtf8())
        m_hasForeignText = true;
    std::optional<int> offset;
    if (appendTextValue(m_batch->vector(column), text, &offset)) {
        const auto &vector = m_batch->vector(column);
        if (offset && m_printed.size() < maxSample)
            m_printed.push_back({vector.timestampAt(vector.size() - 1).seconds, *offset});
        return core::Done{};
    }
    const auto &type = m_batch->column(column).type;
    if (!hasStyle(type)) {
        return core::fail(
            core::ErrorKind::Protocol,
            core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "A value of column %1 (%2) cannot be understood."))
                .arg(m_batch->column(column).name, type.text));
    }
    m_batch->keepAsText(column);
    m_batch->vector(column).appendBytes(text);
    return core::Done{};
}

void BatchSink::finish(const QString &reportedZone)
{
    if (!m_batch)
        return;
    const auto zone = records::Zone::reportedByPostgres(reportedZone);
    const bool fits = zone && std::all_of(m_printed.begin(), m_printed.end(), [&](const Printed &printed) {
                          return zone->offsetAt(printed.instant) == printed.offset;
                      });
    if (fits) {
        m_batch->setZone(*zone);
        return;
    }
    const bool isOneOffset = !m_printed.empty()
        && std::all_of(m_printed.begin(), m_printed.end(),
                       [&](const Printed &printed) { return printed.offset == m_printed.front().offset; });
    if (isOneOffset)
        m_batch->setZone(records::Zone::fixed(m_printed.front().offset));
    else if (zone)
        m_batch->setZone(*zone);
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
    named->setZone(m_batch->zone());
    m_batch = named;
}

} // namespace isthmus::hologres
