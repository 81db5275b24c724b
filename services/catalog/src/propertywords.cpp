// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/propertywords.h>
#include <isthmus/core/format.h>

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace isthmus::catalog {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Properties)
};

enum class Group : quint8 { Layout, Retention, Changes, Other };

// In the order of the enumeration.
constexpr std::array groupTitles{
    QT_TRANSLATE_NOOP("Properties", "Layout"), QT_TRANSLATE_NOOP("Properties", "Retention"),
    QT_TRANSLATE_NOOP("Properties", "Changes"), QT_TRANSLATE_NOOP("Properties", "Other properties")};

// How a value is worded. Nothing: it is none of the kind.
using Words = std::optional<QString> (*)(const QString &value);

std::optional<QString> asIs(const QString &value)
{
    return value;
}

std::optional<QString> yesOrNo(const QString &value)
{
    if (value.compare(u"true", Qt::CaseInsensitive) == 0 || value == u"t" || value == u"on")
        return Text::tr("yes");
    if (value.compare(u"false", Qt::CaseInsensitive) == 0 || value == u"f" || value == u"off")
        return Text::tr("no");
    return std::nullopt;
}

QString counted(qint64 count, const char *one, const char *many)
{
    return count == 1 ? Text::tr(one) : Text::tr(many).arg(core::formatCount(count));
}

QString days(qint64 count)
{
    constexpr qint64 yearDays = 365; // as Hologres counts its default of a hundred years
    constexpr qint64 leastYears = 10; // below, a leap day counts
    if (count % yearDays == 0 && count / yearDays >= leastYears)
        return counted(count / yearDays, QT_TRANSLATE_NOOP("Properties", "1 year"),
                       QT_TRANSLATE_NOOP("Properties", "%1 years"));
    return counted(count, QT_TRANSLATE_NOOP("Properties", "1 day"), QT_TRANSLATE_NOOP("Properties", "%1 days"));
}

QString hours(qint64 count)
{
    return count % 24 == 0 && count > 24
        ? days(count / 24)
        : counted(count, QT_TRANSLATE_NOOP("Properties", "1 hour"), QT_TRANSLATE_NOOP("Properties", "%1 hours"));
}

// Only exactly: a rest goes down to a smaller unit.
std::optional<QString> ofSeconds(const QString &value)
{
    bool isNumber = false;
    const qint64 seconds = value.toLongLong(&isNumber);
    if (!isNumber || seconds <= 0)
        return std::nullopt;
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    if (seconds % day == 0)
        return days(seconds / day);
    if (seconds % hour == 0)
        return hours(seconds / hour);
    if (seconds % minute == 0)
        return counted(seconds / minute, QT_TRANSLATE_NOOP("Properties", "1 minute"),
                       QT_TRANSLATE_NOOP("Properties", "%1 minutes"));
    return counted(seconds, QT_TRANSLATE_NOOP("Properties", "1 second"), QT_TRANSLATE_NOOP("Properties", "%1 seconds"));
}

std::optional<QString> ofHours(const QString &value)
{
    bool isNumber = false;
    const qint64 count = value.toLongLong(&isNumber);
    return isNumber && count > 0 ? std::optional(hours(count)) : std::nullopt;
}

struct Word {
    const char16_t *said;
    const char *shown;
};

template <size_t count>
std::optional<QString> oneOf(const Word (&words)[count], const QString &value)
{
    const auto found = std::ranges::find_if(words, [&](const Word &word) { return value == word.said; });
    return found == std::end(words) ? std::nullopt : std::optional(Text::tr(found->shown));
}

std::optional<QString> orientation(const QString &value)
{
    static constexpr Word words[] = {{u"column", QT_TRANSLATE_NOOP("Properties", "by columns")},
                                     {u"row", QT_TRANSLATE_NOOP("Properties", "by rows")},
                                     {u"row,column", QT_TRANSLATE_NOOP("Properties", "by rows and by columns")},
                                     {u"column,row", QT_TRANSLATE_NOOP("Properties", "by rows and by columns")}};
    return oneOf(words, value);
}

std::optional<QString> storageMode(const QString &value)
{
    static constexpr Word words[] = {{u"hot", QT_TRANSLATE_NOOP("Properties", "hot")},
                                     {u"cold", QT_TRANSLATE_NOOP("Properties", "cold")}};
    return oneOf(words, value);
}

std::optional<QString> binaryLog(const QString &value)
{
    static constexpr Word words[] = {{u"none", QT_TRANSLATE_NOOP("Properties", "off")},
                                     {u"replica", QT_TRANSLATE_NOOP("Properties", "on")}};
    return oneOf(words, value);
}

// "a:asc,b:desc", "a:auto,b:off": names that need quotes are left as they are.
std::optional<QString> columnList(const QString &value)
{
    static const QRegularExpression plain(
        QStringLiteral("^[^\\s\",:]+(:(asc|desc|auto|on|off))?(,[^\\s\",:]+(:(asc|desc|auto|on|off))?)*$"));
    if (!plain.match(value).hasMatch())
        return std::nullopt;
    static constexpr Word words[] = {{u"desc", QT_TRANSLATE_NOOP("Properties", "%1 (descending)")},
                                     {u"auto", QT_TRANSLATE_NOOP("Properties", "%1 (automatic)")},
                                     {u"off", QT_TRANSLATE_NOOP("Properties", "%1 (off)")}};
    QStringList columns;
    for (const QString &item : value.split(u',')) {
        const QString name = item.section(u':', 0, 0);
        const auto shown = oneOf(words, item.section(u':', 1));
        columns.append(shown ? shown->arg(name) : name);
    }
    return columns.join(QStringLiteral(", "));
}

struct Property {
    const char16_t *key;
    const char *label;
    Group group;
    Words words;
};

constexpr Property known[] = {
    {u"orientation", QT_TRANSLATE_NOOP("Properties", "Stored"), Group::Layout, orientation},
    {u"distribution_key", QT_TRANSLATE_NOOP("Properties", "Distribution key"), Group::Layout, columnList},
    {u"clustering_key", QT_TRANSLATE_NOOP("Properties", "Clustering key"), Group::Layout, columnList},
    {u"event_time_column", QT_TRANSLATE_NOOP("Properties", "Event time column"), Group::Layout, columnList},
    {u"segment_key", QT_TRANSLATE_NOOP("Properties", "Segment key"), Group::Layout, columnList},
    {u"bitmap_columns", QT_TRANSLATE_NOOP("Properties", "Bitmap index"), Group::Layout, columnList},
    {u"dictionary_encoding_columns", QT_TRANSLATE_NOOP("Properties", "Dictionary encoding"), Group::Layout, columnList},
    {u"table_group", QT_TRANSLATE_NOOP("Properties", "Table group"), Group::Layout, asIs},
    {u"storage_format", QT_TRANSLATE_NOOP("Properties", "File format"), Group::Layout, asIs},
    {u"storage_mode", QT_TRANSLATE_NOOP("Properties", "Storage tier"), Group::Layout, storageMode},
    {u"is_logical_partitioned_table", QT_TRANSLATE_NOOP("Properties", "Logical partitions"), Group::Layout, yesOrNo},
    {u"logical_partition_columns", QT_TRANSLATE_NOOP("Properties", "Logical partition columns"), Group::Layout,
     columnList},
    {u"partition_require_filter", QT_TRANSLATE_NOOP("Properties", "Queries must name a partition"), Group::Layout,
     yesOrNo},
    {u"transactional", QT_TRANSLATE_NOOP("Properties", "Transactional"), Group::Layout, yesOrNo},
    {u"write.bucket.num", QT_TRANSLATE_NOOP("Properties", "Write buckets"), Group::Layout, asIs},
    {u"time_to_live_in_seconds", QT_TRANSLATE_NOOP("Properties", "Rows kept"), Group::Retention, ofSeconds},
    {u"partition_expiration_time", QT_TRANSLATE_NOOP("Properties", "Partitions kept"), Group::Retention, asIs},
    {u"partition_keep_hot_window", QT_TRANSLATE_NOOP("Properties", "Partitions kept hot"), Group::Retention, asIs},
    {u"acid.data.retain.hours", QT_TRANSLATE_NOOP("Properties", "Earlier versions kept"), Group::Retention, ofHours},
    {u"binlog.level", QT_TRANSLATE_NOOP("Properties", "Binary log"), Group::Changes, binaryLog},
    {u"binlog.ttl", QT_TRANSLATE_NOOP("Properties", "Binary log kept"), Group::Changes, ofSeconds},
    {u"partition_generate_binlog_window", QT_TRANSLATE_NOOP("Properties", "Binary log for partitions of"),
     Group::Changes, asIs},
    {u"foreign_server", QT_TRANSLATE_NOOP("Properties", "Foreign server"), Group::Other, asIs},
    {u"foreign_options", QT_TRANSLATE_NOOP("Properties", "Options of the foreign table"), Group::Other, asIs},
};

struct Placed {
    qsizetype place = 0; // among the known ones, or behind them
    Group group = Group::Other;
    FactLine line;
};

Placed placed(const QString &key, const QString &value)
{
    const auto found = std::ranges::find_if(known, [&](const Property &property) { return key == property.key; });
    if (found == std::end(known))
        return {std::ssize(known), Group::Other, {key, value, true}};
    FactLine line{Text::tr(found->label), found->words(value).value_or(value), false};
    line.source = key + QStringLiteral(" = ") + value;
    return {found - known, found->group, line};
}

} // namespace

QList<FactLine> propertyLines(const TableInfo &info)
{
    QList<Placed> all;
    for (const auto &[key, value] : info.properties) {
        const bool isTold = key == u"primary_key" && value.split(u',') == info.primaryKey();
        if (!isTold)
            all.append(placed(key, value));
    }
    std::ranges::stable_sort(all, {}, &Placed::place); // the known ones stand by group
    QList<FactLine> lines;
    for (Placed &property : all) {
        property.line.group = Text::tr(groupTitles.at(size_t(property.group)));
        lines.append(std::move(property.line));
    }
    return lines;
}

} // namespace isthmus::catalog
