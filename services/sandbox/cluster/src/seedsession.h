// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/cluster/sandboxstate.h>

#include <pqxx/pqxx>

#include <exception>

namespace isthmus::sandbox {

/// Runs statements in one database; \a scale is what the seed files read as setting isthmus.scale. Throws what pqxx
/// does.
class SeedSession {
public:
    SeedSession(const PgAddress &address, double scale);

    pqxx::result run(const QString &statements);
    /// Runs the files of the resource folder ":/sandbox/<folder>" that match \a pattern, in the order of their names,
    /// each as one transaction, as \a role if one is given.
    void runFiles(const QString &folder, const QString &pattern, const QString &role = {});

private:
    pqxx::connection m_connection;
};

/// What to tell when the databases of \a state could not be made: Internal, with the words of \a why.
[[nodiscard]] core::Error unmadeDatabases(const SandboxState &state, const std::exception &why);

} // namespace isthmus::sandbox
