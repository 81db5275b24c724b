// SPDX-License-Identifier: GPL-3.0-or-later
// Queries of Session, whose answers are kept whole.
#include "rowcollector.h"
#include "session.h"

#include <isthmus/core/redact.h>

#include <QLoggingCategory>

namespace isthmus::hologres {

namespace {

Q_LOGGING_CATEGORY(log, "isthmus.hologres", QtWarningMsg)

constexpr qint64 maxRowsBytes = 64 * 1024 * 1024; // of one answer that is kept whole

} // namespace

QString arrayText(const QStringList &texts)
{
    QStringList quoted;
    for (QString text : texts) {
        text.replace(u'\\', QStringLiteral("\\\\"));
        text.replace(u'"', QStringLiteral("\\\""));
        quoted.append(u'"' + text + u'"');
    }
    return u'{' + quoted.join(u',') + u'}';
}

core::Result<PgResult> Session::query(const QString &sql, const QStringList &parameters, const QString &object,
                                      const core::Cancellation &cancellation)
{
    if (auto open = ensureOpen(cancellation); !open)
        return core::fail(open.error());
    if (auto entered = enter(Scope::Fixed, cancellation); !entered)
        return core::fail(entered.error());
    qCDebug(log).noquote() << m_database << core::redacted(sql);
    Wait wait = waitFor(object, cancellation);
    core::Result<PgResult> answer;
    {
        const auto guard = cancellation.interruptWith([canceller = m_canceller] { canceller->send(); });
        if (!send(sql, parameters, false) || PQsetSingleRowMode(m_connection.get()) == 0)
            return core::fail(lost(wait));
        answer = collectRows(wait);
    }
    settleCanceller();
    return answer;
}

core::Result<PgResult> Session::collectRows(Wait &wait)
{
    RowCollector rows(maxRowsBytes);
    PgResult answer;
    std::optional<core::Error> failure;
    while (true) {
        auto next = nextResult(wait);
        if (!next)
            return next;
        if (!*next)
            break;
        const auto status = PQresultStatus(next->get());
        if (status == PGRES_SINGLE_TUPLE) {
            if (!rows.add(next->get())) {
                m_canceller->send();
                drop();
                return core::fail(answerTooLong(wait.subject, maxRowsBytes));
            }
        } else if (status == PGRES_TUPLES_OK && !answer) {
            answer = rows.take(*std::move(next));
        } else if (!failure) {
            failure = status == PGRES_FATAL_ERROR
                ? statementFailed(next->get(), wait)
                : garbledAnswer(wait.subject, QString::fromLatin1(PQresStatus(status)));
            if (!m_connection)
                break;
        }
    }
    if (failure)
        return core::fail(*failure);
    if (!answer)
        return core::fail(garbledAnswer(wait.subject, QStringLiteral("nothing came")));
    return answer;
}

core::Result<PgResult> Session::queryOptional(const QString &sql, const QStringList &parameters,
                                              const core::Cancellation &cancellation)
{
    auto result = query(sql, parameters, QString(), cancellation);
    const bool refused = !result && !result.error().code.isEmpty() && !m_mayRetry && m_connection;
    if (!refused)
        return result;
    qCDebug(log).noquote() << "left out:" << result.error().detail;
    return PgResult();
}

} // namespace isthmus::hologres
