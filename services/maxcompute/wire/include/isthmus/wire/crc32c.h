// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstdint>
#include <cstring>

namespace isthmus::wire {

/// CRC-32C (Castagnoli, reflected polynomial 0x82F63B78, initial value and final xor 0xFFFFFFFF), fed in pieces.
/// A value: copy it to remember a position. Uses the processor's instruction where there is one.
/// Source: docs/protocol.md#record-checksums; check value of "123456789" is 0xE3069283.
class Crc32c {
public:
    void add(const void *data, size_t size);
    void add(QByteArrayView bytes) { add(bytes.data(), size_t(bytes.size())); }

    /// A little-endian int32, as every column number and record checksum is fed.
    void addInt32(int32_t value) { add(&value, sizeof value); }
    /// A column number and a fixed-size value in one go.
    template <typename T>
    void addNumbered(int32_t number, T value)
    {
        unsigned char bytes[sizeof number + sizeof value];
        std::memcpy(bytes, &number, sizeof number);
        std::memcpy(bytes + sizeof number, &value, sizeof value);
        add(bytes, sizeof bytes);
    }

    [[nodiscard]] uint32_t value() const { return ~m_state; }

    /// The table-driven form, which every processor can run. For tests: it must agree with add().
    [[nodiscard]] static uint32_t portable(QByteArrayView bytes);

    friend bool operator==(const Crc32c &, const Crc32c &) = default;

private:
    uint32_t m_state = 0xFFFFFFFFU;
};

} // namespace isthmus::wire
