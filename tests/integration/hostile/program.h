// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>

namespace isthmus::hostile {

/// How a program ended.
struct Ending {
    int exitCode = -1; ///< -1: by a signal, or by us
    int signal = 0; ///< that ended it
    bool isInterrupted = false; ///< by our signal, before it had ended by itself
    bool isOverdue = false; ///< it did not end by itself
    std::chrono::milliseconds elapsed{0}; ///< from the start; with a signal of ours, from that
    qint64 peakBytes = 0; ///< of resident memory
    QByteArray out; ///< the first MiB of each
    QByteArray err;
};

/// How to run one.
struct Running {
    QString program; ///< path of it
    QStringList arguments;
    QStringList environment; ///< "NAME=value", beside the one of this process
    QString directory; ///< for its output; exists
    std::chrono::milliseconds limit{0}; ///< then it is killed
    int interruptBy = 0; ///< a signal that is sent once \a interruptWhen answers true; 0: none
    std::function<bool()> interruptWhen;
};

/// Runs a program to its end. Thread: any.
[[nodiscard]] Ending runToEnd(const Running &running);

} // namespace isthmus::hostile
