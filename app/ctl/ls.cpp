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
                     {QStringLiteral("kind"), catalog::objectKindName(entry.kind)}};
    if (entry.isBrief)
        return json; // nobody asked: not the same as empty
    json.insert(QStringLiteral("comment"), entry.comment);
    json.insert(QStringLiteral("note"), entry.note);
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
                printElement(entryJson(entry));
            else
                printRow(entry);
        }
    }

    // After the last one.
    void finish()
    {
        if (!m_isJson)
            m_table.finish();
        else if (m_hasPrinted)
            m_out.text("\n]\n");
        else
            m_out.line(jsonText(QJsonArray()));
    }

    // Instead of it. In JSON the last element says so: nobody is to take the list for a whole one.
    void cutOff(const core::Error &error)
    {
        if (!m_isJson || !m_hasPrinted)
            return;
        printElement({{QStringLiteral("error"), error.toJson()}});
        m_out.text("\n]\n");
    }

private:
    void printRow(const Entry &entry)
    {
        if (entry.kind != m_kind) { // mostly it is that of the row before
            m_kind = entry.kind;
            m_kindTitle = catalog::objectKindTitle(entry.kind);
        }
        m_table.append({entry.name(), m_kindTitle,
                        entry.rowEstimate ? core::formatCount(*entry.rowEstimate) : QString(), entry.note,
                        entry.comment});
    }

    void printElement(const QJsonObject &element)
    {
        QByteArray text = jsonText(element).toUtf8();
        text.replace("\n", "\n    "); // one inside a string is an escape
        m_out.text(m_hasPrinted ? ",\n    " : "[\n    ");
        m_out.text({text.constData(), size_t(text.size())});
        m_hasPrinted = true;
    }

    Output &m_out = standardOutput();
    bool m_isJson;
    FlowingTable m_table;
    std::optional<catalog::ObjectKind> m_kind; // of the title
    QString m_kindTitle;
    bool m_hasPrinted = false;
};

// The children of one path, page by page. Relations are listed by name. What else there is to tell of them is asked for
// where they are few, or where the user said so: in MaxCompute it is some KB a table, a hundred times the name.
class Lister {
public:
    Lister(CtlSession &session, const connections::Backend &backend, catalog::ObjectPath path, bool isLong)
        : m_session(session), m_backend(backend), m_path(std::move(path)), m_isLong(isLong), m_printer(session.json)
    {
    }

    core::Result<core::Done> list()
    {
        auto listed = listPages();
        if (listed)
            m_printer.finish();
        else
            m_printer.cutOff(listed.error());
        return listed;
    }

private:
    core::Result<core::Done> listPages()
    {
        catalog::Listing listing(m_path);
        auto answer = m_backend.catalog->children(listing.next());
        while (!listing.isComplete()) {
            auto page = m_session.await(answer, m_path);
            if (!page)
                return core::fail(page.error());
            auto fresh = listing.accept(*std::move(page));
            if (!fresh)
                return core::fail(fresh.error());
            if (!listing.isComplete())
                answer = m_backend.catalog->children(listing.next()); // the server works while these are printed
            const bool isBrief = !fresh->isEmpty() && fresh->first().isBrief;
            if (isBrief && (m_isLong || (listing.isComplete() && listing.total() == fresh->size()))) {
                fresh = whole(*fresh);
                if (!fresh)
                    return core::fail(fresh.error());
            } else if (isBrief && !std::exchange(m_hasSaid, true)) {
                m_session.note(CtlText::tr("Names and kinds only, since there are many; --long tells the rest."));
            }
            m_printer.print(*fresh);
        }
        return core::Done{};
    }

    core::Result<QList<Entry>> whole(const QList<Entry> &brief)
    {
        constexpr qsizetype atOnce = 100;
        QList<Entry> entries;
        for (qsizetype from = 0; from < brief.size(); from += atOnce) {
            QStringList names;
            for (const Entry &entry : brief.mid(from, atOnce))
                names.append(entry.name());
            const auto some = m_session.await(m_backend.catalog->entries(m_path, names), m_path);
            if (!some)
                return core::fail(some.error());
            entries += *some;
        }
        return entries;
    }

    CtlSession &m_session;
    const connections::Backend &m_backend;
    catalog::ObjectPath m_path;
    bool m_isLong;
    bool m_hasSaid = false;
    EntryPrinter m_printer;
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
    args.addPositional(QStringLiteral("PATH"), CtlText::tr("Connection, database or project, schema, table or folder."),
                       true);
    const QString longList = QStringLiteral("long");
    args.addOption(longList, CtlText::tr("Tell rows, notes and comments of more than 1,000 tables too; takes long."));
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
    const auto listed = Lister(session, *backend, *path, args.isSet(longList)).list();
    return listed ? exitDone : session.fail(listed.error());
}

} // namespace isthmus::app
