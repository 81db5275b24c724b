// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/mapping/typeloss/reportfile.h>
#include <isthmus/models/documents/document.h>
#include <isthmus/models/parts/waiting.h>
#include <isthmus/models/typeloss/typelossmodel.h>

#include <optional>

namespace isthmus::models {

/// What would be lost of a table or a schema: the document isthmus://types/<connection>/<names>. Types are read at
/// once; values are counted when that is asked for, one table after another. Thread: the window's.
class TypeLossDocument : public Document {
    Q_OBJECT

public:
    enum class State : quint8 { Idle, Reading, Ready, Failed };
    Q_ENUM(State)

    explicit TypeLossDocument(connections::ConnectionManager &manager, QObject *parent = nullptr);

    [[nodiscard]] DocumentAddress address() const override { return typesAddress(m_path); }
    [[nodiscard]] bool open(const DocumentAddress &address) override;
    void load() override;
    void reload() override; ///< what was counted is forgotten
    void renameConnection(const QString &before, const QString &after, bool leadsElsewhere) override;
    void comeBack(const QString &connection) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString description() const override { return m_path.toString(); }
    [[nodiscard]] QString connection() const override { return m_path.connection; }
    [[nodiscard]] Selection selection() const override;
    /// {"way": "external-table", "settings": {"arrays": "map", …}, "hide_exact": true}
    [[nodiscard]] QJsonObject state() const override;
    void restore(const QJsonObject &state) override;

    [[nodiscard]] const catalog::ObjectPath &path() const { return m_path; }
    [[nodiscard]] bool isOfMaxCompute() const;
    [[nodiscard]] mapping::MappingPath way() const;
    void setWay(mapping::MappingPath way); ///< reads again
    [[nodiscard]] const mapping::TypeSettings &settings() const { return m_settings; }
    void setSetting(const QString &name, const QString &value); ///< as TypeSettings::set(); reads again
    [[nodiscard]] bool hidesExact() const { return m_filter.hidesExact(); }
    void setHidesExact(bool hides);

    [[nodiscard]] State readState() const { return m_state; }
    [[nodiscard]] std::optional<core::Error> error() const { return m_error; } ///< of reading, or of counting
    [[nodiscard]] int waited() const { return m_waiting.seconds(); } ///< for the answer of the server
    [[nodiscard]] const mapping::TypeLossReport &report() const { return m_model.report(); }
    [[nodiscard]] TypeLossModel *model() { return &m_model; }
    [[nodiscard]] TypeLossFilter *filter() { return &m_filter; }

    /// Has the server count what is at risk in all tables, or in one; those that were counted stay.
    void count(std::optional<qsizetype> table = {});
    void cancelCounting();
    [[nodiscard]] bool isCounting() const { return m_countedTable.has_value(); }
    [[nodiscard]] bool canCount() const; ///< there is something that was not counted
    [[nodiscard]] QString countingText() const; ///< "type_gallery, table 7 of 7, 4 s"

    /// Writes the report into \a file, off the window's thread.
    [[nodiscard]] QFuture<core::Result<core::Done>> exportReport(const QString &file, mapping::ReportFormat format);

Q_SIGNALS:
    void stateChanged(); ///< of reading or counting, or the report
    void optionsChanged(); ///< way(), settings() or hidesExact()

private:
    void read();
    void take(const core::Result<mapping::TypeLossReport> &report);
    void countNext();
    void stopCounting();

    connections::ConnectionManager &m_manager;
    catalog::ObjectPath m_path;
    std::optional<mapping::MappingPath> m_way; // that was chosen
    mapping::TypeSettings m_settings;
    std::optional<bool> m_hidesExact; // that was chosen
    State m_state = State::Idle;
    std::optional<core::Error> m_error;
    TypeLossModel m_model;
    TypeLossFilter m_filter{&m_model};
    core::Latest m_question{this};
    core::Latest m_counting{this};
    QList<qsizetype> m_toCount; // tables, the next one first
    std::optional<qsizetype> m_countedTable;
    Waiting m_waiting;
};

} // namespace isthmus::models
