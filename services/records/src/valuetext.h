// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/columnvector.h>
#include <isthmus/records/floatdigits.h>

#include <array>
#include <charconv>
#include <string>
#include <type_traits>

namespace isthmus::records {

/// Appends ColumnVector::displayText() in UTF-8; bytes of a text that are none stay as they are. Not for NULL.
void appendValueText(std::string &out, const ColumnVector &cells, qsizetype row, const Zone &zone);

/// Whether values are JSON text.
[[nodiscard]] bool holdsJson(const catalog::DataType &type);

/// An integer or a finite floating-point number.
template <typename Number>
void appendNumber(std::string &out, Number value)
{
    if constexpr (std::is_floating_point_v<Number>) {
        out += FloatDigits(value).view();
    } else {
        std::array<char, 24> buffer;
        const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
        Q_ASSERT(error == std::errc());
        out.append(buffer.data(), end);
    }
}

} // namespace isthmus::records
