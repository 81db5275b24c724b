// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/nameindex/feed.h>
#include <isthmus/nameindex/search.h>

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace isthmus::nameindex {

/// What the index has of one connection.
struct ConnectionNames {
    enum class State : quint8 {
        Idle,
        Waiting, ///< for its turn to be read
        Reading,
        Failed, ///< the last reading
    };
    QString connection;
    qint64 names = 0; ///< of relations
    QDateTime asOf; ///< all of them were listed then or later; invalid: never all of them
    State state = State::Idle;
    std::optional<core::Error> error; ///< with Failed

    friend bool operator==(const ConnectionNames &, const ConnectionNames &) = default;
};

/// How much of a connection is read.
enum class Depth : quint8 {
    Names, ///< schemas and relations
    Columns, ///< and the columns of all relations
};

/// The names of all connections: kept in a file over the end of the program, read in the background, and searched in
/// memory, which is filled by the first search. Nothing here blocks; nothing that a server tells is taken for more than
/// a text.
///
/// Names come from what is listed anyway (see Feed) and from reading whole connections with Catalog::names(), one
/// listing at a time: when asked for, and after begin() of itself, where the last time is long ago and nobody would be
/// asked for a secret. A listing is in the file as a whole or not at all. A damaged file is put aside and a new one is
/// begun; where none can be used, names are kept until the program ends. Thread: the object's own but where it is said.
class NameIndex : public QObject {
    Q_OBJECT

public:
    /// The age at which begin() has a connection read again.
    static constexpr std::chrono::hours usualAge{4};

    /// Opens \a file at the first call that needs it. All that is given outlives the object.
    NameIndex(connections::ConnectionManager &connections, std::shared_ptr<Feed> feed, const QString &file,
              QObject *parent = nullptr);
    ~NameIndex() override; ///< stops reading, waits for what is being written

    /// The best matches of \a query. Errors: those of the file. Cancelling stops it.
    [[nodiscard]] QFuture<core::Result<Answer>> search(const Query &query);
    /// Gives the memory of searches back; the next one fills it again.
    void release();
    /// What there is of every connection, in the user's order. Errors: those of the file.
    [[nodiscard]] QFuture<core::Result<QList<ConnectionNames>>> overview();

    /// Reads a connection now, after those that wait already. Errors: those of ConnectionManager::open() and of
    /// Catalog::names(); of the file; Cancelled.
    [[nodiscard]] QFuture<core::Result<core::Done>> read(const QString &connection, Depth depth);
    /// As above for all connections that were never read as a whole; who opens them may be asked for a secret.
    void readMissing();
    /// Reads in the background from now on what is old or missing.
    void begin();
    /// Whether nothing is read but what is asked for. Pausing stops what is being read of itself.
    void setPaused(bool isPaused);
    [[nodiscard]] bool isPaused() const { return m_isPaused; }

    /// How long several changes are waited for before changed() tells of them, 500 ms, and several connections before
    /// they are read, 1 s.
    void setDelays(std::chrono::milliseconds telling, std::chrono::milliseconds reading);

    /// A run made (\a kind) or dropped (nothing) the relation \a path.
    void noteRelation(const catalog::ObjectPath &path, std::optional<catalog::ObjectKind> kind);
    /// A relation that came, of which kind; nothing: it is gone.
    struct NotedRelation {
        catalog::ObjectPath path;
        std::optional<catalog::ObjectKind> kind;
    };
    /// The same for many of one connection.
    void noteRelations(const QString &connection, const QList<NotedRelation> &relations);

Q_SIGNALS:
    void changed(); ///< other names, or another overview(); see setDelays()
    void failed(const isthmus::core::Error &error); ///< the file; once for each reason
    void pausedChanged(bool isPaused);

private:
    friend class WatchedCatalog;
    class Private;
    struct Place;

    void notePage(const connections::Profile &profile, const catalog::ListRequest &request,
                  const QFuture<core::Result<catalog::Page>> &page);
    void noteTable(const connections::Profile &profile, const catalog::ObjectPath &path,
                   const QFuture<core::Result<catalog::TableInfo>> &table);
    void takeConnections();
    void consider();
    void startNext();
    void setState(const QString &connection, ConnectionNames::State state,
                  const std::optional<core::Error> &error = std::nullopt);
    void tellChanged();

    std::unique_ptr<Private> d;
    bool m_isPaused = false;
};

} // namespace isthmus::nameindex
