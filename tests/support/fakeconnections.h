// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecatalog.h"
#include "fakesecretstore.h"
#include "testkinds.h"

#include <isthmus/connections/connectionmanager.h>

#include <QHash>
#include <QTemporaryDir>
#include <QThreadPool>

#include <map>
#include <memory>
#include <mutex>

namespace isthmus::testsupport {

/// A ConnectionManager over fake back ends: the sandbox's three connections, or what the test saves.
/// For tests that link isthmus::connections and what testkinds.h asks for.
class FakeConnections {
public:
    struct Side {
        std::shared_ptr<FakeCatalog> catalog = std::make_shared<FakeCatalog>();
        std::shared_ptr<FakeTableReader> reader = std::make_shared<FakeTableReader>();
        std::shared_ptr<FakeSqlRunner> sql = std::make_shared<FakeSqlRunner>();
    };

    explicit FakeConnections(const QList<connections::Profile> &profiles = tutorialProfiles())
        : m_secrets(std::make_shared<FakeSecretStore>())
    {
        registerTestKinds();
        const QString file = m_dir.filePath(QStringLiteral("connections.json"));
        connections::ProfileStore store(file);
        const auto addAll = [&profiles](connections::ConnectionsFile &saved) {
            for (const auto &profile : profiles)
                saved.add(profile);
            return core::Result<core::Done>(core::Done{});
        };
        if (!store.change(addAll, {}, {}))
            qFatal("the profiles cannot be saved");
        for (const auto &profile : profiles)
            static_cast<void>(m_secrets->write(profile.name, QStringLiteral("secret of ") + profile.name));
        m_manager = std::make_unique<connections::ConnectionManager>(
            store, m_secrets, [this](const connections::Profile &profile, const QString &secret) {
                const std::lock_guard lock(m_mutex);
                m_lastSecret = secret;
                ++m_opened[profile.name];
                const Side &side = m_sides[profile.name];
                return core::Result<connections::Backend>(
                    connections::Backend{profile, side.catalog, side.reader, side.sql});
            });
        if (!m_manager->load())
            qFatal("the profiles cannot be read");
    }

    ~FakeConnections() { QThreadPool::globalInstance()->waitForDone(); } // plans that are being made use the manager
    FakeConnections(const FakeConnections &) = delete;
    FakeConnections &operator=(const FakeConnections &) = delete;

    /// order_dw (data source), test_dbs_holo (instance), dbs_mc (MaxCompute).
    [[nodiscard]] static QList<connections::Profile> tutorialProfiles()
    {
        const auto source =
            hologresProfile(QStringLiteral("order_dw"), QStringLiteral("holo.example"), QStringLiteral("order_dw"));
        return {source, instanceProfile(source, QStringLiteral("test_dbs_holo")),
                maxComputeProfile(QStringLiteral("dbs_mc"), QStringLiteral("https://mc.example/api"))};
    }

    [[nodiscard]] connections::ConnectionManager &manager() { return *m_manager; }
    [[nodiscard]] FakeSecretStore &secrets() { return *m_secrets; }
    [[nodiscard]] Side &side(const QString &connection)
    {
        const std::lock_guard lock(m_mutex);
        return m_sides[connection];
    }
    [[nodiscard]] FakeCatalog &catalog(const QString &connection) { return *side(connection).catalog; }
    [[nodiscard]] QString lastSecret() const ///< the factory was given
    {
        const std::lock_guard lock(m_mutex);
        return m_lastSecret;
    }
    [[nodiscard]] int openedTimes(const QString &connection) const ///< how many back ends were made
    {
        const std::lock_guard lock(m_mutex);
        return m_opened.value(connection);
    }

private:
    QTemporaryDir m_dir;
    std::shared_ptr<FakeSecretStore> m_secrets;
    mutable std::mutex m_mutex;
    std::map<QString, Side> m_sides; // references stay valid
    QString m_lastSecret;
    QHash<QString, int> m_opened;
    std::unique_ptr<connections::ConnectionManager> m_manager; // last: its lanes use the others
};

} // namespace isthmus::testsupport
