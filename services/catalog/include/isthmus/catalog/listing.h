// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/cancellation.h>

#include <QPair>
#include <QSet>

#include <memory>

namespace isthmus::catalog {

/// Reading all children of one parent, page by page: what to ask for next, and what a page brings that is new. A list
/// that changes between two pages, or a server that errs, must neither show a name twice nor go on for ever. A plain
/// value without a thread: the caller asks, see listAll() for the usual ways to.
class Listing {
public:
    /// Of one parent: what arrives from outside has an end.
    static constexpr qsizetype maxChildren = 1'000'000;
    /// In a row, of pages that bring nothing new.
    static constexpr int maxIdlePages = 50;
    /// Of pages, beside one for a hundred names: more than that bring hardly anything.
    static constexpr int maxSparsePages = 1'000;

    explicit Listing(ObjectPath parent, QString namePrefix = {});

    /// What to ask for next. The first names are wanted soon; the other pages are as large as the services give them,
    /// since each costs a round trip.
    [[nodiscard]] ListRequest next() const;

    /// Takes the answer to next(); answers its entries without those that came before.
    /// Errors: Protocol for a list that does not end, Unsupported beyond maxChildren.
    [[nodiscard]] core::Result<QList<Entry>> accept(Page page);

    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    [[nodiscard]] qsizetype total() const { return m_ascending.size() + m_others.size(); } ///< names so far

private:
    using Key = QPair<QString, int>; // name and kind
    [[nodiscard]] bool isFresh(const Entry &entry);

    ListRequest m_request;
    // What came. Most lists are in order, which is cheap to tell: a table of two hundred thousand names is not.
    QList<Key> m_ascending;
    QSet<Key> m_others; // those that came behind a name that follows them
    int m_idlePages = 0;
    int m_pages = 0;
    bool m_isComplete = false;
};

/// All children of \a parent. Thread: one with an event loop, that of \a receiver; cancelling the future stops the page
/// on its way. Errors: those of Catalog::children() and of Listing::accept().
[[nodiscard]] QFuture<core::Result<QList<Entry>>> listAll(const std::shared_ptr<Catalog> &catalog,
                                                          const ObjectPath &parent, QObject *receiver);

/// As above; blocks. For the command line, executors and tests.
[[nodiscard]] core::Result<QList<Entry>> awaitAll(Catalog &catalog, const ObjectPath &parent,
                                                  const core::Cancellation &cancellation);

} // namespace isthmus::catalog
