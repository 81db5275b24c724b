// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding.h"

#include <QByteArray>

namespace isthmus::wire {

/// Appends to a byte array without a growth check per byte: claim() room first, then put; the destructor sets the size.
class ByteWriter {
public:
    explicit ByteWriter(QByteArray &out) : m_out(out), m_size(out.size()) { }
    ~ByteWriter() { m_out.truncate(m_size); }
    ByteWriter(const ByteWriter &) = delete;
    ByteWriter &operator=(const ByteWriter &) = delete;

    /// Makes room for \a bytes more.
    void claim(qsizetype bytes)
    {
        if (m_out.size() - m_size < bytes) {
            m_out.resize(std::max(m_size + bytes, 2 * m_out.size()));
            m_data = m_out.data();
        } else if (!m_data) {
            m_data = m_out.data();
        }
    }
    void byte(uint8_t value) { m_data[m_size++] = char(value); }
    void varint(uint64_t value) // needs 10 bytes
    {
        for (; value >= 0x80U; value >>= 7)
            byte(uint8_t(value | 0x80U));
        byte(uint8_t(value));
    }
    void tag(quint32 field, quint32 wireType) { varint((uint64_t(field) << 3) | wireType); }
    template <typename T>
    void fixed(T value)
    {
        std::memcpy(m_data + m_size, &value, sizeof value);
        m_size += sizeof value;
    }
    void raw(QByteArrayView value)
    {
        if (!value.isEmpty())
            std::memcpy(m_data + m_size, value.data(), size_t(value.size()));
        m_size += value.size();
    }

private:
    QByteArray &m_out;
    char *m_data = nullptr;
    qsizetype m_size;
};

} // namespace isthmus::wire
