// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/plan/text.h>

namespace isthmus::plan {

/// A core::Error as plans and runs keep it: its sentences without a language. An error of a service becomes one by
/// itself, with its sentences as they came. words() makes a core::Error of it again.
struct Failure {
    core::ErrorKind kind = core::ErrorKind::Internal;
    Text message;
    Text hint;
    QString code; ///< the server's own
    QString detail; ///< the server's own words
    bool isUnsent = false; ///< as core::Error::isUnsent, of the step as a whole: it has surely done nothing
    /// Tells of nothing but what had been done before the run was resumed: it stops no other step, whatever the group
    /// says, since it would stop each resuming anew.
    bool isOfBefore = false;

    Failure() = default;
    Failure(const core::Error &error)
        : kind(error.kind), message(error.message), hint(error.hint), code(error.code), detail(error.detail),
          isUnsent(error.isUnsent)
    {
    }
    Failure(core::ErrorKind failureKind, Text failureMessage, Text failureHint = {}, QString failureDetail = {})
        : kind(failureKind), message(std::move(failureMessage)), hint(std::move(failureHint)),
          detail(std::move(failureDetail))
    {
    }

    [[nodiscard]] bool isCancelled() const { return kind == core::ErrorKind::Cancelled; }
    /// Of a statement that changes something: the server may have done it all the same.
    [[nodiscard]] bool mayBeDone() const
    {
        return !isUnsent
            && (isCancelled() || kind == core::ErrorKind::Timeout || kind == core::ErrorKind::Network
                || kind == core::ErrorKind::Protocol);
    }
    [[nodiscard]] QJsonObject toJson() const;
    /// Never fails: what is missing is empty, an unknown kind is Internal.
    [[nodiscard]] static Failure fromJson(const QJsonObject &json);
    [[nodiscard]] Failure redacted() const;

    friend bool operator==(const Failure &, const Failure &) = default;
};

} // namespace isthmus::plan
