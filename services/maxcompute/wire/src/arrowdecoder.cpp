// SPDX-License-Identifier: GPL-3.0-or-later
#include "arrowarray.h"
#include "arrowmessage.h"
#include "arrowschema.h"
#include "coding.h"

#include <isthmus/wire/arrowdecoder.h>
#include <isthmus/wire/compression.h>

#include <deque>

namespace isthmus::wire {

namespace {

constexpr qint64 maxMetadataBytes = 4 * 1024 * 1024; // 10,000 columns take less than one
constexpr qint64 compressedHead = sizeof(qint64); // the size before compression
constexpr qint64 notCompressed = -1;

const ipc::Message *verifiedMessage(const std::vector<uint8_t> &metadata)
{
    constexpr flatbuffers::uoffset_t maxDepth = 16;
    constexpr flatbuffers::uoffset_t maxTables = 64; // a record batch has three, and what a sender adds of its own
    flatbuffers::Verifier verifier(metadata.data(), metadata.size(), maxDepth, maxTables);
    return ipc::VerifyMessageBuffer(verifier) ? ipc::GetMessage(metadata.data()) : nullptr;
}

// The verifier looks at where a vector begins, not at what its elements need.
template <typename T>
bool isAligned(const flatbuffers::Vector<const T *> *vector)
{
    return !vector || reinterpret_cast<quintptr>(vector->Data()) % alignof(T) == 0;
}

template <typename T>
T littleEndian(const char *at)
{
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

} // namespace

class ArrowDecoder::Private {
public:
    using Outcome = core::Result<core::Done>;

    Private(const QList<catalog::Column> &columns_, ArrowLimits limits_, BatchSink sink_);

    Outcome take(QByteArrayView &bytes);
    Outcome takeHead();
    Outcome takeMetadata();
    Outcome takeSchema(const ipc::Message &message);
    Outcome takeBody();
    Outcome buffersOf(const ipc::RecordBatch &batch, std::vector<QByteArrayView> &buffers);
    Outcome decompress(QByteArrayView compressed, ipc::Codec codec, qint64 &room, QByteArrayView &buffer);
    Outcome handOut(const std::vector<ArrowArray> &arrays, qint64 rowCount);
    void expect(qsizetype size);

    QList<catalog::Column> columns;
    ArrowLimits limits;
    BatchSink sink;
    std::deque<ArrowLayout> layouts;
    enum class Part : quint8 { Head, Metadata, Body, End } part = Part::Head;
    QByteArray pending; // of the part under way
    qsizetype wanted = arrowHeadBytes; // its size
    std::vector<uint8_t> metadata; // aligned as flatbuffers are read
    std::deque<QByteArray> decompressed; // buffers of the message under way
    bool isSchemaRead = false;
    qint64 totalBytes = 0;
    qint64 rows = 0;
    std::optional<core::Error> error;
};

ArrowDecoder::Private::Private(const QList<catalog::Column> &columns_, ArrowLimits limits_, BatchSink sink_)
    : columns(columns_), limits(limits_), sink(std::move(sink_))
{
    for (const catalog::Column &column : columns) {
        if (canTravel(column.type)) {
            layouts.push_back(arrowLayout(column.name, column.type, false));
            continue;
        }
        error = core::Error{
            core::ErrorKind::Unsupported,
            QCoreApplication::translate("MaxCompute", "Column %1 has the type %2, which cannot be transferred.")
                .arg(column.name, column.type.text),
            {},
            {},
            {}};
        return;
    }
}

void ArrowDecoder::Private::expect(qsizetype size)
{
    pending.resize(0);
    wanted = size;
}

ArrowDecoder::Private::Outcome ArrowDecoder::Private::take(QByteArrayView &bytes)
{
    const qsizetype count = std::min(wanted - pending.size(), bytes.size());
    if (count > 0 && pending.isEmpty())
        pending.reserve(wanted); // untouched memory costs nothing
    pending.append(bytes.data(), count);
    bytes = bytes.sliced(count);
    if (pending.size() < wanted)
        return core::Done();
    switch (part) {
    case Part::Head:
        return takeHead();
    case Part::Metadata:
        return takeMetadata();
    case Part::Body:
        return takeBody();
    case Part::End:
        break;
    }
    return brokenArrow(QStringLiteral("bytes after the end of the stream"));
}

ArrowDecoder::Private::Outcome ArrowDecoder::Private::takeHead()
{
    const auto size = littleEndian<qint32>(pending.constData() + sizeof arrowMark);
    if (littleEndian<quint32>(pending.constData()) != arrowMark)
        return brokenArrow(QStringLiteral("a message without its mark"));
    if (size < 0 || size > maxMetadataBytes)
        return brokenArrow(QStringLiteral("%1 bytes of metadata").arg(size));
    part = size == 0 ? Part::End : Part::Metadata;
    expect(size == 0 ? 1 : size);
    return core::Done();
}

ArrowDecoder::Private::Outcome ArrowDecoder::Private::takeMetadata()
{
    metadata.assign(pending.cbegin(), pending.cend());
    const ipc::Message *message = verifiedMessage(metadata);
    if (!message)
        return brokenArrow(QStringLiteral("metadata that are no flatbuffer of a message"));
    if (limits.hasSchema && !isSchemaRead)
        return takeSchema(*message);
    const ipc::RecordBatch *batch = message->header_as_RecordBatch();
    if (message->version() < ipc::MetadataVersion::V4 || !batch)
        return brokenArrow(QStringLiteral("a message that is no record batch"));
    if (!isAligned(batch->nodes()) || !isAligned(batch->buffers()))
        return brokenArrow(QStringLiteral("metadata that are not aligned"));
    if (message->body_length() < 0 || message->body_length() > limits.maxMessageBytes)
        return brokenArrow(QStringLiteral("a record batch of %1 bytes; up to %2 are taken at a time")
                               .arg(message->body_length())
                               .arg(limits.maxMessageBytes));
    part = Part::Body;
    expect(qsizetype(message->body_length()));
    // Rows without a byte: their message is over.
    if (wanted == 0)
        return takeBody();
    return core::Done();
}

ArrowDecoder::Private::Outcome ArrowDecoder::Private::takeSchema(const ipc::Message &message)
{
    const ipc::Schema *schema = message.header_as_Schema();
    if (!schema || message.body_length() != 0)
        return brokenArrow(QStringLiteral("a stream that does not begin with its schema"));
    adoptDecimals(*schema, layouts);
    if (const QString problem = schemaProblem(*schema, layouts); !problem.isEmpty())
        return brokenArrow(problem);
    isSchemaRead = true;
    part = Part::Head;
    expect(arrowHeadBytes);
    return core::Done();
}

// Buffers follow each other, so that what they hold is never more than the body.
ArrowDecoder::Private::Outcome ArrowDecoder::Private::buffersOf(const ipc::RecordBatch &batch,
                                                                std::vector<QByteArrayView> &buffers)
{
    if (!batch.buffers())
        return core::Done();
    qint64 end = 0;
    qint64 room = limits.maxMessageBytes;
    decompressed.clear();
    for (const ipc::BodyBuffer *place : *batch.buffers()) {
        const qint64 offset = place->offset();
        const qint64 length = place->length();
        if (length == 0) {
            buffers.emplace_back();
            continue;
        }
        if (offset < end || length < 0 || offset > pending.size() || length > pending.size() - offset)
            return brokenArrow(QStringLiteral("buffers that are not inside the message one after the other"));
        end = offset + length;
        QByteArrayView buffer(pending.constData() + offset, length);
        if (batch.compression()) {
            if (batch.compression()->method() != ipc::CompressionMethod::Buffer)
                return brokenArrow(QStringLiteral("an unknown method of compression"));
            if (const auto done = decompress(buffer, batch.compression()->codec(), room, buffer); !done)
                return done;
        }
        buffers.push_back(buffer);
    }
    return core::Done();
}

ArrowDecoder::Private::Outcome ArrowDecoder::Private::decompress(QByteArrayView compressed, ipc::Codec codec,
                                                                 qint64 &room, QByteArrayView &buffer)
{
    const auto broken = [] { return brokenArrow(QStringLiteral("a buffer that is not compressed as it says")); };
    if (compressed.size() < compressedHead || (codec != ipc::Codec::Lz4Frame && codec != ipc::Codec::Zstd))
        return broken();
    const auto size = littleEndian<qint64>(compressed.data());
    compressed = compressed.sliced(compressedHead);
    if (size == notCompressed) {
        buffer = compressed;
        return core::Done();
    }
    if (size < 0 || size > room)
        return broken();
    room -= size;
    QByteArray &plain = decompressed.emplace_back();
    const auto decompressor = Decompressor::make(codec == ipc::Codec::Zstd ? Compression::Zstd : Compression::Lz4);
    auto done = decompressor->feed(compressed, [&](QByteArrayView piece) -> Outcome {
        if (plain.size() + piece.size() > size)
            return broken();
        plain.append(piece.data(), piece.size());
        return core::Done();
    });
    if (done)
        done = decompressor->finish();
    if (!done)
        return done;
    if (plain.size() != size)
        return broken();
    buffer = plain;
    return core::Done();
}

ArrowDecoder::Private::Outcome ArrowDecoder::Private::takeBody()
{
    const ipc::RecordBatch &batch = *ipc::GetMessage(metadata.data())->header_as_RecordBatch();
    std::vector<QByteArrayView> buffers;
    if (const auto done = buffersOf(batch, buffers); !done)
        return done;
    std::vector<ArrowArrays::Node> nodes;
    if (batch.nodes()) {
        for (const ipc::FieldNode *node : *batch.nodes())
            nodes.push_back({node->length(), node->null_count()});
    }
    ArrowArrays parts(std::move(nodes), std::move(buffers));
    std::vector<ArrowArray> arrays;
    for (const ArrowLayout &layout : layouts) {
        auto array = parts.take(layout, batch.length());
        if (!array || array->length() != batch.length())
            return brokenArrow(
                QStringLiteral("column %1 is not there or not of its type").arg(QString::fromUtf8(layout.name)));
        arrays.push_back(std::move(*array));
    }
    if (!parts.isAtEnd() || arrays.empty())
        return brokenArrow(QStringLiteral("more columns than there are"));
    if (const auto done = handOut(arrays, batch.length()); !done)
        return done;
    decompressed.clear();
    pending = {}; // the memory of a large message is not kept
    part = Part::Head;
    expect(arrowHeadBytes);
    return core::Done();
}

ArrowDecoder::Private::Outcome ArrowDecoder::Private::handOut(const std::vector<ArrowArray> &arrays, qint64 rowCount)
{
    for (qint64 first = 0; first < rowCount;) {
        qint64 count = std::min(limits.rowsPerBatch, rowCount - first);
        const auto bytes = [&] {
            qint64 sum = 0;
            for (const ArrowArray &array : arrays)
                sum += array.byteCount(first, count);
            return sum;
        };
        while (count > 1 && bytes() > limits.bytesPerBatch)
            count /= 2;
        records::RecordBatch batch(columns);
        for (size_t i = 0; i < arrays.size(); ++i) {
            if (!arrays[i].appendTo(batch.vector(qsizetype(i)), first, count, limits.maxFieldBytes))
                return brokenArrow(QStringLiteral("a value of column %1 that its type %2 cannot take")
                                       .arg(columns[qsizetype(i)].name, columns[qsizetype(i)].type.text));
        }
        if (const auto taken = sink(std::move(batch)); !taken)
            return taken;
        first += count;
        rows += count;
    }
    return core::Done();
}

ArrowDecoder::ArrowDecoder(const QList<catalog::Column> &columns, ArrowLimits limits, BatchSink sink)
    : d(std::make_unique<Private>(columns, limits, std::move(sink)))
{
}

ArrowDecoder::~ArrowDecoder() = default;

core::Result<core::Done> ArrowDecoder::feed(QByteArrayView bytes)
{
    if (d->error)
        return core::fail(*d->error);
    core::Result<core::Done> done = core::Done();
    d->totalBytes += bytes.size();
    if (d->totalBytes > d->limits.maxTotalBytes)
        done = brokenArrow(QStringLiteral("a stream of more than %1 bytes").arg(d->limits.maxTotalBytes));
    while (done && !bytes.isEmpty())
        done = d->take(bytes);
    if (!done)
        d->error = done.error();
    return done;
}

core::Result<core::Done> ArrowDecoder::finish()
{
    if (d->error)
        return core::fail(*d->error);
    using Part = Private::Part;
    const bool isBetweenMessages = d->part == Part::Head && d->pending.isEmpty();
    if (isBetweenMessages || d->part == Part::End)
        return core::Done();
    return brokenArrow(QStringLiteral("a message that was cut off"));
}

qint64 ArrowDecoder::rowCount() const
{
    return d->rows;
}

} // namespace isthmus::wire
