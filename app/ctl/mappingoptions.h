// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/manytables/maptables.h>

#include <optional>

/// What the verbs that make external or foreign tables ask for alike.
namespace isthmus::app {

/// --access and --role-arn. Sets what they say; answers a problem in the user's words, or nothing.
[[nodiscard]] QString readAccess(const CtlArguments &args, mapping::MapTable::Access &access, QString &roleArn);
/// --lifecycle. As above.
[[nodiscard]] QString readLifecycle(const CtlArguments &args, std::optional<int> &days);

/// --columns.
inline const QString columnsOption = QStringLiteral("columns");
void addColumnsOption(CtlArguments &args);
/// As readAccess().
[[nodiscard]] QString readColumnsOption(const CtlArguments &args, QList<mapping::ColumnChoice> &columns);

/// --prefix, --suffix, --pattern.
void addNamingOptions(CtlArguments &args);
[[nodiscard]] mapping::NamingRule readNaming(const CtlArguments &args);
/// --in-flight, --stop-on-error.
void addPaceOptions(CtlArguments &args);
/// As readAccess().
[[nodiscard]] QString readPace(const CtlArguments &args, int &inFlight, bool &continuesOnError);
/// Adds the table \a path, or what is a schema or more as a whole. Answers a problem in the user's words, or nothing.
[[nodiscard]] QString addTables(const catalog::ObjectPath &path, bool isTable,
                                QList<mapping::MapTables::Source> &sources);

} // namespace isthmus::app
