// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/exporting/exportrows.h>
#include <isthmus/models/documents/document.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/parts/waiting.h>
#include <isthmus/models/table/columnsmodel.h>
#include <isthmus/models/table/previewreading.h>
#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/models/table/rowsummary.h>

#include <QTimer>

#include <array>
#include <chrono>
#include <functional>
#include <optional>

namespace isthmus::models {

class CatalogTreeModel;

/// What a table page shows of one relation: the document isthmus://table/<connection>/<names>. Overview and columns are
/// read at once; preview and DDL when their page is shown or they are asked for. Thread: the window's.
class TablePageModel : public Document {
    Q_OBJECT

public:
    /// The pages, in the order of their tabs; as parts of a document they are "overview", "columns", "preview", "ddl".
    enum Page : quint8 { Overview, Columns, Preview, Ddl, PageCount };
    enum class Part : quint8 { Info, Preview, Ddl };
    Q_ENUM(Part)
    enum class State : quint8 { Idle, Loading, Ready, Failed };
    Q_ENUM(State)

    explicit TablePageModel(connections::ConnectionManager &manager, QObject *parent = nullptr);
    ~TablePageModel() override;

    /// Takes from \a tree, which outlives this object, what it knows of the relation: its kind until that is read here,
    /// and its counterparts.
    void follow(const CatalogTreeModel &tree);

    /// Shows \a path and reads it; what was being read for another path is cancelled.
    void open(const catalog::ObjectPath &path);
    [[nodiscard]] bool open(const DocumentAddress &address) override; ///< reads nothing yet
    void load() override;
    /// Reads again what was read (F5); old values stay until the new ones are there.
    void reload() override;
    void renameConnection(const QString &before, const QString &after, bool leadsElsewhere) override;
    void comeBack(const QString &connection) override;
    [[nodiscard]] DocumentAddress address() const override { return tableAddress(m_path); }
    [[nodiscard]] QString title() const override; ///< the relation's name, of a partition behind its table's
    [[nodiscard]] QString description() const override { return m_path.toString(); }
    [[nodiscard]] QString connection() const override { return m_path.connection; }
    [[nodiscard]] Selection selection() const override;
    [[nodiscard]] bool showPart(const QString &part) override;
    /// {"part": "columns", "zone": "local", "partition": "dt=1", "where": "a > 1", "order": "a", "rows": "a: 1"}
    [[nodiscard]] QJsonObject state() const override;
    void restore(const QJsonObject &state) override;

    [[nodiscard]] Page page() const { return m_page; } ///< Overview at first
    void setPage(Page page);
    /// The columns that are selected on the page of that name, for selection().
    void chooseColumns(const QStringList &names);

    /// Reads one failed part again, and with it what else was lost with the connection.
    void retry(Part part);
    void ensurePreview(); ///< reads the first rows, unless they are there or on their way
    void ensureDdl();

    /// Says for which connections a preview may run a query that may be billed; for no other is it done unasked.
    void setQueriesAllowed(std::function<bool(const QString &connection)> allowed);
    /// Runs the query that the preview takes; once.
    void runQuery();
    /// Reads more rows of the preview, if there are more and none are on their way; those that are there stay
    /// meanwhile.
    void readMore();
    [[nodiscard]] bool isReadingMore() const { return m_more.isWaiting(); }
    /// As waited(), of more rows.
    [[nodiscard]] int waitedForMore() const;
    /// Stops reading more rows; scrolling reads none from then on until readMore() was called.
    void cancelMore();
    /// Shows the rows of one partition; "": of the latest.
    void choosePartition(const QString &partition);
    void chooseAllPartitions();
    /// Reads the names of the partitions, which partitionsListed() tells.
    void listPartitions();
    void cancelPartitions(); ///< nobody looks at them any more
    /// Whether there are partitions to choose from.
    [[nodiscard]] bool isPartitioned() const;
    /// Shows the rows for which \a filter holds, in \a order, both in the system's SQL; "": all, in any order.
    void applyFilter(const QString &filter, const QString &order);
    /// Has the server read them; filterChecked() tells what it found. Only where canCheckFilter().
    void checkFilter(const QString &filter, const QString &order);
    void cancelCheck(); ///< what was checked stands there no more
    /// A system that reads a filter without running a job.
    [[nodiscard]] bool canCheckFilter() const;
    [[nodiscard]] const PreviewReading &preview() const { return m_reading; }
    /// Has the rows counted of which the preview shows the first; with \a column, its values summed up: summary().
    void summarize(const QString &column = {});
    [[nodiscard]] RowSummary *summary() { return &m_summary; }
    /// Writes all rows of what the preview shows the first of into \a file.
    [[nodiscard]] plan::Task exportTask(const QString &file, exporting::FileFormat format, bool hasByteOrderMark) const;

    [[nodiscard]] const catalog::ObjectPath &path() const { return m_path; }
    [[nodiscard]] std::optional<connections::Profile> profile() const;
    [[nodiscard]] catalog::ObjectKind kind() const; ///< Table as long as nobody knows better
    /// Paths on the other side that it is mapped to or from; empty unless a tree is followed.
    [[nodiscard]] QStringList counterparts() const;
    [[nodiscard]] State state(Part part) const { return slot(part).state; }
    /// For how many seconds \a part has been read, once that is longer than the patience; else 0. partChanged() tells
    /// it anew.
    [[nodiscard]] int waited(Part part) const;
    void cancel(Part part); ///< stops reading it: it is Failed, as cancelled
    void setPatience(std::chrono::milliseconds patience); ///< 2 s at first
    [[nodiscard]] std::optional<core::Error> error(Part part) const { return slot(part).error; } ///< with Failed

    [[nodiscard]] const std::optional<catalog::TableInfo> &info() const { return m_info; }
    [[nodiscard]] FactsModel *facts() { return &m_facts; }
    [[nodiscard]] ColumnsModel *columns() { return &m_columns; }
    [[nodiscard]] RecordBatchModel *rows() { return &m_rows; }

    /// Shows the instants of the preview in another zone than the session's: display only. "" is the session's, else
    /// what records::Zone::chosen() takes; false, and nothing changes, for another text.
    bool setZoneChoice(const QString &choice);
    [[nodiscard]] const QString &zoneChoice() const { return m_zoneChoice; }
    [[nodiscard]] bool hasInstants() const; ///< in the preview: whether a zone matters
    [[nodiscard]] QString sessionZone() const; ///< name of the zone of the session that read the preview

    [[nodiscard]] QString rowCountText() const; ///< see PreviewReading::rowsText()
    [[nodiscard]] QString previewElapsedText() const { return m_reading.elapsedText(); }
    [[nodiscard]] QString previewStatement() const { return m_reading.statement(); }
    [[nodiscard]] QString ddlText() const { return m_ddl; }

Q_SIGNALS:
    void pathChanged(); ///< another relation is shown
    void connectionRenamed(); ///< it is the same, and path() another
    void pageChanged();
    void zoneChanged(); ///< in which the preview is shown
    void infoRead(const isthmus::catalog::TableInfo &info);
    void partChanged(isthmus::models::TablePageModel::Part part); ///< its state, error or values
    void partitionsListed(const QStringList &partitions); ///< the latest first
    void partitionsNotListed(const isthmus::core::Error &error);
    /// Nothing: the server understands it.
    void filterChecked(const std::optional<isthmus::core::Error> &error);
    void partitionsAwaited(int seconds); ///< for longer than people take for granted
    void checkAwaited(int seconds);

private:
    struct Slot {
        explicit Slot(TablePageModel *page) : question(page) { }

        State state = State::Idle;
        std::optional<core::Error> error;
        std::chrono::steady_clock::time_point asked; // with Loading
        core::Latest question;
    };
    [[nodiscard]] Slot &slot(Part part) { return m_slots[size_t(part)]; }
    [[nodiscard]] const Slot &slot(Part part) const { return m_slots[size_t(part)]; }
    void setPath(const catalog::ObjectPath &path);
    void read(Part part);
    void retryLost();
    void retryUnknown();
    void startWaiting(Part part);
    void tellWaiting();
    [[nodiscard]] int secondsSince(std::chrono::steady_clock::time_point asked) const;
    void tellSilence();
    void readShown();
    void readPreview();
    void takePreview(const records::Preview &preview, const records::PreviewRequest &asked);
    void takeMore(const records::Preview &preview, const records::PreviewRequest &asked);
    void startPreview();
    template <typename T, typename Call, typename Accept>
    void ask(Part part, Call call, Accept accept);
    void clearValues();

    connections::ConnectionManager &m_manager;
    const CatalogTreeModel *m_tree = nullptr; // not owned
    catalog::ObjectPath m_path;
    Page m_page = Overview;
    QStringList m_chosenColumns;
    std::array<Slot, 3> m_slots{Slot(this), Slot(this), Slot(this)};
    std::optional<catalog::TableInfo> m_info;
    PreviewReading m_reading;
    RowSummary m_summary{m_manager};
    core::Latest m_more{this};
    std::chrono::steady_clock::time_point m_moreAsked; // with isReadingMore()
    core::Latest m_listing{this};
    Waiting m_listingWait;
    core::Latest m_checking{this};
    Waiting m_checkingWait;
    std::function<bool(const QString &)> m_queriesAllowed;
    bool m_isConnectionThere = false;
    bool m_mayRunQuery = false; // the next reading
    QTimer m_clock; // while something is read
    std::chrono::milliseconds m_patience{2000};
    bool m_hasToldSilence = false; // of the connection
    QString m_zoneChoice;
    QString m_rowFilter; // of m_rows, as it was told last
    QString m_ddl;
    FactsModel m_facts;
    ColumnsModel m_columns;
    RecordBatchModel m_rows;
};

} // namespace isthmus::models
