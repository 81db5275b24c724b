// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/databaseat.h>
#include <isthmus/core/format.h>
#include <isthmus/mapping/access/hologresuser.h>
#include <isthmus/mapping/doctor/report.h>
#include <isthmus/mapping/externalschema/dropexternalschema.h>
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/foreignserver/dropforeignserver.h>
#include <isthmus/models/doctor/checksdocument.h>
#include <isthmus/plan/words.h>
#include <isthmus/tasks/newestrun.h>

#include <algorithm>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::ConnectionManager;
using mapping::Doctor;
using mapping::Examination;
using mapping::Finding;

namespace {

const QString checksKind = QStringLiteral("checks");
const QString schemaWay = QStringLiteral("schema");
const QString tableWay = QStringLiteral("table");
const QString externalSchemaWay = QStringLiteral("external-schema");
const QString externalTableWay = QStringLiteral("external-table");
const QString lookedKey = QStringLiteral("looked");
const QString serverKey = QStringLiteral("server");
const QString roleKey = QStringLiteral("role");
const QString userKey = QStringLiteral("user");
constexpr std::chrono::milliseconds typingPause{500};

QString wayOf(const Examination &what)
{
    const bool isSchema = what.way == Examination::Way::Schema;
    if (what.isThere())
        return isSchema ? externalSchemaWay : externalTableWay;
    return isSchema ? schemaWay : tableWay;
}

Doctor::Sides sidesOf(ConnectionManager &manager, tasks::Runs &runs)
{
    return {[&manager](const QString &connection) {
                return core::andThen<Doctor::Side>(
                    manager.open(connection), &manager, [](const connections::Backend &backend) {
                        return core::ready<Doctor::Side>(Doctor::Side{backend.catalog, backend.sql});
                    });
            },
            [&manager](const QString &host, int port, const QString &database) {
                return connections::databaseAt(manager.profiles(), host, port, database).value_or(ObjectPath());
            },
            [&runs](const catalog::ObjectPath &schema) {
                return core::andThen<mapping::MapSchema>(
                    tasks::newestRun(runs, mapping::MapSchema::taskKind, schema.toString()), &runs,
                    [](const plan::Run &run) { return core::ready(mapping::MapSchema::fromJson(run.definition)); });
            }};
}

void rename(ObjectPath &path, const QString &before, const QString &after)
{
    if (path.connection == before)
        path.connection = after;
}

} // namespace

DocumentAddress checksAddress(const ObjectPath &path, catalog::ObjectKind kind,
                              const std::optional<ObjectPath> &project)
{
    const QString way = kind == catalog::ObjectKind::Schema ? schemaWay
        : kind == catalog::ObjectKind::ExternalSchema       ? externalSchemaWay
        : kind == catalog::ObjectKind::ExternalTable        ? externalTableWay
                                                            : tableWay;
    DocumentAddress address{checksKind, {way, path.toString()}};
    if (project)
        address.names.append(project->toString());
    return address;
}

ChecksDocument::ChecksDocument(ConnectionManager &manager, tasks::Runs &runs, QObject *parent)
    : Document(parent), m_manager(manager), m_runs(runs)
{
    m_changeTimer.setSingleShot(true);
    m_changeTimer.setInterval(typingPause);
    connect(&m_changeTimer, &QTimer::timeout, this, &ChecksDocument::examine);
    connect(&runs, &tasks::Runs::summaryChanged, this, &ChecksDocument::takeRun);
}

ChecksDocument::~ChecksDocument() = default;

DocumentAddress ChecksDocument::address() const
{
    DocumentAddress address{checksKind,
                            {wayOf(m_what), (m_what.isThere() ? m_what.existing : m_what.source).toString()}};
    if (!m_what.isThere() && !m_what.project.connection.isEmpty())
        address.names.append(m_what.project.toString());
    return address;
}

bool ChecksDocument::open(const DocumentAddress &address)
{
    const QString way = address.names.value(0);
    const auto path = ObjectPath::parse(address.names.value(1));
    const auto project =
        address.names.size() > 2 ? ObjectPath::parse(address.names.at(2)) : core::Result<ObjectPath>(ObjectPath());
    const bool isSchema = way == schemaWay || way == externalSchemaWay;
    const bool isThere = way == externalSchemaWay || way == externalTableWay;
    const bool isWay = isSchema || way == tableWay || way == externalTableWay;
    const qsizetype least = isSchema ? 1 : 2;
    if (address.kind != checksKind || !isWay || !path || !project || address.names.size() > (isThere ? 2 : 3)
        || path->names.size() < least || path->names.size() > least + 1)
        return false;
    m_doctor.reset();
    m_findings.clear();
    m_looked.clear();
    m_what = {};
    m_what.way = isSchema ? Examination::Way::Schema : Examination::Way::Table;
    if (isThere) {
        m_destinations.reset();
        m_what.existing = *path;
        m_what.project = isSchema ? path->parent() : path->parent().parent();
    } else {
        m_what.source = *path;
        const bool isTold = !project->connection.isEmpty();
        m_destinations = std::make_unique<MapDestinations>(m_manager, path->connection,
                                                           isTold ? std::optional(*project) : std::nullopt, nullptr);
        m_what.project = m_destinations->chosen();
        connect(m_destinations.get(), &MapDestinations::changed, this, &ChecksDocument::changed);
        connect(m_destinations.get(), &MapDestinations::chosenChanged, this, [this] {
            m_what.project = m_destinations->chosen();
            Q_EMIT changed();
            examine();
        });
        m_destinations->read();
    }
    m_checks.setFindings(m_what, {}, {});
    Q_EMIT changed();
    return true;
}

// Checking

void ChecksDocument::load()
{
    if (!m_doctor)
        examine();
}

void ChecksDocument::reload()
{
    examine();
}

void ChecksDocument::cancel()
{
    if (m_doctor)
        m_doctor->cancel();
}

void ChecksDocument::changeLater()
{
    m_changeTimer.start();
    Q_EMIT changed();
}

void ChecksDocument::examine()
{
    m_changeTimer.stop();
    if (m_what.project.connection.isEmpty())
        return; // there is no MaxCompute connection
    m_doctor = std::make_unique<Doctor>(m_what, sidesOf(m_manager, m_runs));
    connect(m_doctor.get(), &Doctor::changed, this, &ChecksDocument::takeFindings);
    connect(m_doctor.get(), &Doctor::finished, this, &ChecksDocument::takeFindings);
    m_doctor->start();
}

void ChecksDocument::takeFindings()
{
    m_findings = m_doctor->findings();
    m_checks.setFindings(m_doctor->what(), m_doctor->facts(), m_findings);
    Q_EMIT checked();
}

// What a run has changed may have mended what was wrong.
void ChecksDocument::takeRun(const plan::RunSummary &run)
{
    if (!plan::isFinal(run.state) || !m_doctor)
        return;
    const Examination &what = m_doctor->what();
    const auto isOurs = [&what](const QString &connection) {
        return connection == what.project.connection || connection == what.source.connection;
    };
    static const QStringList kinds{mapping::NewForeignServer::taskKind, mapping::DropForeignServer::taskKind,
                                   mapping::AddHologresUser::taskKind,  mapping::GrantHologresRights::taskKind,
                                   mapping::MapSchema::taskKind,        mapping::DropExternalSchema::taskKind,
                                   mapping::MapTable::taskKind,         mapping::DropExternalTable::taskKind};
    if (kinds.contains(run.taskKind) && std::ranges::any_of(run.connections, isOurs))
        examine();
}

void ChecksDocument::comeBack(const QString &connection)
{
    const bool isOurs = m_doctor
        && (connection == m_doctor->what().project.connection || connection == m_doctor->what().source.connection);
    if (isOurs && !m_doctor->isRunning())
        examine();
}

void ChecksDocument::renameConnection(const QString &before, const QString &after, bool leadsElsewhere)
{
    const Examination old = m_what;
    rename(m_what.source, before, after);
    rename(m_what.project, before, after);
    rename(m_what.existing, before, after);
    if (m_what == old && !leadsElsewhere)
        return;
    if (m_doctor)
        examine();
    Q_EMIT changed();
}

// What is examined

QStringList ChecksDocument::projects() const
{
    return m_destinations ? m_destinations->titles() : QStringList();
}

QString ChecksDocument::project() const
{
    return m_destinations ? m_destinations->title() : m_what.project.toString();
}

void ChecksDocument::setProject(const QString &title)
{
    if (m_destinations)
        m_destinations->choose(title);
}

QStringList ChecksDocument::foreignServers() const
{
    QStringList names;
    if (m_doctor) {
        for (const catalog::Entry &server : m_doctor->facts().servers.value)
            names.append(server.name());
    }
    return names;
}

void ChecksDocument::setForeignServer(const QString &name)
{
    if (m_what.foreignServer == name.trimmed())
        return;
    m_what.foreignServer = name.trimmed();
    changeLater();
}

void ChecksDocument::setRoleArn(const QString &arn)
{
    if (m_what.roleArn == arn.trimmed())
        return;
    m_what.roleArn = arn.trimmed();
    m_what.access =
        m_what.roleArn.isEmpty() ? mapping::MapTable::Access::DualSignature : mapping::MapTable::Access::RamRole;
    changeLater();
}

void ChecksDocument::setUser(const QString &user)
{
    if (m_what.user == user.trimmed())
        return;
    m_what.user = user.trimmed();
    changeLater();
}

void ChecksDocument::setLooked(const QString &id, bool isSo)
{
    if (isSo)
        m_looked.insert(id, QDateTime::currentDateTime());
    else
        m_looked.remove(id);
    Q_EMIT changed();
}

// Words

QString ChecksDocument::title() const
{
    const QString object = (m_what.isThere() ? m_what.existing : m_what.source).name();
    return m_what.isThere() ? tr("Checks %1").arg(object) : tr("Checks %1 → %2").arg(object, m_what.project.name());
}

QString ChecksDocument::description() const
{
    return (m_what.isThere() ? m_what.existing : m_what.source).toString();
}

QString ChecksDocument::connection() const
{
    return m_what.isThere() ? m_what.existing.connection : m_what.source.connection;
}

QList<Finding> ChecksDocument::openFindings() const
{
    QList<Finding> found;
    for (const auto outcome : {Finding::Outcome::Failed, Finding::Outcome::Warning, Finding::Outcome::Unknown}) {
        for (const Finding &finding : m_findings) {
            if (finding.outcome == outcome)
                found.append(finding);
        }
    }
    return found;
}

QString ChecksDocument::summary() const
{
    if (!m_doctor)
        return m_what.project.connection.isEmpty() ? tr("There is no MaxCompute connection yet") : QString();
    if (m_doctor->isRunning())
        return tr("Checking, %1").arg(core::formatDuration(m_doctor->elapsed()));
    return tr("%1 checks, %2, read only")
        .arg(core::formatCount(m_findings.size()), core::formatDuration(m_doctor->elapsed()));
}

QString ChecksDocument::reportText() const
{
    return m_doctor ? mapping::reportText(m_doctor->what(), m_doctor->facts(), m_findings) : QString();
}

QString ChecksDocument::groupText(Finding::Group group) const
{
    return m_doctor ? mapping::groupText(group, m_doctor->what(), m_doctor->facts()) : QString();
}

std::optional<PlanFor> ChecksDocument::mapCommand() const
{
    if (m_what.isThere() || m_what.project.connection.isEmpty())
        return std::nullopt;
    return m_what.way == Examination::Way::Schema ? mapSchema(m_what.source, m_what.project)
                                                  : mapTable(m_what.source, m_what.project);
}

// State

QJsonObject ChecksDocument::state() const
{
    QJsonObject looked;
    for (auto it = m_looked.cbegin(); it != m_looked.cend(); ++it)
        looked.insert(it.key(), it->toUTC().toString(Qt::ISODate));
    QJsonObject state{{lookedKey, looked}};
    const auto add = [&state](const QString &key, const QString &value) {
        if (!value.isEmpty())
            state.insert(key, value);
    };
    add(serverKey, m_what.foreignServer);
    add(roleKey, m_what.roleArn);
    add(userKey, m_what.user);
    return state;
}

void ChecksDocument::restore(const QJsonObject &state)
{
    const QJsonObject looked = state.value(lookedKey).toObject();
    for (auto it = looked.constBegin(); it != looked.constEnd(); ++it) {
        if (const auto at = QDateTime::fromString(it->toString(), Qt::ISODate); at.isValid())
            m_looked.insert(it.key(), at.toLocalTime());
    }
    m_what.foreignServer = state.value(serverKey).toString();
    m_what.user = state.value(userKey).toString();
    setRoleArn(state.value(roleKey).toString());
    m_changeTimer.stop(); // it is read when it is shown
}

} // namespace isthmus::models
