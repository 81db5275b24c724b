// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowformats.h"
#include "zoneoption.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/format.h>

namespace isthmus::app {

namespace {

// Where --format insert is to put the rows: what --into names, else the table that they come from.
core::Result<records::InsertTable> insertTable(const CtlArguments &args, CtlSession &session,
                                               const connections::Backend &backend, const catalog::ObjectPath &table)
{
    const auto sqlDialect = backend.profile.info().sqlDialect;
    if (args.isSet(QStringLiteral("into"))) {
        const auto into = catalog::ObjectPath::parse(args.value(QStringLiteral("into")));
        if (!into)
            return core::fail(into.error());
        if (into->names.isEmpty()) {
            return core::fail(core::ErrorKind::Invalid,
                              CtlText::tr("--into takes the path of a table: CONNECTION/SCHEMA/TABLE."));
        }
        return records::InsertTable{sqlDialect, into->names};
    }
    const auto info = session.await(backend.catalog->table(table), table);
    if (!info)
        return core::fail(info.error());
    if (records::takesRows(info->kind))
        return records::InsertTable{sqlDialect, table.names};
    return core::fail(core::ErrorKind::Invalid,
                      CtlText::tr("%1 takes no rows: it is computed from other tables (%2).")
                          .arg(table.toString(), catalog::objectKindTitle(info->kind)),
                      CtlText::tr("Name the table that is to have the rows: --into CONNECTION/SCHEMA/TABLE."));
}

} // namespace

int runPreviewVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("preview"),
                      CtlText::tr("Shows the first rows of a table, at most 8 MiB of them."));
    args.addPositional(QStringLiteral("PATH"), CtlText::tr("Table, for example order_dw/public/dwd_orders."));
    args.addOption(QStringLiteral("limit"), CtlText::tr("Number of rows, 1 to 10000; 200 if not given."),
                   QStringLiteral("N"));
    args.addOption(QStringLiteral("partition"),
                   CtlText::tr("Partition, for example dt=20260101 or \"dt='20260101',hh='01'\"."),
                   QStringLiteral("SPEC"));
    addFormatOption(args, true);
    args.addOption(QStringLiteral("into"),
                   CtlText::tr("With --format insert: path of the table that the statements name; PATH if not given."),
                   QStringLiteral("PATH"));
    ZoneOption zone(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    if (const auto exit = zone.read())
        return *exit;
    QString problem;
    const auto format = readFormat(args, session, true, &problem);
    if (!format)
        return args.usageError(problem);
    const bool isInsert = *format == OutputFormat::Insert;
    if (args.isSet(QStringLiteral("into")) && !isInsert)
        return args.usageError(CtlText::tr("--into belongs to --format insert."));
    records::PreviewRequest request;
    if (args.isSet(QStringLiteral("limit"))) {
        bool isNumber = false;
        request.maxRows = args.value(QStringLiteral("limit")).toLongLong(&isNumber);
        if (!isNumber || request.maxRows < 1 || request.maxRows > 10'000)
            return args.usageError(CtlText::tr("--limit takes a number from 1 to 10000."));
    }
    request.partition = args.value(QStringLiteral("partition"));
    const auto path = catalog::ObjectPath::parse(args.positional(0));
    if (!path)
        return session.fail(path.error());
    request.table = *path;
    const auto backend = session.open(path->connection);
    if (!backend)
        return session.fail(backend.error());
    const auto into = isInsert ? insertTable(args, session, *backend, *path) : records::InsertTable();
    if (!into)
        return session.fail(into.error());
    const auto preview = session.await(connections::preview(*backend, request), *path);
    if (!preview)
        return session.fail(preview.error());
    printRows(*preview->rows, *format, zone.zoneFor(*preview->rows), *into);
    if (!preview->unreadable.isEmpty()) {
        session.note(
            CtlText::tr("not readable with your rights: %1").arg(preview->unreadable.join(QStringLiteral(", "))));
    }
    if (session.json)
        return exitDone;
    const QString count = core::formatCount(preview->rows->rowCount());
    const QString rows =
        preview->isComplete ? CtlText::tr("all rows: %1").arg(count) : CtlText::tr("first rows: %1").arg(count);
    QStringList facts{rows, core::formatDuration(preview->elapsed), zone.remark(*preview->rows), preview->statement};
    facts.removeAll(QString());
    session.note(facts.join(QStringLiteral(" · ")));
    return exitDone;
}

} // namespace isthmus::app
