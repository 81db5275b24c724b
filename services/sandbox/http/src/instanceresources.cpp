// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/http/accountresources.h>
#include <isthmus/sandbox/http/instanceresources.h>
#include <isthmus/sandbox/jobs/jobmanager.h>
#include <isthmus/sandbox/jobs/jobrequest.h>
#include <isthmus/sandbox/jobs/sessionzone.h>
#include <isthmus/sandbox/jobs/statementrunner.h>
#include <isthmus/sandbox/requests/xmltext.h>
#include <isthmus/sandbox/rows/resultcsv.h>
#include <isthmus/sandbox/tunnel/downloads.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace isthmus::sandbox {

namespace {

constexpr qsizetype maxJobBytes = 8 * 1024 * 1024; // 2 Mi characters of SQL in UTF-8, and the XML around them
constexpr qsizetype maxSmallBody = 64 * 1024;
constexpr qint64 maxResultRows = 10'000; // docs/protocol.md#types-and-limits
constexpr qsizetype maxResultBytes = 64 * 1024 * 1024;
constexpr std::chrono::milliseconds longPoll{1000};
constexpr std::chrono::milliseconds directPoll{60'000}; ///< below the shortest read time-out of a client, 120 s

// How a whole instance stands: a task that failed has terminated too.
QString instanceStatus(const InstanceRow &instance)
{
    return instance.isOver() ? QStringLiteral("Terminated") : QStringLiteral("Running");
}

void writeTask(XmlText &xml, const InstanceRow &instance)
{
    xml.open("Task");
    xml.attribute("Type", QStringLiteral("SQL"));
    xml.text("Name", instance.taskName);
    xml.text("StartTime", httpTime(instance.started));
    if (instance.isOver())
        xml.text("EndTime", httpTime(instance.ended));
    xml.text("Status", instance.status);
    xml.open("Histories");
    xml.close();
    xml.close();
}

Reply<HttpResponse> submit(const ServiceContext &context, const HttpRequest &request)
{
    const auto body = request.body(maxJobBytes);
    if (!body)
        return refuse(body.error());
    const auto job = JobRequest::parse(*body);
    if (!job)
        return refuse(job.error());
    const QString project = request.resource.project;
    const auto known =
        withSession<ProjectRow>(context, [&](PgSession &session) { return requireProject(session, project); });
    if (!known)
        return refuse(known.error());
    const auto id = context.jobs.submit(*job, project, request.account);
    if (!id)
        return refuse(id.error());
    HttpResponse response;
    response.status = 201;
    response.headers = {{"Location", "/api/projects/" + project.toUtf8() + "/instances/" + id->toUtf8()}};
    return response;
}

// The filters that the list of all instances and the list of queued ones share.
Metadata::InstanceFilter filterOf(const HttpRequest &request)
{
    Metadata::InstanceFilter filter;
    filter.limit = int(request.target.number(u"maxitems", 1000, 1, 1000));
    filter.after = request.target.value(u"marker");
    filter.jobName = request.target.value(u"jobname");
    if (request.target.value(u"onlyowner") == u"yes")
        filter.owner = request.account.accessId;
    return filter;
}

// A page of the instances that \a filter takes; each as it is now, which the store need not know yet.
Reply<RowPage<InstanceRow>> pageOf(const ServiceContext &context, const HttpRequest &request,
                                   const Metadata::InstanceFilter &filter)
{
    auto page = withSession<RowPage<InstanceRow>>(context, [&](PgSession &session) -> Reply<RowPage<InstanceRow>> {
        if (const auto project = requireProject(session, request.resource.project); !project)
            return refuse(project.error());
        return replyOf(Metadata(session).instances(request.resource.project, filter));
    });
    if (!page)
        return page;
    for (InstanceRow &instance : page->rows) {
        if (auto current = context.jobs.current(instance.project, instance.id))
            instance = std::move(*current);
    }
    if (filter.status.compare(u"Running", Qt::CaseInsensitive) == 0)
        page->rows.removeIf([](const InstanceRow &instance) { return instance.isOver(); });
    return page;
}

// The instance that \a request names, as it is now. What runs is answered without the store, hence also while that is
// down.
Reply<InstanceRow> findInstance(const ServiceContext &context, const HttpRequest &request)
{
    const Resource &resource = request.resource;
    if (auto current = context.jobs.current(resource.project, resource.name))
        return std::move(*current);
    return withSession<InstanceRow>(context, [&](PgSession &session) -> Reply<InstanceRow> {
        auto row = Metadata(session).instance(resource.project, resource.name);
        if (!row)
            return refuse(ServiceError::fromStore(row.error()));
        if (!*row)
            return refuse(ServiceError::noSuchObject(
                QStringLiteral("ODPS-0430055:Instance not found - '%1'").arg(resource.name)));
        return std::move(**row);
    });
}

Reply<HttpResponse> list(const ServiceContext &context, const HttpRequest &request)
{
    const RequestTarget &target = request.target;
    Metadata::InstanceFilter filter = filterOf(request);
    filter.status = target.value(u"status");
    const QStringList range = target.value(u"daterange").split(u':');
    if (const qint64 from = range.value(0).toLongLong(); from > 0)
        filter.startedFrom = from;
    if (const qint64 before = range.value(1).toLongLong(); before > 0)
        filter.startedBefore = before;
    const auto page = pageOf(context, request, filter);
    if (!page)
        return refuse(page.error());
    XmlText xml;
    xml.open("Instances");
    xml.text("Marker", page->next);
    xml.text("MaxItems", filter.limit);
    for (const InstanceRow &instance : page->rows) {
        xml.open("Instance");
        xml.text("Name", instance.id);
        xml.text("Owner", instance.owner);
        xml.text("StartTime", httpTime(instance.started));
        if (instance.isOver())
            xml.text("EndTime", httpTime(instance.ended));
        xml.text("Status", instanceStatus(instance));
        xml.close();
    }
    return HttpResponse::xml(xml.finished());
}

// How an instance stands in the queue.
QJsonObject queueEntry(const InstanceRow &instance)
{
    const QString start =
        QDateTime::fromSecsSinceEpoch(instance.started, Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss '+0000'");
    return {{QStringLiteral("instanceId"), instance.id},
            {QStringLiteral("instancePriority"), instance.priority},
            {QStringLiteral("instanceProgress"), instance.isOver() ? 1.0 : 0.0},
            {QStringLiteral("jobName"), instance.jobName.isEmpty() ? instance.id : instance.jobName},
            {QStringLiteral("projectName"), instance.project},
            {QStringLiteral("startTime"), start},
            {QStringLiteral("taskType"), QStringLiteral("SQL")},
            {QStringLiteral("taskName"), instance.taskName},
            {QStringLiteral("userAccount"), instance.owner},
            {QStringLiteral("quotaNickname"), quotaNickname()},
            {QStringLiteral("status"), instanceStatus(instance)},
            {QStringLiteral("subStatusHistory"), QJsonArray()}};
}

HttpResponse statusReply(const InstanceRow &instance, bool withTasks)
{
    XmlText xml;
    xml.open("Instance");
    xml.text("Status", instanceStatus(instance));
    if (withTasks) {
        xml.open("Tasks");
        writeTask(xml, instance);
    }
    HttpResponse response = HttpResponse::xml(xml.finished());
    response.headers = {{"x-odps-owner", instance.owner.toUtf8()},
                        {"x-odps-start-time", httpTime(instance.started).toLatin1()}};
    // Empty while the job runs: the Java client cannot do without the header.
    response.headers.append(
        {"x-odps-end-time", instance.isOver() ? httpTime(instance.ended).toLatin1() : QByteArray()});
    return response;
}

QString descriptor(const InstanceRow &instance)
{
    QJsonArray columns;
    for (const catalog::Column &column : *instance.columns)
        columns.append(
            QJsonObject{{QStringLiteral("Name"), column.name}, {QStringLiteral("Type"), column.type.text.toLower()}});
    const QJsonObject object{{QStringLiteral("IsSelect"), true},
                             {QStringLiteral("SelectResultStatus"), QStringLiteral("OK")},
                             {QStringLiteral("Schema"), QJsonObject{{QStringLiteral("Columns"), columns}}}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ResultForm resultForm(const InstanceRow &instance)
{
    const QJsonObject settings = resultSettings(instance);
    const QString trimZero = settings.value(u"odps.sql.decimal.tostring.trimzero").toString();
    return {zoneSetting(settings), trimZero.compare(u"false", Qt::CaseInsensitive) != 0};
}

Reply<QByteArray> resultCsv(const ServiceContext &context, const InstanceRow &instance)
{
    return withSession<QByteArray>(context, [&](PgSession &session) -> Reply<QByteArray> {
        PgTransaction transaction(session);
        if (const auto begun = transaction.begin(QStringLiteral("READ ONLY")); !begun)
            return refuse(ServiceError::fromStore(begun.error()));
        QStringList titles;
        for (const catalog::Column &column : *instance.columns)
            titles.append(column.name);
        return replyOf(csvOf(session, {instance.resultRelation(), instance.storedColumns(), {}}, {0, maxResultRows},
                             maxResultBytes, resultForm(instance), titles));
    });
}

Reply<HttpResponse> resultReply(const ServiceContext &context, const InstanceRow &instance)
{
    if (!instance.isOver())
        return refuse(ServiceError::badArgument(QStringLiteral("Instance '%1' has not ended yet").arg(instance.id)));
    QByteArray text = instance.result.toUtf8();
    if (instance.columns) {
        const auto csv = resultCsv(context, instance);
        if (!csv)
            return refuse(csv.error());
        text = *csv;
    }
    XmlText xml;
    xml.open("Instance");
    xml.open("Tasks");
    xml.open("Task");
    xml.attribute("Type", QStringLiteral("SQL"));
    xml.text("Name", instance.taskName);
    xml.open("Result");
    // The ODBC driver takes an empty text for a fault where it expects Base64.
    if (!text.isEmpty())
        xml.attribute("Transform", QStringLiteral("Base64"));
    xml.attribute("Format", instance.columns ? QStringLiteral("csv") : QStringLiteral("text"));
    xml.cdata(QString::fromLatin1(text.toBase64()));
    xml.close();
    if (instance.columns) {
        xml.open("ResultDescriptor");
        xml.cdata(descriptor(instance));
        xml.close();
    }
    xml.text("Status", instance.status);
    return HttpResponse::xml(xml.finished());
}

// One stage that is done or not: PostgreSQL tells nothing finer.
HttpResponse progressReply(const InstanceRow &instance)
{
    const bool isOver = instance.isOver();
    XmlText xml;
    xml.open("Progress");
    xml.open("Stage");
    xml.attribute("ID", QStringLiteral("M1"));
    xml.text("Status", isOver ? QStringLiteral("TERMINATED") : QStringLiteral("RUNNING"));
    xml.text("BackupWorkers", qint64(0));
    xml.text("TerminatedWorkers", qint64(isOver ? 1 : 0));
    xml.text("RunningWorkers", qint64(isOver ? 0 : 1));
    xml.text("TotalWorkers", qint64(1));
    xml.text("InputRecords", qint64(0));
    xml.text("OutputRecords", instance.rows);
    xml.text("FinishedPercentage", qint64(isOver ? 100 : 0));
    return HttpResponse::xml(xml.finished());
}

// "project.table": [rows]. The JDBC driver adds the first numbers up for its count of updated rows:
// docs/protocol.md#status-of-a-job.
QJsonObject outputsOf(const InstanceRow &instance)
{
    QJsonObject outputs;
    for (auto it = instance.outputs.begin(); it != instance.outputs.end(); ++it)
        outputs.insert(it.key(), QJsonArray{it.value()});
    return outputs;
}

HttpResponse summaryReply(const InstanceRow &instance)
{
    const QJsonObject cost{{QStringLiteral("CPU"), 0}, {QStringLiteral("Memory"), 0}, {QStringLiteral("Input"), 0}};
    const QJsonObject content{{QStringLiteral("Cost"), cost}, {QStringLiteral("Outputs"), outputsOf(instance)}};
    const QString json = QString::fromUtf8(QJsonDocument(content).toJson(QJsonDocument::Compact));
    const QJsonObject summary{{QStringLiteral("JsonSummary"), json},
                              {QStringLiteral("Summary"), QStringLiteral("rows: %1").arg(instance.rows)}};
    HttpResponse response = HttpResponse::json(
        QJsonDocument(QJsonObject{{QStringLiteral("Instance"), summary}}).toJson(QJsonDocument::Compact));
    response.headers = {{"x-odps-task-finalized", instance.isOver() ? "true" : "false"}};
    return response;
}

Reply<HttpResponse> cancel(const ServiceContext &context, const HttpRequest &request, const InstanceRow &instance)
{
    const auto body = request.body(maxSmallBody);
    if (!body)
        return refuse(body.error());
    if (childText(*body, u"Status").value_or(QString()) != u"Terminated")
        return refuse(ServiceError::notSupported(QStringLiteral("Changing an instance other than to Terminated")));
    if (instance.owner != request.account.accessId)
        return refuse(
            ServiceError::noPermission(QStringLiteral("ODPS-0420095:Access Denied - instance '%1' belongs to '%2'")
                                           .arg(instance.id, instance.owner)));
    if (instance.isOver())
        return refuse({409, QStringLiteral("InvalidStateSetting"),
                       QStringLiteral("ODPS-0420063:Instance '%1' has ended").arg(instance.id)});
    context.jobs.cancel(instance.id);
    return HttpResponse{};
}

} // namespace

Reply<HttpResponse> serveQueuedInstances(const ServiceContext &context, const HttpRequest &request)
{
    Metadata::InstanceFilter filter = filterOf(request);
    filter.status = QStringLiteral("Running");
    const auto page = pageOf(context, request, filter);
    if (!page)
        return refuse(page.error());
    QJsonArray entries;
    for (const InstanceRow &instance : page->rows)
        entries.append(queueEntry(instance));
    XmlText xml;
    xml.open("Instances");
    xml.text("Marker", page->next);
    xml.text("MaxItems", filter.limit);
    xml.text("Content", QString::fromUtf8(QJsonDocument(entries).toJson(QJsonDocument::Compact)));
    return HttpResponse::xml(xml.finished());
}

Reply<HttpResponse> serveInstances(const ServiceContext &context, const HttpRequest &request)
{
    if (request.method == "POST")
        return submit(context, request);
    return list(context, request);
}

Reply<HttpResponse> serveInstance(const ServiceContext &context, const HttpRequest &request)
{
    const RequestTarget &target = request.target;
    if (target.has(u"instancestatus"))
        context.jobs.waitFor(request.resource.name, longPoll);
    if (isDirect(target))
        context.jobs.waitFor(request.resource.name, directPoll);
    const auto instance = findInstance(context, request);
    if (!instance)
        return refuse(instance.error());
    if (target.has(u"downloads") || target.has(u"downloadid") || isDirect(target))
        return serveInstanceDownload(context, request, *instance);
    if (request.method == "PUT")
        return cancel(context, request, *instance);
    if (request.method != "GET")
        return refuse(ServiceError::notSupported(QStringLiteral("Changing an instance")));
    if (target.has(u"result"))
        return resultReply(context, *instance);
    if (target.has(u"source"))
        return HttpResponse::xml(JobRequest{.taskType = QStringLiteral("SQL"),
                                            .taskName = instance->taskName,
                                            .priority = instance->priority,
                                            .guid = instance->guid,
                                            .name = instance->jobName,
                                            .comment = instance->jobComment,
                                            .runningCluster = instance->runningCluster,
                                            .query = instance->query,
                                            .settings = instance->settings}
                                     .toSourceXml());
    if (target.has(u"instanceprogress"))
        return progressReply(*instance);
    if (target.has(u"cached"))
        return HttpResponse::json(QJsonDocument(queueEntry(*instance)).toJson(QJsonDocument::Compact));
    if (target.has(u"instancesummary") || target.has(u"instancedetail") || target.has(u"detail"))
        return summaryReply(*instance);
    return statusReply(*instance, target.has(u"taskstatus"));
}

} // namespace isthmus::sandbox
