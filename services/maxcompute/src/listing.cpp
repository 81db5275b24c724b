// SPDX-License-Identifier: GPL-3.0-or-later
#include "listing.h"

#include "errors.h"
#include "sqljob.h"
#include "tablelist.h"
#include "tablereading.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

namespace isthmus::maxcompute {

using catalog::Entry;
using catalog::ObjectKind;
using catalog::ObjectPath;
using catalog::Page;

namespace {

constexpr std::chrono::seconds foreignServersDeadline{5};
constexpr int maxPageSize = 10'000;
constexpr qsizetype maxMarker = 4096; // it goes into an address

Entry entry(const ObjectPath &path, ObjectKind kind, bool mayHaveChildren)
{
    Entry made;
    made.path = path;
    made.kind = kind;
    made.mayHaveChildren = mayHaveChildren;
    return made;
}

wire::QueryItems pageQuery(const QString &marker, int pageSize, const QString &namePrefix = {})
{
    wire::QueryItems query{{"expectmarker", "true"},
                           {"maxitems", QByteArray::number(std::clamp(pageSize, 1, maxPageSize))}};
    if (!marker.isEmpty())
        query.append({"marker", marker.toUtf8()});
    if (!namePrefix.isEmpty())
        query.append({"name", namePrefix.toUtf8()});
    return query;
}

// A page that is missing its marker, or gives back the one it was asked with, would make callers loop.
core::Result<QString> nextMarker(const LaneState &state, const QString &next, const QString &marker)
{
    if (next.size() > maxMarker)
        return core::fail(
            garbledError(state.session.host(), QStringLiteral("a marker of %1 characters").arg(next.size())));
    if (!next.isEmpty() && next == marker)
        return core::fail(garbledError(state.session.host(), QStringLiteral("a page follows itself")));
    return next;
}

class Lister {
public:
    /// \a isReversed: partitions from the last name on.
    Lister(LaneState &state, const catalog::ListRequest &request, const core::Cancellation &cancellation,
           bool isReversed = false)
        : m_state(state), m_parent(request.parent), m_names(state.session.namesOf(request.parent)), m_request(request),
          m_cancellation(cancellation), m_isReversed(isReversed)
    {
    }

    // A service may not know the filter, and most lists have none.
    core::Result<Page> list()
    {
        auto page = listAll();
        if (page && !m_request.namePrefix.isEmpty()) {
            page->entries.removeIf([this](const Entry &made) {
                return catalog::isFolder(made.kind)
                    || !made.name().startsWith(m_request.namePrefix, Qt::CaseInsensitive);
            });
        }
        return page;
    }

private:
    core::Result<Page> listAll()
    {
        if (m_parent.isConnection() && m_state.session.settings().wholeTenant)
            return projects();
        if (m_names.isEmpty())
            return schemas();
        if (m_names.first() == catalog::foreignServersFolder)
            return m_names.size() == 1 ? foreignServers() : leaf();
        if (m_names.size() == 1)
            return tables();
        if (m_names.size() == 2)
            return columns();
        if (m_names.size() == 3 && m_names.last() == catalog::partitionsFolder)
            return partitions();
        return leaf();
    }

    core::Result<Page> leaf() const
    {
        return core::fail(
            core::ErrorKind::Invalid,
            QCoreApplication::translate("MaxCompute", "%1 has nothing below it.").arg(m_parent.toString()));
    }

    core::Result<Page> projects()
    {
        const auto listed =
            listProjects(m_state, m_request.marker, m_request.pageSize, m_request.namePrefix, m_cancellation);
        if (!listed)
            return core::fail(listed.error());
        Page page;
        page.nextMarker = listed->nextMarker;
        for (const ProjectLine &project : listed->projects) {
            Entry made = entry(m_parent.child(project.name), ObjectKind::Project, true);
            made.comment = project.comment;
            page.entries.append(made);
        }
        return page;
    }

    core::Result<Page> schemas()
    {
        const auto project = m_state.session.project(m_cancellation);
        if (!project)
            return core::fail(project.error());
        Page page;
        if (!project->schemasEnabled) {
            page.entries.append(entry(m_parent.child(QStringLiteral("default")), ObjectKind::Schema, true));
        } else {
            const auto listed =
                listSchemas(m_state, m_request.marker, m_request.pageSize, m_request.namePrefix, m_cancellation);
            if (!listed)
                return core::fail(listed.error());
            for (const SchemaLine &schema : listed->schemas) {
                Entry made = entry(m_parent.child(schema.name),
                                   schema.isExternal ? ObjectKind::ExternalSchema : ObjectKind::Schema, true);
                made.comment = schema.comment;
                page.entries.append(made);
            }
            page.nextMarker = listed->nextMarker;
        }
        if (page.nextMarker.isEmpty() && m_request.namePrefix.isEmpty()) {
            const auto has = hasForeignServers();
            if (!has)
                return core::fail(has.error());
            if (*has)
                page.entries.append(
                    entry(m_parent.child(catalog::foreignServersFolder), ObjectKind::ForeignServers, true));
        }
        return page;
    }

    core::Result<QList<ForeignServerLine>> readForeignServers()
    {
        JobRequest request;
        request.script.statement = QStringLiteral("SHOW FOREIGN SERVERS;");
        request.deadline = foreignServersDeadline;
        const auto job = runJob(m_state.session, request, m_cancellation);
        if (!job)
            return core::fail(job.error());
        return parseForeignServers(job->text);
    }

    // A service without the statement, or an account that may run no job, has no such folder; nor is one shown while
    // its jobs have to wait. What tells of a service that does not answer properly is told.
    core::Result<bool> hasForeignServers()
    {
        if (!m_state.mayHaveForeignServers)
            return false;
        if (m_state.session.settings().wholeTenant && *m_state.listsForeignServers)
            return true;
        const auto begin = std::chrono::steady_clock::now();
        const auto servers = readForeignServers();
        if (servers) {
            *m_state.listsForeignServers = true;
            return true;
        }
        switch (servers.error().kind) {
        case core::ErrorKind::Invalid:
        case core::ErrorKind::Unsupported:
        case core::ErrorKind::Permission:
        case core::ErrorKind::NotFound:
        case core::ErrorKind::Internal:
            m_state.mayHaveForeignServers = false;
            return false;
        case core::ErrorKind::Timeout:
            if (std::chrono::steady_clock::now() - begin >= foreignServersDeadline)
                return false;
            [[fallthrough]];
        default:
            return core::fail(servers.error());
        }
    }

    core::Result<Page> foreignServers()
    {
        const auto servers = readForeignServers();
        // MaxCompute's own service takes the statement for a mistake in it.
        if (!servers
            && (servers.error().kind == core::ErrorKind::Invalid
                || servers.error().kind == core::ErrorKind::Unsupported))
            return core::fail(core::ErrorKind::Unsupported,
                              QCoreApplication::translate("MaxCompute", "The service does not list foreign servers."),
                              QCoreApplication::translate("MaxCompute",
                                                          "MaxCompute's console does: Manage Configurations › Foreign "
                                                          "Server."),
                              servers.error().code, servers.error().message);
        if (!servers)
            return core::fail(servers.error());
        Page page;
        for (const ForeignServerLine &server : *servers) {
            Entry made = entry(m_parent.child(server.name), ObjectKind::ForeignServer, false);
            made.note = server.note;
            page.entries.append(made);
        }
        return page;
    }

    core::Result<Page> tables()
    {
        const auto listed =
            listTables(m_state, m_names.first(),
                       {.marker = m_request.marker, .pageSize = m_request.pageSize, .namePrefix = m_request.namePrefix},
                       m_cancellation);
        if (!listed)
            return core::fail(listed.error());
        Page page;
        page.nextMarker = listed->nextMarker;
        for (const TableLine &table : listed->tables) {
            Entry made = entry(m_parent.child(table.name), table.kind, true);
            made.isBrief = true;
            page.entries.append(made);
        }
        return page;
    }

    core::Result<Page> columns()
    {
        const auto info = m_state.tables.load(m_parent, TableLoader::Depth::Everything, m_cancellation);
        if (!info)
            return core::fail(info.error());
        Page page;
        for (const catalog::Column &column : info->columns) {
            Entry made = entry(m_parent.child(column.name), ObjectKind::Column, false);
            made.note = column.type.text;
            made.comment = column.comment;
            made.keyPosition = column.keyPosition;
            page.entries.append(made);
        }
        if (info->kind == ObjectKind::PartitionedTable)
            page.entries.append(entry(m_parent.child(catalog::partitionsFolder), ObjectKind::Partitions, true));
        return page;
    }

    core::Result<Page> partitions()
    {
        const auto schemaQuery = m_state.tables.schemaQuery(m_names.first(), m_cancellation);
        if (!schemaQuery)
            return core::fail(schemaQuery.error());
        Call call;
        call.path = m_state.session.projectPath({QStringLiteral("tables"), m_names.at(1)});
        call.query =
            wire::QueryItems{{"partitions", {}}} + pageQuery(m_request.marker, m_request.pageSize) + *schemaQuery;
        if (m_isReversed)
            call.query.append({QByteArrayLiteral("reverse"), QByteArray()});
        call.subject = TableLoader::subject(m_parent);
        const auto xml = m_state.session.sendForXml(call, u"Partitions", m_cancellation);
        if (!xml)
            return core::fail(xml.error());
        Page page;
        for (const XmlNode &node : xml->children) {
            const QString spec = partitionSpec(node);
            if (node.name != u"Partition" || spec.isEmpty())
                continue;
            Entry made = entry(m_parent.child(spec), ObjectKind::Partition, false);
            bool isNumber = false;
            const qint64 rows = node.childText(u"PartitionRecordCount").toLongLong(&isNumber);
            if (isNumber && rows >= 0)
                made.rowEstimate = rows;
            page.entries.append(made);
        }
        const auto next = nextMarker(m_state, xml->childText(u"Marker"), m_request.marker);
        if (!next)
            return core::fail(next.error());
        page.nextMarker = *next;
        return page;
    }

    LaneState &m_state;
    const ObjectPath &m_parent;
    const QStringList m_names; // of the parent, below its project
    const catalog::ListRequest &m_request;
    const core::Cancellation &m_cancellation;
    bool m_isReversed;
};

} // namespace

core::Result<QList<Entry>> lastPartitions(LaneState &state, const ObjectPath &folder, int count,
                                          const core::Cancellation &cancellation)
{
    catalog::ListRequest request;
    request.parent = folder;
    request.pageSize = count;
    const auto page = Lister(state, request, cancellation, true).list();
    if (!page)
        return core::fail(page.error());
    return page->entries;
}

core::Result<Page> listChildren(LaneState &state, const catalog::ListRequest &request,
                                const core::Cancellation &cancellation)
{
    return Lister(state, request, cancellation).list();
}

core::Result<ProjectPage> listProjects(LaneState &state, const QString &marker, int pageSize, const QString &namePrefix,
                                       const core::Cancellation &cancellation)
{
    Call call;
    call.path = QStringList{QStringLiteral("projects")};
    call.query = pageQuery(marker, pageSize, namePrefix);
    HttpReply reply;
    const auto xml = state.session.sendForXml(call, u"Projects", cancellation, &reply);
    if (!xml)
        return core::fail(xml.error());
    ProjectPage page;
    page.roundTrip = reply.serverTime;
    page.reachTime = reply.reachTime;
    for (const XmlNode &node : xml->children) {
        const QString name = node.childText(u"Name");
        if (node.name == u"Project" && !name.isEmpty() && !name.startsWith(u':')) // which begins names of folders
            page.projects.append({name, node.childText(u"Comment")});
    }
    const auto next = nextMarker(state, xml->childText(u"Marker"), marker);
    if (!next)
        return core::fail(next.error());
    page.nextMarker = *next;
    return page;
}

core::Result<SchemaPage> listSchemas(LaneState &state, const QString &marker, int pageSize, const QString &namePrefix,
                                     const core::Cancellation &cancellation)
{
    Call call;
    call.path = state.session.projectPath({QStringLiteral("schemas")});
    call.query = pageQuery(marker, pageSize, namePrefix);
    const auto xml = state.session.sendForXml(call, u"Schemas", cancellation);
    if (!xml)
        return core::fail(xml.error());
    SchemaPage page;
    for (const XmlNode &node : xml->children) {
        const QString name = node.childText(u"Name");
        if (node.name != u"Schema" || name.isEmpty())
            continue;
        const bool isExternal = node.childText(u"Type").compare(u"EXTERNAL", Qt::CaseInsensitive) == 0;
        state.tables.rememberSchema(name, isExternal);
        page.schemas.append({name, isExternal, node.childText(u"Comment")});
    }
    const auto next = nextMarker(state, xml->childText(u"Marker"), marker);
    if (!next)
        return core::fail(next.error());
    page.nextMarker = *next;
    return page;
}

core::Result<TablePage> listTables(LaneState &state, const QString &schema, const TableFilter &filter,
                                   const core::Cancellation &cancellation)
{
    const auto isExternal = state.tables.isExternalSchema(schema, cancellation);
    if (!isExternal)
        return core::fail(isExternal.error());
    const auto schemaQuery = state.tables.schemaQuery(schema, cancellation);
    if (!schemaQuery)
        return core::fail(schemaQuery.error());
    Call call;
    call.path = state.session.projectPath({QStringLiteral("tables")});
    call.query = pageQuery(filter.marker, filter.pageSize, filter.namePrefix) + *schemaQuery;
    if (filter.isWhole)
        call.query.prepend({"extended", {}});
    if (!filter.type.isEmpty())
        call.query.append({"type", filter.type});
    call.subject = QCoreApplication::translate("MaxCompute", "Schema %1").arg(schema);
    const auto reply = state.session.send(call, cancellation);
    if (!reply)
        return core::fail(reply.error());
    const auto list = readTableList(reply->body);
    if (!list)
        return core::fail(
            garbledError(state.session.host(), list.error().detail + u' ' + QString::fromUtf8(reply->body.left(200))));
    TablePage page;
    page.tables.reserve(list->lines.size());
    for (const TableList::Line &line : list->lines) {
        const QJsonObject json =
            line.definition.isEmpty() ? QJsonObject() : QJsonDocument::fromJson(line.definition).object();
        page.tables.append({line.name, tableKind(line.type, json, *isExternal), line.comment, json});
    }
    const auto next = nextMarker(state, list->marker, filter.marker);
    if (!next)
        return core::fail(next.error());
    page.nextMarker = *next;
    return page;
}

QList<ForeignServerLine> parseForeignServers(const QString &text)
{
    static const QRegularExpression separator(QStringLiteral("[\\s|]+"));
    QList<ForeignServerLine> servers;
    const auto lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const QStringList words = line.split(separator, Qt::SkipEmptyParts);
        if (words.isEmpty() || words.first() == u"OK")
            continue;
        servers.append({words.first(), words.mid(1).join(u' ')});
    }
    return servers;
}

QHash<QString, QString> parseForeignServer(const QString &text)
{
    static const QRegularExpression line(QStringLiteral("\\A\\|\\s*([A-Za-z ]+?)\\s*:\\s*(.*?)\\s*\\|\\z"));
    QHash<QString, QString> facts;
    const auto lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &each : lines) {
        if (const auto match = line.match(each); match.hasMatch())
            facts.insert(match.captured(1).toLower(), match.captured(2));
    }
    return facts;
}

} // namespace isthmus::maxcompute
