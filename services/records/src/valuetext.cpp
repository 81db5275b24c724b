// SPDX-License-Identifier: GPL-3.0-or-later
#include "valuetext.h"

#include "timewriting.h"

#include <isthmus/records/nestedinstants.h>

#include <cmath>

namespace isthmus::records {

namespace {

using Base = catalog::DataType::Base;

void append(std::string &out, QByteArrayView text)
{
    out.append(text.data(), size_t(text.size()));
}

void appendDate(std::string &out, int64_t days)
{
    if (days == positiveInfinity || days == negativeInfinity) {
        out += days == positiveInfinity ? "infinity" : "-infinity";
        return;
    }
    TimeWriter writer;
    writer.date(days);
    writer.bc();
    append(out, writer.view());
}

template <typename Float>
void appendFloat(std::string &out, Float value)
{
    if (std::isfinite(value))
        appendNumber(out, value);
    else if (std::isnan(value))
        out += "NaN";
    else
        out += value > 0 ? "Infinity" : "-Infinity";
}

} // namespace

bool holdsJson(const catalog::DataType &type)
{
    return type.isNested() || type.base == Base::Json || type.base == Base::Jsonb;
}

void appendValueText(std::string &out, const ColumnVector &cells, qsizetype row, const Zone &zone)
{
    const catalog::DataType &type = cells.type();
    switch (cells.storage()) {
    case Storage::Bool:
        out += cells.boolAt(row) ? "true" : "false";
        return;
    case Storage::Int64:
        if (type.base == Base::Date)
            appendDate(out, cells.int64At(row));
        else if (type.isNumeric())
            appendNumber(out, cells.int64At(row));
        else
            append(out, cells.displayText(row, zone).toUtf8());
        return;
    case Storage::Float:
        appendFloat(out, cells.floatAt(row));
        return;
    case Storage::Double:
        appendFloat(out, cells.doubleAt(row));
        return;
    case Storage::Timestamp:
        if (isInstant(type))
            append(out, instantBytes(cells.timestampAt(row), zone));
        else
            append(out, cells.displayText(row, zone).toLatin1());
        return;
    case Storage::Bytes:
        break;
    }
    const QByteArrayView bytes = cells.bytesAt(row);
    if (type.base == Base::Binary) {
        out += "\\x";
        append(out, bytes.toByteArray().toHex());
    } else if (type.isNested() && holdsInstants(type)) {
        append(out, withInstantsIn(zone, bytes, type));
    } else {
        append(out, bytes);
    }
}

} // namespace isthmus::records
