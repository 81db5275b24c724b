// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/catalog.h>
#include <isthmus/core/async.h>

namespace isthmus::catalog {

QFuture<core::Result<ObjectPath>> Catalog::whereIs(const QString &, const QString &)
{
    return core::ready<ObjectPath>(core::fail(core::ErrorKind::Unsupported, {}));
}

} // namespace isthmus::catalog
