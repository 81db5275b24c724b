// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"
#include "sanitizers.h"

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace isthmus::hostile {

/// One call of isthmusctl.
struct Verb {
    const char *name;
    QStringList arguments;
    QString warning = {}; ///< what its output says of an answer that it can do without; empty: it needs them all
};

/// What the client may do at most, whatever a server does.
struct Bounds {
    std::chrono::milliseconds end{
        20'000 * test::sanitizerSlowness}; ///< of a call whose connection has a time limit of one second
    std::chrono::milliseconds interrupted{
        3'000 * test::sanitizerSlowness}; ///< after Ctrl+C or SIGTERM: two seconds, and one for a busy machine
    qint64 peakBytes = qint64(256 + test::sanitizerMegabytes) * 1024 * 1024;
};

/// A server for one call.
struct Server {
    std::shared_ptr<void> owner;
    int port = 0;
    std::function<bool()> isReached; ///< it has been hostile
    std::function<bool()> hasSeenPassword;
    QString authorities = {}; ///< it is behind TLS, and this file names whom to trust; empty: without TLS
};

/// What one mode does to all verbs.
struct Trial {
    QString name; ///< of the mode
    QString says; ///< regular expression for the client's first line
    bool mayPass = false;
    bool mayEndEarly = false; ///< the client's own file is at fault: the server may not have seen it yet
    quint32 seed = 1;
    int interruptBy = 0;
    std::chrono::seconds timeLimit{1}; ///< of the connections
    QList<Verb> verbs;
    bool isOfWindow = false; ///< the verbs are options of the window, which has both connections open
    std::function<Server()> postgres;
    std::function<Server()> maxCompute;
};

/// Runs trials and keeps the figures. The connections of the client are "pg" and "mc".
class Campaign {
public:
    Campaign();

    /// Runs every verb, all at once, each with servers and files of its own. Answers what was wrong, a line each.
    [[nodiscard]] QStringList run(const Trial &trial);
    /// "120 trials of 6 verbs …".
    [[nodiscard]] QString figures() const;

    /// Which seeds, from ISTHMUS_HOSTILE_SEEDS: a number of them, or "7-12"; nothing: the short run.
    [[nodiscard]] static std::optional<QList<quint32>> seeds();

private:
    [[nodiscard]] QString prepare(const QString &name, const Server &postgres, const Server &maxCompute,
                                  std::chrono::seconds timeLimit) const;
    [[nodiscard]] QStringList runVerb(const Trial &trial, const Verb &verb, int number);
    void prepareWindow(Running &running) const;
    [[nodiscard]] QStringList problems(const Trial &trial, const Verb &verb, const Ending &ending,
                                       bool isReached) const;

    QTemporaryDir m_dir;
    Bounds m_bounds;
    std::atomic<int> m_calls = 0;
    std::atomic<int> m_hostile = 0;
    std::atomic<qint64> m_peakBytes = 0;
    std::atomic<qint64> m_longestMs = 0;
};

} // namespace isthmus::hostile
