// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectkind.h>

#include <QAbstractProxyModel>
#include <QSet>
#include <QTimer>

#include <functional>
#include <limits>
#include <optional>
#include <unordered_map>
#include <vector>

namespace isthmus::models {

class CatalogNode;
class CatalogTreeModel;

/// One side of the CatalogTreeModel: the connections of one system, narrowed to loaded names that contain a text.
/// With a text, a row stays if its own name matches, if a row below it does, or if it lies below a database, schema or
/// relation that matches; message rows are hidden then, but for headings above a connection that stays. Relations of a
/// kind that is hidden never stay. The source's order is
/// kept.
///
/// Its source is a CatalogTreeModel, whose nodes its indexes name. A QSortFilterProxyModel would tell each run of rows
/// that a key press hides, ten thousands of them; here a key press is one change of layout. Of a level in which very
/// many rows match it shows the first ones, and those that persistent indexes name, such as the selected; all others
/// follow in another change once events have been handled, since a view takes long to lay them out. Thread: the
/// window's.
class CatalogFilterProxy : public QAbstractProxyModel {
    Q_OBJECT

public:
    explicit CatalogFilterProxy(QObject *parent = nullptr);
    ~CatalogFilterProxy() override;

    void setSourceModel(QAbstractItemModel *model) override; ///< a CatalogTreeModel; once
    void setSide(catalog::Side side);
    void setNamePattern(const QString &text); ///< case-insensitive; empty shows everything
    [[nodiscard]] QString namePattern() const { return m_pattern; }
    /// Relations of these kinds are not shown. Of tables whose list does not tell whether they are partitioned
    /// (Entry::isBrief, of a warehouse) those stay that may be of a kind that is shown, and what turns out later does
    /// not take away rows under the reader's eyes: the next text or set of kinds does.
    void setHiddenKinds(const QSet<catalog::ObjectKind> &kinds);
    [[nodiscard]] QSet<catalog::ObjectKind> hiddenKinds() const;
    /// Whether all rows that match are shown, and not only the first of some levels.
    [[nodiscard]] bool isComplete() const { return !m_isPartial; }
    /// How many rows of a level are shown at once; 2,000.
    void setRowsAtOnce(int count) { m_rowsAtOnce = size_t(count); }

    /// What must be open for all matches to be seen: parents of matches and read containers that match, from above.
    /// Empty without a text.
    [[nodiscard]] QModelIndexList matchParents() const;

    /// What a filter cannot find, since its children are not read: "3 schemas are not loaded yet.", a sentence each for
    /// connections, databases and schemas of this side; empty if all is loaded.
    [[nodiscard]] QString notLoadedText() const;

    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void completed(); ///< isComplete() again

private:
    using Rows = std::vector<int>; // rows of the source, ascending
    using Levels = std::unordered_map<const CatalogNode *, Rows>;
    static constexpr size_t noLimit = std::numeric_limits<size_t>::max();
    struct NotLoaded {
        int connections = 0;
        int databases = 0;
        int projects = 0;
        int schemas = 0;
    };

    // Which rows are shown
    [[nodiscard]] const CatalogNode *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexAt(const CatalogNode *node) const;
    [[nodiscard]] const Rows *rowsBelow(const CatalogNode *node) const;
    [[nodiscard]] bool isShown(const CatalogNode *node) const;
    [[nodiscard]] int rowOf(const CatalogNode *node) const;
    [[nodiscard]] bool isOfSide(const CatalogNode *root) const;
    [[nodiscard]] bool matches(const CatalogNode *node) const;
    [[nodiscard]] bool contains(const QString &name) const;
    [[nodiscard]] bool isBelowMatch(const CatalogNode *node) const;
    [[nodiscard]] bool isHiddenKind(const CatalogNode *node) const;
    [[nodiscard]] bool mayHoldHidden(const CatalogNode *node) const;
    [[nodiscard]] bool showsAllBelow(const CatalogNode *node) const;
    [[nodiscard]] bool accept(const CatalogNode *child, const Levels *candidates, bool isBelowMatching);
    bool fill(const CatalogNode *node, const Levels *candidates, bool isBelowMatching);
    [[nodiscard]] Rows withHeadings(const Rows &shown) const;
    void syncHeadings();
    void rebuild(const Levels *candidates = nullptr);
    void rebuildFirst(bool isNarrower);
    void complete();
    void change(const std::function<void()> &how);
    void count(const CatalogNode *node, NotLoaded *found) const;
    void collectParents(const CatalogNode *node, const QSet<const CatalogNode *> &nodes,
                        QModelIndexList *parents) const;
    void forgetLast() { m_lastAsked = nullptr; }

    // What the source tells
    void aboutToInsert(const QModelIndex &parent, int first, int last);
    void inserted(const QModelIndex &parent, int first, int last);
    void insertAccepted(const CatalogNode *node, const Rows &fresh);
    void aboutToRemove(const QModelIndex &parent, int first, int last);
    void removed(const QModelIndex &parent, int first, int last);
    void hideIfEmpty(const CatalogNode *node);
    void changed(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles);
    void aboutToLayOut();
    void laidOut();

    CatalogTreeModel *m_tree = nullptr;
    std::optional<catalog::Side> m_side;
    QString m_pattern;
    QString m_folded;
    bool m_isPlain = false; // the text is ASCII
    quint32 m_hiddenKinds = 0; // a bit each
    Levels m_levels; // of the nodes whose children are not all shown; below any other, all are
    mutable const CatalogNode *m_lastAsked = nullptr; // by rowsBelow(), till m_levels gets or loses one
    mutable const Rows *m_lastRows = nullptr;
    bool m_isPartial = false;
    QTimer m_completeSoon;
    size_t m_rowsAtOnce = 2000;
    size_t m_mostRows = noLimit; // of a level, by fill(); beyond them m_wanted
    Levels m_wanted;
    bool m_isTelling = false; // between begin… and end…
    std::vector<const CatalogNode *> m_going; // that are being removed
    // While the layout changes
    QModelIndexList m_persistent;
    std::unordered_map<const CatalogNode *, std::vector<const CatalogNode *>> m_shownNodes;
};

} // namespace isthmus::models
