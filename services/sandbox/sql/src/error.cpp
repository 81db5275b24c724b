// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandboxsql/error.h>

namespace isthmus::sandboxsql {

QString SqlError::text() const
{
    return QStringLiteral("%1:[%2,%3] ").arg(code).arg(position.line).arg(position.column) + message;
}

SqlError SqlError::parse(SourcePosition at, const QString &what)
{
    return {QStringLiteral("ODPS-0130161"), at, QStringLiteral("Parse exception - ") + what};
}

SqlError SqlError::unsupported(SourcePosition at, const QString &feature)
{
    return {QStringLiteral("ODPS-0130161"), at,
            QStringLiteral("Semantic analysis exception - ") + feature
                + QStringLiteral(" is not supported by the sandbox")};
}

SqlError SqlError::semantic(SourcePosition at, const QString &what)
{
    return {QStringLiteral("ODPS-0130071"), at, QStringLiteral("Semantic analysis exception - ") + what};
}

SqlError SqlError::tableNotFound(SourcePosition at, const QString &name)
{
    return {QStringLiteral("ODPS-0130131"), at,
            QStringLiteral("Table not found - table ") + name + QStringLiteral(" cannot be resolved")};
}

} // namespace isthmus::sandboxsql
