// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QAbstractListModel>
#include <QTimer>

namespace isthmus::models {

/// "Go to anything": the objects of both catalogs whose names match what was typed, best first. It knows what the tree
/// has read; readNames() has the tree read the top of every connection. What the tree reads while something is typed is
/// compared as it arrives, once. Thread: the window's.
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
    struct Match {
        int rank = 0; ///< 0 is best
        QString folded; ///< the name, for comparing
        QString foldedPath; ///< with what it is in, joined by dots
        catalog::ObjectPath path;
        catalog::ObjectKind kind = catalog::ObjectKind::Table;
    };
    void take(const QModelIndex &parent, int first, int last);
    void takeOne(const catalog::Entry &entry);
    void drop(const QModelIndex &parent, int first, int last);
    [[nodiscard]] bool isAmong(const Match &match, const QModelIndex &parent, int first, int last) const;
    void search();
    void show();

    CatalogTreeModel &m_tree;
    QTimer m_showSoon; // names arrive in pages
    QString m_pattern;
    QList<Match> m_best; // of what the tree has now, sorted, mostRows at most
    bool m_hasMore = false; // matches that are not among the best
    bool m_isStale = false; // some of the best went while there are more: only a search tells which come next
    QList<Match> m_shown;
};

} // namespace isthmus::models
