// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMultiHash>
#include <QString>

namespace isthmus::mapping {

/// "orders_2": at most \a maxBytes long, of a \a base in ASCII.
[[nodiscard]] QString numberedName(const QString &base, int number, qsizetype maxBytes);

/// The numbered names that an earlier run has given: a second one finds its tables again. Not thread-safe.
class FormerNames {
public:
    /// A table called \a name shows \a source, a text that is its own for each source.
    void add(const QString &source, const QString &name);
    /// What the table of \a source is called after \a base; empty: none is.
    [[nodiscard]] QString find(const QString &source, const QString &base, qsizetype maxBytes) const;

private:
    QMultiHash<QString, QString> m_names; // by source
};

} // namespace isthmus::mapping
