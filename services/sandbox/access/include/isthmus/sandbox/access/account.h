// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace isthmus::sandbox {

/// Who may call the endpoint, and who that is on the Hologres side.
struct Account {
    QString accessId;
    QString accessKey;
    QString hologresRole; ///< PostgreSQL role of dual signature; empty: no Hologres identity
    QString hologresPassword;
    bool readOnly = false; ///< statements that write are refused with NoPermission
    QString stsToken; ///< not empty: a temporary credential, accepted only with this security token
    /// Not empty: the only tables that the account may use, as "schema.table" or "schema.*" in lower case.
    QStringList tables;
    QStringList
        projects; ///< not empty: the only ones that the account may use, in lower case; it sees the names of all
};

/// A RAM role that external tables and foreign servers may name, and the PostgreSQL role that it is.
struct RamRole {
    QString arn; ///< "acs:ram::<uid>:role/<name>"
    QString hologresRole;
    QString hologresPassword;
};

} // namespace isthmus::sandbox
