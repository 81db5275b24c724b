// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/propertywords.h>
#include <isthmus/core/format.h>
#include <isthmus/models/table/tablefacts.h>

#include <QCoreApplication>

namespace isthmus::models {

namespace {

class Text {
    Q_DECLARE_TR_FUNCTIONS(TableFacts)
};

QString rowsLabel()
{
    return Text::tr("Rows");
}

QString sizeLabel()
{
    return Text::tr("Size");
}

QString ownerLabel()
{
    return Text::tr("Owner");
}

QString keyLabel()
{
    return Text::tr("Primary key");
}

void addExternal(const catalog::ExternalSource &external, QList<catalog::FactLine> *facts)
{
    const auto add = [&](const QString &label, const QString &value, bool isIdentifier) {
        facts->append({label, value, isIdentifier, {}, Text::tr("External source")});
    };
    add(Text::tr("Location"), external.location, true);
    if (!external.handler.isEmpty())
        add(Text::tr("Storage handler"), external.handler, true);
    add(Text::tr("Access"), external.roleArn.isEmpty() ? Text::tr("dual signature") : external.roleArn,
        !external.roleArn.isEmpty());
}

} // namespace

QString rowEstimateText(const catalog::TableInfo &info)
{
    if (!info.rowEstimate)
        return {};
    return Text::tr("about %1").arg(core::formatCount(*info.rowEstimate));
}

QStringList commonTableFactLabels()
{
    return {rowsLabel(), sizeLabel(), ownerLabel(), keyLabel()};
}

QList<catalog::FactLine> tableFacts(const catalog::TableInfo &info)
{
    QList<catalog::FactLine> facts;
    const auto add = [&facts](const QString &label, const QString &value) {
        if (!value.isEmpty())
            facts.append({label, value, false});
    };
    add(Text::tr("Kind"), catalog::objectKindTitle(info.kind));
    add(Text::tr("Comment"), info.comment);
    add(rowsLabel(), rowEstimateText(info));
    if (info.rowEstimate)
        add(Text::tr("Rows counted"), core::formatTime(info.rowEstimateAsOf));
    if (info.sizeBytes)
        add(sizeLabel(), core::formatBytes(*info.sizeBytes));
    add(Text::tr("Columns"), core::formatCount(info.columns.size()));
    add(keyLabel(), info.primaryKey().join(QStringLiteral(", ")));
    add(Text::tr("Partitioned by"), info.partitionColumns().join(QStringLiteral(", ")));
    if (info.lifecycleDays)
        add(Text::tr("Lifecycle"),
            *info.lifecycleDays == 1 ? Text::tr("1 day") : Text::tr("%1 days").arg(*info.lifecycleDays));
    add(ownerLabel(), info.owner);
    add(Text::tr("Created"), core::formatTime(info.created));
    add(Text::tr("Last definition change"), core::formatTime(info.lastDdl));
    add(Text::tr("Last data change"), core::formatTime(info.lastModified));
    if (info.external)
        addExternal(*info.external, &facts);
    return facts + catalog::propertyLines(info);
}

} // namespace isthmus::models
