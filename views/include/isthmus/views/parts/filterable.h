// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace isthmus::views {

/// A page that may have a field which narrows what it shows: Ctrl+F goes there.
class Filterable {
public:
    virtual ~Filterable() = default;
    /// Gives the focus to the field; false if what is shown at present has none.
    virtual bool focusFilter() = 0;

protected:
    Filterable() = default;
    Filterable(const Filterable &) = default;
    Filterable &operator=(const Filterable &) = default;
};

} // namespace isthmus::views
