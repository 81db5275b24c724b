// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <chrono>
#include <optional>

namespace isthmus::models {

/// The steps of a connection test: what was tried, what came of it, how long it took.
class TestStepsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Title, Detail, Elapsed, ColumnCount };
    enum class State : quint8 { Waiting, Running, Passed, Warning, Failed, Skipped };
    Q_ENUM(State)
    enum Role {
        StateRole = Qt::UserRole + 1, ///< State; its words are the accessible text of the title
    };

    struct Step {
        QString title;
        QString detail;
        std::optional<std::chrono::milliseconds> elapsed; ///< only what was measured
        State state = State::Waiting;
        friend bool operator==(const Step &, const Step &) = default;
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setSteps(const QList<Step> &steps);
    [[nodiscard]] const QList<Step> &steps() const { return m_steps; }
    [[nodiscard]] int count(State state) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<Step> m_steps;
};

} // namespace isthmus::models
