// SPDX-License-Identifier: GPL-3.0-or-later
// Tunnel record streams. The first byte chooses the columns, the second where the stream is cut into pieces.
#include "fuzzcolumns.h"
#include "fuzztarget.h"

#include <isthmus/wire/recorddecoder.h>
#include <isthmus/wire/recordencoder.h>

#include <algorithm>

using namespace isthmus;

namespace {

const QList<catalog::Column> &columnSet(uint8_t choice)
{
    static const std::array<QList<catalog::Column>, 4> sets = {
        columnsOf({"BIGINT", "STRING", "DOUBLE", "BOOLEAN", "DATETIME", "DECIMAL(38,18)"}),
        columnsOf({"TINYINT", "SMALLINT", "INT", "FLOAT", "DATE", "VARCHAR(10)", "CHAR(3)", "BINARY", "ARRAY<BIGINT>",
                   "MAP<STRING,BIGINT>", "STRUCT<a:INT,b:STRING>"}),
        columnsOf({"JSON", "TIMESTAMP", "TIMESTAMP_NTZ", "ARRAY<STRUCT<a:ARRAY<STRING>,b:MAP<BIGINT,DECIMAL(10,2)>>>"}),
        columnsOf({"STRING"}),
    };
    return sets[choice % sets.size()];
}

struct Outcome {
    bool isRead = false;
    QByteArray encodedAgain;
};

// Reads the stream in pieces of \a pieceSize bytes, or in one.
Outcome read(QByteArrayView stream, const QList<catalog::Column> &columns, qsizetype pieceSize)
{
    wire::RecordLimits limits;
    limits.maxFieldBytes = 1024 * 1024;
    wire::RecordDecoder decoder(columns, limits);
    for (qsizetype at = 0; at < stream.size(); at += pieceSize) {
        if (!decoder.feed(stream.sliced(at, std::min(pieceSize, stream.size() - at))))
            return {};
    }
    if (!decoder.finish())
        return {};
    const records::RecordBatch rows = decoder.takeRows();
    demand(rows.rowCount() == decoder.rowCount(), "rows counted are not rows kept");
    Outcome outcome{.isRead = true};
    wire::RecordEncoder encoder;
    demand(encoder.append(rows, 0, rows.rowCount(), outcome.encodedAgain).has_value(),
           "what was read cannot be written");
    encoder.finish(outcome.encodedAgain);
    return outcome;
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QList<catalog::Column> &columns = columnSet(data[0]);
    const QByteArrayView stream(data + 2, qsizetype(size - 2));
    const Outcome whole = read(stream, columns, std::max<qsizetype>(1, stream.size()));
    const Outcome pieces = read(stream, columns, 1 + data[1] % 32);
    demand(whole.isRead == pieces.isRead, "how a stream is cut decides whether it is read");
    demand(whole.encodedAgain == pieces.encodedAgain, "how a stream is cut decides what is read");
    if (whole.isRead) {
        const Outcome again = read(whole.encodedAgain, columns, whole.encodedAgain.size());
        demand(again.isRead && again.encodedAgain == whole.encodedAgain, "what was written is not what is read");
    }
    return 0;
}
