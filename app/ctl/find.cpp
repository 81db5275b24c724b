// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"
#include "texttable.h"

#include <isthmus/core/format.h>
#include <isthmus/nameindex/nameindex.h>

#include <algorithm>

namespace isthmus::app {

using nameindex::Found;
using nameindex::Hit;
using nameindex::NameIndex;

namespace {

constexpr int usualLimit = 200;
constexpr int largestLimit = 1'000'000;

// Stable, for JSON.
QString foundName(Found found)
{
    switch (found) {
    case Found::Exact:
        return QStringLiteral("exact");
    case Found::Prefix:
        return QStringLiteral("prefix");
    case Found::Contains:
        return QStringLiteral("contains");
    case Found::Fuzzy:
        return QStringLiteral("fuzzy");
    case Found::Column:
        return QStringLiteral("column");
    }
    return {};
}

void print(CtlSession &session, const QList<Hit> &hits)
{
    if (session.json) {
        QJsonArray array;
        for (const Hit &hit : hits) {
            QJsonObject json{{QStringLiteral("path"), hit.path.toString()},
                             {QStringLiteral("name"), hit.path.name()},
                             {QStringLiteral("kind"), catalog::objectKindName(hit.kind)},
                             {QStringLiteral("found"), foundName(hit.found)}};
            if (!hit.type.isEmpty())
                json.insert(QStringLiteral("type"), hit.type);
            if (hit.asOf.isValid())
                json.insert(QStringLiteral("as_of"), hit.asOf.toUTC().toString(Qt::ISODateWithMs));
            array.append(json);
        }
        session.printJson(array);
        return;
    }
    Output &out = standardOutput();
    FlowingTable table({CtlText::tr("path"), CtlText::tr("kind"), CtlText::tr("type"), CtlText::tr("listed")}, {},
                       TableWidths::of(out), [&out](std::string_view lines) { out.text(lines); });
    for (const Hit &hit : hits)
        table.append({hit.path.toString(), catalog::objectKindTitle(hit.kind), hit.type, core::formatTime(hit.asOf)});
    table.finish();
}

// Reads all connections, one after the other; false if one could not be read, which is told.
bool refresh(CtlSession &session, AppServices &services, NameIndex &names, nameindex::Depth depth)
{
    bool isWhole = true;
    for (const auto &profile : services.connections().profiles()) {
        const auto read = session.await(session.onMain([&] { return names.read(profile.name, depth); }));
        if (read)
            continue;
        isWhole = false;
        session.note(CtlText::tr("%1 could not be read: %2").arg(profile.name, read.error().message));
        if (read.error().isCancelled())
            break;
    }
    return isWhole;
}

// Connections of which nothing can be found yet.
void noteMissing(CtlSession &session, NameIndex &names)
{
    const auto overview = session.await(session.onMain([&names] { return names.overview(); }));
    if (!overview)
        return;
    const auto missing =
        std::ranges::count_if(*overview, [](const auto &connection) { return !connection.asOf.isValid(); });
    if (missing > 0)
        session.note(CtlText::tr("Connections that were not read yet: %1. %2 reads them.")
                         .arg(missing)
                         .arg(QStringLiteral("--refresh")));
}

} // namespace

int runFindVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("find"),
        CtlText::tr("Finds schemas and tables of all connections by their names, in an index that is kept "
                    "here. PATTERN: parts of a name in any order, letters of it, schema.table, "
                    "column:NAME, @connection."));
    args.addText(QStringLiteral("PATTERN"), CtlText::tr("What to look for."));
    args.addOption(
        QStringLiteral("columns"),
        CtlText::tr("Look for columns; with %1 the columns of all tables are read.").arg(QStringLiteral("--refresh")));
    args.addOption(QStringLiteral("refresh"), CtlText::tr("Read the names of all connections first."));
    args.addOption(QStringLiteral("limit"), CtlText::tr("Tell N matches of each sort at most; 200."),
                   QStringLiteral("N"));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    bool isNumber = true;
    const int limit =
        args.isSet(QStringLiteral("limit")) ? args.value(QStringLiteral("limit")).toInt(&isNumber) : usualLimit;
    if (!isNumber || limit < 1 || limit > largestLimit)
        return args.usageError(CtlText::tr("--limit is a number from 1 to %1.").arg(largestLimit));
    const bool wantsColumns = args.isSet(QStringLiteral("columns"));

    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    NameIndex &names = *session.onMain([&services, &session] {
        NameIndex *index = &(*services)->names();
        QObject::connect(index, &NameIndex::failed, index, [&session](const core::Error &error) {
            session.note(error.message);
            if (!error.hint.isEmpty())
                session.note(error.hint);
        });
        return index;
    });
    const bool isWhole = !args.isSet(QStringLiteral("refresh"))
        || refresh(session, **services, names, wantsColumns ? nameindex::Depth::Columns : nameindex::Depth::Names);
    nameindex::Query query{args.positional(0), limit};
    query.sort = wantsColumns ? nameindex::Sort::Columns : nameindex::Sort::All;
    const auto answer = session.await(session.onMain([&] { return names.search(query); }));
    if (!answer)
        return session.fail(answer.error());
    print(session, answer->hits);
    if (answer->total() > answer->hits.size()) {
        session.note(CtlText::tr("There are %1 more; --limit tells more of them.")
                         .arg(core::formatCount(answer->total() - answer->hits.size())));
    }
    noteMissing(session, names);
    return isWhole ? exitDone : exitFailed;
}

} // namespace isthmus::app
