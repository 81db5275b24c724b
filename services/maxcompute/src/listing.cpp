// SPDX-License-Identifier: GPL-3.0-or-later
#include "listing.h"

#include "errors.h"
#include "sqljob.h"
#include "tablereading.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace isthmus::maxcompute {

using catalog::Entry;
using catalog::ObjectKind;
using catalog::ObjectPath;
using catalog::Page;

namespace {

constexpr std::chrono::seconds foreignServersDeadline{5};
constexpr int maxPageSize = 10'000;

Entry entry(const ObjectPath &path, ObjectKind kind, bool mayHaveChildren)
{
    Entry made;
    made.path = path;
    made.kind = kind;
    made.mayHaveChildren = mayHaveChildren;
    return made;
}

wire::QueryItems pageQuery(const QString &marker, int pageSize)
{
    wire::QueryItems query{{"expectmarker", "true"},
                           {"maxitems", QByteArray::number(std::clamp(pageSize, 1, maxPageSize))}};
    if (!marker.isEmpty())
        query.append({"marker", marker.toUtf8()});
    return query;
}

class Lister {
public:
    Lister(LaneState &state, const ObjectPath &parent, const QString &marker, int pageSize,
           const core::Cancellation &cancellation)
        : m_state(state), m_parent(parent), m_marker(marker), m_pageSize(pageSize), m_cancellation(cancellation)
    {
    }

    core::Result<Page> list()
    {
        const QStringList &names = m_parent.names;
        if (names.isEmpty())
            return schemas();
        if (names.first() == catalog::foreignServersFolder)
            return names.size() == 1 ? foreignServers() : leaf();
        if (names.size() == 1)
            return tables();
        if (names.size() == 2)
            return columns();
        if (names.size() == 3 && names.last() == catalog::partitionsFolder)
            return partitions();
        return leaf();
    }

private:
    core::Result<Page> leaf() const
    {
        return core::fail(
            core::ErrorKind::Invalid,
            QCoreApplication::translate("MaxCompute", "%1 has nothing below it.").arg(m_parent.toString()));
    }

    // A page that is missing its marker, or gives back the one it was asked with, would make callers loop.
    core::Result<QString> nextMarker(const XmlNode &list) const
    {
        const QString next = list.childText(u"Marker");
        if (!next.isEmpty() && next == m_marker)
            return core::fail(garbledError(m_state.session.host(), QStringLiteral("a page follows itself")));
        return next;
    }

    core::Result<Page> schemas()
    {
        const auto project = m_state.session.project(m_cancellation);
        if (!project)
            return core::fail(project.error());
        Page page;
        if (!project->schemasEnabled) {
            page.entries.append(entry(m_parent.child(QStringLiteral("default")), ObjectKind::Schema, true));
        } else if (const auto listed = schemaPage(page); !listed) {
            return core::fail(listed.error());
        }
        if (page.nextMarker.isEmpty()) {
            const auto has = hasForeignServers();
            if (!has)
                return core::fail(has.error());
            if (*has)
                page.entries.append(
                    entry(m_parent.child(catalog::foreignServersFolder), ObjectKind::ForeignServers, true));
        }
        return page;
    }

    core::Result<core::Done> schemaPage(Page &page)
    {
        Call call;
        call.path = m_state.session.projectPath({QStringLiteral("schemas")});
        call.query = pageQuery(m_marker, m_pageSize);
        const auto xml = m_state.session.sendForXml(call, u"Schemas", m_cancellation);
        if (!xml)
            return core::fail(xml.error());
        for (const XmlNode &node : xml->children) {
            const QString name = node.childText(u"Name");
            if (node.name != u"Schema" || name.isEmpty())
                continue;
            const bool isExternal = node.childText(u"Type").compare(u"EXTERNAL", Qt::CaseInsensitive) == 0;
            m_state.tables.rememberSchema(name, isExternal);
            Entry made =
                entry(m_parent.child(name), isExternal ? ObjectKind::ExternalSchema : ObjectKind::Schema, true);
            made.comment = node.childText(u"Comment");
            page.entries.append(made);
        }
        const auto next = nextMarker(*xml);
        if (!next)
            return core::fail(next.error());
        page.nextMarker = *next;
        return core::Done{};
    }

    core::Result<QList<ForeignServerLine>> readForeignServers()
    {
        JobRequest request;
        request.sql = QStringLiteral("SHOW FOREIGN SERVERS;");
        request.deadline = foreignServersDeadline;
        const auto job = runJob(m_state.session, request, m_cancellation);
        if (!job)
            return core::fail(job.error());
        return parseForeignServers(job->text);
    }

    // A service without the statement, or an account that may run no job, has no such folder. A failing network is
    // told.
    core::Result<bool> hasForeignServers()
    {
        if (!m_state.mayHaveForeignServers)
            return false;
        const auto servers = readForeignServers();
        if (!servers && (servers.error().isCancelled() || servers.error().kind == core::ErrorKind::Network))
            return core::fail(servers.error());
        m_state.mayHaveForeignServers = servers.has_value();
        return servers.has_value();
    }

    core::Result<Page> foreignServers()
    {
        const auto servers = readForeignServers();
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
        const QString &schema = m_parent.names.first();
        const auto isExternal = m_state.tables.isExternalSchema(schema, m_cancellation);
        if (!isExternal)
            return core::fail(isExternal.error());
        const auto schemaQuery = m_state.tables.schemaQuery(schema, m_cancellation);
        if (!schemaQuery)
            return core::fail(schemaQuery.error());
        Call call;
        call.path = m_state.session.projectPath({QStringLiteral("tables")});
        call.query = wire::QueryItems{{"extended", {}}} + pageQuery(m_marker, m_pageSize) + *schemaQuery;
        call.subject = QCoreApplication::translate("MaxCompute", "Schema %1").arg(schema);
        const auto xml = m_state.session.sendForXml(call, u"Tables", m_cancellation);
        if (!xml)
            return core::fail(xml.error());
        Page page;
        for (const XmlNode &node : xml->children) {
            const QString name = node.childText(u"Name");
            if (node.name != u"Table" || name.isEmpty())
                continue;
            const QJsonObject json = tableJson(node);
            Entry made = entry(m_parent.child(name), tableKind(node.childText(u"Type"), json, *isExternal), true);
            made.comment = json.value(u"comment").toString(node.childText(u"Comment"));
            made.note = partitionKeysText(json);
            const qint64 rows = json.value(u"recordNum").toInteger(-1);
            if (rows >= 0 && (made.kind == ObjectKind::Table || made.kind == ObjectKind::PartitionedTable))
                made.rowEstimate = rows;
            page.entries.append(made);
        }
        const auto next = nextMarker(*xml);
        if (!next)
            return core::fail(next.error());
        page.nextMarker = *next;
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
        const auto schemaQuery = m_state.tables.schemaQuery(m_parent.names.first(), m_cancellation);
        if (!schemaQuery)
            return core::fail(schemaQuery.error());
        Call call;
        call.path = m_state.session.projectPath({QStringLiteral("tables"), m_parent.names.at(1)});
        call.query = wire::QueryItems{{"partitions", {}}} + pageQuery(m_marker, m_pageSize) + *schemaQuery;
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
        const auto next = nextMarker(*xml);
        if (!next)
            return core::fail(next.error());
        page.nextMarker = *next;
        return page;
    }

    LaneState &m_state;
    const ObjectPath &m_parent;
    const QString &m_marker;
    int m_pageSize;
    const core::Cancellation &m_cancellation;
};

} // namespace

core::Result<Page> listChildren(LaneState &state, const ObjectPath &parent, const QString &marker, int pageSize,
                                const core::Cancellation &cancellation)
{
    return Lister(state, parent, marker, pageSize, cancellation).list();
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

} // namespace isthmus::maxcompute
