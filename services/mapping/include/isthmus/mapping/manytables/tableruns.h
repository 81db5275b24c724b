// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/plan/run.h>

#include <QHash>
#include <QList>

namespace isthmus::mapping {

// Codes of the notices of a plan that say of a table that it is not made.
inline constexpr const char *leftOutCode = "Mapping.many_left_out";
inline constexpr const char *keptCode = "Mapping.many_kept_out";

/// What the step that makes an external table of many knows of it beside its statement.
struct TableStepNotes {
    catalog::ObjectPath source;
    qsizetype sourceColumns = 0;
    QList<plan::Text> remarks;

    void addTo(plan::Step &step) const;
    [[nodiscard]] static TableStepNotes of(const plan::Step &step); ///< empty where a step has none
};

/// How far one table of a run of many is: one line of its page and of its report.
struct TableRun {
    enum class State : quint8 {
        Waiting,
        Running,
        Mapped,
        Failed,
        Stopped, ///< cancelled or cut off: it may have been made
        Kept,
        LeftOut,
    };

    QString source; ///< text of the path of the table that is mapped
    QString target; ///< name of the external or foreign table; empty for one that is left out
    qsizetype columns = 0;
    qsizetype sourceColumns = 0;
    State state = State::Waiting;
    plan::Text note; ///< why it failed, was kept or left out; else what there is to know of it
    plan::Text hint; ///< of one that failed: what to do next
    qint64 milliseconds = -1; ///< that making it took; -1: not known
    int step = -1; ///< that makes it, index in the run; -1: none

    friend bool operator==(const TableRun &, const TableRun &) = default;
};

[[nodiscard]] QString tableStateName(TableRun::State state); ///< "mapped", for JSON
[[nodiscard]] QString tableStateTitle(TableRun::State state); ///< "Mapped", translated

/// Whether the tables of runs of this kind are told one by one: "map_tables", "map_to_hologres".
[[nodiscard]] bool isOfManyTables(const QString &taskKind);

/// All tables of such a run: those that are made in the order of its steps, then those that are not. A value.
class TableRuns {
public:
    TableRuns() = default;
    explicit TableRuns(const plan::Run &run);

    [[nodiscard]] const QList<TableRun> &tables() const { return m_tables; }
    /// Whether foreign tables of Hologres are made over tables of MaxCompute; else external tables of MaxCompute.
    [[nodiscard]] bool isToHologres() const { return m_isToHologres; }
    [[nodiscard]] qsizetype count(TableRun::State state) const;
    /// Takes what step \a index of the run is now; answers the places of the tables that it is about.
    QList<qsizetype> update(int index, const plan::StepRun &step);

private:
    struct Part {
        QList<qsizetype> tables; // places
        bool isDrop = false;
        bool isVerify = false;
    };
    void show(qsizetype place);

    QList<TableRun> m_tables;
    bool m_isToHologres = false;
    QList<QList<plan::Text>> m_remarks; // by place, of those that are made
    QHash<int, Part> m_parts; // by step
    QList<int> m_drops; // by place: the step that drops what is replaced; -1: none
    QList<int> m_verifies; // by place; -1: none
    QHash<int, plan::StepRun> m_steps;
};

} // namespace isthmus::mapping
