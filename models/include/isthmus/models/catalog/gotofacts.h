// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/gotomodel.h>
#include <isthmus/models/catalog/hovercardmodel.h>
#include <isthmus/models/table/columnsmodel.h>

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>

namespace isthmus::models {

/// What *Go to anything* tells of the current hit: at once what the index of names has, and where the choice rests for
/// a moment, where else there is something of that name, and of a relation whose connection is open anyway its facts
/// and columns from the server. Of what is not connected nothing is asked before read(). What is on its way is
/// cancelled when the choice moves on. Thread: the window's.
class GoToFacts : public QObject {
    Q_OBJECT

public:
    static constexpr int mostPlaces = 6; ///< that places() names

    /// \a names and \a connections outlive it.
    GoToFacts(nameindex::NameIndex &names, connections::ConnectionManager &connections, QObject *parent = nullptr);

    /// Tells of the row \a hit of a GoToModel; of none if it is no hit. The same again changes nothing.
    void setHit(const QModelIndex &hit);
    void clear() { setHit({}); }
    /// Asks the server now, whatever the kind and the state of its connection.
    void read();
    void setRest(std::chrono::milliseconds rest) { m_rest.setInterval(rest); } ///< 300 ms at first
    /// How long a server may leave the question without an answer before sourceText() says for how long; 2 s at first.
    void setPatience(std::chrono::milliseconds patience);

    [[nodiscard]] bool hasHit() const { return !m_path.connection.isEmpty(); }
    [[nodiscard]] const catalog::ObjectPath &path() const { return m_path; } ///< of a column: its relation
    [[nodiscard]] catalog::ObjectKind kind() const { return m_kind; } ///< of path(), as far as it is known
    [[nodiscard]] QString subtitle() const; ///< "table, order_dw › public"
    [[nodiscard]] QString column() const { return m_column; } ///< the hit, if it is one
    [[nodiscard]] FactsModel *facts() { return m_card.facts(); }
    [[nodiscard]] std::optional<core::Error> error() const; ///< why they could not be read
    [[nodiscard]] ColumnsModel *columns() { return &m_columns; } ///< empty until they are read
    /// Others of its name, the first ones, and how many there are.
    [[nodiscard]] const QList<catalog::ObjectPath> &places() const { return m_places; }
    [[nodiscard]] qint64 placeCount() const { return m_placeCount; }
    /// Where it comes from: "Listed 15:02. Nothing was asked of a server.", "Being read from crm, no answer for 3 s".
    [[nodiscard]] QString sourceText() const;
    [[nodiscard]] bool mayRead() const; ///< it was not asked for yet

Q_SIGNALS:
    void changed(); ///< any of it; facts() and columns() speak for themselves

private:
    void rest();
    void findPlaces();
    void takeCard();

    nameindex::NameIndex &m_names;
    connections::ConnectionManager &m_connections;
    HoverCardModel m_card;
    ColumnsModel m_columns;
    QTimer m_rest;
    core::Latest m_searching{this};
    catalog::ObjectPath m_path;
    catalog::ObjectKind m_kind = catalog::ObjectKind::Table;
    QString m_column;
    QString m_age;
    QList<catalog::ObjectPath> m_places;
    qint64 m_placeCount = 0;
    bool m_isRead = false; // asked for
    std::chrono::milliseconds m_patience;
    QElapsedTimer m_asked;
    QTimer m_clock; // while it is on its way
};

} // namespace isthmus::models
