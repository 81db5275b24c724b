// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/redact.h>
#include <isthmus/sandbox/store/joberror.h>

namespace isthmus::sandbox {

sandboxsql::SqlError jobError(const PgError &error, sandboxsql::SourcePosition at)
{
    const QString message = core::redacted(error.message);
    if (error.isConnectionLost())
        return {QStringLiteral("ODPS-0010000"), at,
                QStringLiteral("System internal error - PostgreSQL does not answer: ") + message};
    if (error.isDiskFull())
        return {QStringLiteral("ODPS-0010000"), at,
                QStringLiteral("System internal error - the disk that holds the sandbox's data is full: ") + message};
    if (error.sqlState == u"42501" || error.sqlState == u"28P01" || error.sqlState == u"28000")
        return {QStringLiteral("ODPS-0130013"), at, QStringLiteral("Authorization exception - ") + message};
    // Class 08 of a foreign server, and HV: the wrapper could not reach or read the source.
    if (error.sqlState.startsWith(u"HV") || error.sqlState.startsWith(u"08"))
        return {QStringLiteral("ODPS-0123144"), at, QStringLiteral("Fuxi job failed - ") + message};
    if (error.sqlState == u"42P07" || error.sqlState == u"42P06" || error.sqlState == u"23505")
        return {QStringLiteral("ODPS-0110061"), at,
                QStringLiteral("Failed to run ddltask - AlreadyExistsException: ") + message};
    // 42703 comes both from the translated text and, at run time, from a source column that is gone.
    if (error.sqlState.startsWith(u"42") && error.sqlState != u"42703")
        return {QStringLiteral("ODPS-0130071"), at, QStringLiteral("Semantic analysis exception - ") + message};
    return {QStringLiteral("ODPS-0123144"), at, QStringLiteral("Fuxi job failed - ") + message};
}

} // namespace isthmus::sandbox
