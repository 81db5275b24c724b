// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace isthmus::hologres {

/// Takes libpq's variables (PGHOST, PGSERVICE, PGOPTIONS, PGTZ …) out of the environment of this process, so that a
/// connection depends on nothing but what is saved of it: several of them libpq reads whatever it is told, and the
/// programs of a sandbox read them too. To be called first in main(), while there is one thread.
/// Source: PostgreSQL 15 manual, 34.15 (environment variables).
void forgetEnvironment();

} // namespace isthmus::hologres
