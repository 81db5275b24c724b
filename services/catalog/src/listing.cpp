// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::catalog {

using core::Result;

namespace {

constexpr qsizetype firstPage = 1000;
constexpr qsizetype furtherPages = 10'000;

// Text::tr() translates in this layer's context.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Catalog)
};

// Of one listAll(), from page to page.
struct Progress {
    std::shared_ptr<Catalog> catalog;
    Listing listing;
    QList<Entry> entries;
};

QFuture<Result<QList<Entry>>> readOn(const std::shared_ptr<Progress> &progress, QObject *receiver)
{
    return core::andThen<QList<Entry>>(progress->catalog->children(progress->listing.next()), receiver,
                                       [progress, receiver](Page page) {
                                           auto fresh = progress->listing.accept(std::move(page));
                                           if (!fresh)
                                               return core::ready<QList<Entry>>(core::fail(fresh.error()));
                                           progress->entries += *fresh;
                                           if (progress->listing.isComplete())
                                               return core::ready<QList<Entry>>(std::move(progress->entries));
                                           return readOn(progress, receiver);
                                       });
}

} // namespace

Listing::Listing(ObjectPath parent, QString namePrefix)
{
    m_request.parent = std::move(parent);
    m_request.namePrefix = std::move(namePrefix);
}

ListRequest Listing::next() const
{
    ListRequest request = m_request;
    request.pageSize = int(total() < firstPage ? firstPage : furtherPages);
    return request;
}

// Notes \a entry, and whether it did not come before.
bool Listing::isFresh(const Entry &entry)
{
    Key key(entry.name(), int(entry.kind));
    if (m_ascending.isEmpty() || m_ascending.constLast().first < key.first) {
        m_ascending.append(std::move(key));
        return true;
    }
    const auto sameName = std::lower_bound(m_ascending.cbegin(), m_ascending.cend(), key.first,
                                           [](const Key &each, const QString &name) { return each.first < name; });
    if (sameName != m_ascending.cend() && *sameName == key)
        return false;
    const auto before = m_others.size();
    m_others.insert(std::move(key));
    return m_others.size() > before;
}

Result<QList<Entry>> Listing::accept(Page page)
{
    if (total() >= maxChildren) {
        return core::fail(core::ErrorKind::Unsupported, Text::tr("%1 has too many names").arg(m_request.parent.name()),
                          Text::tr("The first %L1 are shown.").arg(maxChildren));
    }
    page.entries.removeIf([this](const Entry &entry) { return !isFresh(entry); });
    m_idlePages = page.entries.isEmpty() ? m_idlePages + 1 : 0;
    m_isComplete = page.nextMarker.isEmpty();
    const bool isSparse = ++m_pages > maxSparsePages + total() / 100;
    if (!m_isComplete && (page.nextMarker == m_request.marker || m_idlePages >= maxIdlePages || isSparse)) {
        return core::fail(core::ErrorKind::Protocol,
                          Text::tr("The list of %1 does not end").arg(m_request.parent.name()),
                          Text::tr("The server gives the same page again and again."));
    }
    m_request.marker = page.nextMarker;
    return std::move(page.entries);
}

QFuture<Result<QList<Entry>>> listAll(const std::shared_ptr<Catalog> &catalog, const ObjectPath &parent,
                                      QObject *receiver)
{
    return readOn(std::make_shared<Progress>(Progress{catalog, Listing(parent), {}}), receiver);
}

Result<QList<Entry>> awaitAll(Catalog &catalog, const ObjectPath &parent, const core::Cancellation &cancellation)
{
    QList<Entry> entries;
    Listing listing(parent);
    while (!listing.isComplete()) {
        auto page = core::await(catalog.children(listing.next()), cancellation);
        if (!page)
            return core::fail(page.error());
        const auto fresh = listing.accept(*std::move(page));
        if (!fresh)
            return core::fail(fresh.error());
        entries += *fresh;
    }
    return entries;
}

} // namespace isthmus::catalog
