// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresmessages.h"

#include <QtEndian>

namespace isthmus::hostile::pg {

QByteArray int16(int value)
{
    QByteArray bytes(2, 0);
    qToBigEndian(quint16(value), bytes.data());
    return bytes;
}

QByteArray int32(qint64 value)
{
    QByteArray bytes(4, 0);
    qToBigEndian(quint32(value), bytes.data());
    return bytes;
}

QByteArray message(char type, const QByteArray &body, std::optional<qint64> announced)
{
    return type + int32(announced.value_or(body.size() + 4)) + body;
}

QByteArray authentication(int request, const QByteArray &rest)
{
    return message('R', int32(request) + rest);
}

QByteArray parameter(const QByteArray &name, const QByteArray &value)
{
    return message('S', name + '\0' + value + '\0');
}

QByteArray ready(char state)
{
    return message('Z', QByteArray(1, state));
}

QByteArray welcome()
{
    return parameter("server_version", "15.6") + parameter("server_encoding", "UTF8")
        + parameter("client_encoding", "UTF8") + parameter("DateStyle", "ISO, MDY") + parameter("TimeZone", "UTC")
        + parameter("integer_datetimes", "on") + parameter("standard_conforming_strings", "on")
        + message('K', int32(4711) + int32(42)) + ready();
}

QByteArray description(int columns, int type, int format)
{
    QByteArray body = int16(columns);
    for (int i = 0; i < columns; ++i)
        body += 'c' + QByteArray::number(i) + '\0' + int32(0) + int16(0) + int32(type) + int16(-1) + int32(-1)
            + int16(format);
    return message('T', body);
}

QByteArray row(const Values &values)
{
    QByteArray body = int16(int(values.size()));
    for (const auto &value : values)
        body += value ? int32(value->size()) + *value : int32(-1);
    return message('D', body);
}

QByteArray complete(const QByteArray &tag)
{
    return message('C', tag + '\0');
}

QByteArray notice(const QByteArray &text)
{
    return message('N', "SNOTICE" + QByteArray(1, 0) + "C00000" + '\0' + 'M' + text + '\0' + '\0');
}

QByteArray error(const QByteArray &state, const QByteArray &text, const QByteArray &severity)
{
    return message('E', 'S' + severity + '\0' + 'V' + severity + '\0' + 'C' + state + '\0' + 'M' + text + '\0' + '\0');
}

QByteArray notification()
{
    return message('A', int32(4711) + "channel" + '\0' + "payload" + '\0');
}

} // namespace isthmus::hostile::pg
