// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>

#include <QSortFilterProxyModel>

#include <optional>

namespace isthmus::models {

/// One side of the CatalogTreeModel: the connections of one system, narrowed to loaded names that contain a text.
/// With a text, a row stays if its own name matches, if a row below it does, or if it lies below a database, schema or
/// relation that matches; message rows are hidden then. The source's order is kept.
class CatalogFilterProxy : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit CatalogFilterProxy(QObject *parent = nullptr);

    void setSide(catalog::Side side);
    void setNamePattern(const QString &text); ///< case-insensitive; empty shows everything
    [[nodiscard]] QString namePattern() const { return m_pattern; }

    /// What a filter cannot find, since its children are not read: "3 schemas are not loaded yet.", a sentence each for
    /// connections, databases and schemas of this side; empty if all is loaded.
    [[nodiscard]] QString notLoadedText() const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    struct NotLoaded {
        int connections = 0;
        int databases = 0;
        int schemas = 0;
    };
    void count(const QModelIndex &sourceParent, NotLoaded *found) const;
    [[nodiscard]] NotLoaded notLoaded() const;
    [[nodiscard]] bool isOfSide(const QModelIndex &sourceRoot) const;

    std::optional<catalog::Side> m_side;
    QString m_pattern;
};

} // namespace isthmus::models
