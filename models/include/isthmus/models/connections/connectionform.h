// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/models/connections/teststepsmodel.h>

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <optional>
#include <utility>

namespace isthmus::models {

/// The form of a new or saved connection, and its test. The secret is never prefilled and never read back: left alone,
/// the kept one stays. Thread: the window's.
class ConnectionForm : public QObject {
    Q_OBJECT

public:
    // What a form holds beside the fields of the kind, which go by their own ids.
    static constexpr QStringView nameField = u"name";
    static constexpr QStringView secretField = u"secret";
    static constexpr QStringView kindField = u"kind";

    /// A new connection.
    ConnectionForm(connections::ConnectionManager &manager, const connections::ConnectionKind &kind,
                   QObject *parent = nullptr);
    /// The saved connection \a name.
    ConnectionForm(connections::ConnectionManager &manager, const QString &name, QObject *parent = nullptr);
    ~ConnectionForm() override;

    [[nodiscard]] bool isNew() const { return m_replaces.isEmpty(); }
    [[nodiscard]] const connections::Profile &profile() const { return m_profile; }
    [[nodiscard]] const connections::ConnectionKind &kind() const { return m_original.info(); }
    /// Changes the profile: edit([&](Profile &p) { p.readOnly = true; }). The kind cannot be changed.
    void edit(const std::function<void(connections::Profile &)> &change);
    void setValue(const QString &field, const QJsonValue &value); ///< of a field of the kind
    void setSecret(const QString &secret);
    [[nodiscard]] QString secretPlace() const; ///< "the desktop keychain"

    [[nodiscard]] std::optional<core::Error> damage() const; ///< of the entry that was saved
    [[nodiscard]] QString problem(QStringView field) const; ///< in the user's words; empty if fine
    [[nodiscard]] QStringList problems() const; ///< all of them, in the order of the form
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
    void addProblem(QStringView field, const QString &problem);
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
    QList<std::pair<QString, QString>> m_problems; // of fields, in their order
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
