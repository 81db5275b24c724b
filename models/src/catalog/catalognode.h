// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/listing.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QFuture>
#include <QHash>
#include <QPair>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace isthmus::models {

/// One row of the catalog tree: an object or a message. A plain class, since a schema has a hundred thousand of them.
/// Changes of the children belong between the model's begin… and end… calls. Thread: the window's.
class CatalogNode final {
public:
    using State = CatalogTreeModel::State;
    using Message = CatalogTreeModel::Message;
    using Children = std::vector<std::unique_ptr<CatalogNode>>;
    /// What makes a row the same row after a refresh: kind and name. Table and PartitionedTable are one kind here: a
    /// brief entry cannot always tell them apart.
    using Key = QPair<int, QString>;

    /// Of a node that is or was read; the others have none.
    struct Reading {
        quint64 id = 0; ///< of the latest start; replies to earlier ones are late
        QFuture<void> running;
        bool isRefresh = false; ///< children are there: what arrives is collected and then compared
        std::optional<catalog::Listing> listing; ///< while it goes on
        std::chrono::steady_clock::time_point asked; ///< when the page was that is waited for
        int waitedTold = 0; ///< seconds, by the rows that tell how long
        int namesTold = 0; ///< by the Loading row, which is brought up to date after each page
        bool isInOrder = true; ///< the names that came so far, see comesBefore()
        QList<catalog::Entry> collected;
        QStringList hidden; ///< names that the back end keeps back
        core::Error error; ///< meaningful in State::Failed
        QDateTime readAt; ///< of the last success

        // Completing the children that are brief
        QList<QPersistentModelIndex> inSight; ///< wanted next
        QList<QPersistentModelIndex> unanswered; ///< the connection failed while they were asked for
        QFuture<void> completing;
        bool isCompleting = false;
        bool mayComplete = true; ///< until the server refuses
    };

    explicit CatalogNode(catalog::Entry entry);
    explicit CatalogNode(Message message) : m_message(message) { }
    /// The heading of group \a name on the side of connections of \a kind.
    CatalogNode(const QString &name, catalog::ObjectKind kind) : m_message(Message::Group), m_kind(kind)
    {
        m_entry.kind = kind;
        m_entry.note = name;
    }
    ~CatalogNode();
    CatalogNode(const CatalogNode &) = delete;
    CatalogNode &operator=(const CatalogNode &) = delete;

    [[nodiscard]] static Key keyOf(const catalog::Entry &entry) { return {kindOf(entry), nameOf(entry)}; }
    /// Whether both have the same key.
    [[nodiscard]] static bool isSame(const catalog::Entry &a, const catalog::Entry &b)
    {
        return kindOf(a) == kindOf(b) && nameOf(a) == nameOf(b);
    }
    /// The order in which rows stand: databases, schemas and relations by core::compareNames(), then all others, which
    /// keep the server's order among themselves.
    [[nodiscard]] static bool comesBefore(const catalog::Entry &a, const catalog::Entry &b);

    [[nodiscard]] const catalog::Entry &entry() const { return m_entry; }
    void setEntry(catalog::Entry entry)
    {
        m_entry = std::move(entry);
        m_kind = m_entry.kind;
        m_isRoot = m_entry.path.isConnection();
    }
    [[nodiscard]] catalog::ObjectKind kind() const { return m_kind; } ///< of an object
    /// What else it tells than its name is to be asked for again, and shown till then.
    void setBrief() { m_entry.isBrief = true; }
    /// Of roots: tables can be mapped to it.
    /// Of a root: which of the sides between which tables are mapped it is.
    enum class MapSide : quint8 { None, Hologres, MaxCompute };
    [[nodiscard]] MapSide mapSide() const { return m_mapSide; }
    void setMapSide(MapSide side) { m_mapSide = side; }
    [[nodiscard]] const catalog::ObjectPath &path() const { return m_entry.path; }
    [[nodiscard]] const QString &name() const { return nameOf(m_entry); } ///< of an object
    [[nodiscard]] Key key() const { return keyOf(m_entry); }
    [[nodiscard]] Message message() const { return m_message; }
    [[nodiscard]] bool isMessage() const { return m_message != Message::None; }
    [[nodiscard]] bool isHeading() const { return m_message == Message::Group; }
    [[nodiscard]] const QString &groupName() const { return m_entry.note; } ///< of a heading
    [[nodiscard]] bool isRoot() const { return m_isRoot; }
    [[nodiscard]] State state() const { return m_state; }
    void setState(State state) { m_state = state; }
    [[nodiscard]] Reading *reading() const { return m_reading.get(); }
    /// Drops what is being read and starts anew.
    Reading &restart(quint64 id);
    /// Forgets that it was read: Leaf or NotLoaded, as its entry says. Its children must be gone.
    void forget();
    /// Whether the reading \a id is the one that is going on: answers to any other are late.
    [[nodiscard]] bool isReading(quint64 id) const
    {
        return m_state == State::Loading && m_reading && m_reading->id == id;
    }

    [[nodiscard]] CatalogNode *parent() const { return m_parent; }
    [[nodiscard]] int row() const { return m_row; }
    [[nodiscard]] int childCount() const { return int(m_children.size()); }
    [[nodiscard]] CatalogNode *child(int row) const { return m_children[size_t(row)].get(); }
    /// For who looks at one child after the other: that \a row is next but some. Waiting for the memory of each takes
    /// longer than what is done with it.
    void expectChild(int row) const
    {
        if (row < childCount())
            __builtin_prefetch(child(row));
    }
    /// The same for the child's name: twice, first for where it is.
    void expectEntryOfChild(int row) const { __builtin_prefetch(&child(row)->m_entry.path.names); }
    void expectNameOfChild(int row) const { __builtin_prefetch(child(row)->m_entry.path.names.constData()); }
    /// Objects only; the first of several; null if there is none. The first look-up among many children takes time in
    /// proportion to them, the next do not.
    [[nodiscard]] CatalogNode *childNamed(const QString &name) const;
    [[nodiscard]] int objectCount() const;
    [[nodiscard]] bool hasObjects() const;
    [[nodiscard]] bool mayHaveChildren() const;

    void insert(int row, Children children);
    /// It and what is below it belong to a connection that is called \a connection now.
    void renameConnection(const QString &connection);
    /// Takes the children out and answers them: freeing many takes time, and need not be done at once.
    [[nodiscard]] Children take(int first, int last);
    void reorder(const std::vector<int> &oldRows); ///< new row i is what was oldRows[i]

private:
    // Children by name, made when first asked for.
    struct Names {
        QHash<QString, CatalogNode *> first;
        bool hasTwins = false; // of one name and different kinds: the others are not in here
    };

    [[nodiscard]] static int kindOf(const catalog::Entry &entry)
    {
        using Kind = catalog::ObjectKind;
        return int(entry.kind == Kind::PartitionedTable ? Kind::Table : entry.kind);
    }
    [[nodiscard]] static const QString &nameOf(const catalog::Entry &entry) // without a copy
    {
        return entry.path.names.isEmpty() ? entry.path.connection : entry.path.names.constLast();
    }
    void renumber(int first);
    static void addName(Names &names, CatalogNode *child);

    // What is asked of all rows when they come stands together.
    CatalogNode *m_parent = nullptr; // not owned
    int m_row = 0; // kept, so that row() is O(1)
    Message m_message = Message::None;
    State m_state = State::Leaf;
    catalog::ObjectKind m_kind{}; // of the entry
    bool m_isRoot = false; // by the entry
    MapSide m_mapSide = MapSide::None;
    Children m_children;
    catalog::Entry m_entry;
    std::unique_ptr<Reading> m_reading;
    mutable std::unique_ptr<Names> m_names;
};

} // namespace isthmus::models
