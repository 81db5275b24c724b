// SPDX-License-Identifier: GPL-3.0-or-later
#include "hologrescatalog.h"

#include "conditioncounts.h"
#include "ddlwriter.h"
#include "facts.h"
#include "listing.h"
#include "names.h"
#include "rowreader.h"
#include "tabledetails.h"

#include <algorithm>

namespace isthmus::hologres {

using core::Cancellation;
using core::Priority;
using core::Result;

// Runs \a read, a Result<T>(Session &, const Location &, const Cancellation &), on the session of the path's database.
template <typename T, typename Read>
QFuture<Result<T>> HologresCatalog::post(SessionLane &lane, Priority priority, const catalog::ObjectPath &path,
                                         Read read)
{
    return lane.post<T>(priority, [path, read](Sessions &sessions, const Cancellation &cancellation) -> Result<T> {
        const auto location = locate(path, sessions.settings(), sessions.firstDatabase());
        if (!location)
            return core::fail(location.error());
        return sessions.read<T>(location->database, cancellation,
                                [&](Session &session) { return read(session, *location, cancellation); });
    });
}

QFuture<Result<catalog::ServerInfo>> HologresCatalog::server(const QString &database)
{
    return m_lanes.browsing->post<catalog::ServerInfo>(
        Priority::Normal,
        [database](Sessions &sessions, const Cancellation &cancellation) -> Result<catalog::ServerInfo> {
            const auto wanted = sessions.databaseFor(database);
            if (!wanted)
                return core::fail(wanted.error());
            return sessions.read<catalog::ServerInfo>(
                *wanted, cancellation, [&](Session &session) { return readServer(session, cancellation); });
        });
}

QFuture<Result<catalog::Page>> HologresCatalog::children(const catalog::ListRequest &request)
{
    constexpr int largestPage = 100'000;
    catalog::ListRequest bounded = request;
    bounded.pageSize = std::clamp(request.pageSize, 1, largestPage);
    return post<catalog::Page>(
        *m_lanes.browsing, Priority::Interactive, request.parent,
        [bounded, ahead = m_ahead](Session &session, const Location &location, const Cancellation &cancellation) {
            return listChildren(session, {bounded, location, *ahead}, cancellation);
        });
}

QFuture<Result<QList<catalog::Entry>>> HologresCatalog::entries(const catalog::ObjectPath &schema,
                                                                const QStringList &names)
{
    return post<QList<catalog::Entry>>(
        *m_lanes.browsing, Priority::Interactive, schema,
        [schema, names](Session &session, const Location &location, const Cancellation &cancellation) {
            return readEntries(session, schema, location, names, cancellation);
        });
}

QFuture<Result<catalog::NamePage>> HologresCatalog::names(const catalog::ObjectPath &scope, const QString &marker)
{
    return post<catalog::NamePage>(
        *m_lanes.background, Priority::Background, scope,
        [marker](Session &session, const Location &location, const Cancellation &cancellation) {
            return readNames(session, location, marker, cancellation);
        });
}

QFuture<Result<QList<catalog::TableInfo>>> HologresCatalog::tables(const catalog::ObjectPath &schema,
                                                                   const QStringList &names)
{
    return post<QList<catalog::TableInfo>>(
        *m_lanes.background, Priority::Interactive, schema,
        [schema, names](Session &session, const Location &location, const Cancellation &cancellation) {
            return readTables(session, schema, location, names, cancellation);
        });
}

QFuture<Result<QList<catalog::ExternalLink>>> HologresCatalog::externalLinks(const catalog::ObjectPath &scope)
{
    return post<QList<catalog::ExternalLink>>(
        *m_lanes.background, Priority::Background, scope,
        [scope](Session &session, const Location &location, const Cancellation &cancellation) {
            return readExternalLinks(session, scope, location, cancellation);
        });
}

QFuture<Result<catalog::ObjectPath>> HologresCatalog::whereIs(const QString &database, const QString &identity)
{
    return m_lanes.browsing->post<catalog::ObjectPath>(
        Priority::Interactive,
        [database, identity](Sessions &sessions, const Cancellation &cancellation) -> Result<catalog::ObjectPath> {
            const auto wanted = sessions.databaseFor(database);
            if (!wanted)
                return core::fail(wanted.error());
            const auto place = sessions.read<QStringList>(
                *wanted, cancellation, [&](Session &session) { return readPlaceOf(session, identity, cancellation); });
            if (!place)
                return core::fail(place.error());
            const Settings &settings = sessions.settings();
            const QStringList above = settings.wholeInstance ? QStringList{*wanted} : QStringList();
            return catalog::ObjectPath{settings.connectionName, above + *place};
        });
}

QFuture<Result<catalog::TableInfo>> HologresCatalog::table(const catalog::ObjectPath &path)
{
    return post<catalog::TableInfo>(
        *m_lanes.browsing, Priority::Interactive, path,
        [path](Session &session, const Location &location, const Cancellation &cancellation) {
            return readTable(session, path, location, cancellation);
        });
}

QFuture<Result<QString>> HologresCatalog::ddl(const catalog::ObjectPath &path)
{
    return post<QString>(*core::leastLoaded(m_lanes.reading), Priority::Interactive, path, &readDdl);
}

QFuture<Result<QList<catalog::Fact>>> HologresCatalog::facts(const catalog::ObjectPath &path)
{
    return post<QList<catalog::Fact>>(*m_lanes.background, Priority::Normal, path, &readFacts);
}

QFuture<Result<records::Preview>> HologresCatalog::preview(const records::PreviewRequest &request)
{
    return post<records::Preview>(
        *core::leastLoaded(m_lanes.reading), Priority::Interactive, request.table,
        [request](Session &session, const Location &location, const Cancellation &cancellation) {
            return readPreview(session, location, request, cancellation);
        });
}

QFuture<Result<core::Done>> HologresCatalog::check(const records::PreviewRequest &request)
{
    return post<core::Done>(*core::leastLoaded(m_lanes.reading), Priority::Interactive, request.table,
                            [request](Session &session, const Location &location, const Cancellation &cancellation) {
                                return checkPreview(session, location, request, cancellation);
                            });
}

QFuture<Result<records::Summary>> HologresCatalog::summarize(const records::SummaryRequest &request)
{
    return post<records::Summary>(
        *m_lanes.counting, Priority::Normal, request.table,
        [request](Session &session, const Location &location, const Cancellation &cancellation) {
            return summarizeRows(session, location, request, cancellation);
        });
}

QFuture<Result<records::ConditionCounts>> HologresCatalog::countConditions(const records::ConditionsRequest &request)
{
    return post<records::ConditionCounts>(
        *m_lanes.counting, Priority::Normal, request.table,
        [request](Session &session, const Location &location, const Cancellation &cancellation) {
            return countRows(session, location, request, cancellation);
        });
}

// Not read once more where the connection broke: rows have been handed on.
QFuture<Result<qint64>> HologresCatalog::rows(const records::RowsRequest &request)
{
    return m_lanes.exporting->post<qint64>(
        Priority::Normal, [request](Sessions &sessions, const Cancellation &cancellation) -> Result<qint64> {
            const auto location = locate(request.table, sessions.settings(), sessions.firstDatabase());
            if (!location)
                return core::fail(location.error());
            return readRows(sessions.sessionOf(location->database), *location, request, cancellation);
        });
}

} // namespace isthmus::hologres
