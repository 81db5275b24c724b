// SPDX-License-Identifier: GPL-3.0-or-later
#include "conditioncounts.h"

#include "names.h"
#include "tabledetails.h"

#include <isthmus/dialect/quoting.h>

#include <QElapsedTimer>

#include <algorithm>

namespace isthmus::hologres {

namespace {

// A SELECT of PostgreSQL has 1,664 columns at most (MaxTupleAttributeNumber); the first one counts all rows.
constexpr qsizetype mostConditions = 1600;

core::Result<QList<qint64>> countsOf(const PgResult &result, const Session &session, const QString &title)
{
    QList<qint64> counts;
    for (int column = 0; PQntuples(result.get()) == 1 && column < PQnfields(result.get()); ++column) {
        bool isNumber = false;
        const QString text = textAt(result.get(), 0, column);
        counts.append(text.toLongLong(&isNumber));
        if (!isNumber || counts.last() < 0)
            return core::fail(garbledAnswer({session.settings(), session.database(), title}, text));
    }
    return counts;
}

} // namespace

core::Result<records::ConditionCounts> countRows(Session &session, const Location &location,
                                                 const records::ConditionsRequest &request,
                                                 const core::Cancellation &cancellation)
{
    if (!location.isRelation())
        return core::fail(noTable(request.table, session.settings()));
    QElapsedTimer timer;
    timer.start();
    const QString from = QStringLiteral(" FROM ") + dialect::quotePostgresName(location.schema) + u'.'
        + dialect::quotePostgresName(location.relationName());
    records::ConditionCounts counted;
    QStringList statements;
    qsizetype done = 0;
    do {
        const QStringList conditions = request.conditions.mid(done, mostConditions);
        QStringList figures{QStringLiteral("count(*)")};
        for (const QString &condition : conditions)
            figures.append(QStringLiteral("count(*) FILTER (WHERE ") + condition + u')');
        const QString sql = QStringLiteral("SELECT ") + figures.join(QStringLiteral(",\n  ")) + from;
        const auto result = session.query(sql, {}, location.title(), cancellation);
        if (!result)
            return core::fail(result.error());
        auto counts = countsOf(*result, session, location.title());
        if (!counts)
            return core::fail(counts.error());
        if (counts->size() != conditions.size() + 1)
            return core::fail(garbledAnswer({session.settings(), session.database(), location.title()}, {}));
        if (done == 0)
            counted.rows = counts->first();
        counted.counts += counts->mid(1);
        statements.append(sql);
        done += conditions.size();
    } while (done < request.conditions.size());
    counted.statement = statements.join(QStringLiteral(";\n"));
    counted.elapsed = std::chrono::milliseconds(timer.elapsed());
    return counted;
}

} // namespace isthmus::hologres
