// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"
#include "texttable.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/format.h>

namespace isthmus::app {

using catalog::Entry;
using core::Result;

namespace {

Result<QList<Entry>> allChildren(CtlSession &session, const catalog::ObjectPath &parent)
{
    const auto backend = session.open(parent.connection);
    if (!backend)
        return core::fail(backend.error());
    return catalog::awaitAll(*backend->catalog, parent, session.cancellation());
}

QJsonObject entryJson(const Entry &entry)
{
    QJsonObject json{{QStringLiteral("name"), entry.name()},
                     {QStringLiteral("path"), entry.path.toString()},
                     {QStringLiteral("kind"), catalog::objectKindName(entry.kind)},
                     {QStringLiteral("comment"), entry.comment},
                     {QStringLiteral("note"), entry.note}};
    if (entry.rowEstimate)
        json.insert(QStringLiteral("row_estimate"), *entry.rowEstimate);
    if (entry.keyPosition)
        json.insert(QStringLiteral("key_position"), *entry.keyPosition);
    return json;
}

void printEntries(CtlSession &session, const QList<Entry> &entries)
{
    if (session.json) {
        QJsonArray array;
        for (const auto &entry : entries)
            array.append(entryJson(entry));
        session.printJson(array);
        return;
    }
    TextTable table({CtlText::tr("name"), CtlText::tr("kind"), CtlText::tr("about rows"), CtlText::tr("note"),
                     CtlText::tr("comment")});
    table.setRightAligned(2);
    for (const auto &entry : entries) {
        table.append({entry.name(), catalog::objectKindTitle(entry.kind),
                      entry.rowEstimate ? core::formatCount(*entry.rowEstimate) : QString(), entry.note,
                      entry.comment});
    }
    session.print(table.toString(TableWidths::of(standardOutput())));
}

// Without a path: the saved connections, as the roots of all paths.
int listConnections(CtlSession &session)
{
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    QList<Entry> entries;
    for (const auto &profile : (*services)->connections().profiles()) {
        Entry entry;
        entry.path = {profile.name, {}};
        entry.kind = profile.rootKind();
        if (!profile.damage.isEmpty())
            entry.note = CtlText::tr("damaged");
        else if (const QString path = entry.path.toString(); path != profile.name)
            entry.note = CtlText::tr("in paths %1").arg(path);
        entries.append(entry);
    }
    printEntries(session, entries);
    return exitDone;
}

} // namespace

int runLsVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("ls"), CtlText::tr("Lists the connections, or what is below a path."));
    args.addPositional(QStringLiteral("PATH"), CtlText::tr("Connection, schema, table or folder."), true);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    if (args.positional(0).isEmpty())
        return listConnections(session);
    const auto path = catalog::ObjectPath::parse(args.positional(0));
    if (!path)
        return session.fail(path.error());
    const auto entries = allChildren(session, *path);
    if (!entries)
        return session.fail(entries.error());
    printEntries(session, *entries);
    return exitDone;
}

} // namespace isthmus::app
