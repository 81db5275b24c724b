// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/records/rowtext.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace isthmus::bench {

namespace {

using records::RecordBatch;
using records::RowFormat;
using records::Storage;

constexpr int columnCount = 200;
constexpr int rowCount = 10'000;
constexpr qint64 maxExactInteger = qint64(1) << 53;

catalog::Column columnOf(const QString &name, const QString &type)
{
    catalog::Column column;
    column.name = name;
    column.type = catalog::parseMaxComputeType(type);
    return column;
}

void appendValue(records::ColumnVector &cells, int row)
{
    const QByteArray number = QByteArray::number(row);
    switch (cells.storage()) {
    case Storage::Bool:
        return cells.appendBool(row % 2 == 0);
    case Storage::Int64:
        return cells.appendInt64(row);
    case Storage::Float:
    case Storage::Double:
        return cells.appendDouble(row * 0.1);
    case Storage::Timestamp:
        return cells.appendTimestamp({1'700'000'000 + row, (row % 1000) * 1'000'000});
    case Storage::Bytes:
        break;
    }
    using Base = catalog::DataType::Base;
    switch (cells.type().base) {
    case Base::Decimal:
        return cells.appendBytes("1234567890123." + number.rightJustified(6, '0'));
    case Base::Array:
        return cells.appendBytes("[1.10," + number + ",null,\"three\"]");
    case Base::Struct:
        return cells.appendBytes("{\"id\":" + number + ",\"name\":\"订单 " + number
                                 + "\",\"fee\":12345678901234567890.10}");
    default:
        return cells.appendBytes("order \"" + number + "\" of 客户, paid");
    }
}

RecordBatch batchOf(int columns, int rows)
{
    const QStringList types{
        QStringLiteral("BIGINT"),         QStringLiteral("STRING"),
        QStringLiteral("DECIMAL(38,18)"), QStringLiteral("DOUBLE"),
        QStringLiteral("DATE"),           QStringLiteral("TIMESTAMP"),
        QStringLiteral("BOOLEAN"),        QStringLiteral("ARRAY<STRING>"),
        QStringLiteral("STRING"),         QStringLiteral("STRUCT<id:BIGINT,name:STRING,fee:DECIMAL(38,18)>")};
    QList<catalog::Column> described;
    for (int i = 0; i < columns; ++i)
        described.append(columnOf(QStringLiteral("column_%1").arg(i), types.at(i % types.size())));
    RecordBatch batch(described);
    for (int i = 0; i < columns; ++i) {
        for (int row = 0; row < rows; ++row) {
            if (row % 11 == i % 11)
                batch.vector(i).appendNull();
            else
                appendValue(batch.vector(i), row);
        }
    }
    return batch;
}

// How isthmusctl wrote --json at first: a QJsonDocument of all rows, numbers by way of double.
QByteArray jsonByDocument(const RecordBatch &batch)
{
    const auto nested = [](const QString &text) -> QJsonValue {
        const auto document = QJsonDocument::fromJson(text.toUtf8());
        return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    };
    const auto valueOf = [&](const records::ColumnVector &cells, qsizetype row) -> QJsonValue {
        if (cells.isNull(row))
            return QJsonValue::Null;
        const QString text = cells.displayText(row, batch.zone());
        if (cells.storage() == Storage::Bool)
            return cells.boolAt(row);
        if (cells.storage() == Storage::Int64 && cells.type().isNumeric()
            && std::abs(cells.int64At(row)) <= maxExactInteger)
            return qint64(cells.int64At(row));
        if (cells.storage() == Storage::Double)
            return cells.doubleAt(row);
        return cells.type().isNested() ? nested(text) : QJsonValue(text);
    };
    QJsonArray array;
    for (qsizetype row = 0; row < batch.rowCount(); ++row) {
        QJsonObject object;
        for (qsizetype i = 0; i < batch.columnCount(); ++i)
            object.insert(batch.column(i).name, valueOf(batch.vector(i), row));
        array.append(object);
    }
    const QByteArray json = QJsonDocument(array).toJson(QJsonDocument::Indented);
    return QString::fromUtf8(json).trimmed().toUtf8();
}

// How CSV was written at first: a QString a cell, a list of them a row, one text of all.
QByteArray csvByStrings(const RecordBatch &batch)
{
    const auto field = [](const QString &text) {
        const bool needsQuotes = text.contains(u',') || text.contains(u'"') || text.contains(u'\n')
            || text.contains(u'\r') || text.isEmpty();
        if (!needsQuotes)
            return text;
        QString quoted = text;
        quoted.replace(u'"', QStringLiteral("\"\""));
        return u'"' + quoted + u'"';
    };
    QString out;
    for (qsizetype row = 0; row < batch.rowCount(); ++row) {
        QStringList fields;
        for (qsizetype i = 0; i < batch.columnCount(); ++i) {
            const auto &cells = batch.vector(i);
            fields.append(cells.isNull(row) ? QString() : field(cells.displayText(row, batch.zone())));
        }
        out += fields.join(u',') + u'\n';
    }
    return out.toUtf8();
}

Figure measureWriting(RowFormat format, QByteArray (*atFirst)(const RecordBatch &), const QString &baseline)
{
    const RecordBatch batch = batchOf(columnCount, rowCount);
    const auto selection = records::wholeOf(batch);
    const auto check = [](qsizetype bytes) {
        if (bytes < qsizetype(columnCount) * rowCount * 5)
            giveUp(QStringLiteral("only %1 bytes were written").arg(bytes));
    };
    const Pair seconds = medianSecondsInTurn(
        3,
        [&] {
            qsizetype bytes = 0;
            static_cast<void>(records::writeRows(batch, selection, format, [&bytes](std::string_view piece) {
                bytes += qsizetype(piece.size());
                return true;
            }));
            check(bytes);
        },
        [&] { check(atFirst(batch).size()); });
    return {rowCount / seconds.ours, QStringLiteral("rows/s"), baseline, rowCount / seconds.baseline, 2};
}

// What the grid asks for to paint a page: text, and what tells NULL and the empty text apart.
Figure measureGridPage()
{
    constexpr int rows = 50;
    constexpr int columns = 20;
    models::RecordBatchModel model;
    model.setBatch(std::make_shared<const RecordBatch>(batchOf(columns, rows)));
    qsizetype characters = 0;
    const double seconds = medianSeconds(21, [&] {
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                const QModelIndex cell = model.index(row, column);
                characters += cell.data().toString().size() + cell.data(models::RecordBatchModel::NullRole).toBool()
                    + cell.data(models::RecordBatchModel::EmptyRole).toBool();
            }
        }
    });
    if (characters == 0)
        giveUp(QStringLiteral("the cells are empty"));
    return {seconds * 1000, QStringLiteral("ms"), QStringLiteral("what a page may take"), 1, 1};
}

} // namespace

std::vector<Case> valuesCases()
{
    return {{QStringLiteral("values.json"),
             [] {
                 return measureWriting(RowFormat::Json, jsonByDocument,
                                       QStringLiteral("a QJsonDocument of all rows, as --json was written at first"));
             }},
            {QStringLiteral("values.csv"),
             [] {
                 return measureWriting(RowFormat::Csv, csvByStrings,
                                       QStringLiteral("one QString of all rows, as CSV was written at first"));
             }},
            {QStringLiteral("values.gridpage"), measureGridPage}};
}

} // namespace isthmus::bench
