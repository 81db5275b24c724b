// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <limits>
#include <string>

namespace isthmus::records {

// JSON as text, token by token: numbers keep all their digits, members their order, equal names stay. QJsonDocument
// takes numbers through double, sorts members and drops equal ones. Source: RFC 8259. Pure; any thread.

enum class JsonLayout : quint8 {
    Compact, ///< without blanks
    Indented, ///< a member or element a line, four blanks a level
};

enum class JsonCopied : quint8 {
    Whole,
    Cut, ///< more than the bytes allowed: what was appended is a beginning, not checked beyond it
    NoJson, ///< not one JSON value; nothing was appended
};

/// Appends the one value that \a json is, and nothing else of it. Members, strings and numbers are copied as they are
/// spelled; inside strings, characters that steer a terminal (core::isControlling()) and bytes that are no UTF-8 become
/// escapes. Stops after about \a maxBytes bytes. Takes any depth; memory and time grow with the length alone.
JsonCopied appendJson(std::string &out, QByteArrayView json, JsonLayout layout = JsonLayout::Compact,
                      qsizetype maxBytes = std::numeric_limits<qsizetype>::max());

/// Appends \a text as a JSON string; what it escapes is said above, and bytes that are no UTF-8 are U+FFFD.
void appendJsonString(std::string &out, QByteArrayView text);

/// Whether \a text is a number of JSON's grammar: "-0.10e+5", not "+1", ".5", "01", "NaN".
[[nodiscard]] bool isJsonNumber(QByteArrayView text);

} // namespace isthmus::records
