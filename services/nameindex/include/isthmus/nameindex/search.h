// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>

#include <QDateTime>
#include <QList>
#include <QString>

#include <array>
#include <chrono>

namespace isthmus::nameindex {

/// How a name was found, best first.
enum class Found : quint8 {
    Exact, ///< the name itself
    Prefix, ///< the name begins so
    Contains,
    Fuzzy, ///< the letters in their order, not side by side
    Column, ///< a column of the relation
};
inline constexpr int foundCount = 5;

/// Which sort of names is told; all sorts are counted.
enum class Sort : quint8 {
    All,
    Relations,
    Columns,
    Containers, ///< connections, databases, schemas
};
inline constexpr int sortCount = 4;

/// What is looked for. Words stand between blanks, and all of them have to be in a name, without regard to case. With
/// a dot or slash a word also says where a name is: "public.ord". "column:fee" looks at columns only, "@order_dw" in
/// connections whose names hold that.
struct Query {
    static constexpr int usualHits = 50;
    static constexpr int mostCharacters = 512; ///< what is behind is passed over

    QString text;
    int mostHits = usualHits; ///< of each kind of Found
    Sort sort = Sort::All;
    QString connection = {}; ///< in this one only; empty: in all

    friend bool operator==(const Query &, const Query &) = default;
};

/// A part of a name, in UTF-16 code units.
struct Part {
    int begin = 0;
    int length = 0;
    friend bool operator==(const Part &, const Part &) = default;
};

struct Hit {
    catalog::ObjectPath path; ///< of a column: its relation's, with its name behind
    catalog::ObjectKind kind = catalog::ObjectKind::Table;
    Found found = Found::Exact;
    QList<Part> parts; ///< of path.name(): what was found; sorted, apart from each other
    QString type; ///< of a column
    QDateTime asOf; ///< when the server listed it; invalid if it is told by the list of what is in it only

    friend bool operator==(const Hit &, const Hit &) = default;
};

struct Answer {
    QList<Hit> hits; ///< the best of each kind of Found, in their order; the shortest names first
    std::array<qint64, foundCount> totals{}; ///< how many there are of each, of the sort that was asked for
    std::array<qint64, sortCount> sorts{}; ///< how many there are of each sort
    qint64 names = 0; ///< how many were compared, columns apart
    std::chrono::microseconds elapsed{0}; ///< of the comparing

    [[nodiscard]] qint64 total() const; ///< of the sort that was asked for
};

} // namespace isthmus::nameindex
