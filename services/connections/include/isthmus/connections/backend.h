// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/connections/profile.h>
#include <isthmus/core/connectlog.h>
#include <isthmus/records/sqlrunner.h>
#include <isthmus/records/tablereader.h>

#include <QString>

#include <functional>
#include <memory>

namespace isthmus::connections {

/// One open connection: the interfaces of a back end over one profile. Only the catalog is there for every kind; the
/// others are null where the kind lacks the capability. Ask for them by readerOf() and sqlOf().
struct Backend {
    Profile profile;
    std::shared_ptr<catalog::Catalog> catalog;
    std::shared_ptr<records::TableReader> reader; ///< Capability::Preview
    std::shared_ptr<records::SqlRunner> sql; ///< Capability::Sql
    std::shared_ptr<const core::ConnectLog> connectLog; ///< how it was connected last; may be null
};

/// The interface, never null. Errors: Unsupported where the connection has none. Thread: any.
[[nodiscard]] core::Result<std::shared_ptr<records::TableReader>> readerOf(const Backend &backend);
[[nodiscard]] core::Result<std::shared_ptr<records::SqlRunner>> sqlOf(const Backend &backend);
/// As the interface's own call, with the error above.
[[nodiscard]] QFuture<core::Result<records::Preview>> preview(const Backend &backend,
                                                              const records::PreviewRequest &request);
[[nodiscard]] QFuture<core::Result<records::SqlResult>> run(const Backend &backend, const records::SqlRequest &request);

/// Makes a back end from a profile and its secret; dials nothing yet. Thread: any.
using BackendFactory = std::function<core::Result<Backend>(const Profile &profile, const QString &secret)>;

} // namespace isthmus::connections
