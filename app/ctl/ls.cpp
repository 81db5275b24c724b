// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"
#include "texttable.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/format.h>

namespace isthmus::app {

using catalog::Entry;

namespace {

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

// Prints entries as they come: a schema has up to a million tables.
class EntryPrinter {
public:
    explicit EntryPrinter(bool asJson)
        : m_isJson(asJson), m_table({CtlText::tr("name"), CtlText::tr("kind"), CtlText::tr("about rows"),
                                     CtlText::tr("note"), CtlText::tr("comment")},
                                    {2}, TableWidths::of(m_out), [this](std::string_view lines) { m_out.text(lines); })
    {
    }

    void print(const QList<Entry> &entries)
    {
        for (const auto &entry : entries) {
            if (m_isJson)
                printJson(entry);
            else
                printRow(entry);
        }
    }

    // After the last one. A list that was cut off has no end in JSON, so that nobody takes it for a whole one.
    void finish()
    {
        if (!m_isJson)
            m_table.finish();
        else if (m_hasPrinted)
            m_out.text("\n]\n");
        else
            m_out.line(jsonText(QJsonArray()));
    }

private:
    void printRow(const Entry &entry)
    {
        m_table.append({entry.name(), catalog::objectKindTitle(entry.kind),
                        entry.rowEstimate ? core::formatCount(*entry.rowEstimate) : QString(), entry.note,
                        entry.comment});
    }

    void printJson(const Entry &entry)
    {
        QByteArray text = jsonText(entryJson(entry)).toUtf8();
        text.replace("\n", "\n    "); // one inside a string is an escape
        m_out.text(m_hasPrinted ? ",\n    " : "[\n    ");
        m_out.text({text.constData(), size_t(text.size())});
        m_hasPrinted = true;
    }

    Output &m_out = standardOutput();
    bool m_isJson;
    FlowingTable m_table;
    bool m_hasPrinted = false;
};

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
    EntryPrinter printer(session.json);
    printer.print(entries);
    printer.finish();
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
    const auto backend = session.open(path->connection);
    if (!backend)
        return session.fail(backend.error());
    EntryPrinter printer(session.json);
    const auto listed = catalog::awaitPages(
        *backend->catalog, *path, [&printer](const QList<Entry> &page) { printer.print(page); },
        session.cancellation());
    if (!listed)
        return session.fail(listed.error());
    printer.finish();
    return exitDone;
}

} // namespace isthmus::app
