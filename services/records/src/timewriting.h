// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/timetext.h>

#include <QByteArrayView>
#include <QString>

#include <array>
#include <cstdint>

namespace isthmus::records {

/// Writes dates and times into a buffer of its own: a page of cells is written while it is painted.
class TimeWriter {
public:
    void wallTime(Timestamp value);
    void instant(Timestamp value, const Zone &zone);

    /// The calendar's year 0 and below as "0001-01-01", see isBc.
    void date(int64_t daysSince1970);
    void clock(int secondOfDay, int32_t nanos); ///< "16:40:56.5", no trailing zeros
    void fraction(int32_t nanos); ///< ".500000000"
    void offset(int secondsEast); ///< "+08:00", "+08:05:43"
    void number(uint64_t value) { digits(value, 1); }
    void text(QByteArrayView text);
    void bc(); ///< " BC", if the date was before the year 1

    [[nodiscard]] QByteArrayView view() const { return {m_buffer.data(), m_size}; }
    [[nodiscard]] QString toString() const { return QString::fromLatin1(view()); }

private:
    void digits(uint64_t value, int least);
    void shifted(Timestamp value, int secondsEast);

    std::array<char, 80> m_buffer{};
    qsizetype m_size = 0;
    bool m_isBc = false;
};

} // namespace isthmus::records
