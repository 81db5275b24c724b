// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"

namespace isthmus::testsupport {

using catalog::ObjectKind;
using catalog::ObjectPath;
using core::Result;

namespace {

core::Error notSet(const ObjectPath &path)
{
    return {core::ErrorKind::NotFound, path.toString() + QStringLiteral(" is not there"), {}, {}, {}};
}

template <typename T>
HeldCall<T> heldCall(const ObjectPath &path, const QString &marker = {})
{
    HeldCall<T> call{path, marker, std::make_shared<QPromise<Result<T>>>()};
    call.promise->start();
    return call;
}

} // namespace

void FakeCatalog::hold(bool isHolding)
{
    const std::lock_guard lock(m_mutex);
    m_isHolding = isHolding;
}

void FakeCatalog::setBrief(bool isBrief)
{
    const std::lock_guard lock(m_mutex);
    m_isBrief = isBrief;
}

void FakeCatalog::setHidden(const ObjectPath &parent, const QStringList &names)
{
    const std::lock_guard lock(m_mutex);
    m_hidden.insert(parent, names);
}

void FakeCatalog::setEntriesError(const std::optional<core::Error> &error)
{
    const std::lock_guard lock(m_mutex);
    m_entriesError = error;
}

void FakeCatalog::setServer(Result<catalog::ServerInfo> server)
{
    const std::lock_guard lock(m_mutex);
    m_server = std::move(server);
}

void FakeCatalog::setChildren(const ObjectPath &parent, const QList<catalog::Entry> &children)
{
    const std::lock_guard lock(m_mutex);
    m_children.insert(parent, children);
}

void FakeCatalog::setChildrenError(const ObjectPath &parent, const core::Error &error)
{
    const std::lock_guard lock(m_mutex);
    m_children.insert(parent, core::fail(error));
}

void FakeCatalog::setTable(const catalog::TableInfo &info)
{
    const std::lock_guard lock(m_mutex);
    m_tables.insert(info.path, info);
}

void FakeCatalog::setTableError(const ObjectPath &path, const core::Error &error)
{
    const std::lock_guard lock(m_mutex);
    m_tables.insert(path, core::fail(error));
}

void FakeCatalog::setDdl(const Result<QString> &ddl)
{
    const std::lock_guard lock(m_mutex);
    m_ddl = ddl;
}

void FakeCatalog::setFacts(const Result<QList<catalog::Fact>> &facts)
{
    const std::lock_guard lock(m_mutex);
    m_facts = facts;
}

void FakeCatalog::setFacts(const ObjectPath &path, const QList<catalog::Fact> &facts)
{
    const std::lock_guard lock(m_mutex);
    m_factsOf[path] = facts;
}

std::vector<HeldCall<catalog::Page>> FakeCatalog::heldChildren() const
{
    const std::lock_guard lock(m_mutex);
    return m_heldChildren;
}

std::vector<HeldCall<catalog::TableInfo>> FakeCatalog::heldTables() const
{
    const std::lock_guard lock(m_mutex);
    return m_heldTables;
}

int FakeCatalog::childrenCalls(const ObjectPath &parent) const
{
    const std::lock_guard lock(m_mutex);
    return m_childrenCalls.value(parent);
}

int FakeCatalog::tablesCalls(const ObjectPath &schema) const
{
    const std::lock_guard lock(m_mutex);
    return m_tablesCalls.value(schema);
}

QList<ObjectPath> FakeCatalog::lookedAt() const
{
    const std::lock_guard lock(m_mutex);
    return m_lookedAt;
}

QStringList FakeCatalog::calls() const
{
    const std::lock_guard lock(m_mutex);
    return m_calls;
}

void FakeCatalog::setExternalLinks(const QList<catalog::ExternalLink> &links)
{
    const std::lock_guard lock(m_mutex);
    m_links = links;
}

QFuture<Result<catalog::ServerInfo>> FakeCatalog::server(const QString &database)
{
    const std::lock_guard lock(m_mutex);
    m_calls.append((QStringLiteral("server ") + database).trimmed());
    auto server = m_server;
    if (server && !database.isEmpty())
        server->database = database;
    return core::ready(server);
}

QFuture<Result<catalog::Page>> FakeCatalog::children(const catalog::ListRequest &request)
{
    const std::lock_guard lock(m_mutex);
    m_calls.append(QStringLiteral("children ") + request.parent.toString());
    ++m_childrenCalls[request.parent];
    if (m_isHolding) {
        m_heldChildren.push_back(heldCall<catalog::Page>(request.parent, request.marker));
        return m_heldChildren.back().promise->future();
    }
    auto all = m_children.value(request.parent, core::fail(notSet(request.parent)));
    if (!all)
        return core::ready<catalog::Page>(core::fail(all.error()));
    all->removeIf(
        [&](const catalog::Entry &entry) { return !entry.name().startsWith(request.namePrefix, Qt::CaseInsensitive); });
    const qsizetype from = request.marker.toLongLong();
    const qsizetype end = from + request.pageSize;
    catalog::Page page{all->mid(from, request.pageSize), end < all->size() ? QString::number(end) : QString(), {}};
    if (page.nextMarker.isEmpty())
        page.hidden = m_hidden.value(request.parent);
    for (catalog::Entry &entry : page.entries) {
        if (!m_isBrief || !catalog::isRelation(entry.kind))
            continue;
        const ObjectKind kind = entry.kind == ObjectKind::PartitionedTable ? ObjectKind::Table : entry.kind;
        catalog::Entry brief;
        brief.path = entry.path;
        brief.kind = kind;
        brief.mayHaveChildren = entry.mayHaveChildren;
        brief.isBrief = true;
        entry = brief;
    }
    return core::ready<catalog::Page>(page);
}

QFuture<Result<QList<catalog::Entry>>> FakeCatalog::entries(const ObjectPath &schema, const QStringList &names)
{
    const std::lock_guard lock(m_mutex);
    m_calls.append(QStringLiteral("entries %1 %2").arg(schema.toString(), names.join(u',')));
    if (m_entriesError)
        return core::ready<QList<catalog::Entry>>(core::fail(*m_entriesError));
    const auto all = m_children.value(schema, core::fail(notSet(schema)));
    if (!all)
        return core::ready<QList<catalog::Entry>>(core::fail(all.error()));
    QList<catalog::Entry> found;
    for (const QString &name : names) {
        for (const catalog::Entry &entry : *all) {
            if (entry.name() == name)
                found.append(entry);
        }
    }
    return core::ready<QList<catalog::Entry>>(found);
}

QFuture<Result<catalog::NamePage>> FakeCatalog::names(const ObjectPath &scope, const QString &)
{
    const std::lock_guard lock(m_mutex);
    m_calls.append(QStringLiteral("names ") + scope.toString());
    catalog::NamePage page;
    for (auto it = m_children.cbegin(); it != m_children.cend(); ++it) {
        if (!it.value() || (it.key() != scope && it.key().parent() != scope))
            continue;
        for (const catalog::Entry &entry : *it.value()) {
            if (catalog::isRelation(entry.kind))
                page.names.append({it.key().name(), entry.name(), entry.kind});
        }
    }
    return core::ready<catalog::NamePage>(page);
}

QFuture<Result<QList<catalog::TableInfo>>> FakeCatalog::tables(const ObjectPath &schema, const QStringList &names)
{
    const std::lock_guard lock(m_mutex);
    ++m_tablesCalls[schema];
    m_calls.append(QStringLiteral("tables ") + schema.toString());
    QList<catalog::TableInfo> found;
    for (const QString &name : names) {
        const auto info = m_tables.value(schema.child(name), core::fail(notSet(schema)));
        if (info)
            found.append(*info);
    }
    return core::ready<QList<catalog::TableInfo>>(found);
}

QFuture<Result<QList<catalog::ExternalLink>>> FakeCatalog::externalLinks(const ObjectPath &scope)
{
    const std::lock_guard lock(m_mutex);
    m_calls.append(QStringLiteral("externalLinks ") + scope.toString());
    return core::ready<QList<catalog::ExternalLink>>(m_links);
}

QFuture<Result<catalog::TableInfo>> FakeCatalog::table(const ObjectPath &path)
{
    const std::lock_guard lock(m_mutex);
    m_lookedAt.append(path);
    if (m_isHolding) {
        m_heldTables.push_back(heldCall<catalog::TableInfo>(path));
        return m_heldTables.back().promise->future();
    }
    return core::ready(m_tables.value(path, core::fail(notSet(path))));
}

QFuture<Result<ObjectPath>> FakeCatalog::whereIs(const QString &, const QString &identity)
{
    const std::lock_guard lock(m_mutex);
    m_calls.append(QStringLiteral("where ") + identity);
    for (auto it = m_tables.cbegin(); it != m_tables.cend(); ++it) {
        if (it.value() && it.value()->identity == identity)
            return core::ready(Result<ObjectPath>(it.key()));
    }
    return core::ready<ObjectPath>(core::fail(notSet(ObjectPath{identity, {}})));
}

QFuture<Result<QString>> FakeCatalog::ddl(const ObjectPath &)
{
    const std::lock_guard lock(m_mutex);
    return core::ready(m_ddl);
}

QFuture<Result<QList<catalog::Fact>>> FakeCatalog::facts(const ObjectPath &path)
{
    const std::lock_guard lock(m_mutex);
    if (const auto own = m_factsOf.constFind(path); own != m_factsOf.cend())
        return core::ready(Result<QList<catalog::Fact>>(*own));
    return core::ready(m_facts);
}

void FakeTableReader::setPreview(Result<records::Preview> preview)
{
    const std::lock_guard lock(m_mutex);
    m_preview = std::move(preview);
    m_answer = {};
}

void FakeTableReader::setPreviews(std::function<Result<records::Preview>(const records::PreviewRequest &)> answer)
{
    const std::lock_guard lock(m_mutex);
    m_answer = std::move(answer);
}

void FakeTableReader::hold(bool isHolding)
{
    const std::lock_guard lock(m_mutex);
    m_isHolding = isHolding;
}

std::vector<HeldCall<records::Preview>> FakeTableReader::held() const
{
    const std::lock_guard lock(m_mutex);
    return m_held;
}

std::vector<HeldCall<core::Done>> FakeTableReader::heldChecks() const
{
    const std::lock_guard lock(m_mutex);
    return m_heldChecks;
}

void FakeTableReader::setCounts(
    std::function<QFuture<Result<records::ConditionCounts>>(const records::ConditionsRequest &)> answer)
{
    const std::lock_guard lock(m_mutex);
    m_counts = std::move(answer);
}

QFuture<Result<records::ConditionCounts>> FakeTableReader::countConditions(const records::ConditionsRequest &request)
{
    const std::lock_guard lock(m_mutex);
    return m_counts ? m_counts(request) : TableReader::countConditions(request);
}

int FakeTableReader::calls() const
{
    const std::lock_guard lock(m_mutex);
    return int(m_requests.size());
}

QList<records::PreviewRequest> FakeTableReader::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void FakeTableReader::setCheck(Result<core::Done> check)
{
    const std::lock_guard lock(m_mutex);
    m_check = std::move(check);
}

QFuture<Result<records::Preview>> FakeTableReader::preview(const records::PreviewRequest &request)
{
    const std::lock_guard lock(m_mutex);
    m_requests.append(request);
    if (m_isHolding) {
        m_held.push_back(heldCall<records::Preview>(request.table));
        return m_held.back().promise->future();
    }
    return core::ready(m_answer ? m_answer(request) : m_preview);
}

QFuture<Result<core::Done>> FakeTableReader::check(const records::PreviewRequest &request)
{
    const std::lock_guard lock(m_mutex);
    if (m_isHolding) {
        m_heldChecks.push_back(heldCall<core::Done>(request.table));
        return m_heldChecks.back().promise->future();
    }
    return core::ready(m_check);
}

void FakeTableReader::setSummaries(std::function<Result<records::Summary>(const records::SummaryRequest &)> answer)
{
    const std::lock_guard lock(m_mutex);
    m_summaries = std::move(answer);
}

QFuture<Result<records::Summary>> FakeTableReader::summarize(const records::SummaryRequest &request)
{
    const std::lock_guard lock(m_mutex);
    return m_summaries ? core::ready(m_summaries(request)) : TableReader::summarize(request);
}

void FakeSqlRunner::setAnswer(std::function<Result<records::SqlResult>(const records::SqlRequest &)> answer)
{
    const std::lock_guard lock(m_mutex);
    m_answer = std::move(answer);
}

records::SqlResult textRow(const QStringList &values, int columns)
{
    QList<catalog::Column> list;
    for (qsizetype i = 0; i < std::max<qsizetype>(columns, values.size()); ++i) {
        catalog::Column column;
        column.name = QStringLiteral("c%1").arg(i);
        column.type = catalog::parsePostgresType(QStringLiteral("text"));
        list.append(column);
    }
    auto batch = std::make_shared<records::RecordBatch>(list);
    for (qsizetype i = 0; i < values.size(); ++i)
        batch->vector(i).appendBytes(values.at(i).toUtf8());
    records::SqlResult result;
    result.rows = batch;
    return result;
}

QStringList FakeSqlRunner::statements() const
{
    const std::lock_guard lock(m_mutex);
    return m_statements;
}

QFuture<Result<records::SqlResult>> FakeSqlRunner::run(const records::SqlRequest &request)
{
    const std::lock_guard lock(m_mutex);
    m_statements.append(request.sql);
    if (m_answer)
        return core::ready<records::SqlResult>(m_answer(request));
    records::SqlResult result;
    result.text = QStringLiteral("OK");
    return core::ready<records::SqlResult>(result);
}

catalog::Entry entry(const ObjectPath &parent, const QString &name, ObjectKind kind)
{
    catalog::Entry made;
    made.path = parent.child(name);
    made.kind = kind;
    made.mayHaveChildren = catalog::isRelation(kind) || catalog::isFolder(kind) || catalog::isContainer(kind);
    return made;
}

ObjectPath path(const QString &text)
{
    const auto parsed = ObjectPath::parse(text);
    if (!parsed)
        qFatal("not a path: %s", qPrintable(text));
    return *parsed;
}

} // namespace isthmus::testsupport
