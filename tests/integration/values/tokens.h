// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace isthmus::test {

/// The members of one JSON object, in their order, with their values as they are written, blanks between tokens taken
/// out. A reader of our own: QJsonDocument sorts members and puts numbers through double, which is what is looked for.
using JsonMembers = QList<std::pair<QString, QString>>;

/// The objects of the array of rows in \a document: the document itself, or the array of the member "rows" of its
/// object. Empty if there is none, or if it is no JSON.
[[nodiscard]] QList<JsonMembers> jsonRows(const QByteArray &document);

/// \a json without blanks between its tokens.
[[nodiscard]] QString withoutBlanks(const QString &json);

/// The fields of \a text, whose lines end with LF, as RFC 4180 has them with \a delimiter; a field that is not quoted
/// and empty is a null QString.
[[nodiscard]] QList<QStringList> delimitedRows(const QString &text, QChar delimiter);

} // namespace isthmus::test
