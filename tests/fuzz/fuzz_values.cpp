// SPDX-License-Identifier: GPL-3.0-or-later
// Names of types, and values as text. The first byte chooses the type.
#include "fuzztarget.h"

#include <isthmus/catalog/datatype.h>
#include <isthmus/wire/valuetext.h>

#include <array>

using namespace isthmus;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static constexpr std::array types = {"BIGINT",        "TINYINT", "DOUBLE",   "FLOAT",
                                         "BOOLEAN",       "DATE",    "DATETIME", "TIMESTAMP",
                                         "TIMESTAMP_NTZ", "BINARY",  "STRING",   "DECIMAL(38,18)"};
    if (size < 1)
        return 0;
    const QByteArrayView text(data + 1, qsizetype(size - 1));

    const catalog::DataType named = catalog::parseMaxComputeType(QString::fromUtf8(text));
    demand(catalog::parseMaxComputeType(named.text).base == named.base, "a type's own text is another type");

    const catalog::DataType type = catalog::parseMaxComputeType(QString::fromLatin1(types[data[0] % types.size()]));
    records::ColumnVector vector(type);
    if (!wire::appendText(vector, text))
        return 0;
    demand(vector.size() == 1, "one text is one value");
    const QString shown = vector.displayText(0);
    records::ColumnVector again(type);
    demand(wire::appendText(again, shown.toUtf8()).has_value(), "what is shown cannot be read");
    demand(again.displayText(0) == shown, "what is shown is read as something else");
    return 0;
}
