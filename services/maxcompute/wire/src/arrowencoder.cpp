// SPDX-License-Identifier: GPL-3.0-or-later
#include "arrowbuilder.h"
#include "arrowmessage.h"
#include "coding.h"

#include <isthmus/wire/arrowencoder.h>

namespace isthmus::wire {

namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;

template <typename T>
void appendRaw(QByteArray &out, T value)
{
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

// The message whose header \a header is; its body is to follow.
void appendMetadata(FlatBufferBuilder &metadata, ipc::MessageHeader kind, Offset<void> header, qint64 bodyLength,
                    QByteArray &out)
{
    metadata.Finish(ipc::CreateMessage(metadata, ipc::MetadataVersion::V5, kind, header, bodyLength));
    const qsizetype size = arrowPadded(metadata.GetSize());
    appendRaw(out, arrowMark);
    appendRaw(out, qint32(size));
    out.append(reinterpret_cast<const char *>(metadata.GetBufferPointer()), metadata.GetSize());
    out.append(size - metadata.GetSize(), '\0');
}

std::pair<ipc::Type, Offset<void>> typeOf(FlatBufferBuilder &metadata, const ArrowLayout &layout)
{
    using ipc::Type;
    switch (layout.kind) {
    case ArrowKind::Boolean:
        return {Type::Bool, ipc::CreateBool(metadata).Union()};
    case ArrowKind::Integer:
        return {Type::Int, ipc::CreateInt(metadata, 8 * layout.width(), true).Union()};
    case ArrowKind::Float:
        return {Type::FloatingPoint, ipc::CreateFloatingPoint(metadata, ipc::Precision::Single).Union()};
    case ArrowKind::Double:
        return {Type::FloatingPoint, ipc::CreateFloatingPoint(metadata, ipc::Precision::Double).Union()};
    case ArrowKind::Text:
        return {Type::Utf8, ipc::CreateUtf8(metadata).Union()};
    case ArrowKind::Binary:
        return {Type::Binary, ipc::CreateBinary(metadata).Union()};
    case ArrowKind::Decimal:
        return {Type::Decimal,
                ipc::CreateDecimal(metadata, layout.precision(), layout.scale(), 8 * layout.width()).Union()};
    case ArrowKind::Date:
        return {Type::Date, ipc::CreateDate(metadata, ipc::DateUnit::Day).Union()};
    case ArrowKind::Millis:
        return {Type::Timestamp, ipc::CreateTimestamp(metadata, ipc::TimeUnit::Millisecond).Union()};
    case ArrowKind::Nanos:
        return {Type::Timestamp, ipc::CreateTimestamp(metadata, ipc::TimeUnit::Nanosecond).Union()};
    case ArrowKind::Months:
        return {Type::Interval, ipc::CreateInterval(metadata, ipc::IntervalUnit::YearMonth).Union()};
    case ArrowKind::List:
        return {Type::List, ipc::CreateList(metadata).Union()};
    case ArrowKind::Map:
        return {Type::Map, ipc::CreateMap(metadata, false).Union()};
    case ArrowKind::Struct:
    case ArrowKind::SecondsAndNanos:
        break;
    }
    return {Type::Struct, ipc::CreateStruct(metadata).Union()};
}

Offset<ipc::Field> fieldOf(FlatBufferBuilder &metadata, const ArrowLayout &layout)
{
    std::vector<Offset<ipc::Field>> children;
    for (const ArrowLayout &child : layout.children)
        children.push_back(fieldOf(metadata, child));
    const auto [kind, type] = typeOf(metadata, layout);
    return ipc::CreateFieldDirect(metadata, layout.name.constData(), layout.nullable, kind, type, 0, &children);
}

} // namespace

class ArrowEncoder::Private {
public:
    explicit Private(ArrowOptions options_) : options(options_) { }

    core::Result<core::Done> addToBody(QByteArrayView buffer);
    void appendMessage(qint64 rowCount, QByteArray &out);

    ArrowOptions options;
    std::deque<ArrowLayout> layouts;
    std::deque<ArrowBuilder> columns;
    qint64 rows = 0;
    // Of the message under way; reused.
    std::vector<ipc::FieldNode> nodes;
    std::vector<ipc::BodyBuffer> buffers;
    QByteArray body;
};

// Compressed, a buffer begins with its size before; an empty one stays empty.
core::Result<core::Done> ArrowEncoder::Private::addToBody(QByteArrayView buffer)
{
    const qsizetype begin = body.size();
    if (options.bodyCompression == Compression::None || buffer.isEmpty()) {
        body.append(buffer.data(), buffer.size());
    } else {
        appendRaw(body, qint64(buffer.size()));
        const auto compressor = Compressor::make(options.bodyCompression);
        auto done = compressor->append(buffer, body);
        if (done)
            done = compressor->finish(body);
        if (!done)
            return done;
    }
    buffers.emplace_back(begin, body.size() - begin);
    body.append(arrowPadded(body.size()) - body.size(), '\0');
    return core::Done();
}

void ArrowEncoder::Private::appendMessage(qint64 rowCount, QByteArray &out)
{
    FlatBufferBuilder metadata;
    Offset<ipc::BodyCompression> compression;
    if (options.bodyCompression != Compression::None)
        compression = ipc::CreateBodyCompression(
            metadata, options.bodyCompression == Compression::Zstd ? ipc::Codec::Zstd : ipc::Codec::Lz4Frame,
            ipc::CompressionMethod::Buffer);
    const auto nodeList = metadata.CreateVectorOfStructs(nodes);
    const auto bufferList = metadata.CreateVectorOfStructs(buffers);
    const auto header = ipc::CreateRecordBatch(metadata, rowCount, nodeList, bufferList, compression);
    appendMetadata(metadata, ipc::MessageHeader::RecordBatch, header.Union(), body.size(), out);
    out += body;
}

core::Result<ArrowEncoder> ArrowEncoder::make(const QList<catalog::Column> &columns, ArrowOptions options)
{
    auto d = std::make_unique<Private>(options);
    for (const catalog::Column &column : columns) {
        if (!canTravel(column.type))
            return core::fail(
                core::ErrorKind::Unsupported,
                QCoreApplication::translate("MaxCompute", "Column %1 has the type %2, which cannot be transferred.")
                    .arg(column.name, column.type.text));
        const bool asStructs =
            options.timestampsAsStructs && !(options.nestedTimestampsAsNanos && column.type.isNested());
        d->layouts.push_back(arrowLayout(
            column.name, options.plainDecimalsIn128Bits ? sizedDecimals(column.type) : column.type, asStructs));
        d->columns.emplace_back(d->layouts.back());
    }
    return ArrowEncoder(std::move(d));
}

ArrowEncoder::ArrowEncoder(std::unique_ptr<Private> d_) : d(std::move(d_)) { }
ArrowEncoder::ArrowEncoder(ArrowEncoder &&) noexcept = default;
ArrowEncoder &ArrowEncoder::operator=(ArrowEncoder &&) noexcept = default;
ArrowEncoder::~ArrowEncoder() = default;

void ArrowEncoder::appendSchema(QByteArray &out) const
{
    FlatBufferBuilder metadata;
    std::vector<Offset<ipc::Field>> fields;
    for (const ArrowLayout &layout : d->layouts)
        fields.push_back(fieldOf(metadata, layout));
    const auto schema = ipc::CreateSchemaDirect(metadata, ipc::Endianness::Little, &fields);
    appendMetadata(metadata, ipc::MessageHeader::Schema, schema.Union(), 0, out);
}

core::Result<core::Done> ArrowEncoder::append(const records::RecordBatch &batch, QByteArray &out)
{
    Q_ASSERT(batch.columnCount() == qsizetype(d->columns.size()));
    d->nodes.clear();
    d->buffers.clear();
    d->body.resize(0);
    for (qsizetype i = 0; i < batch.columnCount(); ++i) {
        ArrowBuilder &column = d->columns[size_t(i)];
        column.clear();
        for (qsizetype row = 0; row < batch.rowCount(); ++row) {
            if (!column.append(batch.vector(i), row))
                return core::fail(
                    core::ErrorKind::Invalid,
                    QCoreApplication::translate("MaxCompute", "A value of column %1 does not fit the type %2.")
                        .arg(batch.column(i).name, batch.column(i).type.text),
                    {}, {}, batch.vector(i).displayText(row).left(200));
        }
        core::Result<core::Done> added = core::Done();
        column.visit([&](const ArrowBuilder &array) { d->nodes.emplace_back(array.length(), array.nullCount()); },
                     [&](QByteArrayView buffer) {
                         if (added)
                             added = d->addToBody(buffer);
                     });
        if (!added)
            return added;
    }
    d->appendMessage(batch.rowCount(), out);
    d->rows += batch.rowCount();
    return core::Done();
}

void ArrowEncoder::appendEnd(QByteArray &out)
{
    appendRaw(out, arrowMark);
    appendRaw(out, qint32(0));
}

qint64 ArrowEncoder::rowCount() const
{
    return d->rows;
}

} // namespace isthmus::wire
