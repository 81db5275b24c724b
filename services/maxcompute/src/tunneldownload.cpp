// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunneldownload.h"

#include "errors.h"
#include "text.h"

#include <isthmus/records/resultbounds.h>
#include <isthmus/wire/tunnelschema.h>

#include <QCoreApplication>

namespace isthmus::maxcompute {

namespace {

constexpr std::chrono::milliseconds firstWait{100};
constexpr std::chrono::milliseconds longestWait{5000};
constexpr std::chrono::milliseconds openingDeadline{600'000};
constexpr qint64 maxRecordBytes = 64 * 1024 * 1024;

Call tunnelCall(const Call &resource, const wire::QueryItems &query)
{
    Call call = resource;
    call.isTunnel = true;
    call.query += query;
    return call;
}

// A stream has no form in which a server could tell why it ends in the middle.
core::Error cutOff(core::Error error)
{
    if (error.kind == core::ErrorKind::Network)
        error.hint = said(QT_TRANSLATE_NOOP("MaxCompute",
                                            "Try again. If that is cut off too, the service cannot send one of "
                                            "the values: its log says which."));
    return error;
}

} // namespace

core::Result<DownloadSession> openDownload(Session &session, const Call &resource, const wire::QueryItems &query,
                                           const core::Cancellation &cancellation)
{
    Call open = tunnelCall(resource, wire::QueryItems{{"downloads", {}}} + query);
    open.method = QByteArrayLiteral("POST");
    open.isRead = true;
    auto json = session.sendForJson(open, cancellation);
    const auto end = std::chrono::steady_clock::now() + *shorter(openingDeadline, session.settings().timeLimit);
    auto delay = firstWait;
    while (json && json->value(u"Status").toString().compare(u"INITIATING", Qt::CaseInsensitive) == 0) {
        if (std::chrono::steady_clock::now() + delay > end)
            return core::fail(
                core::ErrorKind::Timeout,
                said(QT_TRANSLATE_NOOP("MaxCompute", "The rows of %1 did not get ready.")).arg(resource.subject));
        if (!session.pause(delay, cancellation))
            return core::fail(core::Error::cancelled());
        delay = std::min(longestWait, delay * 2);
        json = session.sendForJson(
            tunnelCall(resource, {{"downloadid", json->value(u"DownloadID").toString().toUtf8()}}), cancellation);
    }
    if (!json)
        return core::fail(json.error());
    const auto columns = wire::columnsFromSchema(json->value(u"Schema").toObject());
    if (!columns)
        return core::fail(columns.error());
    const qint64 rowCount = json->value(u"RecordCount").toInteger(-1);
    if (rowCount < 0)
        return core::fail(garbledError(session.host(), QStringLiteral("a download without a row count")));
    return DownloadSession{json->value(u"DownloadID").toString().toUtf8(), *columns, rowCount};
}

core::Result<core::Done> readRange(Session &session, const Call &resource, const DownloadSession &download,
                                   qint64 first, qint64 rows, wire::RecordDecoder &decoder,
                                   const core::Cancellation &cancellation)
{
    core::Result<core::Done> fed = core::Done{};
    const qint64 before = decoder.rowCount();
    Call call = tunnelCall(resource,
                           {{"downloadid", download.id},
                            {"rowrange", '(' + QByteArray::number(first) + ',' + QByteArray::number(rows) + ')'},
                            {"data", {}}});
    call.sink = [&decoder, &fed](QByteArrayView bytes) {
        fed = decoder.feed(bytes);
        return fed && !decoder.isEnough();
    };
    const auto reply = session.send(call, cancellation);
    if (!fed)
        return fed;
    if (!reply)
        return core::fail(cutOff(reply.error()));
    if (fed = decoder.finish(); !fed)
        return fed;
    if (decoder.rowCount() - before != rows && !decoder.isEnough())
        return core::fail(garbledError(
            session.host(), QStringLiteral("%1 rows of %2 came").arg(decoder.rowCount() - before).arg(rows)));
    return core::Done{};
}

core::Result<records::RecordBatch> firstRows(Session &session, const Call &resource, const DownloadSession &download,
                                             qint64 rows, qint64 enoughBytes, const core::Cancellation &cancellation)
{
    if (rows == 0)
        return records::RecordBatch(download.columns);
    // A value takes room here even where none travels, as NULL does.
    const qint64 room = enoughBytes / records::cellBytes / std::max<qint64>(download.columns.size(), 1);
    rows = std::min(rows, std::max<qint64>(room, 1));
    wire::RecordDecoder decoder(
        download.columns,
        wire::RecordLimits{.maxRows = rows, .enoughBytes = enoughBytes, .maxRecordBytes = maxRecordBytes});
    if (const auto read = readRange(session, resource, download, 0, rows, decoder, cancellation); !read)
        return core::fail(read.error());
    return decoder.takeRows();
}

} // namespace isthmus::maxcompute
