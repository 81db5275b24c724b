// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>

#include <QHashFunctions>
#include <QMetaType>
#include <QStringList>

#include <optional>

namespace isthmus::models {

/// Names a document for settings, links and tabs: "isthmus://table/order_dw/public/orders". What kind of document it is
/// comes first, then names, as many as the kind needs.
struct DocumentAddress {
    QString kind; ///< lower-case ASCII letters, digits and '-': "table", "welcome"
    QStringList names; ///< from the outside in; any text but the empty one

    static constexpr qsizetype mostNames = 16;
    static constexpr qsizetype longestName = 1024; ///< UTF-16 units
    static constexpr qsizetype longestText = 16 * 1024; ///< of toString() and parse(), characters

    /// All but letters, digits, '-', '.', '_' and '~' of ASCII is percent-encoded UTF-8. Inverse: parse().
    [[nodiscard]] QString toString() const;
    /// \a text may come from anywhere. Errors: Invalid for another scheme, an unknown form of kind, an empty name, a
    /// bad escape, an escape of what is no UTF-8, a NUL, a query or fragment, or more than the limits above.
    [[nodiscard]] static core::Result<DocumentAddress> parse(const QString &text);

    friend bool operator==(const DocumentAddress &, const DocumentAddress &) = default;
};

[[nodiscard]] inline size_t qHash(const DocumentAddress &address, size_t seed = 0)
{
    return qHashMulti(seed, address.kind, address.names);
}

/// The page of the table, view or other relation at \a path.
[[nodiscard]] DocumentAddress tableAddress(const catalog::ObjectPath &path);
/// The relation whose page \a address is; nothing for other documents.
[[nodiscard]] std::optional<catalog::ObjectPath> tableAt(const DocumentAddress &address);
/// The type-loss report of the table or schema at \a path.
[[nodiscard]] DocumentAddress typesAddress(const catalog::ObjectPath &path);
/// What the report at \a address is of; nothing for other documents.
[[nodiscard]] std::optional<catalog::ObjectPath> typesAt(const DocumentAddress &address);
/// The page of the run called \a id.
[[nodiscard]] DocumentAddress runAddress(const QString &id);
/// The run whose page \a address is; nothing for other documents.
[[nodiscard]] std::optional<QString> runAt(const DocumentAddress &address);
/// The first page.
[[nodiscard]] DocumentAddress welcomeAddress();

} // namespace isthmus::models

Q_DECLARE_METATYPE(isthmus::models::DocumentAddress)
