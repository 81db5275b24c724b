// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandboxfixture.h"

#include <isthmus/connections/connectionmanager.h>

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace isthmus::bench {

/// The sandbox and connections to it; made once, gone with the program. It has a schema bench_many of ten thousand
/// tables. Ends the program where something cannot be made.
class BrowsingWorld {
public:
    static BrowsingWorld &instance();

    [[nodiscard]] connections::ConnectionManager &manager() { return *m_manager; }
    [[nodiscard]] connections::Backend backend(const QString &name);
    [[nodiscard]] const test::SandboxFixture &sandbox() const { return m_sandbox; }

    /// Runs psql as a user would, its output thrown away.
    void psql(const QString &sql);
    /// Runs isthmusctl over the same connections, its output thrown away.
    void ctl(const QStringList &arguments);
    /// On the Hologres side, and on the store of the MaxCompute side, as their administrators.
    void runOnHologres(const QString &sql);
    void runOnStore(const QString &sql);

    /// A schema of \a count tables on both sides, each called bench_huge; made at the first call, in a minute.
    void makeHuge(int count);

    static constexpr int manyTables = 10'000;
    static constexpr char manySchema[] = "bench_many";
    static constexpr char rowsSchema[] = "bench_rows"; ///< tables with rows that are hard to show
    static constexpr char hugeSchema[] = "bench_huge";

private:
    BrowsingWorld();
    void makeTables(const QString &schema, int count);
    void makeRows();

    test::SandboxFixture &m_sandbox;
    QTemporaryDir m_dir;
    std::unique_ptr<connections::ConnectionManager> m_manager;
    bool m_hasHuge = false;
};

/// Lets events be handled until \a isDone, as a program does that waits for them: without sleeping.
[[nodiscard]] bool waitUntil(const std::function<bool()> &isDone, int seconds);

} // namespace isthmus::bench
