// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>

#include <QString>
#include <QStringList>

#include <chrono>

namespace isthmus::hologres {

struct Resolved {
    enum class Outcome : quint8 { Found, NotFound, Cancelled, TimedOut };
    Outcome outcome = Outcome::NotFound;
    QStringList addresses; ///< numeric, in the order to try; with Found
    QString words; ///< the resolver's own; with NotFound
};

/// Looks \a host up. getaddrinfo() cannot be interrupted, so it runs on a thread that is left behind when the caller
/// cancels or the time is over. An address in numbers is answered at once.
[[nodiscard]] Resolved resolveHost(const QString &host, std::chrono::steady_clock::time_point deadline,
                                   const core::Cancellation &cancellation);

} // namespace isthmus::hologres
