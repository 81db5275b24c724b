// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/connections/importing.h>
#include <isthmus/core/latest.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// The connections that other programs on this machine keep, or a file holds, to be ticked and saved. Secrets are held
/// and saved, and never told. Thread: the window's.
class ImportModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Kind, Address, Origin, Secret, Note, ColumnCount };
    enum class State : quint8 { Offered, Hindered, Saving, Imported, Failed };
    Q_ENUM(State)
    enum Role {
        StateRole = Qt::UserRole + 1, ///< State
        KindRole, ///< of the name: ConnectionKind::id
    };

    explicit ImportModel(connections::ConnectionManager &manager, QObject *parent = nullptr);

    /// Looks where the programs of this user keep their connections; what is listed goes.
    void find();
    /// Reads \a file as well; what is listed stays.
    void readFile(const QString &file);
    [[nodiscard]] bool isReading() const { return m_isReading; }
    /// Files and lines that could not be read, a sentence each.
    [[nodiscard]] QStringList problems() const { return m_problems; }

    [[nodiscard]] int tickedCount() const;
    /// Why nothing can be imported now; empty if something can.
    [[nodiscard]] QString blockedReason() const;
    /// Saves what is ticked, one after the other; answers with finished().
    void importTicked();
    [[nodiscard]] bool isImporting() const { return m_isImporting; }
    [[nodiscard]] QStringList imported() const; ///< names, of all that were saved

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// The tick, or the name: one that is taken is listed with its reason and cannot be ticked.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void changed(); ///< anything of the above
    /// The last of what was ticked is saved, or could not be: see StateRole and Note.
    void finished();

private:
    struct Row {
        connections::ImportCandidate candidate;
        QString nameProblem; // of a name that was typed
        bool isTicked = false;
        State state = State::Offered;
        QString result; // of Failed
    };

    using Reading = std::function<core::Result<connections::FoundConnections>()>;
    void read(Reading reading);
    void add(const connections::FoundConnections &found);
    void importNext();
    void setState(int row, State state, const QString &result = {});
    [[nodiscard]] QString noteOf(const Row &row) const;
    [[nodiscard]] static bool canTick(const Row &row);
    [[nodiscard]] QString problemOfName(int row, const QString &name) const;
    [[nodiscard]] QVariant display(const Row &row, int column) const;

    connections::ConnectionManager &m_manager;
    QList<Row> m_rows;
    QStringList m_problems;
    core::Latest m_question{this};
    bool m_isReading = false;
    bool m_isImporting = false;
};

} // namespace isthmus::models
