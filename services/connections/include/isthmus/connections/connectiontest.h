// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/connections/backend.h>
#include <isthmus/connections/profile.h>

#include <QElapsedTimer>
#include <QMetaType>

#include <chrono>
#include <optional>

namespace isthmus::connections {

struct TestStep {
    enum class State : quint8 { Waiting, Running, Passed, Warning, Failed, Skipped };
    QString title; ///< translated, as the next
    QString detail;
    std::optional<std::chrono::milliseconds> elapsed; ///< only what was measured
    State state = State::Waiting;
    friend bool operator==(const TestStep &, const TestStep &) = default;
};

[[nodiscard]] QString testStateName(TestStep::State state); ///< stable, lower case: "passed"
[[nodiscard]] QString testStateTitle(TestStep::State state); ///< translated

/// Tells the steps of a test of a connection from the answers of its back end: who runs it asks for server(), then for
/// the first names, and gives what comes. Reads only. Thread: one.
class ConnectionTest {
public:
    /// Begins with opening a back end for \a profile.
    explicit ConnectionTest(const Profile &profile);

    void opened(const Backend &backend); ///< server() is asked for next
    void accept(const catalog::ServerInfo &server); ///< the first names are asked for next
    void accept(const catalog::Page &names); ///< it has passed
    void fail(const core::Error &error); ///< of what was asked for last; Cancelled: it was stopped

    [[nodiscard]] const QList<TestStep> &steps() const { return m_steps; }
    [[nodiscard]] QString summary() const; ///< "3 passed · 214 ms", "1 passed, 1 failed"
    /// The request for the first names.
    [[nodiscard]] static catalog::ListRequest firstNames(const Profile &profile);

private:
    [[nodiscard]] QList<core::ConnectStep> connectSteps() const;
    [[nodiscard]] TestStep stepOf(const core::ConnectStep &step) const;
    [[nodiscard]] TestStep signInStep(const catalog::ServerInfo &server) const;
    [[nodiscard]] qsizetype failedStep(const core::Error &error) const;
    void failConnecting(const core::Error &error);

    enum class Phase : quint8 { Opening, Server, Names, Done };

    Profile m_profile;
    Phase m_phase = Phase::Opening;
    QList<TestStep> m_steps;
    std::shared_ptr<const core::ConnectLog> m_log; // null: the back end keeps none
    QElapsedTimer m_since; // the test began
    QElapsedTimer m_phaseSince;
    std::optional<core::Error> m_error;
    std::chrono::milliseconds m_elapsed{0}; // with Done
};

} // namespace isthmus::connections

Q_DECLARE_METATYPE(isthmus::connections::TestStep::State)
