// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace isthmus::records {

/// The fewest digits that read back as the same finite number, with an exponent where PostgreSQL writes one: below
/// 0.0001, and from 1e15 (REAL: 1e6) on. Pure; any thread. Source: PostgreSQL 15, float8out and float4out with
/// extra_float_digits > 0.
template <typename Float>
class FloatDigits {
    static_assert(std::is_floating_point_v<Float>);

public:
    explicit FloatDigits(Float value)
    {
        constexpr int fixedPowers = std::is_same_v<Float, float> ? 6 : 15;
        char *const begin = m_buffer.data();
        char *const limit = begin + m_buffer.size();
        m_end = std::to_chars(begin, limit, value, std::chars_format::scientific).ptr;
        *m_end = '\0';
        const int power = std::atoi(std::strchr(begin, 'e') + 1);
        if (power >= -4 && power < fixedPowers)
            m_end = std::to_chars(begin, limit, value, std::chars_format::fixed).ptr;
    }

    [[nodiscard]] std::string_view view() const { return {m_buffer.data(), size_t(m_end - m_buffer.data())}; }

private:
    std::array<char, 64> m_buffer;
    char *m_end;
};

} // namespace isthmus::records
