// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/crc32c.h>

#include <QtEndian>

#include <array>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

static_assert(Q_BYTE_ORDER == Q_LITTLE_ENDIAN, "values are fed in memory order");

namespace isthmus::wire {

namespace {

using Update = uint32_t (*)(uint32_t state, const unsigned char *data, size_t size);
using Tables = std::array<std::array<uint32_t, 256>, 8>;

// tables[k][b]: the effect of byte b followed by k zero bytes (slicing by 8).
constexpr Tables makeTables()
{
    Tables tables{};
    for (uint32_t byte = 0; byte < 256; ++byte) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) ? 0x82F63B78U : 0U);
        tables[0][byte] = crc;
    }
    for (size_t k = 1; k < 8; ++k) {
        for (size_t byte = 0; byte < 256; ++byte)
            tables[k][byte] = (tables[k - 1][byte] >> 8) ^ tables[0][tables[k - 1][byte] & 0xFFU];
    }
    return tables;
}

constexpr Tables tables = makeTables();

uint32_t updateByTable(uint32_t state, const unsigned char *data, size_t size)
{
    for (; size >= 8; data += 8, size -= 8) {
        uint64_t word = 0;
        std::memcpy(&word, data, sizeof word);
        word ^= state;
        state = 0;
        for (size_t k = 0; k < 8; ++k)
            state ^= tables[7 - k][(word >> (8 * k)) & 0xFFU];
    }
    for (; size > 0; ++data, --size)
        state = (state >> 8) ^ tables[0][(state ^ *data) & 0xFFU];
    return state;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) uint32_t updateByInstruction(uint32_t state, const unsigned char *data, size_t size)
{
    uint64_t wide = state;
    for (; size >= 8; data += 8, size -= 8) {
        uint64_t word = 0;
        std::memcpy(&word, data, sizeof word);
        wide = _mm_crc32_u64(wide, word);
    }
    state = uint32_t(wide);
    if (size >= 4) {
        uint32_t word = 0;
        std::memcpy(&word, data, sizeof word);
        state = _mm_crc32_u32(state, word);
        data += 4;
        size -= 4;
    }
    for (; size > 0; ++data, --size)
        state = _mm_crc32_u8(state, *data);
    return state;
}
#endif

Update chooseUpdate()
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("sse4.2"))
        return updateByInstruction;
#endif
    return updateByTable;
}

} // namespace

void Crc32c::add(const void *data, size_t size)
{
    static const Update update = chooseUpdate();
    m_state = update(m_state, static_cast<const unsigned char *>(data), size);
}

uint32_t Crc32c::portable(QByteArrayView bytes)
{
    const auto *data = reinterpret_cast<const unsigned char *>(bytes.data());
    return ~updateByTable(0xFFFFFFFFU, data, size_t(bytes.size()));
}

} // namespace isthmus::wire
