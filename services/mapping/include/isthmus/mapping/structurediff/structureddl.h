// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/mapping/structurediff/structurediff.h>

#include <QStringList>

namespace isthmus::mapping {

/// Which of the two tables is to become like the other.
enum class DiffTarget : quint8 { Left, Right };

/// SQL that makes one table like the other: to be read, copied and saved. Isthmus never runs it. Comments in it are in
/// the reader's language.
struct StructureDdl {
    QString create; ///< makes the table anew under its name; the one that is there has to go first
    QString alter; ///< changes the table that is there as far as its system lets it; what it does not is a comment
    QStringList refused; ///< columns that the new table cannot have, since there is no type for them
    int statements = 0; ///< of `alter`
    int destructive = 0; ///< statements of `alter` that lose values
    int remaining = 0; ///< things that `alter` cannot do

    friend bool operator==(const StructureDdl &, const StructureDdl &) = default;
};

/// Pure; any thread. Source: docs/mapping.md#ddl-of-either-direction.
[[nodiscard]] StructureDdl structureDdl(const StructureDiff &diff, DiffTarget target);

/// Writes \a sql into \a file, whole or not at all. Blocks. Errors: it could not be written.
[[nodiscard]] core::Result<core::Done> writeDdl(const QString &sql, const QString &file);

} // namespace isthmus::mapping
