// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/federation/sourcecatalog.h>
#include <isthmus/sandbox/requests/requestobjects.h>

#include <QHash>

namespace isthmus::sandbox {

Reply<ProjectRow> requireProject(PgSession &session, const QString &name)
{
    auto project = Metadata(session).project(name);
    if (!project)
        return refuse(ServiceError::fromStore(project.error()));
    if (!*project)
        return refuse(
            {404, QStringLiteral("NoSuchProject"), QStringLiteral("ODPS-0420111:Project not found - '%1'").arg(name)});
    return std::move(**project);
}

Reply<SchemaRow> requireSchema(PgSession &session, const QString &project, const QString &name)
{
    auto schema = Metadata(session).schema(project, name);
    if (!schema)
        return refuse(ServiceError::fromStore(schema.error()));
    if (*schema)
        return std::move(**schema);
    if (const auto owner = requireProject(session, project); !owner)
        return refuse(owner.error());
    return refuse(
        ServiceError::noSuchObject(QStringLiteral("ODPS-0110061:Schema not found - '%1.%2'").arg(project, name)));
}

Reply<TableRow> requireTable(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                             const QString &name)
{
    const QString project = request.resource.project;
    const QString schemaName = request.schema();
    if (!mayUseTable(request.account, schemaName, name))
        return refuse(tableDenied(request.account, project, schemaName, name));
    auto table = Metadata(session).table(project, schemaName, name);
    if (!table)
        return refuse(ServiceError::fromStore(table.error()));
    if (*table)
        return std::move(**table);
    const auto schema = requireSchema(session, project, schemaName);
    if (!schema)
        return refuse(schema.error());
    if (schema->isExternal()) {
        const auto server = Metadata(session).foreignServer(*schema->serverId);
        if (!server)
            return refuse(ServiceError::fromStore(server.error()));
        if (*server) {
            auto live = SourceCatalog(context.access, **server, *schema).table(name);
            if (!live)
                return refuse(live.error());
            if (*live)
                return std::move(**live);
        }
    }
    return refuse(ServiceError::tableNotFound(project, schemaName, name));
}

Reply<QStringList> parsePartition(const TableRow &table, const QString &spec, bool mayBePrefix)
{
    const auto wrong = [&] {
        return refuse(ServiceError::badArgument(
            QStringLiteral("Invalid partition spec '%1' of table '%2'").arg(spec.left(200), table.name)));
    };
    QHash<QString, QString> given;
    qsizetype at = 0;
    while (at < spec.size()) {
        const qsizetype equals = spec.indexOf(u'=', at);
        if (equals < 0)
            return wrong();
        const QString column = spec.mid(at, equals - at).trimmed().toLower();
        at = equals + 1;
        QString value;
        const QChar quote = at < spec.size() ? spec[at] : QChar();
        if (quote == u'\'' || quote == u'"') {
            const qsizetype end = spec.indexOf(quote, at + 1);
            if (end < 0)
                return wrong();
            value = spec.mid(at + 1, end - at - 1);
            at = end + 1;
        } else {
            qsizetype end = at;
            while (end < spec.size() && spec[end] != u',' && spec[end] != u'/')
                ++end;
            value = spec.mid(at, end - at).trimmed();
            at = end;
        }
        if (at < spec.size() && spec[at] != u',' && spec[at] != u'/')
            return wrong();
        ++at;
        if (given.contains(column))
            return wrong();
        given.insert(column, value);
    }
    QStringList values;
    for (const catalog::Column &column : table.partitionColumns) {
        if (!given.contains(column.name))
            break;
        values.append(given.take(column.name));
    }
    if (!given.isEmpty() || (!mayBePrefix && (values.isEmpty() || values.size() != table.partitionColumns.size())))
        return wrong();
    return values;
}

QString serverAddress(const ServiceContext &context, const HttpRequest &request)
{
    const QString host = QString::fromLatin1(request.header("host"));
    if (host.count(u':') == 1)
        return host;
    return QStringLiteral("127.0.0.1:%1").arg(context.port);
}

Reply<HttpResponse> inTransaction(const ServiceContext &context,
                                  const std::function<Reply<HttpResponse>(PgSession &)> &work)
{
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        PgTransaction transaction(session);
        if (const auto begun = transaction.begin(); !begun)
            return refuse(ServiceError::fromStore(begun.error()));
        auto reply = work(session);
        if (!reply)
            return reply;
        if (const auto done = transaction.commit(); !done)
            return refuse(ServiceError::fromStore(done.error()));
        return reply;
    });
}

} // namespace isthmus::sandbox
