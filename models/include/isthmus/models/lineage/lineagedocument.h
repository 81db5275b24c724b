// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/latest.h>
#include <isthmus/mapping/lineage/lineagereader.h>
#include <isthmus/mapping/lineage/lineagesvg.h>
#include <isthmus/models/documents/document.h>
#include <isthmus/models/drift/driftwatch.h>
#include <isthmus/models/lineage/lineagelistmodel.h>
#include <isthmus/models/parts/waiting.h>
#include <isthmus/tasks/runs.h>

#include <QHash>
#include <QList>

#include <memory>
#include <optional>

namespace isthmus::models {

/// Who reads whom, from one object outwards: the document isthmus://lineage/<connection>/<names>. What is asked for is
/// one object's neighbours at a time. Thread: the window's.
class LineageDocument final : public Document {
    Q_OBJECT

public:
    /// What it reads with.
    struct Setup {
        mapping::LineageReader reader;
        std::shared_ptr<const planning::Sources> sources;
    };

    /// All of them outlive it.
    LineageDocument(Setup setup, DriftWatch &drift, tasks::Runs &runs, connections::ConnectionManager &manager,
                    QObject *parent = nullptr);
    ~LineageDocument() override;

    [[nodiscard]] DocumentAddress address() const override;
    [[nodiscard]] bool open(const DocumentAddress &address) override;
    void load() override;
    void reload() override; ///< runs, and all that was grown
    void renameConnection(const QString &before, const QString &after, bool leadsElsewhere) override;
    void comeBack(const QString &connection) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString description() const override { return m_root.toString(); }
    [[nodiscard]] QString connection() const override { return m_root.connection; }
    [[nodiscard]] Selection selection() const override;
    /// {"grown": [["order_dw/public/orders", "readers"], …], "list": true}
    [[nodiscard]] QJsonObject state() const override;
    void restore(const QJsonObject &state) override;

    [[nodiscard]] const catalog::ObjectPath &root() const { return m_root; }
    [[nodiscard]] const mapping::LineageGraph &graph() const { return m_graph; }
    [[nodiscard]] const mapping::LineagePicture &picture() const { return m_picture; }
    [[nodiscard]] LineageListModel *list() { return &m_list; }
    [[nodiscard]] bool showsList() const { return m_showsList; }
    void setShowsList(bool shows);

    /// The object that the user looks at; actions are about it.
    [[nodiscard]] const catalog::ObjectPath &current() const { return m_current; }
    void setCurrent(const catalog::ObjectPath &path);

    [[nodiscard]] bool canGrow(const mapping::LineageHandle &handle) const;
    void grow(const mapping::LineageHandle &handle); ///< reads the neighbours; again, if they were read
    void growMore(const mapping::LineageHandle &handle); ///< some more of those that were left out
    void fold(const mapping::LineageHandle &handle);
    void toggle(const mapping::LineageHandle &handle); ///< grows what is folded, and the other way round
    [[nodiscard]] bool isGrowing(const mapping::LineageHandle &handle) const { return m_running.contains(handle); }
    [[nodiscard]] QStringList warehouses() const; ///< connections to MaxCompute, in which readers can be looked for
    /// Looks through the external tables below \a scope, of MaxCompute, for readers that no run has told of; who reads
    /// the current object is then told by what was found too.
    void lookIn(const catalog::ObjectPath &scope);

    [[nodiscard]] bool isWaiting() const { return !m_running.isEmpty() || m_isLooking || m_isReadingRuns; }
    [[nodiscard]] QString waitingText() const; ///< "Reading who reads orders: no answer for 12 s"; empty: nothing runs
    void cancel(); ///< gives up what is on its way; what was read stays
    [[nodiscard]] const std::optional<core::Error> &error() const { return m_error; }
    [[nodiscard]] QString summary() const; ///< "12 objects, 2 drifted"

    /// Writes the picture as SVG, off the window's thread.
    [[nodiscard]] QFuture<core::Result<core::Done>> exportSvg(const QString &file) const;

Q_SIGNALS:
    void graphChanged(); ///< and with it the picture
    void waitingChanged(); ///< what is on its way, or the error
    void currentChanged();
    void optionsChanged();

private:
    struct Running {
        int number = 0;
        QFuture<core::Result<mapping::LineageAnswer>> future;
    };
    void readRuns();
    void growAll();
    void ask(const mapping::LineageHandle &handle, qsizetype limit);
    void take(const mapping::LineageHandle &handle, const core::Result<mapping::LineageAnswer> &answer);
    void takeRun(const plan::RunSummary &run);
    void takeDrift(const mapping::Drift &drift);
    void stop();
    void begin();
    void end();
    void showGraph();

    const Setup m_setup;
    DriftWatch &m_drift;
    connections::ConnectionManager &m_manager;
    tasks::Runs &m_runs;
    catalog::ObjectPath m_root;
    catalog::ObjectPath m_current;
    mapping::LineageGraph m_graph;
    mapping::LineageLayout m_layout;
    mapping::LineagePicture m_picture;
    LineageListModel m_list;
    std::shared_ptr<const mapping::LineageRecords> m_records; // null: not read yet
    QHash<catalog::ObjectPath, catalog::ObjectPath> m_found; // definitions that were looked for
    QList<mapping::LineageHandle> m_toGrow; // once the runs are read
    QHash<mapping::LineageHandle, Running> m_running;
    QHash<mapping::LineageHandle, qsizetype> m_limits; // more than the usual
    std::optional<core::Error> m_error;
    Waiting m_waiting;
    core::Latest m_runsQuestion{this};
    core::Latest m_looking{this};
    int m_lastNumber = 0;
    bool m_isReadingRuns = false;
    bool m_isLooking = false;
    bool m_isLoaded = false;
    bool m_showsList = false;
};

/// The page of what reads, and is read by, the object at \a path.
[[nodiscard]] DocumentAddress lineageAddress(const catalog::ObjectPath &path);

} // namespace isthmus::models
