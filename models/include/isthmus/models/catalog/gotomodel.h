// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QAbstractListModel>
#include <QTimer>

namespace isthmus::models {

/// "Go to anything": the objects of both catalogs whose names match what was typed, best first. It knows what the tree
/// has read; readNames() has the tree read the top of every connection. Thread: the window's.
class GoToModel : public QAbstractListModel {
    Q_OBJECT

public:
    static constexpr int mostRows = 50;

    enum Role {
        PathRole = Qt::UserRole + 1, ///< catalog::ObjectPath; of the row "Nothing matches" an empty one
        KindRole, ///< int of catalog::ObjectKind
        PlaceRole, ///< QString: what the object is in, "order_dw › public"
    };

    explicit GoToModel(CatalogTreeModel &tree, QObject *parent = nullptr);

    /// Connections that were never opened are read, so that at least their schemas can be found.
    void readNames();

    /// Letters of a name in their order, not necessarily side by side; with a dot or slash also of what it is in:
    /// "pub.ord". Empty: no rows.
    void setPattern(const QString &pattern);
    [[nodiscard]] const QString &pattern() const { return m_pattern; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Name {
        catalog::ObjectPath path;
        catalog::ObjectKind kind = catalog::ObjectKind::Table;
        QString folded; ///< the name, for comparing
        QString foldedPath; ///< with what it is in, joined by dots
    };
    void collect(const QModelIndex &parent);
    void search();

    CatalogTreeModel &m_tree;
    QTimer m_searchAgain; // names arrive in pages
    QString m_pattern;
    QList<Name> m_names;
    bool m_isCollected = false;
    QList<int> m_found; // indexes into m_names
};

} // namespace isthmus::models
