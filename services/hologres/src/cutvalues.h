// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>

#include <QStringList>

namespace isthmus::hologres {

/// A select list that has the server cut what is long, so that it never travels.
struct CutValues {
    /// An expression for each column, and a last one for BatchSink::setLengthsOf().
    QStringList expressions;
    QList<int> lengthsOf; ///< the columns that may be cut
};

/// Texts keep their first characters and binary values their first bytes, so many that a row of them stays within
/// \a maxRowBytes; of all other types without a size of their own (arrays, JSON …) a long value becomes NULL, since a
/// part of one is none. Blank-padded texts come whole: to cut them is to lose their blanks. The server need not
/// look into a text to say how long it is (PostgreSQL 15, varlena.c, textoctetlen).
[[nodiscard]] CutValues cutValues(const QList<catalog::Column> &columns, qint64 maxRowBytes);

} // namespace isthmus::hologres
