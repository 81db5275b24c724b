// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalog/catalogtreeview.h"

#include <isthmus/models/catalog/catalogfilterproxy.h>
#include <isthmus/models/catalog/pinnedmodel.h>

#include <QSet>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;

namespace isthmus::views {

class KindsButton;
class PinnedView;

/// One side: title with buttons, filter, what is pinned, tree.
class CatalogPane final : public QWidget {
    Q_OBJECT

public:
    CatalogPane(catalog::Side side, models::CatalogTreeModel &tree, const connections::ConnectionManager &manager,
                QWidget *parent = nullptr);

    [[nodiscard]] CatalogTreeView *view() const { return m_view; }
    [[nodiscard]] models::PinnedModel &pins() { return m_pins; }
    [[nodiscard]] bool isInPins() const { return m_isInPins; } ///< that had the focus last, not the tree
    /// Of the tree or of what is pinned, whichever had the focus last.
    [[nodiscard]] QModelIndexList selectedRows() const;
    void focusFilter();

    /// Selects the row that the tree model has loaded, opening its parents; false if it is of the other side.
    bool select(const QModelIndex &treeIndex);

    /// Paths of the open rows, for the next start.
    [[nodiscard]] QStringList expandedPaths() const;
    /// Opens these rows as soon as they are loaded.
    void setExpandedPaths(const QStringList &paths);
    /// What is pinned, or waits to be opened, of \a before is of \a after now.
    void renameConnection(const QString &before, const QString &after);
    /// Names of the kinds of relations that are not shown, as catalog::objectKindName(), for the next start.
    [[nodiscard]] QStringList hiddenKinds() const;
    void setHiddenKinds(const QStringList &names); ///< unknown ones are passed over

Q_SIGNALS:
    void openRequested(const isthmus::catalog::ObjectPath &path, bool pinned);
    void addRequested(const QString &kind); ///< of the connection
    void editRequested(const QString &connection);
    void checkRequested(const isthmus::catalog::ObjectPath &externalSchema); ///< which cannot be listed
    void revealRequested(const isthmus::catalog::ObjectPath &path);
    void sandboxRequested(const QString &connection); ///< one of a sandbox that does not answer
    void copyRequested(const QString &text);
    void selectionChanged();
    void hovered(const QModelIndex &index); ///< of the proxy; unknown when the mouse leaves
    void menuRequested(const QPoint &globalPosition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] static QString connectText(catalog::Side side);
    QWidget *makeHead();
    QWidget *makeEmptyPage();
    void connectPins();
    void useTree(bool isTree);
    void showWhatIsThere();
    void completeRows();
    void filter(const QString &text);
    void filterKinds();
    void openMatches();
    void restoreOpen();
    [[nodiscard]] QStringList connections() const;
    void expandWanted(const QModelIndex &parent, int first, int last);
    void followLink(const QModelIndex &index, models::CatalogTreeModel::MessageAction action);
    void openObject(const QModelIndex &index, bool pinned);
    void refreshAll();
    void chooseKind(const QWidget *button); // of a new connection

    catalog::Side m_side;
    models::CatalogTreeModel &m_tree;
    models::CatalogFilterProxy m_proxy;
    models::PinnedModel m_pins;
    QTimer m_searchSoon; // after the last key of a word
    QTimer m_openSoon; // once for all rows that come at a time
    QSet<QPersistentModelIndex> m_open; // rows of the proxy
    // Rows of the tree: those that were open before the filter was used, and those that it opened
    QList<QPersistentModelIndex> m_openBefore;
    QList<QPersistentModelIndex> m_openedByFilter;
    CatalogTreeView *m_view;
    QStackedWidget *m_stack;
    QLineEdit *m_filter;
    KindsButton *m_kinds;
    PinnedView *m_pinned;
    bool m_isInPins = false; // the focus, last
    QLabel *m_notLoaded;
    QSet<catalog::ObjectPath> m_wanted; // to be opened when they come
};

} // namespace isthmus::views
