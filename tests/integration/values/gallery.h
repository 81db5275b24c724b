// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace isthmus::test {

/// One value of a gallery and what each road must make of it.
struct Specimen {
    QString column; ///< its name, unquoted
    QString type; ///< as in CREATE TABLE
    QString sql; ///< an expression of that system that makes it
    QString text; ///< as it is shown
    QString json; ///< its JSON without blanks between tokens
    QHash<QString, QString> others; ///< by road, where a road says it in another way
    QStringList missing; ///< roads that leave the column out
    QStringList refused; ///< roads on which it must fail with the column's name

    /// What \a road must give; \a isJson: the road is one of JSON.
    [[nodiscard]] QString expected(const QString &road, bool isJson) const;
};

/// Values that are tried together: the columns of one table, which has them in its first row and NULLs in its second.
struct Family {
    QString name; ///< of the table too: lower case, '_' for blanks
    QList<Specimen> specimens;
};

/// Reads tests/integration/values/\a file. A family is {"family", "values"}, with "single": true a table for each
/// value. A value is {"type", "sql", "text"} and perhaps
/// - "json": "#" the text as number or boolean, "=" the text is JSON itself, else its JSON; without it a JSON string
/// - "name" of the column, else c1, c2 …
/// - "repeat": [text, times] in place of a long text
/// - "roads": {road: other text, null where the column is left out, "!" where it must be refused}
/// Asserts that the file is right: it is part of the tests.
[[nodiscard]] QList<Family> readGallery(const QString &file);

/// \a text as JSON string, written by hand so that the expectation does not come from what is tested.
[[nodiscard]] QString asJsonString(const QString &text);

} // namespace isthmus::test
