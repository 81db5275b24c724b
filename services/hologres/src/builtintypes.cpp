// SPDX-License-Identifier: GPL-3.0-or-later
#include "builtintypes.h"

#include <QHash>

namespace isthmus::hologres {

namespace {

const QHash<Oid, QString> &typeNames()
{
    static const QHash<Oid, QString> names = [] {
        struct Row {
            Oid oid;
            Oid arrayOid;
            const char *name;
        };
        constexpr Row rows[] = {
            {16, 1000, "boolean"},
            {17, 1001, "bytea"},
            {19, 1003, "name"},
            {20, 1016, "bigint"},
            {21, 1005, "smallint"},
            {23, 1007, "integer"},
            {25, 1009, "text"},
            {26, 1028, "oid"},
            {114, 199, "json"},
            {142, 143, "xml"},
            {700, 1021, "real"},
            {701, 1022, "double precision"},
            {790, 791, "money"},
            {869, 1041, "inet"},
            {1042, 1014, "character"},
            {1043, 1015, "character varying"},
            {1082, 1182, "date"},
            {1083, 1183, "time without time zone"},
            {1114, 1115, "timestamp without time zone"},
            {1184, 1185, "timestamp with time zone"},
            {1186, 1187, "interval"},
            {1266, 1270, "time with time zone"},
            {1560, 1561, "bit"},
            {1562, 1563, "bit varying"},
            {1700, 1231, "numeric"},
            {2278, 0, "void"},
            {2950, 2951, "uuid"},
            {3802, 3807, "jsonb"},
        };
        QHash<Oid, QString> result;
        for (const auto &row : rows) {
            result.insert(row.oid, QLatin1String(row.name));
            if (row.arrayOid != 0)
                result.insert(row.arrayOid, QLatin1String(row.name) + QStringLiteral("[]"));
        }
        return result;
    }();
    return names;
}

constexpr int headerBytes = 4; // a modifier counts the length word of the value
constexpr Oid numericOid = 1700;
constexpr Oid charOid = 1042;
constexpr Oid varcharOid = 1043;

} // namespace

std::optional<catalog::DataType> builtInType(Oid oid, int modifier)
{
    const auto it = typeNames().constFind(oid);
    if (it == typeNames().cend())
        return std::nullopt;
    QString text = *it;
    if (modifier >= headerBytes) {
        const int value = modifier - headerBytes;
        if (oid == numericOid)
            text += QStringLiteral("(%1,%2)").arg((value >> 16) & 0xFFFF).arg(value & 0x7FF);
        else if (oid == charOid || oid == varcharOid)
            text += QStringLiteral("(%1)").arg(value);
    }
    return catalog::parsePostgresType(text);
}

} // namespace isthmus::hologres
