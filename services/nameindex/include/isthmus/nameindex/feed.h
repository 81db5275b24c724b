// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/connections/profile.h>

#include <functional>
#include <memory>
#include <mutex>

namespace isthmus::nameindex {

class NameIndex;

/// Lets an index hear what is listed anyway: by the tree, a form, a page. Whoever makes back ends puts watched() around
/// their catalogs; what they answer is the same, at the same time. Thread: any.
class Feed : public std::enable_shared_from_this<Feed> {
public:
    [[nodiscard]] std::shared_ptr<catalog::Catalog> watched(const connections::Profile &profile,
                                                            std::shared_ptr<catalog::Catalog> catalog);

private:
    friend class NameIndex;
    friend class WatchedCatalog;
    void setIndex(NameIndex *index);
    /// Calls \a tell with the index in its own thread; not at all if there is none.
    void post(std::function<void(NameIndex &)> tell);

    std::mutex m_mutex;
    NameIndex *m_index = nullptr; // not owned
};

} // namespace isthmus::nameindex
