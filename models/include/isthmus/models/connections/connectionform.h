// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/models/connections/teststepsmodel.h>

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <optional>

namespace isthmus::models {

/// The form of a new or saved connection, and its test. The secret is never prefilled and never read back: left alone,
/// the kept one stays. Thread: the window's.
class ConnectionForm : public QObject {
    Q_OBJECT

public:
    enum class Field : quint8 { Name, Host, Port, Database, Tls, Endpoint, TunnelEndpoint, Project, AccessId, Secret };
    Q_ENUM(Field)

    /// A new connection.
    ConnectionForm(connections::ConnectionManager &manager, connections::Profile::System system,
                   QObject *parent = nullptr);
    /// The saved connection \a name.
    ConnectionForm(connections::ConnectionManager &manager, const QString &name, QObject *parent = nullptr);
    ~ConnectionForm() override;

    [[nodiscard]] bool isNew() const { return m_replaces.isEmpty(); }
    [[nodiscard]] const connections::Profile &profile() const { return m_profile; }
    /// Changes fields: edit([&](Profile &p) { p.host = text; }). The system cannot be changed.
    void edit(const std::function<void(connections::Profile &)> &change);
    void setSecret(const QString &secret);
    [[nodiscard]] QString secretPlace() const; ///< "the desktop keychain"

    [[nodiscard]] QString problem(Field field) const; ///< in the user's words; empty if fine
    [[nodiscard]] QStringList problems() const; ///< all of them
    [[nodiscard]] bool canTest() const { return testBlockedReason().isEmpty(); }
    /// Why it cannot be tested now: a problem, or something that is running.
    [[nodiscard]] QString testBlockedReason() const;
    [[nodiscard]] bool canSave() const; ///< no problems, no test and no saving on its way
    [[nodiscard]] bool isModified() const;

    /// Reaches the server as the form stands, signs in and reads the first names, without saving. Reads only. Without a
    /// new secret the kept one is used.
    void test();
    void cancelTest();
    [[nodiscard]] bool isTesting() const { return m_isTesting; }
    [[nodiscard]] TestStepsModel *steps() { return &m_steps; }
    [[nodiscard]] QString testSummary() const { return m_testSummary; } ///< "3 passed · 214 ms", "1 passed, 1 failed"
    [[nodiscard]] std::optional<core::Error> testError() const { return m_testError; }
    /// The last test passed and nothing was changed since.
    [[nodiscard]] bool isTested() const { return m_isTested; }

    /// Keeps profile and secret; answers with saved() or saveFailed().
    void save();

Q_SIGNALS:
    void changed(); ///< any field, problem or state
    void testFinished();
    void saved(const QString &name);
    void saveFailed(const isthmus::core::Error &error);

private:
    void validate();
    template <typename T, typename Next>
    void expect(const QFuture<core::Result<T>> &future, Next next);
    void testServer();
    void acceptServer(const catalog::ServerInfo &server);
    void testCatalog();
    void acceptNames(const catalog::Page &page);
    void failTest(const core::Error &error);
    void endTest();

    connections::ConnectionManager &m_manager;
    QString m_replaces;
    connections::Profile m_original;
    connections::Profile m_profile;
    std::optional<QString> m_secret;
    QHash<int, QString> m_problems; // by Field
    TestStepsModel m_steps;
    QString m_testSummary;
    std::optional<core::Error> m_testError;
    QElapsedTimer m_testSince;
    QElapsedTimer m_stepSince;
    std::optional<connections::Backend> m_tested; // while a test runs
    core::Latest m_question{this}; // of the test's running step
    bool m_isTesting = false;
    bool m_isTested = false;
    bool m_isSaving = false;
};

} // namespace isthmus::models
