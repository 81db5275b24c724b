// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/rows/wiredecoding.h>
#include <isthmus/wire/arrowdecoder.h>
#include <isthmus/wire/chunkstream.h>
#include <isthmus/wire/recorddecoder.h>

namespace isthmus::sandbox {

namespace {

constexpr qint64 maxFieldBytes = 8 * 1024 * 1024; // docs/protocol.md#types-and-limits
constexpr qint64 maxBodyBytes = qint64(100) * 1024 * 1024 * 1024;
constexpr qint64 maxRecordBytes = 200 * 1024 * 1024;
constexpr qint64 maxMessageBytes = 256 * 1024 * 1024;
constexpr qint64 rowsPerBatch = 4096;
constexpr qint64 bytesPerBatch = 1024 * 1024;

class RecordBody final : public RowBody {
public:
    RecordBody(const QList<catalog::Column> &columns, Sink sink)
        : m_decoder(columns,
                    {.maxFieldBytes = maxFieldBytes,
                     .maxTotalBytes = maxBodyBytes,
                     .rowsPerBatch = rowsPerBatch,
                     .bytesPerBatch = bytesPerBatch,
                     .maxRecordBytes = maxRecordBytes})
    {
        m_decoder.onBatch(std::move(sink));
    }

    core::Result<core::Done> feed(QByteArrayView bytes) override { return m_decoder.feed(bytes); }
    core::Result<core::Done> finish() override { return m_decoder.finish(); }
    [[nodiscard]] qint64 rowCount() const override { return m_decoder.rowCount(); }

private:
    wire::RecordDecoder m_decoder;
};

class ArrowBody final : public RowBody {
public:
    ArrowBody(const QList<catalog::Column> &columns, Sink sink)
        : m_decoder(columns,
                    {.maxFieldBytes = maxFieldBytes,
                     .maxMessageBytes = maxMessageBytes,
                     .maxTotalBytes = maxBodyBytes,
                     .rowsPerBatch = rowsPerBatch,
                     .bytesPerBatch = bytesPerBatch},
                    std::move(sink))
    {
    }

    core::Result<core::Done> feed(QByteArrayView bytes) override
    {
        return m_chunks.feed(bytes, [this](QByteArrayView data) { return m_decoder.feed(data); });
    }
    core::Result<core::Done> finish() override
    {
        const auto done = m_chunks.finish();
        return done ? m_decoder.finish() : done;
    }
    [[nodiscard]] qint64 rowCount() const override { return m_decoder.rowCount(); }

private:
    wire::ChunkReader m_chunks;
    wire::ArrowDecoder m_decoder;
};

class ArrowStreamBody final : public RowBody {
public:
    ArrowStreamBody(const QList<catalog::Column> &columns, Sink sink)
        : m_decoder(columns,
                    {.maxFieldBytes = maxFieldBytes,
                     .maxMessageBytes = maxMessageBytes,
                     .maxTotalBytes = maxBodyBytes,
                     .rowsPerBatch = rowsPerBatch,
                     .bytesPerBatch = bytesPerBatch,
                     .hasSchema = true},
                    std::move(sink))
    {
    }

    core::Result<core::Done> feed(QByteArrayView bytes) override { return m_decoder.feed(bytes); }
    core::Result<core::Done> finish() override { return m_decoder.finish(); }
    [[nodiscard]] qint64 rowCount() const override { return m_decoder.rowCount(); }

private:
    wire::ArrowDecoder m_decoder;
};

} // namespace

std::unique_ptr<RowBody> arrowStreamBody(const QList<catalog::Column> &columns, RowBody::Sink sink)
{
    return std::make_unique<ArrowStreamBody>(columns, std::move(sink));
}

std::unique_ptr<RowBody> recordBody(const QList<catalog::Column> &columns, RowBody::Sink sink)
{
    return std::make_unique<RecordBody>(columns, std::move(sink));
}

std::unique_ptr<RowBody> arrowBody(const QList<catalog::Column> &columns, RowBody::Sink sink)
{
    return std::make_unique<ArrowBody>(columns, std::move(sink));
}

} // namespace isthmus::sandbox
