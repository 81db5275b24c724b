// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMetaType>
#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace isthmus::core {

/// What a program may ask of an error. Everything else about it is text for people.
enum class ErrorKind : quint8 {
    Cancelled, ///< the user asked for it; never shown
    Timeout, ///< no answer in time; trying again is sensible
    Network, ///< host not found, refused, reset, cut off
    Authentication, ///< who you are was not accepted
    Permission, ///< you are known but may not do this
    NotFound,
    AlreadyExists,
    Invalid, ///< the request itself is wrong: a bad name, a syntax error
    Protocol, ///< the other side's answer cannot be understood or fails its checksum
    Unsupported, ///< the other side, or this program, cannot do this
    Internal, ///< everything else, including our own mistakes
};

/// One failure, ready to be shown. No member ever holds a secret.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString message; ///< one translated sentence in the user's words: what is wrong and with which object
    QString hint; ///< what to do next, translated; may be empty
    QString code; ///< the server's own code (SQLSTATE 42501, ODPS-0130131, HTTP 403); may be empty
    QString detail; ///< the server's own words, plain text; may be empty
    bool isUnsent = false; ///< surely the other side has heard nothing of the request: host not found, refused

    [[nodiscard]] static Error cancelled();
    [[nodiscard]] bool isCancelled() const { return kind == ErrorKind::Cancelled; }
    /// True if the same call may succeed later without anything being changed (Timeout, Network).
    [[nodiscard]] bool isTransient() const { return kind == ErrorKind::Timeout || kind == ErrorKind::Network; }

    /// Of the server's own words what they say beyond message and code, which may be made of them: all of them, the
    /// place in the statement alone, or nothing.
    [[nodiscard]] QString furtherDetail() const;

    [[nodiscard]] QJsonObject toJson() const;
    /// Never fails: what is missing is empty, an unknown kind is Internal.
    [[nodiscard]] static Error fromJson(const QJsonObject &json);
    /// The same error without what looks like a credential in its texts; see core::redacted().
    [[nodiscard]] Error redacted() const;

    friend bool operator==(const Error &, const Error &) = default;
};

/// Stable lower-case name of \a kind for JSON and logs ("permission").
[[nodiscard]] QString errorKindName(ErrorKind kind);
[[nodiscard]] std::optional<ErrorKind> errorKindFromName(const QString &name);

template <typename T>
using Result = tl::expected<T, Error>;

/// What a call answers that has nothing to say but "done".
struct Done {
    friend bool operator==(const Done &, const Done &) = default;
};

[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, QString message, QString hint = {}, QString code = {},
                                                QString detail = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(message), std::move(hint), std::move(code), std::move(detail)});
}

} // namespace isthmus::core

Q_DECLARE_METATYPE(isthmus::core::Error)
