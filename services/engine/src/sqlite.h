// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sqlite/database.h>

namespace isthmus::engine {

/// The file of the store of runs; its errors say what becomes of runs meanwhile: Permission (folder or file), Protocol
/// (damaged, or no SQLite file), Timeout (in use), Internal (the disk).
class Sqlite : public sqlite::Database {
public:
    Sqlite();
};

} // namespace isthmus::engine
