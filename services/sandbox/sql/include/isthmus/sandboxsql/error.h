// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace isthmus::sandboxsql {

/// Place in a script, both counted from 1; columns count UTF-16 code units, as MaxCompute's own messages do.
struct SourcePosition {
    int line = 1;
    int column = 1;

    friend bool operator==(const SourcePosition &, const SourcePosition &) = default;
};

/// A refusal in MaxCompute's words and codes. Not translated: the real service answers in English too.
/// Source of codes and shape: docs/protocol.md#error-of-a-failed-job and #error-codes.
struct SqlError {
    QString code; ///< "ODPS-0130161"
    SourcePosition position;
    QString message; ///< "Parse exception - …", "Semantic analysis exception - …", "Table not found - …"

    /// "ODPS-0130161:[1,15] Parse exception - …": the text of a failed job's result.
    [[nodiscard]] QString text() const;

    /// The text is no SQL: ODPS-0130161 "Parse exception - \a what".
    [[nodiscard]] static SqlError parse(SourcePosition at, const QString &what);
    /// MaxCompute has it, the sandbox does not: ODPS-0130161 "… \a feature is not supported by the sandbox".
    [[nodiscard]] static SqlError unsupported(SourcePosition at, const QString &feature);
    /// Well-formed but wrong (unknown column, types that do not fit): ODPS-0130071.
    [[nodiscard]] static SqlError semantic(SourcePosition at, const QString &what);
    /// ODPS-0130131 "Table not found - table \a name cannot be resolved".
    [[nodiscard]] static SqlError tableNotFound(SourcePosition at, const QString &name);

    friend bool operator==(const SqlError &, const SqlError &) = default;
};

template <typename T>
using SqlResult = tl::expected<T, SqlError>;

} // namespace isthmus::sandboxsql
