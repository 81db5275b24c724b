// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/connections/connectionmanager.h>
#include <isthmus/mapping/drift/drift.h>

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace isthmus::models {

class CatalogNode;

/// Media type of dragged rows: one path as text per line.
inline const QString pathsMimeType = QStringLiteral("application/x-isthmus-paths");

/// One tree over all connections: a root per profile in the user's order, below it what the servers list. Where any
/// connection has a group, those of a side stand together: first those without one, then group by group below headings.
/// A heading is a row of kind Message, so paths and indexes of connections are the same with groups and without.
///
/// Reading starts in fetchMore(), refresh(), retry(), reveal() and completeRows() only. Pages are shown as they arrive:
/// names first, in the server's order while there are more to come, then as people sort them. What is not an object (a
/// note that rows are being read, the lines of an error, "No tables yet") is a row of kind Message, of the same height
/// as all others. Rows keep their identity over a refresh, so that expansion, selection and the scroll position stay.
/// One column. Thread: the window's.
class CatalogTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum class State : quint8 { Leaf, NotLoaded, Loading, Loaded, Failed };
    Q_ENUM(State)

    enum class Message : quint8 {
        None, ///< an object, not a message
        Loading, ///< last row, of a refresh the first: "4,000 names, reading more", and for how long nothing came
        ErrorTitle, ///< what is wrong; ErrorTitle to ErrorActions are the first rows of the node that failed
        ErrorDetail, ///< what to do, or the server's words; absent if there is nothing to say
        ErrorActions, ///< links, see MessageActionsRole
        Empty, ///< "No tables yet"
        Hidden, ///< last row: "7 schemas hidden", which are not listed; the tool tip names them
        Group, ///< heading above the connections of a group, those of each side apart
    };
    Q_ENUM(Message)

    /// What a link of an ErrorActions or Loading row does.
    enum class MessageAction : quint8 {
        Retry, ///< call retry() with the row
        Cancel, ///< call cancel() with the row
        StartSandbox, ///< the connection is of a sandbox that does not answer: start it
        EditConnection, ///< open the connection's form
        CopyDetails, ///< copy errorText() of the row
        CheckMapping, ///< of an external schema that cannot be listed: check what it needs
    };
    Q_ENUM(MessageAction)

    enum Role {
        PathRole = Qt::UserRole + 1, ///< catalog::ObjectPath; of a message: its parent's
        KindRole, ///< int of catalog::ObjectKind; of a message: its parent's
        EntryRole, ///< catalog::Entry; objects only
        StateRole, ///< State
        ErrorRole, ///< core::Error of a Failed node and of its error rows; else null
        IsMessageRole, ///< bool
        MessageRole, ///< Message
        MessageActionsRole, ///< QList<int> of MessageAction; texts from messageActionText()
        ConnectionStateRole, ///< int of ConnectionStatus::State, as StatusModel shows it; roots only
        RoundTripRole, ///< qint64 milliseconds of the last success; roots only, null if unknown
        RowEstimateRole, ///< qint64, null if unknown
        NoteRole, ///< QString: a short fact for the right edge: a column's type, partition columns, "data source"
        CommentRole, ///< QString
        KeyRole, ///< bool: a column of the primary key
        CounterpartRole, ///< QStringList: paths on the other side this object is mapped to or from, as text
        LiveRole, ///< bool: mirrors the other side by itself, needs no refresh
        StaleSinceRole, ///< QDateTime: when this row was last read, if reading it again failed; else null
        WaitedRole, ///< int: seconds without an answer to what is read here, of a root below it too; null till
        ColourRole, ///< QString: the connection's Profile::colour; roots only
        ProductionRole, ///< bool: the connection is one of production; roots only
        SilentRole, ///< bool, of a connection: what anybody has asked of it is without an answer for long
                    ///< setPatience()
        DriftRole, ///< int of mapping::DriftState, of an external table that was compared and is not equal; else null
        DriftTextRole, ///< QString: what changed, and what that means
    };

    explicit CatalogTreeModel(connections::ConnectionManager &manager, QObject *parent = nullptr);
    ~CatalogTreeModel() override;

    // Shorthands over the roles; they work on indexes of this model and of any proxy of it.
    [[nodiscard]] static catalog::ObjectPath pathOf(const QModelIndex &index);
    [[nodiscard]] static catalog::ObjectKind kindOf(const QModelIndex &index);
    [[nodiscard]] static State stateOf(const QModelIndex &index);
    [[nodiscard]] static Message messageOf(const QModelIndex &index);
    [[nodiscard]] static QString messageActionText(MessageAction action); ///< "Retry", "Edit connection…"
    /// Message, hint, code and the server's words of a failed node or its error row, as lines; empty without an error.
    [[nodiscard]] static QString errorText(const QModelIndex &index);

    /// Calls \a visit for each loaded object among the rows \a first to \a last of \a parent and below them, parents
    /// first; what is in a relation is left out. For searches through everything: no index, no role, no variant.
    void visitObjects(const QModelIndex &parent, int first, int last,
                      const std::function<void(const catalog::Entry &)> &visit) const;

    /// The loaded row of \a path; an unknown index if it is not loaded or not there.
    [[nodiscard]] QModelIndex indexOf(const catalog::ObjectPath &path) const;

    /// Reads the children of \a index again and changes only what differs. Nodes below keep what they show. A node that
    /// was never opened is left alone; so is one that is being read.
    void refresh(const QModelIndex &index);
    void refresh(const catalog::ObjectPath &path); ///< as above; a path that is not loaded is ignored
    void refreshWhole(const QModelIndex &index); ///< all that was read below it, too

    /// Reads a failed node again; \a index may be the node or one of its message rows. Retrying a root starts with a
    /// fresh connection.
    void retry(const QModelIndex &index);
    /// Reads every failed node of the connection again, once something is known to have changed.
    void retryFailed(const QString &connection);
    /// As above, of those that failed because the connection was lost.
    void retryLost(const QString &connection);

    /// Stops reading \a index, a node or its Loading row; it can be read again by retry().
    void cancel(const QModelIndex &index);

    /// Asks for what the lists do not tell of the rows \a inSight (Entry::isBrief), a hundred at a time and one request
    /// for each parent on its way. Of rows that an earlier call named and that were not asked for yet, those of the
    /// same parents are forgotten: they have gone by.
    void completeRows(const QModelIndexList &inSight);

    /// Asks the servers for names that begin with \a prefix in those schemas of \a connections that are listed and not
    /// read, the first few of each, and shows them below; a search before this one is forgotten. Such a schema counts
    /// as not read, and is read when it is asked for after endSearch().
    void search(const QString &prefix, const QStringList &connections);
    /// Takes away again what search() found, but for the schemas with a row of \a kept, which are read.
    void endSearch(const QStringList &connections, const QModelIndexList &kept);

    /// Opens what is needed to show \a path and answers with revealed() or revealFailed(), possibly within this call. A
    /// name that is not among the loaded ones is looked for once more on the server.
    void reveal(const catalog::ObjectPath &path);

    /// Marks \a a and \a b as mapped to each other; once is enough, in any order, loaded or not.
    void setCounterpart(const catalog::ObjectPath &a, const catalog::ObjectPath &b);
    /// \a path is mapped to nothing any more, since it was dropped.
    void removeCounterpart(const catalog::ObjectPath &a, const catalog::ObjectPath &b);
    void removeCounterparts(const catalog::ObjectPath &path);
    /// Marks an external table, loaded or not, by what it was compared as, and says what changed; Equal: no mark.
    void setDrift(const catalog::ObjectPath &path, mapping::DriftState state, const QString &text);
    /// What \a path was marked as mapped to or from, loaded or not.
    [[nodiscard]] QList<catalog::ObjectPath> counterpartsOf(const catalog::ObjectPath &path) const
    {
        return m_counterparts.value(path);
    }

    /// How long reading takes before a Loading row says so; 150 ms.
    void setLoadingRowDelay(std::chrono::milliseconds delay) { m_loadingRowDelay = delay; }
    /// How long a server may leave a question without an answer before the rows say for how long, and the connection's
    /// status that it does not answer; 2 s.
    void setPatience(std::chrono::milliseconds patience);
    /// When rows are asked for again whose connection failed meanwhile, unless it stays so; 3 s.
    void setCompletingDelay(std::chrono::milliseconds delay) { m_completingDelay = delay; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // Dragging a relation of one side onto a schema of the other (or a table of it, or a project or database) asks for
    // a mapping.
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::LinkAction | Qt::CopyAction; }
    [[nodiscard]] bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                       const QModelIndex &parent) const override;
    /// Emits mappingDropped(), mappingsDropped() or mappingToHologresDropped(), and answers false: no row is moved.
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

Q_SIGNALS:
    void aboutToRefresh(const isthmus::catalog::ObjectPath &path);
    void refreshed(const isthmus::catalog::ObjectPath &path); ///< after success and after failure
    void revealed(const QModelIndex &index);
    void revealFailed(const isthmus::catalog::ObjectPath &path);
    void counterpartsChanged(const isthmus::catalog::ObjectPath &path); ///< loaded or not
    /// \a target is a MaxCompute schema, or a project when dropped on one.
    /// \a kind is that of \a source: a schema, or a relation.
    void mappingDropped(const isthmus::catalog::ObjectPath &source, const isthmus::catalog::ObjectPath &target,
                        isthmus::catalog::ObjectKind kind);
    /// The same for several relations of one connection.
    void mappingsDropped(const QList<isthmus::catalog::ObjectPath> &sources,
                         const isthmus::catalog::ObjectPath &target);
    /// Relations, a schema or a project of MaxCompute onto a Hologres schema, or a database.
    void mappingToHologresDropped(const QList<isthmus::catalog::ObjectPath> &sources,
                                  const isthmus::catalog::ObjectPath &target);

private:
    void tellCounterparts(const catalog::ObjectPath &path);
    struct Reveal {
        catalog::ObjectPath path;
        QSet<catalog::ObjectPath> reread; // nodes read again for this reveal
    };
    enum class Progress : quint8 { Waiting, Shown, Absent };

    [[nodiscard]] static Qt::ItemFlags flagsOf(const CatalogNode &node);
    static void visitNode(const CatalogNode &node, const std::function<void(const catalog::Entry &)> &visit);
    [[nodiscard]] CatalogNode *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexAt(const CatalogNode *node) const;
    [[nodiscard]] CatalogNode *nodeOf(const catalog::ObjectPath &path) const;
    [[nodiscard]] QVariant objectData(const CatalogNode &node, int role) const;
    [[nodiscard]] static QVariant headingData(const CatalogNode &node, int role);
    [[nodiscard]] const connections::Profile &profileOf(const CatalogNode &root) const;
    [[nodiscard]] QVariant messageData(const CatalogNode &node, int role) const;
    [[nodiscard]] connections::ConnectionStatus statusOf(const CatalogNode &root) const; // as it is shown
    [[nodiscard]] QVariant rootData(const CatalogNode &node, int role) const;
    [[nodiscard]] QString accessibleText(const CatalogNode &node) const;
    [[nodiscard]] QDateTime staleSince(const CatalogNode &node) const;

    void retryBelow(CatalogNode *node, bool (*isWorthIt)(const core::Error &));
    void startReading(CatalogNode *node);
    void askForPage(CatalogNode *node);
    void acceptPage(CatalogNode *node, catalog::Page page);
    void finishReading(CatalogNode *node);
    void finishRefresh(CatalogNode *node, const QList<catalog::Entry> &entries);
    void endReading(CatalogNode *node);
    void failReading(CatalogNode *node, const core::Error &error);
    void showLoadingRow(CatalogNode *node);
    void readingChanged(CatalogNode *node);

    void watch(CatalogNode *node);
    void tellWaiting();
    void tellWaiting(CatalogNode *node);
    void tellWaitingOf(const QString &connection);
    [[nodiscard]] int waitedFor(const CatalogNode &node) const;
    void completeNext(CatalogNode *node);
    void completeAgain(CatalogNode *node);
    void refreshWhole(CatalogNode *node);
    void completeLater(CatalogNode *node);
    void searchBelow(CatalogNode *node, const QString &prefix);
    void searchIn(CatalogNode *schema, const QString &prefix);
    void forgetFound(CatalogNode *node, const QSet<const CatalogNode *> &kept);
    void acceptEntries(CatalogNode *node, const QList<QPersistentModelIndex> &rows,
                       const QList<catalog::Entry> &entries);

    void appendObjects(CatalogNode *node, const QList<catalog::Entry> &entries);
    void sortObjects(CatalogNode *node);
    void syncObjects(CatalogNode *node, const QList<catalog::Entry> &entries);
    void syncFewRuns(CatalogNode *node, const QList<catalog::Entry> &entries, const std::vector<int> &oldRows,
                     const std::vector<char> &isKept);
    void syncManyRuns(CatalogNode *node, const QList<catalog::Entry> &entries, const std::vector<int> &oldRows,
                      const std::vector<char> &isKept);
    void insertRun(CatalogNode *node, int at, const QList<catalog::Entry> &entries, const std::vector<int> &run);
    void updateRows(CatalogNode *node, const QList<catalog::Entry> &entries);
    void insertMessages(CatalogNode *node, int row, const QList<Message> &messages);
    void removeMessages(CatalogNode *node);
    void removeRun(CatalogNode *node, int first, int last);
    void removeAllChildren(CatalogNode *node);
    void reorder(CatalogNode *node, const std::vector<int> &oldRows);

    void renameConnection(const QString &before, const QString &after);
    void renameCounterparts(const QString &before, const QString &after);
    void readAnew(CatalogNode *node);
    void syncRoots();
    void arrangeRoots(const QList<connections::Profile> &profiles);
    void advanceReveals();
    [[nodiscard]] Progress advance(Reveal &reveal);
    [[nodiscard]] static bool mayDropOn(const CatalogNode &node);
    [[nodiscard]] std::optional<catalog::ObjectPath> dropTarget(const QModelIndex &parent) const;
    [[nodiscard]] static QList<catalog::ObjectPath> pathsIn(const QMimeData *data);

    friend class CatalogFilterProxy; // which tells the same nodes

    connections::ConnectionManager &m_manager;
    std::unique_ptr<CatalogNode> m_root; // invisible; its children are the connections
    QHash<QString, connections::Profile> m_profiles; // as the roots show them
    QHash<catalog::ObjectPath, QList<catalog::ObjectPath>> m_counterparts;
    struct DriftMark {
        mapping::DriftState state = mapping::DriftState::Equal;
        QString text;
    };
    QHash<catalog::ObjectPath, DriftMark> m_drifts; // but those that are equal
    QList<Reveal> m_reveals;
    bool m_isAdvancing = false;
    quint64 m_lastReading = 0;
    std::chrono::milliseconds m_loadingRowDelay{150};
    std::chrono::milliseconds m_patience{2000};
    std::chrono::milliseconds m_completingDelay{3000};
    QTimer m_clock; // runs while something is read
    QList<QPersistentModelIndex> m_watched; // what is read
    struct Search {
        quint64 id = 0;
        int asked = 0; // schemas
        QList<QFuture<void>> running;
    };
    QHash<QString, Search> m_searches; // the latest of each connection
    quint64 m_lastSearch = 0;
    QHash<QString, int> m_waited; // seconds, by connection; of those that do not answer
};

} // namespace isthmus::models
