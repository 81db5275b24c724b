// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>

namespace isthmus::sandbox {

/// The zone that \a settings name (odps.sql.timezone), unchecked; the project's, UTC, where they name none.
[[nodiscard]] QString zoneSetting(const QJsonObject &settings);

/// zoneSetting(), checked: a name of the IANA time zone database, spelled as it stands there, with an area in front, or
/// UTC or GMT. Offsets ("GMT+9", "+08:00", "8") and abbreviations ("CST") are refused: PostgreSQL would read their sign
/// the other way round. Source: MaxCompute SQL, "Time zone configuration": "GMT+9 is not supported".
/// Errors: ODPS-0130071 with the zone's name.
[[nodiscard]] JobResult<QString> sessionZone(PgSession &session, const QJsonObject &settings);

} // namespace isthmus::sandbox
