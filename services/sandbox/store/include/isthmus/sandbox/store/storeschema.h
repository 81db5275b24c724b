// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/pgsession.h>

namespace isthmus::sandbox {

struct SeedSettings {
    QString project; ///< three-layer project; "<project>_2layer" is the one without schemas
    QString owner; ///< account that owns everything
    PgAddress hologres; ///< what the foreign server "dbs_holo_external" names
    QString roleArn; ///< RAM role of that foreign server
};

/// Makes or upgrades schema "mc", and fills a new store with the tutorial's project
/// (docs/architecture.md#the-tutorials-world). One transaction: a crash leaves the old store or the new one; then the
/// helper functions of translated SQL. The foreign server's address is brought up to date at every start, since the
/// cluster may get another port.
[[nodiscard]] PgOutcome<PgResult> prepareStore(PgSession &session, const SeedSettings &seed);

} // namespace isthmus::sandbox
