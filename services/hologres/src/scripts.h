// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/records/sqlrunner.h>

namespace isthmus::hologres {

/// Runs the user's SQL, one statement or a script. Instants are in the TimeZone that the server reports afterwards;
/// dates in another DateStyle than ISO are texts as the server writes them. Errors beside the session's: Invalid for a
/// syntax error and for a character that cannot be sent; Unsupported for COPY from or to the client, and for a script
/// that sets client_encoding to anything but UTF-8 (nothing is run then).
[[nodiscard]] core::Result<records::SqlResult> runSql(Session &session, const records::SqlRequest &request,
                                                      const core::Cancellation &cancellation);

/// Whether \a sql begins like a statement that only reads (SELECT, TABLE, VALUES), after blanks and comments.
[[nodiscard]] bool beginsAsQuery(QStringView sql);

} // namespace isthmus::hologres
