// SPDX-License-Identifier: GPL-3.0-or-later
// A table's head and a job's result, whole and cut off anywhere.
#include "csv.h"
#include "fuzztarget.h"

using namespace isthmus;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QList<catalog::Column> columns = [] {
        QList<catalog::Column> result;
        for (const auto &[name, type] : std::initializer_list<std::pair<const char *, const char *>>{
                 {"id", "BIGINT"}, {"name", "STRING"}, {"at", "DATETIME"}, {"amount", "DECIMAL(10,2)"}}) {
            catalog::Column column;
            column.name = QString::fromLatin1(name);
            column.type = catalog::parseMaxComputeType(QString::fromLatin1(type));
            result.append(column);
        }
        return result;
    }();
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const bool isCutOff : {false, true}) {
        const auto read = maxcompute::parseCsv(text, columns, records::Zone::fixed(8 * 3600), 10, isCutOff);
        demand(!read || read->rows.rowCount() <= 10, "more rows than asked for");
    }
    return 0;
}
