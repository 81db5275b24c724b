// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/doctor/examination.h>
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/records/sqlrunner.h>

#include <QFuture>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace isthmus::mapping {

/// Examines a mapping: asks both sides what its checks need, each question by itself, with a time limit of its own. One
/// that fails says so and stops no other. Reads only.
/// Thread: one with an event loop, which it is made, used and destroyed on.
class Doctor final : public QObject {
    Q_OBJECT

public:
    /// A connection as the doctor needs it.
    struct Side {
        std::shared_ptr<catalog::Catalog> catalog;
        std::shared_ptr<records::SqlRunner> sql; ///< of a Hologres connection
    };
    struct Sides {
        /// Opens a connection if need be. Errors: NotFound for an unknown one; those of opening.
        std::function<QFuture<core::Result<Side>>(const QString &connection)> open;
        /// The database that a saved Hologres connection has at that address, as a path: "order_dw",
        /// "test_dbs_holo/order_dw"; without a connection: none has it.
        std::function<catalog::ObjectPath(const QString &host, int port, const QString &database)> databaseAt;
        /// How the external schema was mapped, which no service tells: the task of the newest run that has made it.
        /// Errors: NotFound if no run has. May be empty.
        std::function<QFuture<core::Result<MapSchema>>(const catalog::ObjectPath &schema)> mappedBy;
    };

    Doctor(Examination what, Sides sides, QObject *parent = nullptr);
    ~Doctor() override;

    void setLimit(std::chrono::milliseconds limit) { m_limit = limit; } ///< of each question, from the next one on

    /// Asks everything, again if it was asked before. finished() follows once.
    void start();
    /// Gives up what is on its way; what was read stays. finished() follows if it was running.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_open > 0; }

    /// What is examined, with what was found out of it meanwhile: the source of a mapping that is there.
    [[nodiscard]] const Examination &what() const { return m_what; }
    [[nodiscard]] const ExaminationFacts &facts() const { return m_facts; }
    [[nodiscard]] QList<Finding> findings() const { return mapping::findings(m_what, m_facts); }
    [[nodiscard]] std::chrono::milliseconds elapsed() const; ///< of the whole, so far

Q_SIGNALS:
    void changed(); ///< something was read
    void finished();

private:
    template <typename T, typename Answer, typename Take>
    void ask(Reading<T> ExaminationFacts::*reading, QFuture<core::Result<Answer>> future, Take take);
    template <typename T>
    void fail(Reading<T> ExaminationFacts::*reading, const core::Error &error);
    void askMapping();
    void openSides();
    void openTarget();
    void askTarget();
    void askSchema();
    void askTable();
    void takeServers();
    void findSource(const QString &host, int port, const catalog::ObjectPath &below);
    void takeTable();
    void openSource();
    void askSource();
    void askDetails();
    void askRights();
    void begin();
    void end();

    const Examination m_asked;
    Examination m_what;
    Sides m_sides;
    ExaminationFacts m_facts;
    Side m_target;
    Side m_source;
    std::chrono::milliseconds m_limit{20'000};
    std::chrono::steady_clock::time_point m_begun;
    std::chrono::steady_clock::time_point m_ended;
    int m_open = 0; // questions, and what asks some
    quint64 m_round = 0; // answers of an earlier one are dropped
    std::vector<QFuture<void>> m_running;
};

} // namespace isthmus::mapping
