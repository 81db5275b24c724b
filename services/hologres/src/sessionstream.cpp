// SPDX-License-Identifier: GPL-3.0-or-later
// Streams of Session, whose rows go on one by one.
#include "session.h"

#include <isthmus/records/tablereader.h>

#include <QScopeGuard>

namespace isthmus::hologres {

namespace {

// For the connection's notices while a stream runs.
struct Hearing {
    RowSink &sink;
    qint64 &bytes;
};

void takeNotice(void *user, const PGresult *notice)
{
    auto &hearing = *static_cast<Hearing *>(user);
    const QString text = noticeText(notice);
    hearing.bytes += text.size(); // at most what came
    hearing.sink.message(text);
}

// What of a stream its sink has been given.
struct Delivery {
    RowSink &sink;
    std::optional<core::Error> failure; // the first one; the rest of the stream is drained
    bool hasBegun = false; // rows of the current statement
    bool wantsRows = true;

    // A row, or the end of rows of which there may have been none.
    void takeRows(const PGresult &result)
    {
        if (!hasBegun && !failure) {
            hasBegun = wantsRows = true;
            if (auto begun = sink.begin(result); !begun)
                failure = begun.error();
        }
        if (PQresultStatus(&result) != PGRES_SINGLE_TUPLE || !wantsRows || failure)
            return;
        const auto more = sink.row(result);
        if (!more)
            failure = more.error();
        wantsRows = more.value_or(false);
    }

    core::Result<core::Done> complete(const PGresult &result)
    {
        hasBegun = false;
        return sink.completed(QString::fromUtf8(PQcmdStatus(const_cast<PGresult *>(&result))));
    }

    // Whether the rest of the current statement's rows is unwanted.
    [[nodiscard]] bool isEnough() const { return hasBegun && (failure || !wantsRows); }
};

} // namespace

core::Result<core::Done> Session::stream(const QString &sql, Sending sending, RowSink &sink, const QString &object,
                                         const core::Cancellation &cancellation)
{
    if (auto open = ensureOpen(cancellation); !open)
        return open;
    if (auto entered = enter(Scope::Own, cancellation); !entered)
        return entered;
    Wait wait = waitFor(object, cancellation);
    wait.maxLooseBytes += sink.mostRowBytes() - records::maxFirstRowBytes;

    Delivery delivery{sink, std::nullopt};
    Hearing hearing{sink, wait.rowBytes};
    PQsetNoticeReceiver(m_connection.get(), takeNotice, &hearing);
    const auto deaf = qScopeGuard([this] {
        if (m_connection)
            PQsetNoticeReceiver(
                m_connection.get(), [](void *, const PGresult *) {}, nullptr);
    });
    {
        const auto guard = cancellation.interruptWith([canceller = m_canceller] { canceller->send(); });
        if (!send(sql, {}, sending == Sending::Script) || PQsetSingleRowMode(m_connection.get()) == 0)
            return core::fail(lost(wait));
        while (true) {
            auto next = nextResult(wait);
            if (!next && wait.isStopping && !cancellation.isRequested())
                break; // the rows wanted are here; the server is slow to stop and has been left
            if (!next)
                return core::fail(next.error());
            if (!*next)
                break;
            const PGresult *result = next->get();
            const auto status = PQresultStatus(result);
            const bool isRow = status == PGRES_SINGLE_TUPLE;
            if (isRow || status == PGRES_TUPLES_OK)
                delivery.takeRows(*result);
            if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) {
                if (auto taken = delivery.complete(*result); !taken) {
                    m_canceller->send();
                    drop();
                    return taken;
                }
            } else if (!isRow && !wait.isStopping && !delivery.failure) {
                delivery.failure = statementFailed(result, wait);
                sink.failed(QByteArray(PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION)).toInt());
            }
            if (!m_connection)
                break; // the failure was of the connection
            if (sending == Sending::Query && delivery.isEnough() && !wait.isStopping) {
                wait.isStopping = true;
                m_canceller->send();
            }
        }
    }
    settleCanceller();
    if (delivery.failure)
        return core::fail(*delivery.failure);
    return core::Done{};
}

} // namespace isthmus::hologres
