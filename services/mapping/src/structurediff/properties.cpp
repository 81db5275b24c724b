// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/properties.h"

#include "text.h"

#include <isthmus/dialect/quoting.h>

#include <QSet>

namespace isthmus::mapping {

// Source: Hologres manual, "CREATE TABLE" and "ALTER TABLE".
bool isHologresProperty(const QString &key, bool isNew)
{
    static const QSet<QString> changeable{QStringLiteral("bitmap_columns"),
                                          QStringLiteral("dictionary_encoding_columns"),
                                          QStringLiteral("time_to_live_in_seconds"),
                                          QStringLiteral("binlog.level"),
                                          QStringLiteral("binlog.ttl"),
                                          QStringLiteral("storage_mode")};
    static const QSet<QString> fixed{QStringLiteral("orientation"), QStringLiteral("distribution_key"),
                                     QStringLiteral("clustering_key"), QStringLiteral("event_time_column"),
                                     QStringLiteral("segment_key")};
    return changeable.contains(key) || key.startsWith(u"auto_partitioning.") || (isNew && fixed.contains(key));
}

QStringList columnsOfProperty(const QString &key, const QString &value)
{
    if (key != u"bitmap_columns" && key != u"dictionary_encoding_columns")
        return {};
    QStringList columns;
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts))
        columns.append(part.section(u':', 0, 0).trimmed().remove(u'"'));
    return columns;
}

bool keepsShorter(const QString &key, const QString &before, const QString &after)
{
    if (key == u"binlog.level")
        return after == u"none" && before != u"none";
    if (key == u"auto_partitioning.enable")
        return after == u"true" && before != u"true"; // begins to drop what the retention does not name
    static const QSet<QString> lifetimes{QStringLiteral("time_to_live_in_seconds"), QStringLiteral("binlog.ttl"),
                                         QStringLiteral("auto_partitioning.num_retention"),
                                         QStringLiteral("lifecycle")};
    if (!lifetimes.contains(key))
        return false;
    bool isNumber = false;
    const qint64 wanted = after.toLongLong(&isNumber);
    if (isNumber && wanted < 0) // for ever
        return false;
    const qint64 had = before.toLongLong(&isNumber);
    return !isNumber || had < 0 || wanted < had; // what has no limit of its own is kept for a hundred years, or ever
}

plan::Text shorterText(const QString &key, const QString &value)
{
    return coded("Mapping.ddl_shorter", QT_TRANSLATE_NOOP("Mapping", "with %1 = %2, what is older is deleted"),
                 {key, value});
}

QString hologresPropertyStatement(const QString &tableName, const QString &key, const QString &value)
{
    return QStringLiteral("CALL set_table_property(%1, %2, %3);")
        .arg(dialect::quotePostgresText(tableName), dialect::quotePostgresText(key), dialect::quotePostgresText(value));
}

// Source: MaxCompute manual, "Parameters of Delta tables".
bool isMaxComputeProperty(const QString &key)
{
    static const QSet<QString> known{QStringLiteral("transactional"), QStringLiteral("write.bucket.num"),
                                     QStringLiteral("acid.data.retain.hours")};
    return known.contains(key);
}

plan::Text propertyText(const QString &key, const QString &value)
{
    return coded("Mapping.ddl_property", QT_TRANSLATE_NOOP("Mapping", "property %1 = %2"), {key, value});
}

} // namespace isthmus::mapping
