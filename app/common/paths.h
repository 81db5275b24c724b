// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace isthmus::app {

/// Where this user's files lie.
struct Paths {
    QString configDir; ///< connections and secrets
    QString dataDir; ///< runs, the index of names, the sandbox

    /// $ISTHMUS_CONFIG_DIR and $ISTHMUS_DATA_DIR, else "isthmus" in the user's config and data folders.
    [[nodiscard]] static Paths ofUser();

    [[nodiscard]] QString connectionsFile() const { return configDir + QStringLiteral("/connections.json"); }
    [[nodiscard]] QString secretsFile() const { return configDir + QStringLiteral("/secrets.json"); }
    [[nodiscard]] QString namesFile() const { return dataDir + QStringLiteral("/names.sqlite"); }
    [[nodiscard]] QString fingerprintsDir() const { return dataDir + QStringLiteral("/mappings"); }
    [[nodiscard]] QString runsFile() const { return dataDir + QStringLiteral("/runs.sqlite"); }
};

} // namespace isthmus::app
