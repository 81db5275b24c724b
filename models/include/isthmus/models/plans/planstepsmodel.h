// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/plan.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// The steps of a plan as a dialog shows them: number, title and a few words at the right. Reading what the plan is
/// made from is told as the first line, without being a step of the plan. A group of many steps that has a title is one
/// line.
class PlanStepsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Title, Words, ColumnCount };
    enum class Tone : quint8 { Neutral, Working, Done, Warning, Failed };
    Q_ENUM(Tone)
    enum Role {
        ToneRole = Qt::UserRole + 1, ///< Tone of the words
        StepKindRole, ///< QString: "read", "sql", "verify_mapping" …, for the icon
        DestructiveRole, ///< bool
    };

    /// The line about reading. Words: "reading", "done, 41 ms", "failed".
    struct Reading {
        QString title;
        QString words;
        Tone tone = Tone::Neutral;
        friend bool operator==(const Reading &, const Reading &) = default;
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(const Reading &reading, const plan::Plan &plan);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Line {
        QString title;
        QString words;
        QString kind;
        Tone tone = Tone::Neutral;
        bool isDestructive = false;
        friend bool operator==(const Line &, const Line &) = default;
    };
    [[nodiscard]] static Line lineOf(const plan::StepGroup &group);
    [[nodiscard]] static QList<Line> linesOf(const QList<plan::Step> &steps);

    QList<Line> m_lines;
};

} // namespace isthmus::models
