// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/doctor/examination.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// The checks of an examination, those of one group under its heading.
class FindingsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Title, Fact, Time, ColumnCount };
    enum Role {
        OutcomeRole = Qt::UserRole + 1, ///< int of mapping::Finding::Outcome
        HeadingRole, ///< bool: a group's title, with its counts as Fact
        IdRole, ///< QString: Finding::id; of a heading empty
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setFindings(const mapping::Examination &what, const mapping::ExaminationFacts &facts,
                     const QList<mapping::Finding> &findings);
    void setOpenOnly(bool isOpenOnly); ///< those that passed are left out
    [[nodiscard]] bool isOpenOnly() const { return m_isOpenOnly; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        QString title;
        QString fact;
        QString time;
        QString tip;
        QString id; // empty: a heading
        mapping::Finding::Outcome outcome = mapping::Finding::Outcome::Waiting;
    };
    void show();

    QList<Row> m_all;
    QList<Row> m_rows;
    bool m_isOpenOnly = false;
};

} // namespace isthmus::models
