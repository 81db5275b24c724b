// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportingtext.h"

#include <isthmus/core/jsonreader.h>
#include <isthmus/core/sentences.h>
#include <isthmus/exporting/exportrows.h>

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <array>

namespace isthmus::exporting {

namespace {

const QString tableKey = QStringLiteral("table");
const QString partitionKey = QStringLiteral("partition");
const QString filterKey = QStringLiteral("where");
const QString orderKey = QStringLiteral("order");
const QString fileKey = QStringLiteral("file");
const QString formatKey = QStringLiteral("format");
const QString markKey = QStringLiteral("byte_order_mark");

struct FormatInfo {
    FileFormat format;
    const char *name;
    std::array<const char *, 2> endings;
};

constexpr std::array formats{
    FormatInfo{FileFormat::Csv, "csv", {"csv", "csv"}},
    FormatInfo{FileFormat::JsonLines, "jsonl", {"jsonl", "ndjson"}},
    FormatInfo{FileFormat::Insert, "insert", {"sql", "sql"}},
    FormatInfo{FileFormat::Xlsx, "xlsx", {"xlsx", "xlsx"}},
};

} // namespace

QString fileFormatName(FileFormat format)
{
    const auto found = std::find_if(formats.begin(), formats.end(),
                                    [format](const FormatInfo &info) { return info.format == format; });
    return QString::fromLatin1(found->name);
}

std::optional<FileFormat> fileFormatNamed(const QString &name)
{
    const auto found = std::find_if(formats.begin(), formats.end(),
                                    [&name](const FormatInfo &info) { return name == QLatin1String(info.name); });
    return found == formats.end() ? std::nullopt : std::optional(found->format);
}

std::optional<FileFormat> fileFormatOf(const QString &file)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    const auto found = std::find_if(formats.begin(), formats.end(), [&ending](const FormatInfo &info) {
        return std::any_of(info.endings.begin(), info.endings.end(),
                           [&ending](const char *known) { return ending == QLatin1String(known); });
    });
    return found == formats.end() ? std::nullopt : std::optional(found->format);
}

QStringList fileEndings()
{
    QStringList endings;
    for (const FormatInfo &info : formats) {
        for (const char *ending : info.endings)
            endings.append(u'.' + QLatin1String(ending));
    }
    endings.removeDuplicates();
    return endings;
}

QJsonObject ExportRows::toJson() const
{
    QJsonObject json{{tableKey, table.toString()}, {fileKey, file}, {formatKey, fileFormatName(format)}};
    for (const auto &[key, value] : {std::pair(partitionKey, partition), {filterKey, filter}, {orderKey, order}}) {
        if (!value.isEmpty())
            json.insert(key, value);
    }
    if (hasByteOrderMark)
        json.insert(markKey, true);
    return json;
}

core::Result<ExportRows> ExportRows::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    ExportRows definition;
    const auto table = catalog::ObjectPath::parse(reader.text(tableKey));
    if (!table || table->names.isEmpty())
        reader.note(tableKey);
    else
        definition.table = *table;
    definition.partition = reader.text(partitionKey, QString());
    definition.filter = reader.text(filterKey, QString());
    definition.order = reader.text(orderKey, QString());
    definition.file = reader.text(fileKey);
    if (!QDir::isAbsolutePath(definition.file))
        reader.note(fileKey);
    if (const auto format = fileFormatNamed(reader.text(formatKey)))
        definition.format = *format;
    else
        reader.note(formatKey);
    definition.hasByteOrderMark = reader.boolean(markKey, false);
    if (!reader.ok())
        return reader.error(core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "This export")));
    return definition;
}

plan::Task ExportRows::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), taskKind,
            plan::Text::coded("Exporting.task", QT_TRANSLATE_NOOP("Exporting", "Export %1 to %2"),
                              {table.name(), QFileInfo(file).fileName()}),
            toJson()};
}

} // namespace isthmus::exporting
