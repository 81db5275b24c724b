// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/backend.h>
#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/async.h>

#include <QCoreApplication>

namespace isthmus::connections {

namespace {

template <typename Interface>
core::Result<std::shared_ptr<Interface>> there(const std::shared_ptr<Interface> &interface, const Backend &backend,
                                               const char *message)
{
    if (interface)
        return interface;
    return core::fail(
        core::ErrorKind::Unsupported,
        QCoreApplication::translate("Connections", message).arg(backend.profile.name, backend.profile.info().title));
}

} // namespace

core::Result<std::shared_ptr<records::TableReader>> readerOf(const Backend &backend)
{
    return there(backend.reader, backend,
                 QT_TRANSLATE_NOOP("Connections", "Rows of %1 cannot be shown: %2 has no previews."));
}

core::Result<std::shared_ptr<records::SqlRunner>> sqlOf(const Backend &backend)
{
    return there(backend.sql, backend, QT_TRANSLATE_NOOP("Connections", "%1 cannot run SQL: %2 has none."));
}

QFuture<core::Result<records::Preview>> preview(const Backend &backend, const records::PreviewRequest &request)
{
    const auto reader = readerOf(backend);
    return reader ? (*reader)->preview(request) : core::ready<records::Preview>(core::fail(reader.error()));
}

QFuture<core::Result<records::SqlResult>> run(const Backend &backend, const records::SqlRequest &request)
{
    const auto sql = sqlOf(backend);
    return sql ? (*sql)->run(request) : core::ready<records::SqlResult>(core::fail(sql.error()));
}

} // namespace isthmus::connections
