// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/nameindex/search.h>

#include <QByteArray>

#include <vector>

namespace isthmus::nameindex {

/// One word of a query, folded.
struct Word {
    QByteArray whole;
    quint32 letters = 0; ///< lettersOf(whole)
    /// What stands before the last dot or slash, from the outside in; empty: it says no place, or only as a name that
    /// holds a dot itself.
    std::vector<QByteArray> places;
    QByteArray last; ///< behind it; may be empty
    quint32 lastLetters = 0;

    [[nodiscard]] bool isQualified() const { return !places.empty(); }
    friend bool operator==(const Word &, const Word &) = default;
};

struct ParsedQuery {
    std::vector<Word> words;
    std::vector<QByteArray> connections; ///< all of which a connection's name has to hold
    QString connection; ///< Query::connection
    bool isOfColumns = false;

    [[nodiscard]] static ParsedQuery of(const Query &query);
    /// Nothing to look for, thus nothing found.
    [[nodiscard]] bool isEmpty() const { return words.empty(); }
    /// Whether whatever it finds was found by \a earlier too.
    [[nodiscard]] bool narrows(const ParsedQuery &earlier) const;
};

} // namespace isthmus::nameindex
