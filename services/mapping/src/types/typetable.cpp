// SPDX-License-Identifier: GPL-3.0-or-later
#include "types/typetables.h"

namespace isthmus::mapping {

using catalog::DataType;

TypeVerdict judge(const DataType &source, MappingPath path, const TypeSettings &settings)
{
    return path == MappingPath::ToHologres ? judgeForHologres(source, settings)
                                           : judgeForMaxCompute(source, path, settings);
}

QList<DataType> tableTypes(MappingPath path)
{
    static constexpr const char *hologres[] = {"smallint",
                                               "integer",
                                               "bigint",
                                               "real",
                                               "double precision",
                                               "boolean",
                                               "numeric(20,2)",
                                               "numeric(38,0)",
                                               "numeric(38,18)",
                                               "numeric(38,30)",
                                               "numeric",
                                               "text",
                                               "character varying",
                                               "character varying(100)",
                                               "character varying(65536)",
                                               "character(10)",
                                               "character(256)",
                                               "bytea",
                                               "date",
                                               "timestamp without time zone",
                                               "timestamp with time zone",
                                               "integer[]",
                                               "bigint[]",
                                               "real[]",
                                               "double precision[]",
                                               "boolean[]",
                                               "text[]",
                                               "character varying(20)[]",
                                               "smallint[]",
                                               "numeric(20,2)[]",
                                               "date[]",
                                               "timestamp with time zone[]",
                                               "json",
                                               "jsonb",
                                               "time without time zone",
                                               "time with time zone",
                                               "interval",
                                               "bit(8)",
                                               "bit varying(16)",
                                               "inet",
                                               "cidr",
                                               "macaddr",
                                               "money",
                                               "oid",
                                               "uuid",
                                               "xml",
                                               "int4range",
                                               "hstore",
                                               "roaringbitmap",
                                               "roaringbitmap64",
                                               "geometry",
                                               "geography"};
    static constexpr const char *maxCompute[] = {"TINYINT",
                                                 "SMALLINT",
                                                 "INT",
                                                 "BIGINT",
                                                 "FLOAT",
                                                 "DOUBLE",
                                                 "BOOLEAN",
                                                 "DECIMAL(20,2)",
                                                 "DECIMAL",
                                                 "STRING",
                                                 "VARCHAR(100)",
                                                 "CHAR(10)",
                                                 "BINARY",
                                                 "DATE",
                                                 "DATETIME",
                                                 "TIMESTAMP",
                                                 "TIMESTAMP_NTZ",
                                                 "JSON",
                                                 "ARRAY<INT>",
                                                 "ARRAY<BIGINT>",
                                                 "ARRAY<FLOAT>",
                                                 "ARRAY<DOUBLE>",
                                                 "ARRAY<BOOLEAN>",
                                                 "ARRAY<STRING>",
                                                 "ARRAY<TINYINT>",
                                                 "ARRAY<SMALLINT>",
                                                 "ARRAY<ARRAY<INT>>",
                                                 "MAP<STRING,STRING>",
                                                 "STRUCT<a:INT>",
                                                 "INTERVAL_DAY_TIME",
                                                 "INTERVAL_YEAR_MONTH"};
    QList<DataType> types;
    if (path == MappingPath::ToHologres) {
        for (const char *text : maxCompute)
            types.append(catalog::parseMaxComputeType(QString::fromLatin1(text)));
        return types;
    }
    for (const char *text : hologres)
        types.append(catalog::parsePostgresType(QString::fromLatin1(text)));
    return types;
}

} // namespace isthmus::mapping
