// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QAbstractListModel>
#include <QList>

namespace isthmus::models {

/// The objects that the user has pinned on one side, in the order in which that was done or that was chosen since: what
/// is at hand whichever level it lies in, and whether that is read or not. Nothing is asked of a server for it: that
/// one is gone is known where the tree has read the level in which it was. Those of a connection that is not there are
/// kept and not shown. Thread: the window's.
class PinnedModel : public QAbstractListModel {
    Q_OBJECT

public:
    static constexpr int mostPins = 200;

    /// Beside these PathRole and KindRole of CatalogTreeModel, whose shorthands work on these rows.
    enum Role {
        PlaceRole = Qt::UserRole + 100, ///< QString: what it is in, "order_dw › public"
        GoneRole, ///< bool: not there any more
    };

    /// \a tree and \a connections outlive it.
    PinnedModel(const CatalogTreeModel &tree, const connections::ConnectionManager &connections,
                QObject *parent = nullptr);

    /// Something that can be opened by itself, or holds such, and is no connection: those stand on top anyway.
    [[nodiscard]] static bool canPin(catalog::ObjectKind kind);

    void pin(const catalog::ObjectPath &path, catalog::ObjectKind kind); ///< behind the others; once is enough
    void unpin(const catalog::ObjectPath &path);
    [[nodiscard]] bool isPinned(const catalog::ObjectPath &path) const;
    [[nodiscard]] int rowOf(const catalog::ObjectPath &path) const; ///< -1: not pinned, or not shown
    /// Rows as views move them when they are dragged: \a to is the row that they stand before then.
    bool moveRows(const QModelIndex &fromParent, int from, int count, const QModelIndex &toParent, int to) override;
    /// The connection \a before is called \a after now; no longer there: \a after is empty.
    void renameConnection(const QString &before, const QString &after);

    /// "table order_dw/public/orders" each, for restore().
    [[nodiscard]] QStringList saved() const;
    void restore(const QStringList &saved); ///< what cannot be read is left out

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }

Q_SIGNALS:
    void changed(); ///< saved() is another

private:
    struct Pin {
        catalog::ObjectPath path;
        catalog::ObjectKind kind = catalog::ObjectKind::Table;
        bool isGone = false;
        friend bool operator==(const Pin &, const Pin &) = default;
    };

    [[nodiscard]] qsizetype placeOf(const catalog::ObjectPath &path) const;
    [[nodiscard]] QList<qsizetype> placesShown() const;
    void show();
    void lookFor(Pin *pin) const;
    void treeChanged(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);

    const CatalogTreeModel &m_tree;
    const connections::ConnectionManager &m_connections;
    QList<Pin> m_pins;
    QList<qsizetype> m_shown; // places in m_pins
};

} // namespace isthmus::models
