// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectiontest.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// The steps of a connection test: what was tried, what came of it, how long it took.
class TestStepsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Title, Detail, Elapsed, ColumnCount };
    using Step = connections::TestStep;
    using State = connections::TestStep::State;
    enum Role {
        StateRole = Qt::UserRole + 1, ///< State; its words are the accessible text of the title
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setSteps(const QList<Step> &steps);
    [[nodiscard]] const QList<Step> &steps() const { return m_steps; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<Step> m_steps;
};

} // namespace isthmus::models
