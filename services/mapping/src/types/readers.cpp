// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"
#include "types/typetables.h"

namespace isthmus::mapping {

using Base = catalog::DataType::Base;

// Seen with the programs named: docs/mapping.md#what-programs-can-read.
plan::Text readersAdvice(const catalog::DataType &maxCompute)
{
    switch (maxCompute.base) {
    case Base::BigInt:
        return coded("Mapping.readers_bigint",
                     QT_TRANSLATE_NOOP("Mapping", "MaxCompute's BIGINT begins at -9223372036854775807."));
    case Base::Decimal:
        return coded("Mapping.readers_decimal",
                     QT_TRANSLATE_NOOP("Mapping", "No client reads NaN or infinity in a DECIMAL."));
    case Base::TimestampNtz:
        return coded("Mapping.readers_ntz",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "MaxCompute's JDBC driver 3.4.2 cannot describe TIMESTAMP_NTZ columns, and "
                                       "pyodps 0.13.2 reads no value after 2262: choose STRING for their users."));
    case Base::TimestampTz:
        return coded("Mapping.readers_timestamp",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "pyodps 0.13.2 reads TIMESTAMP from 1928 to 2262 only: choose STRING for its "
                                       "users if there are others."));
    case Base::Json:
        return coded("Mapping.readers_json",
                     QT_TRANSLATE_NOOP("Mapping", "MaxCompute's JDBC driver 3.4.2 cannot describe JSON columns."));
    case Base::Binary:
        return coded("Mapping.readers_binary",
                     QT_TRANSLATE_NOOP("Mapping", "pyodps 0.13.2 does not read BINARY in results without a tunnel."));
    default:
        return {};
    }
}

} // namespace isthmus::mapping
