// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gallery.h"

#include <isthmus/dialect/dialect.h>
#include <isthmus/records/sqlrunner.h>
#include <isthmus/records/tablereader.h>

#include <memory>

namespace isthmus::test {

/// The two rows of a family as a road gives them, NULL as a null QString; or why it gives none.
struct Reading {
    QString problem;
    QList<QStringList> rows;
    QStringList columns; ///< their names, where the road tells them
};

/// One of the two systems, as the client reaches it.
struct Side {
    QString connection; ///< as isthmusctl knows it
    QString schema;
    dialect::Dialect sqlDialect = dialect::Dialect::Hologres;
    std::shared_ptr<records::TableReader> reader;
    std::shared_ptr<records::SqlRunner> sql;

    [[nodiscard]] QString path(const QString &table) const { return connection + u'/' + schema + u'/' + table; }
    [[nodiscard]] QString name(const QString &table) const { return schema + u'.' + table; }
    /// Empty, or what the server said.
    [[nodiscard]] QString run(const QString &statement) const;
};

/// Makes the table of \a family with its two rows, named \a table. Empty, or what the server said.
[[nodiscard]] QString makeTable(const Side &side, const Family &family, const QString &table);

/// A way that values take from a server to a person. \a side has the table that the family is named after.
struct Road {
    const char *name = nullptr;
    bool isJson = false;
    Reading (*read)(const Side &side, const Family &family) = nullptr;
    /// What the road makes of a text; null: it stays.
    QString (*form)(const QString &text) = nullptr;
};

[[nodiscard]] const QList<Road> &roads();

/// The first rows of \a table, whatever its columns are.
[[nodiscard]] Reading previewed(const Side &side, const QString &table);

} // namespace isthmus::test
