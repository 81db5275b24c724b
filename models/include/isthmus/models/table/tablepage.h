// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/models/documents/document.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/table/columnsmodel.h>
#include <isthmus/models/table/recordbatchmodel.h>

#include <array>
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

    /// Takes from \a tree, which outlives this object, what it knows of the relation: its kind until that is read here,
    /// and its counterparts.
    void follow(const CatalogTreeModel &tree);

    /// Shows \a path and reads it; what was being read for another path is cancelled.
    void open(const catalog::ObjectPath &path);
    [[nodiscard]] bool open(const DocumentAddress &address) override; ///< reads nothing yet
    void load() override;
    /// Reads again what was read (F5); old values stay until the new ones are there.
    void reload() override;
    [[nodiscard]] DocumentAddress address() const override { return tableAddress(m_path); }
    [[nodiscard]] QString title() const override { return m_path.name(); }
    [[nodiscard]] QString description() const override { return m_path.toString(); }
    [[nodiscard]] Selection selection() const override;
    [[nodiscard]] bool showPart(const QString &part) override;
    [[nodiscard]] QJsonObject state() const override; ///< {"part": "columns", "zone": "local"}
    void restore(const QJsonObject &state) override;

    [[nodiscard]] Page page() const { return m_page; } ///< Overview at first
    void setPage(Page page);
    /// The columns that are selected on the page of that name, for selection().
    void chooseColumns(const QStringList &names);

    /// Reads one failed part again.
    void retry(Part part);
    void ensurePreview(); ///< reads the first rows, unless they are there or on their way
    void ensureDdl();

    [[nodiscard]] const catalog::ObjectPath &path() const { return m_path; }
    [[nodiscard]] std::optional<connections::Profile> profile() const;
    [[nodiscard]] catalog::ObjectKind kind() const; ///< Table as long as nobody knows better
    /// Paths on the other side that it is mapped to or from; empty unless a tree is followed.
    [[nodiscard]] QStringList counterparts() const;
    [[nodiscard]] State state(Part part) const { return slot(part).state; }
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

    [[nodiscard]] QString
    rowCountText() const; ///< "200 of about 48,213,900 rows"; "12 rows" when they are all; and columns left out
    [[nodiscard]] QString previewElapsedText() const; ///< "38 ms"
    [[nodiscard]] QString previewStatement() const; ///< what was asked, on one line
    [[nodiscard]] QString ddlText() const { return m_ddl; }

Q_SIGNALS:
    void pathChanged();
    void pageChanged();
    void zoneChanged(); ///< in which the preview is shown
    void infoRead(const isthmus::catalog::TableInfo &info);
    void partChanged(isthmus::models::TablePageModel::Part part); ///< its state, error or values

private:
    struct Slot {
        explicit Slot(TablePageModel *page) : question(page) { }

        State state = State::Idle;
        std::optional<core::Error> error;
        core::Latest question;
    };
    struct PreviewFigures {
        qint64 rows = 0;
        bool isComplete = false;
        QString elapsed;
        QString statement;
        QStringList unreadable; ///< columns left out, as records::Preview
    };

    [[nodiscard]] QString readRowsText() const;

    [[nodiscard]] Slot &slot(Part part) { return m_slots[size_t(part)]; }
    [[nodiscard]] const Slot &slot(Part part) const { return m_slots[size_t(part)]; }
    void setPath(const catalog::ObjectPath &path);
    void read(Part part);
    void readShown();
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
    std::optional<PreviewFigures> m_preview;
    QString m_zoneChoice;
    QString m_ddl;
    FactsModel m_facts;
    ColumnsModel m_columns;
    RecordBatchModel m_rows;
};

} // namespace isthmus::models
