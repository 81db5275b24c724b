// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/latest.h>
#include <isthmus/nameindex/nameindex.h>

#include <QAbstractListModel>
#include <QTimer>

namespace isthmus::models {

/// "Go to anything": the names of all connections that match what was typed, in groups by how they were found, the best
/// first; from the index of names, so nothing is asked of a server. The answer to the newest pattern only is shown; the
/// rows before stay until it is there. Thread: the window's.
class GoToModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IsTitleRole = Qt::UserRole + 1, ///< bool: a line above a group; all below are null of it but CountRole
        CountRole, ///< QString: how many the group holds, "12", or "50 of 200,002" if not all are shown
        PathRole, ///< catalog::ObjectPath; of a column its relation's, with its name behind
        KindRole, ///< int of catalog::ObjectKind
        SideRole, ///< int of catalog::Side
        PartsRole, ///< QList<nameindex::Part>: what was found in the name
        PlaceRole, ///< QString: what the object is in, "order_dw › public"
        TypeRole, ///< QString: of a column
        AgeRole, ///< QString: when the server listed it, "15:02" or "2026-11-20"
    };

    GoToModel(nameindex::NameIndex &names, const connections::ConnectionManager &connections,
              QObject *parent = nullptr);

    /// Somebody looks from now on: what the index learns is shown. Until then nothing is asked for.
    void setActive(bool isActive);
    /// See nameindex::Query::text.
    void setPattern(const QString &pattern);
    [[nodiscard]] const QString &pattern() const { return m_query.text; }
    void setSort(nameindex::Sort sort);
    [[nodiscard]] nameindex::Sort chosenSort() const { return m_query.sort; }
    void setConnection(const QString &name); ///< see nameindex::Query::connection
    /// The rows are those of what is asked for.
    [[nodiscard]] bool isAnswered() const { return m_hasAnswer; }
    /// How many match of each sort; nothing is known while nothing is looked for.
    [[nodiscard]] qint64 countOf(nameindex::Sort sort) const { return m_answer.sorts[size_t(sort)]; }

    /// "63 hits, 6 ms"; empty while nothing is looked for.
    [[nodiscard]] QString hitsText() const;
    /// What to know where no row is: what can be typed, or why nothing was found. Empty beside rows.
    [[nodiscard]] QString message() const;
    /// "1,048,576 names of 9 connections".
    [[nodiscard]] QString namesText() const;
    /// What the index lacks: "3 connections not read yet", "crm could not be read: …"; empty if nothing.
    [[nodiscard]] QString lackText() const;
    [[nodiscard]] bool lacksConnections() const; ///< which readMissing() would read
    /// "Reading order_dw"; empty while nothing is read.
    [[nodiscard]] QString readingText() const;
    void readMissing() { m_names.readMissing(); }
    /// Reads the columns of all connections too.
    void readColumns();
    [[nodiscard]] bool isPaused() const { return m_names.isPaused(); }
    void setPaused(bool isPaused) { m_names.setPaused(isPaused); }

    /// The next row that can be chosen from \a row on, in steps of \a step (1 or -1); -1 if there is none.
    [[nodiscard]] int nextHit(int row, int step) const;
    /// Everything about a row that is a hit, as lines: where it is, what it is, when it was listed.
    [[nodiscard]] QString detailOf(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void answered(); ///< the rows belong to pattern() and sort()
    void stateChanged(); ///< of the texts about the index
    void failed(const isthmus::core::Error &error);

private:
    struct Row {
        nameindex::Found group = nameindex::Found::Exact;
        int hit = -1; // of m_answer.hits; -1: the title of the group
    };
    void search();
    void take(const nameindex::Answer &answer);
    void readState();
    [[nodiscard]] QVariant titleData(const Row &row, int role) const;
    [[nodiscard]] QVariant hitData(const nameindex::Hit &hit, int role) const;
    [[nodiscard]] int countIn(nameindex::ConnectionNames::State state) const;

    nameindex::NameIndex &m_names;
    const connections::ConnectionManager &m_connections;
    bool m_isActive = false;
    nameindex::Query m_query;
    nameindex::Answer m_answer;
    QList<Row> m_rows;
    bool m_hasAnswer = false; // to m_query
    QList<nameindex::ConnectionNames> m_state;
    QTimer m_releaseLater; // the memory of the search
    core::Latest m_searching{this};
    core::Latest m_readingState{this};
};

} // namespace isthmus::models

Q_DECLARE_METATYPE(isthmus::nameindex::Part)
