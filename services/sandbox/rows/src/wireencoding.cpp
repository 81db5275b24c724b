// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/rows/wireencoding.h>
#include <isthmus/wire/chunkstream.h>
#include <isthmus/wire/recordencoder.h>

namespace isthmus::sandbox {

namespace {

class RecordFormat final : public RowFormat {
public:
    core::Result<core::Done> append(const records::RecordBatch &batch, QByteArray &out) override
    {
        return m_encoder.append(batch, 0, batch.rowCount(), out);
    }
    void finish(QByteArray &out) override { m_encoder.finish(out); }
    [[nodiscard]] qint64 rowCount() const override { return m_encoder.rowCount(); }

private:
    wire::RecordEncoder m_encoder;
};

class ArrowChunks final : public RowFormat {
public:
    explicit ArrowChunks(wire::ArrowEncoder encoder) : m_encoder(std::move(encoder)) { }

    core::Result<core::Done> append(const records::RecordBatch &batch, QByteArray &out) override
    {
        m_message.resize(0);
        const auto done = m_encoder.append(batch, m_message);
        if (done)
            m_chunks.append(m_message, out);
        return done;
    }
    void finish(QByteArray &out) override { m_chunks.finish(out); }
    [[nodiscard]] qint64 rowCount() const override { return m_encoder.rowCount(); }

private:
    wire::ArrowEncoder m_encoder;
    wire::ChunkWriter m_chunks;
    QByteArray m_message; // reused
};

class ArrowStream final : public RowFormat {
public:
    explicit ArrowStream(wire::ArrowEncoder encoder) : m_encoder(std::move(encoder)) { }

    core::Result<core::Done> append(const records::RecordBatch &batch, QByteArray &out) override
    {
        begin(out);
        return m_encoder.append(batch, out);
    }
    void finish(QByteArray &out) override
    {
        begin(out);
        wire::ArrowEncoder::appendEnd(out);
    }
    [[nodiscard]] qint64 rowCount() const override { return m_encoder.rowCount(); }

private:
    void begin(QByteArray &out)
    {
        if (!std::exchange(m_hasBegun, true))
            m_encoder.appendSchema(out);
    }

    wire::ArrowEncoder m_encoder;
    bool m_hasBegun = false;
};

template <typename Format>
Reply<std::unique_ptr<RowFormat>> made(const QList<catalog::Column> &columns, wire::ArrowOptions options)
{
    auto encoder = wire::ArrowEncoder::make(columns, options);
    if (!encoder)
        return refuse(ServiceError::badArgument(encoder.error().message));
    return std::make_unique<Format>(std::move(*encoder));
}

} // namespace

std::unique_ptr<RowFormat> recordFormat()
{
    return std::make_unique<RecordFormat>();
}

Reply<std::unique_ptr<RowFormat>> arrowChunks(const QList<catalog::Column> &columns, wire::ArrowOptions options)
{
    return made<ArrowChunks>(columns, options);
}

Reply<std::unique_ptr<RowFormat>> arrowStream(const QList<catalog::Column> &columns, wire::ArrowOptions options)
{
    return made<ArrowStream>(columns, options);
}

} // namespace isthmus::sandbox
