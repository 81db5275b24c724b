// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/rows/rowreceiving.h>
#include <isthmus/sandbox/rows/wiredecoding.h>
#include <isthmus/wire/compression.h>

namespace isthmus::sandbox {

namespace {

// The HTTP library undoes deflate and gzip before anybody sees the body.
Reply<wire::Compression> compressionOf(const HttpRequest &request)
{
    const QByteArray encoding = request.header("content-encoding").trimmed().toLower();
    const auto compression = wire::compressionNamed(encoding);
    if (!compression)
        return refuse(
            ServiceError::notSupported(QStringLiteral("Compression '%1'").arg(QString::fromLatin1(encoding.left(50)))));
    return *compression == wire::Compression::Deflate ? wire::Compression::None : *compression;
}

ServiceError malformed(const core::Error &error)
{
    return {400, QStringLiteral("MalformedDataStream"),
            QStringLiteral("The rows cannot be decoded: %1 %2").arg(error.message, error.detail)};
}

} // namespace

Reply<qint64> copyBody(const HttpRequest &request, const QList<catalog::Column> &columns,
                       const std::function<PgOutcome<bool>(const records::RecordBatch &)> &write, BodyForm form)
{
    const auto compression = compressionOf(request);
    if (!compression)
        return refuse(compression.error());
    std::optional<PgError> storeError;
    const auto sink = [&](records::RecordBatch &&batch) -> core::Result<core::Done> {
        if (const auto written = write(batch); !written) {
            storeError = written.error();
            return core::fail(core::ErrorKind::Invalid, QString());
        }
        return core::Done();
    };
    const auto body = form == BodyForm::ArrowStream ? arrowStreamBody(columns, sink)
        : request.target.has(u"arrow")              ? arrowBody(columns, sink)
                                                    : recordBody(columns, sink);
    const auto decompressor = wire::Decompressor::make(*compression);
    core::Result<core::Done> decoded = core::Done();
    const auto decode = [&](QByteArrayView bytes) { return body->feed(bytes); };
    const bool isComplete = request.readBody([&](QByteArrayView piece) {
        if (decoded)
            decoded = decompressor->feed(piece, decode);
        return true; // the rest is read and dropped, so that the client hears the answer
    });
    if (storeError)
        return refuse(rowError(*storeError));
    if (!decoded)
        return refuse(malformed(decoded.error()));
    if (!isComplete)
        return refuse({400, QStringLiteral("IncompleteBody"), QStringLiteral("The rows were cut off")});
    decoded = decompressor->finish();
    if (decoded)
        decoded = body->finish();
    if (storeError)
        return refuse(rowError(*storeError));
    if (!decoded)
        return refuse(malformed(decoded.error()));
    return body->rowCount();
}

ServiceError rowError(const PgError &error)
{
    // Classes 22 and 23: values that a type or a NOT NULL column cannot take.
    if (error.sqlState.startsWith(u"22") || error.sqlState.startsWith(u"23"))
        return {400, QStringLiteral("MalformedDataStream"),
                QStringLiteral("A value does not fit the table: %1").arg(error.message)};
    return ServiceError::fromStore(error);
}

} // namespace isthmus::sandbox
