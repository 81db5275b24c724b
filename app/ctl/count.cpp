// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <isthmus/core/format.h>
#include <isthmus/core/printable.h>

#include <QJsonObject>

namespace isthmus::app {

namespace {

QJsonObject summaryJson(const records::Summary &summary, const QString &column)
{
    QJsonObject json{{QStringLiteral("rows"), summary.rows},
                     {QStringLiteral("statement"), summary.statement},
                     {QStringLiteral("elapsed_ms"), qint64(summary.elapsed.count())}};
    if (column.isEmpty())
        return json;
    json.insert(QStringLiteral("column"), column);
    const auto count = [](const std::optional<qint64> &value) { return value ? QJsonValue(*value) : QJsonValue(); };
    const auto text = [](const std::optional<QString> &value) { return value ? QJsonValue(*value) : QJsonValue(); };
    json.insert(QStringLiteral("nulls"), count(summary.nulls));
    json.insert(QStringLiteral("distinct"), count(summary.distinct));
    json.insert(QStringLiteral("least"), text(summary.least));
    json.insert(QStringLiteral("greatest"), text(summary.greatest));
    return json;
}

void printSummary(const CtlSession &session, const records::Summary &summary, const QString &column)
{
    if (column.isEmpty()) {
        session.print(QString::number(summary.rows)); // for scripts
    } else {
        const auto line = [&](const QString &label, const QString &value) {
            session.print(label + QStringLiteral(": ") + core::printableLine(value));
        };
        line(CtlText::tr("rows"), core::formatCount(summary.rows));
        if (summary.nulls)
            line(CtlText::tr("NULLs"), core::formatCount(*summary.nulls));
        if (summary.distinct)
            line(CtlText::tr("distinct values"), core::formatCount(*summary.distinct));
        if (summary.least)
            line(CtlText::tr("least"), *summary.least);
        if (summary.greatest)
            line(CtlText::tr("greatest"), *summary.greatest);
    }
    session.note(core::formatDuration(summary.elapsed) + QStringLiteral(" · ") + summary.statement);
}

} // namespace

int runCountVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("count"),
                      CtlText::tr("Counts the rows of a table, or tells figures of a column: the server goes through "
                                  "all of them. MaxCompute counts a table, or one partition, without a job; everything "
                                  "else is a job there, which may be billed."));
    args.addPositional(QStringLiteral("PATH"), CtlText::tr("Table, for example order_dw/public/dwd_orders."));
    args.addOption(QStringLiteral("partition"),
                   CtlText::tr("Partition, for example dt=20260101 or \"dt='20260101',hh='01'\"."),
                   QStringLiteral("SPEC"));
    args.addOption(QStringLiteral("where"), CtlText::tr("Only rows for which this holds, in the system's own SQL."),
                   QStringLiteral("CONDITION"));
    args.addOption(QStringLiteral("column"), CtlText::tr("Also its NULLs, distinct values, least and greatest."),
                   QStringLiteral("NAME"));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto path = catalog::ObjectPath::parse(args.positional(0));
    if (!path)
        return session.fail(path.error());
    const records::SummaryRequest request{*path, args.value(QStringLiteral("partition")),
                                          args.value(QStringLiteral("where")), args.value(QStringLiteral("column"))};
    const auto backend = session.open(path->connection);
    if (!backend)
        return session.fail(backend.error());
    const auto reader = connections::readerOf(*backend);
    if (!reader)
        return session.fail(reader.error());
    const auto summary = session.await((*reader)->summarize(request), *path);
    if (!summary)
        return session.fail(summary.error());
    if (session.json)
        session.printJson(summaryJson(*summary, request.column));
    else
        printSummary(session, *summary, request.column);
    return exitDone;
}

} // namespace isthmus::app
