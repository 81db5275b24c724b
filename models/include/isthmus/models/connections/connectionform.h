// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/models/connections/connectionmerge.h>
#include <isthmus/models/connections/teststepsmodel.h>
#include <isthmus/models/parts/waiting.h>

#include <QObject>
#include <QSet>

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
    static constexpr QStringView tokenField = u"token";
    static constexpr QStringView descriptionField = u"description";
    static constexpr QStringView groupField = u"group";
    static constexpr QStringView kindField = u"kind";

    /// A new connection.
    ConnectionForm(connections::ConnectionManager &manager, const connections::ConnectionKind &kind,
                   QObject *parent = nullptr);
    /// The saved connection \a name.
    ConnectionForm(connections::ConnectionManager &manager, const QString &name, QObject *parent = nullptr);
    ~ConnectionForm() override;

    [[nodiscard]] bool isNew() const { return m_replaces.isEmpty(); }
    [[nodiscard]] const QString &savedName() const { return m_replaces; } ///< empty for a new one
    [[nodiscard]] const connections::Profile &profile() const { return m_profile; }
    [[nodiscard]] const connections::ConnectionKind &kind() const { return m_original.info(); }
    /// Changes the profile: edit([&](Profile &p) { p.readOnly = true; }). The kind cannot be changed.
    void edit(const std::function<void(connections::Profile &)> &change);
    void setValue(const QString &field, const QJsonValue &value); ///< of a field of the kind
    /// As setValue() with one of the field's choices, and what follows from choosing it.
    void choose(const QString &field, const QString &choice);
    void setSecret(const QString &secret);
    void setToken(const QString &token); ///< where the profile has one, see Profile::hasToken()
    [[nodiscard]] bool hasNewSecret() const { return !m_secret.isEmpty(); } ///< typed, or out of a URL
    [[nodiscard]] bool hasNewToken() const { return !m_token.isEmpty(); }
    /// Fills the form with what \a text, a URL of another program, says; its secret becomes the new one. False, and
    /// nothing is changed, where it is no URL of this kind of connection.
    bool takeUrl(const QString &text);
    [[nodiscard]] QStringList urlNotes() const { return m_urlNotes; } ///< of the last URL: what was left out
    [[nodiscard]] QString secretPlace() const; ///< "the desktop keychain"
    [[nodiscard]] QStringList groups() const; ///< those that connections have, in the order of names

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
    /// There was a test, and since then something was changed that it depends on.
    [[nodiscard]] bool isTestOutdated() const { return m_isTestOutdated; }
    /// The last test failed, and nothing was changed since.
    [[nodiscard]] bool hasFailed() const { return m_testError && !m_testError->isCancelled() && !m_isTestOutdated; }

    /// What another program has changed of the connection since the form showed it. What nobody has edited here is
    /// taken over at once: see takenOver(). Otherwise nothing can be saved before takeOver().
    [[nodiscard]] const QList<ConnectionDifference> &differences() const { return m_differences; }
    [[nodiscard]] bool isOutOfDate() const { return m_saved.has_value(); }
    /// Shows the connection as it is saved now, with what was edited here. Of fields that both changed, those in
    /// \a kept stay as they are here.
    void takeOver(const QSet<QString> &kept);
    /// What was taken over since the form is open.
    [[nodiscard]] const QList<ConnectionDifference> &takenOver() const { return m_takenOver; }

    /// Keeps profile and secret; answers with saved() or saveFailed().
    void save();

    void setPatience(std::chrono::milliseconds patience) { m_waiting.setPatience(patience); } ///< see Waiting

Q_SIGNALS:
    void changed(); ///< any field, problem or state
    void testFinished();
    void saved(const QString &name);
    void saveFailed(const isthmus::core::Error &error);

private:
    void follow(const QString &before, const QString &after);
    void compareWithSaved();
    void outdateTest();
    [[nodiscard]] QSet<QString> takenNames() const;
    [[nodiscard]] bool needsNewSecret() const;
    [[nodiscard]] std::optional<QString> newSecret() const; // as it is kept; nothing: the kept one stays
    void validate();
    void addProblem(QStringView field, const QString &problem);
    template <typename T, typename Next>
    void expect(const QFuture<core::Result<T>> &future, Next next);
    void showTest();
    void showWaiting();
    void testServer();
    void testCatalog();
    void failTest(const core::Error &error);
    void endTest();

    connections::ConnectionManager &m_manager;
    QString m_replaces;
    connections::Profile m_original;
    connections::Profile m_profile;
    std::optional<connections::Profile> m_saved; // where another program changed it
    QList<ConnectionDifference> m_differences; // with m_saved
    QList<ConnectionDifference> m_takenOver;
    QString m_secret; // typed; empty: the kept one
    QString m_token;
    QStringList m_urlNotes;
    QList<std::pair<QString, QString>> m_problems; // of fields, in their order
    TestStepsModel m_steps;
    std::optional<connections::ConnectionTest> m_test; // the last one
    Waiting m_waiting; // for its next answer
    QString m_testSummary;
    std::optional<core::Error> m_testError;
    std::optional<connections::Backend> m_tested; // while a test runs
    core::Latest m_question{this}; // of the test's running step
    bool m_isTesting = false;
    bool m_isTested = false;
    bool m_isTestOutdated = false;
    bool m_isSaving = false;
};

} // namespace isthmus::models
