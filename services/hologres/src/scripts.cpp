// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripts.h"

#include "batchsink.h"

#include <isthmus/dialect/statements.h>

#include <QElapsedTimer>

namespace isthmus::hologres {

namespace {

using core::Cancellation;
using core::Result;

constexpr qint64 maxResultBytes = 256LL * 1024 * 1024; // whatever maxRows says: it has to fit in memory

// Names of types that are not PostgreSQL's own. A refusal leaves them nameless.
Result<core::Done> nameTypes(Session &session, BatchSink &sink, const Cancellation &cancellation)
{
    if (sink.unnamedTypes().isEmpty())
        return core::Done{};
    QStringList oids;
    for (const Oid oid : sink.unnamedTypes())
        oids.append(QString::number(oid));
    const auto rows = session.queryOptional(
        QStringLiteral(
            "SELECT t.oid, format_type(t.oid, NULL) FROM pg_catalog.pg_type t WHERE t.oid = ANY ($1::oid[])"),
        {u'{' + oids.join(u',') + u'}'}, cancellation);
    if (!rows)
        return core::fail(rows.error());
    QHash<Oid, QString> names;
    for (int row = 0; *rows && row < PQntuples(rows->get()); ++row)
        names.insert(textAt(rows->get(), row, 0).toUInt(), textAt(rows->get(), row, 1));
    sink.nameTypes(names);
    return core::Done{};
}

} // namespace

bool beginsAsQuery(QStringView sql)
{
    const QString word = dialect::firstWord(dialect::Dialect::Hologres, sql);
    return word == u"select" || word == u"table" || word == u"values";
}

Result<records::SqlResult> runSql(Session &session, const records::SqlRequest &request,
                                  const Cancellation &cancellation)
{
    QElapsedTimer timer;
    timer.start();
    BatchSink sink(request.maxRows, maxResultBytes);
    Result<core::Done> done = core::Done{};
    // Only a single query may be stopped after enough rows; the server refuses several statements sent as one query
    // with a syntax error before it runs any of them.
    const bool isQuery = beginsAsQuery(request.sql);
    done = session.stream(request.sql, isQuery ? Sending::Query : Sending::Script, sink, QString(), cancellation);
    if (isQuery && !done && done.error().code == u"42601") {
        sink = BatchSink(request.maxRows, maxResultBytes);
        done = session.stream(request.sql, Sending::Script, sink, QString(), cancellation);
    }
    if (done)
        done = nameTypes(session, sink, cancellation);
    if (!done)
        return core::fail(done.error());

    records::SqlResult result;
    result.rows = sink.batch();
    result.isTruncated = sink.hasMore();
    if (!result.rows)
        result.text = sink.tag().isEmpty() ? QStringLiteral("OK") : sink.tag();
    result.elapsed = std::chrono::milliseconds(timer.elapsed());
    return result;
}

} // namespace isthmus::hologres
