// SPDX-License-Identifier: GPL-3.0-or-later
// Arrow batches in Tunnel's chunks. The first byte chooses the columns, and whether there is a frame at all; the second
// where the stream is cut into pieces.
#include "fuzzcolumns.h"
#include "fuzztarget.h"

#include <isthmus/wire/arrowdecoder.h>
#include <isthmus/wire/arrowencoder.h>
#include <isthmus/wire/chunkstream.h>

#include <algorithm>
#include <array>

using namespace isthmus;

namespace {

constexpr uint8_t unframed = 0x80; // bit of the first byte: checksums would keep most mutations out

const QList<catalog::Column> &columnSet(uint8_t choice)
{
    static const std::array<QList<catalog::Column>, 3> sets = {
        columnsOf({"BIGINT"}),
        columnsOf({"STRING"}),
        columnsOf({"TINYINT", "BIGINT", "FLOAT", "BOOLEAN", "STRING", "BINARY", "DECIMAL(10,2)", "DECIMAL", "DATE",
                   "DATETIME", "TIMESTAMP", "ARRAY<BIGINT>", "MAP<STRING,INT>", "STRUCT<a:INT,b:STRING>",
                   "ARRAY<STRUCT<k:STRING,v:MAP<BIGINT,DECIMAL(10,2)>>>"}),
    };
    return sets[choice % sets.size()];
}

QByteArray textOf(const records::RecordBatch &batch)
{
    QByteArray text;
    for (qsizetype row = 0; row < batch.rowCount(); ++row) {
        for (qsizetype i = 0; i < batch.columnCount(); ++i)
            text += batch.vector(i).isNull(row) ? "NULL|" : batch.vector(i).displayText(row).toUtf8() + '|';
    }
    return text;
}

struct Outcome {
    bool isRead = false;
    QByteArray text;
    QList<records::RecordBatch> batches;
};

Outcome read(QByteArrayView stream, const QList<catalog::Column> &columns, bool isFramed, qsizetype pieceSize)
{
    Outcome outcome;
    constexpr qint64 maxBytes = 1024 * 1024;
    wire::ArrowDecoder decoder(columns,
                               {.maxFieldBytes = maxBytes, .maxMessageBytes = maxBytes, .rowsPerBatch = 100'000},
                               [&](records::RecordBatch &&batch) -> core::Result<core::Done> {
                                   outcome.text += textOf(batch);
                                   outcome.batches.append(std::move(batch));
                                   return core::Done();
                               });
    wire::ChunkReader chunks;
    core::Result<core::Done> done = core::Done();
    for (qsizetype at = 0; done && at < stream.size(); at += pieceSize) {
        const QByteArrayView piece = stream.sliced(at, std::min(pieceSize, stream.size() - at));
        done = isFramed ? chunks.feed(piece, [&](QByteArrayView data) { return decoder.feed(data); })
                        : decoder.feed(piece);
    }
    if (done && isFramed)
        done = chunks.finish();
    if (done)
        done = decoder.finish();
    outcome.isRead = done.has_value();
    return outcome;
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const bool isFramed = (data[0] & unframed) == 0;
    const QList<catalog::Column> &columns = columnSet(data[0] & uint8_t(~unframed));
    const QByteArrayView stream(reinterpret_cast<const char *>(data) + 2, qsizetype(size) - 2);
    const Outcome whole = read(stream, columns, isFramed, std::max<qsizetype>(1, stream.size()));
    const Outcome pieces = read(stream, columns, isFramed, 1 + data[1]);
    demand(whole.isRead == pieces.isRead, "how a stream is cut changes whether it is read");
    if (!whole.isRead)
        return 0;
    demand(whole.text == pieces.text, "how a stream is cut changes its rows");
    for (const records::RecordBatch &batch : whole.batches) {
        auto encoder = wire::ArrowEncoder::make(columns);
        QByteArray again;
        // What cannot be written are infinite and undefined numbers in nested texts, and keys that are not unique.
        if (encoder->append(batch, again))
            demand(read(again, columns, false, again.size()).text == textOf(batch),
                   "what is written reads differently");
    }
    return 0;
}
