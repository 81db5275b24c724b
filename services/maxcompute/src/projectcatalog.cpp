// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectcatalog.h"

#include "ddl.h"
#include "listing.h"
#include "names.h"
#include "sqljob.h"
#include "text.h"

#include <isthmus/dialect/quoting.h>

namespace isthmus::maxcompute {

using catalog::Fact;
using catalog::FactId;
using catalog::ObjectPath;
using core::Priority;
using core::Result;

namespace {

// As the first of \a page names who we are; the AccessKey where there is none.
Result<QString> identityIn(LaneProjects &projects, const ProjectPage &page, const core::Cancellation &cancellation)
{
    ObjectPath path;
    if (!page.projects.isEmpty())
        path = path.child(page.projects.first().name);
    Session &session = projects.stateOf(path).session;
    return page.projects.isEmpty() ? Result<QString>(session.settings().accessId) : session.identity(cancellation);
}

Result<catalog::ServerInfo> serverInfo(LaneState &state, const core::Cancellation &cancellation)
{
    const auto project = state.session.project(cancellation, true);
    if (!project)
        return core::fail(project.error());
    const auto identity = state.session.identity(cancellation);
    if (!identity)
        return core::fail(identity.error());
    const Settings &settings = state.session.settings();
    catalog::ServerInfo info;
    info.product = QStringLiteral("MaxCompute");
    info.identity = *identity;
    info.host = settings.endpoint;
    info.database = settings.project;
    info.schemasEnabled = project->schemasEnabled;
    info.roundTrip = project->roundTrip;
    info.reachTime = project->reachTime;
    return info;
}

// What is said of the tenant as a whole; who we are is asked in its first project.
Result<catalog::ServerInfo> tenantInfo(LaneProjects &projects, const core::Cancellation &cancellation)
{
    LaneState &tenant = projects.stateOf({});
    const auto first = listProjects(tenant, {}, 1, {}, cancellation);
    if (!first)
        return core::fail(first.error());
    const Settings settings = tenant.session.settings();
    catalog::ServerInfo info;
    info.product = QStringLiteral("MaxCompute");
    info.host = settings.endpoint;
    info.roundTrip = first->roundTrip;
    info.reachTime = first->reachTime;
    const auto identity = identityIn(projects, *first, cancellation);
    if (!identity)
        return core::fail(identity.error());
    info.identity = *identity;
    return info;
}

// What is not known is left out.
void addFact(QList<Fact> &facts, FactId id, const catalog::FactValue &value)
{
    const auto *text = std::get_if<QString>(&value);
    if (!text || !text->isEmpty())
        facts.append({id, value});
}

Result<QList<Fact>> projectFacts(LaneState &state, const core::Cancellation &cancellation)
{
    const auto project = state.session.project(cancellation);
    if (!project)
        return core::fail(project.error());
    const auto identity = state.session.identity(cancellation);
    if (!identity)
        return core::fail(identity.error());
    const Settings &settings = state.session.settings();
    QList<Fact> facts;
    addFact(facts, FactId::Project, settings.project);
    addFact(facts, FactId::Endpoint, settings.endpoint);
    addFact(facts, FactId::SchemasEnabled, project->schemasEnabled);
    addFact(facts, FactId::Identity, *identity);
    addFact(facts, FactId::Owner, project->owner);
    addFact(facts, FactId::Region, project->region);
    addFact(facts, FactId::TypeEdition, project->typeEdition);
    addFact(facts, FactId::Created, project->created);
    addFact(facts, FactId::Comment, project->comment);
    return facts;
}

Result<QList<Fact>> tenantFacts(LaneProjects &projects, const core::Cancellation &cancellation)
{
    constexpr int mostProjects = 1'000; // a card shows some of them
    LaneState &tenant = projects.stateOf({});
    const auto listed = listProjects(tenant, {}, mostProjects, {}, cancellation);
    if (!listed)
        return core::fail(listed.error());
    QList<Fact> facts;
    Call call;
    call.path = QStringList{QStringLiteral("tenants")};
    const auto described = tenant.session.sendForJson(call, cancellation);
    if (!described && described.error().isCancelled())
        return core::fail(described.error());
    if (described) { // who may not ask sees the projects all the same
        const QJsonObject json = described->value(u"Tenant").toObject();
        const QString name = json.value(u"Name").toString();
        addFact(facts, FactId::Tenant, name.isEmpty() ? json.value(u"TenantId").toString() : name);
    }
    addFact(facts, FactId::Endpoint, tenant.session.settings().endpoint);
    addFact(facts, FactId::Region, tenant.session.settings().region);
    const auto identity = identityIn(projects, *listed, cancellation);
    if (!identity)
        return core::fail(identity.error());
    addFact(facts, FactId::Identity, *identity);
    QStringList names;
    for (const ProjectLine &project : listed->projects)
        names.append(project.name);
    addFact(facts, FactId::Projects, names);
    addFact(facts, FactId::RoundTrip, listed->roundTrip);
    return facts;
}

Result<QList<Fact>> schemaFacts(LaneState &state, const QString &schema, const core::Cancellation &cancellation)
{
    const auto project = state.session.project(cancellation);
    if (!project)
        return core::fail(project.error());
    QList<Fact> facts;
    addFact(facts, FactId::Schema, schema);
    addFact(facts, FactId::Project, state.session.settings().project);
    if (!project->schemasEnabled)
        return facts;
    Call call;
    call.path = state.session.projectPath({QStringLiteral("schemas"), schema});
    call.subject = said(QT_TRANSLATE_NOOP("MaxCompute", "Schema %1")).arg(schema);
    const auto reply = state.session.send(call, cancellation);
    if (!reply)
        return core::fail(reply.error());
    const auto xml = parseXml(reply->body);
    if (!xml)
        return core::fail(xml.error());
    const bool isExternal = xml->childText(u"Type").compare(u"EXTERNAL", Qt::CaseInsensitive) == 0;
    state.tables.rememberSchema(schema, isExternal);
    addFact(facts, FactId::IsExternal, isExternal);
    const QString owner = QString::fromUtf8(reply->header("x-odps-owner"));
    addFact(facts, FactId::Owner, owner.isEmpty() ? xml->childText(u"Owner") : owner);
    QDateTime created = wire::parseHttpDate(reply->header("x-odps-creation-time"));
    if (!created.isValid())
        created = wire::parseHttpDate(xml->childText(u"CreateTime").toUtf8());
    addFact(facts, FactId::Created, created);
    addFact(facts, FactId::Comment, xml->childText(u"Comment"));
    return facts;
}

// As the sandbox tells it: MaxCompute itself has no statement for it
// (docs/protocol.md#foreign-servers-and-external-schemas).
Result<QList<Fact>> foreignServerFacts(LaneState &state, const QString &name, const core::Cancellation &cancellation)
{
    JobRequest request;
    request.script.statement = QStringLiteral("DESC FOREIGN SERVER %1;").arg(dialect::quoteMaxComputeName(name));
    request.subject = said(QT_TRANSLATE_NOOP("MaxCompute", "Foreign server %1")).arg(name);
    const auto job = runJob(state.session, request, cancellation);
    if (!job)
        return core::fail(job.error());
    const auto told = parseForeignServer(job->text);
    QList<Fact> facts;
    if (const QString host = told.value(QStringLiteral("host")); !host.isEmpty())
        addFact(facts, FactId::Host, QString(host + u':' + told.value(QStringLiteral("port"))));
    addFact(facts, FactId::Database, told.value(QStringLiteral("database")));
    addFact(facts, FactId::RoleArn, told.value(QStringLiteral("rolearn")));
    addFact(facts, FactId::Comment, told.value(QStringLiteral("comment")));
    return facts;
}

Result<QString> tableDdl(LaneState &state, const ObjectPath &path, const core::Cancellation &cancellation)
{
    const auto project = state.session.project(cancellation);
    if (!project)
        return core::fail(project.error());
    JobRequest request;
    const QStringList names = state.session.namesOf(path);
    const QString table = dialect::quoteMaxComputeName(names.at(1));
    request.script.statement =
        QStringLiteral("SHOW CREATE TABLE %1;")
            .arg(project->schemasEnabled ? dialect::quoteMaxComputeName(names.at(0)) + u'.' + table : table);
    request.subject = TableLoader::subject(path);
    const auto job = runJob(state.session, request, cancellation);
    if (job && !job->text.isEmpty() && job->text != u"OK")
        return job->text;
    if (!job && (job.error().isCancelled() || job.error().isTransient()))
        return core::fail(job.error());
    const auto info = state.tables.load(path, TableLoader::Depth::Everything, cancellation);
    if (!info)
        return core::fail(info.error());
    return synthesisedDdl(*info);
}

} // namespace

ProjectCatalog::ProjectCatalog(const Settings &settings, const Endpoint &endpoint, ReadingLanes reading)
    : m_settings(settings), m_reading(std::move(reading)),
      m_browsing(std::make_shared<JobLane>(settings.connectionName + QStringLiteral(" browse"), settings, endpoint)),
      m_background(
          std::make_shared<JobLane>(settings.connectionName + QStringLiteral(" background"), settings, endpoint))
{
}

QFuture<Result<catalog::ServerInfo>> ProjectCatalog::server(const QString &database)
{
    if (m_settings.wholeTenant && database.isEmpty())
        return m_browsing->post<catalog::ServerInfo>(Priority::Normal, &tenantInfo);
    if (!m_settings.wholeTenant && !database.isEmpty()
        && database.compare(m_settings.project, Qt::CaseInsensitive) != 0) {
        return core::ready<catalog::ServerInfo>(
            core::fail(catalog::otherDatabase(m_settings.connectionName, m_settings.project, database)));
    }
    return m_browsing->post<catalog::ServerInfo>(Priority::Normal, {m_settings.connectionName, {database}},
                                                 &serverInfo);
}

QFuture<Result<catalog::Page>> ProjectCatalog::children(const catalog::ListRequest &request)
{
    return m_browsing->post<catalog::Page>(Priority::Interactive, request.parent,
                                           [request](LaneState &state, const core::Cancellation &cancellation) {
                                               return listChildren(state, request, cancellation);
                                           });
}

QFuture<Result<QList<catalog::Entry>>> ProjectCatalog::entries(const ObjectPath &schema, const QStringList &names)
{
    return m_browsing->post<QList<catalog::Entry>>(
        Priority::Interactive, schema, [schema, names](LaneState &state, const core::Cancellation &cancellation) {
            return readEntries(state, schema, names, cancellation);
        });
}

QFuture<Result<catalog::NamePage>> ProjectCatalog::names(const ObjectPath &scope, const QString &marker)
{
    return m_background->post<catalog::NamePage>(
        Priority::Background, scope, [scope, marker](LaneState &state, const core::Cancellation &cancellation) {
            return readNames(state, scope, marker, cancellation);
        });
}

QFuture<Result<QList<catalog::TableInfo>>> ProjectCatalog::tables(const ObjectPath &schema, const QStringList &names)
{
    return m_background->post<QList<catalog::TableInfo>>(
        Priority::Interactive, schema, [schema, names](LaneState &state, const core::Cancellation &cancellation) {
            return readTables(state, schema, names, cancellation);
        });
}

QFuture<Result<QList<catalog::TableInfo>>> ProjectCatalog::columnsOf(const ObjectPath &schema, const QStringList &names)
{
    return m_background->post<QList<catalog::TableInfo>>(
        Priority::Interactive, schema, [schema, names](LaneState &state, const core::Cancellation &cancellation) {
            return readColumns(state, schema, names, cancellation);
        });
}

QFuture<Result<QList<catalog::ExternalLink>>> ProjectCatalog::externalLinks(const ObjectPath &scope)
{
    return m_background->post<QList<catalog::ExternalLink>>(
        Priority::Background, scope, [scope](LaneState &state, const core::Cancellation &cancellation) {
            return readExternalLinks(state, scope, cancellation);
        });
}

QFuture<Result<catalog::TableInfo>> ProjectCatalog::table(const ObjectPath &path)
{
    return m_browsing->post<catalog::TableInfo>(Priority::Interactive, path,
                                                [path](LaneState &state, const core::Cancellation &cancellation) {
                                                    return state.tables.loadPartition(path, cancellation);
                                                });
}

QFuture<Result<QString>> ProjectCatalog::ddl(const ObjectPath &path)
{
    const QStringList names = m_settings.wholeTenant ? path.names.mid(1) : path.names;
    if (names.size() != 2 || names.first() == catalog::foreignServersFolder)
        return core::ready<QString>(core::fail(
            core::ErrorKind::Unsupported,
            said(QT_TRANSLATE_NOOP("MaxCompute", "%1 has no statement that creates it.")).arg(path.toString())));
    return core::leastLoaded(m_reading)->post<QString>(
        Priority::Interactive, path, [path](LaneState &state, const core::Cancellation &cancellation) {
            return tableDdl(state, path, cancellation);
        });
}

QFuture<Result<QList<Fact>>> ProjectCatalog::facts(const ObjectPath &path)
{
    if (m_settings.wholeTenant && path.isConnection())
        return m_background->post<QList<Fact>>(Priority::Normal, &tenantFacts);
    return m_background->post<QList<Fact>>(
        Priority::Normal, path,
        [path](LaneState &state, const core::Cancellation &cancellation) -> Result<QList<Fact>> {
            const QStringList names = state.session.namesOf(path);
            if (names.isEmpty())
                return projectFacts(state, cancellation);
            if (names.size() == 1 && !names.first().startsWith(u':'))
                return schemaFacts(state, names.first(), cancellation);
            if (names.size() == 2 && names.first() == catalog::foreignServersFolder)
                return foreignServerFacts(state, names.last(), cancellation);
            return QList<Fact>{};
        });
}

} // namespace isthmus::maxcompute
