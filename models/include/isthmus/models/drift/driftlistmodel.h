// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/drift.h>

#include <QAbstractTableModel>
#include <QSet>
#include <QSortFilterProxyModel>

#include <optional>

namespace isthmus::models {

/// Mappings and what became of them, the worst first as long as nobody sorts otherwise. Those that can be repaired can
/// be ticked. Thread: the window's.
class DriftListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : quint8 { State, Source, Table, Changed, Effect, Repair, Checked, ColumnCount };
    enum Role { DriftRole = Qt::UserRole + 1, StateRole }; ///< mapping::Drift; int of mapping::DriftState

    using QAbstractTableModel::QAbstractTableModel;

    /// For lists that only tell: nothing can be ticked.
    void setTickable(bool isTickable) { m_isTickable = isTickable; }
    void setForeign(bool isForeign); ///< its mappings are foreign tables of Hologres, else external tables
    void clear();
    /// Adds the mapping, or takes the place of what was known of it.
    void take(const mapping::Drift &drift);
    void remove(const catalog::ObjectPath &table);
    void keepOnly(const QSet<catalog::ObjectPath> &tables);
    [[nodiscard]] qsizetype countOf(mapping::DriftState state) const;
    [[nodiscard]] QList<catalog::ObjectPath> ticked() const; ///< in the order of the rows
    [[nodiscard]] std::optional<mapping::Drift> at(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void tickedChanged();

private:
    [[nodiscard]] QString text(const mapping::Drift &drift, int column) const;

    QList<mapping::Drift> m_drifts;
    QSet<catalog::ObjectPath> m_ticked;
    bool m_isTickable = true;
    bool m_isForeign = false;
};

/// Its rows of one state, or of all, with a text in any column.
class DriftListFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit DriftListFilter(DriftListModel &list, QObject *parent = nullptr);

    void setText(const QString &text);
    void setState(std::optional<mapping::DriftState> state); ///< nothing: all
    /// The rows as tab-separated lines under a header, for the clipboard.
    [[nodiscard]] QString textOf(QList<int> rows) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_text;
    std::optional<mapping::DriftState> m_state;
};

/// The differences of one mapping: what changed and what that means; before them, where its record cannot be read, that
/// and what to do.
class DifferencesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : quint8 { Changed, Effect, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole + 1 }; ///< int of mapping::Difference::Severity

    using QAbstractTableModel::QAbstractTableModel;

    void show(const std::optional<mapping::Drift> &drift);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<mapping::Difference> m_differences;
};

} // namespace isthmus::models
