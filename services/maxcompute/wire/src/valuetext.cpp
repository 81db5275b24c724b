// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/valuetext.h>

#include <QCoreApplication>

#include <charconv>

namespace isthmus::wire {

namespace {

template <typename Number>
std::optional<Number> parseNumber(QByteArrayView text)
{
    Number value{};
    if (text.startsWith('+'))
        text = text.sliced(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

tl::unexpected<core::Error> badValue(const records::ColumnVector &vector, QByteArrayView text)
{
    return core::fail(
        core::ErrorKind::Protocol,
        QCoreApplication::translate("MaxCompute", "A value of type %1 cannot be read: \"%2\".")
            .arg(vector.type().text, QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 64)))));
}

} // namespace

std::optional<int64_t> parseDate(QByteArrayView text)
{
    return records::parseDate(text);
}

std::optional<records::Timestamp> parseTimestamp(QByteArrayView text)
{
    auto read = records::parseTime(text);
    if (!read)
        return std::nullopt;
    read->wallTime.seconds -= read->offset.value_or(0);
    return read->wallTime;
}

core::Result<core::Done> appendText(records::ColumnVector &vector, QByteArrayView text)
{
    using Base = catalog::DataType::Base;
    using records::Storage;
    switch (vector.storage()) {
    case Storage::Bool:
        if (text.compare("true", Qt::CaseInsensitive) == 0 || text == "1") {
            vector.appendBool(true);
            return core::Done{};
        }
        if (text.compare("false", Qt::CaseInsensitive) == 0 || text == "0") {
            vector.appendBool(false);
            return core::Done{};
        }
        return badValue(vector, text);
    case Storage::Int64: {
        const auto value = vector.type().base == Base::Date ? parseDate(text)
            : vector.type().base == Base::IntervalYearMonth ? records::parseYearMonth(text)
                                                            : parseNumber<int64_t>(text);
        if (!value)
            return badValue(vector, text);
        vector.appendInt64(*value);
        return core::Done{};
    }
    case Storage::Float: {
        const auto value = parseNumber<float>(text);
        if (!value)
            return badValue(vector, text);
        vector.appendFloat(*value);
        return core::Done{};
    }
    case Storage::Double: {
        const auto value = parseNumber<double>(text);
        if (!value)
            return badValue(vector, text);
        vector.appendDouble(*value);
        return core::Done{};
    }
    case Storage::Timestamp: {
        const auto value =
            vector.type().base == Base::IntervalDayTime ? records::parseDayTime(text) : parseTimestamp(text);
        if (!value)
            return badValue(vector, text);
        vector.appendTimestamp(*value);
        return core::Done{};
    }
    case Storage::Bytes:
        break;
    }
    if (vector.type().base == Base::Binary && text.startsWith("\\x"))
        vector.appendBytes(QByteArray::fromHex(text.sliced(2).toByteArray()));
    else
        vector.appendBytes(text);
    return core::Done{};
}

} // namespace isthmus::wire
