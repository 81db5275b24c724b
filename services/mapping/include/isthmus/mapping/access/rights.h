// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/sqlrunner.h>

#include <QString>
#include <QStringList>

namespace isthmus::mapping {

/// What a user of Hologres may read of one schema, or of one table in it.
struct HologresRights {
    bool isThere = false; ///< both the user and the schema
    bool mayConnect = false;
    bool mayUseSchema = false;
    qint64 tables = 0;
    qint64 readable = 0; ///< of them
    QStringList unreadable; ///< names of some of the others

    [[nodiscard]] bool mayReadAll() const { return isThere && mayConnect && mayUseSchema && readable == tables; }

    friend bool operator==(const HologresRights &, const HologresRights &) = default;
};

/// The question, for the database that the schema is in; \a table empty: all tables of the schema.
[[nodiscard]] QString rightsSql(const QString &user, const QString &schema, const QString &table);
/// Its answer. Errors: Protocol for another form.
[[nodiscard]] core::Result<HologresRights> rightsOf(const records::SqlResult &answer);

} // namespace isthmus::mapping
