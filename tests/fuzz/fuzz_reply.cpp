// SPDX-License-Identifier: GPL-3.0-or-later
// What a MaxCompute endpoint answers: XML, and the JSON inside it.
#include "fuzztarget.h"
#include "tablereading.h"
#include "xmlnode.h"

#include <isthmus/wire/tunnelschema.h>

#include <QJsonDocument>

using namespace isthmus;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray reply(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto root = maxcompute::parseXml(reply);
    if (root) {
        const QJsonObject json = maxcompute::tableJson(*root);
        const auto table = maxcompute::readTable(*root, json, json, false);
        demand(table.has_value() || !table.error().message.isEmpty(), "refused without a word");
        (void)maxcompute::partitionSpec(*root);
    }
    const QJsonDocument document = QJsonDocument::fromJson(reply);
    const auto columns = wire::columnsFromSchema(document.object());
    if (columns) {
        for (const catalog::Column &column : *columns)
            demand(!column.name.isEmpty(), "a column without a name");
    }
    return 0;
}
