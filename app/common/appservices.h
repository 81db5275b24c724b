// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "paths.h"

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/connections/encryptedfilesecretstore.h>
#include <isthmus/mapping/drift/driftreader.h>
#include <isthmus/mapping/lineage/lineagereader.h>
#include <isthmus/nameindex/nameindex.h>
#include <isthmus/planning/planner.h>
#include <isthmus/tasks/runs.h>

#include <functional>
#include <memory>

namespace isthmus::engine {
class LocalRuns;
}

namespace isthmus::app {

class ConnectionSources;

/// The services of one program, built once and hung together: window and command line use the same.
/// Thread: make, use and destroy on the main thread; the services say themselves what may be called from elsewhere.
class AppServices {
public:
    enum class Runs : quint8 {
        AtOnce,
        Held, ///< until beginRuns(); what other programs run is followed: for a window, which stays
    };

    /// Reads no connection yet: see load(). \a ask: see EncryptedFileSecretStore. \a runs: when their store is opened.
    AppServices(const Paths &paths, connections::AskMasterPassword ask, Runs runs = Runs::AtOnce);
    ~AppServices();
    AppServices(const AppServices &) = delete;
    AppServices &operator=(const AppServices &) = delete;

    /// Reads the saved connections. Errors: those of ConnectionManager::load().
    [[nodiscard]] core::Result<core::Done> load();

    [[nodiscard]] const Paths &paths() const { return m_paths; }
    [[nodiscard]] connections::ConnectionManager &connections() { return *m_connections; }
    /// Plans tasks of every kind, as the forms of the window do.
    [[nodiscard]] const planning::Planners &planners() const { return m_planners; }
    /// \a onWaiting is told what a plan that is being made waits for: ConnectionSources::setOnWaiting().
    void setOnWaiting(std::function<void(const catalog::ObjectPath &what)> onWaiting);
    /// Compares mappings with what they were made from; its sources are sources().
    [[nodiscard]] const mapping::DriftReader &drift() const { return m_drift; }
    /// Reads who reads whom; its sources are sources().
    [[nodiscard]] const mapping::LineageReader &lineage() const { return m_lineage; }
    [[nodiscard]] std::shared_ptr<const planning::Sources> sources() const;
    [[nodiscard]] tasks::Runs &runs();
    void beginRuns();
    /// The index of names, made at the first call: from then on it hears what is listed, and what runs make and drop.
    [[nodiscard]] nameindex::NameIndex &names();

private:
    void noteRun(const plan::RunSummary &run);
    // The newest run that mapped \a schema. Blocks; not on the main thread.
    [[nodiscard]] std::optional<plan::Run> newestMapping(const catalog::ObjectPath &schema);

    Paths m_paths;
    std::shared_ptr<nameindex::Feed> m_feed;
    std::unique_ptr<connections::ConnectionManager> m_connections;
    std::unique_ptr<nameindex::NameIndex> m_names; // uses the connections: destroyed first
    std::shared_ptr<ConnectionSources> m_sources;
    std::shared_ptr<const mapping::Fingerprints> m_fingerprints;
    mapping::DriftReader m_drift;
    mapping::LineageReader m_lineage;
    planning::Planners m_planners;
    std::unique_ptr<engine::LocalRuns> m_runs; // uses the connections: destroyed first
};

} // namespace isthmus::app
