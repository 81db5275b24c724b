// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/connections/profile.h>
#include <isthmus/records/sqlrunner.h>
#include <isthmus/records/tablereader.h>

#include <QString>

#include <functional>
#include <memory>

namespace isthmus::connections {

/// One open connection: the interfaces of a back end over one profile. Members are never null.
struct Backend {
    Profile profile;
    std::shared_ptr<catalog::Catalog> catalog;
    std::shared_ptr<records::TableReader> reader;
    std::shared_ptr<records::SqlRunner> sql;
};

/// Makes a back end from a profile and its secret; dials nothing yet. Given in by `app`, which alone names concrete
/// back ends. Thread: any.
using BackendFactory = std::function<core::Result<Backend>(const Profile &profile, const QString &secret)>;

} // namespace isthmus::connections
