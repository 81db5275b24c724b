// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/latest.h>
#include <isthmus/models/documents/document.h>
#include <isthmus/models/drift/driftlistmodel.h>
#include <isthmus/models/drift/driftwatch.h>

#include <QElapsedTimer>

namespace isthmus::models {

/// The page "Drift of dbs_mc": all mappings of a MaxCompute connection, project or schema, compared. Thread: the
/// window's.
class DriftDocument final : public Document {
    Q_OBJECT

public:
    enum class State : quint8 { Idle, Comparing, Ready, Failed };
    Q_ENUM(State)

    /// \a watch outlives it.
    explicit DriftDocument(DriftWatch &watch, QObject *parent = nullptr);
    ~DriftDocument() override;

    [[nodiscard]] DocumentAddress address() const override;
    [[nodiscard]] bool open(const DocumentAddress &address) override;
    void load() override;
    void reload() override { compare(); }
    void renameConnection(const QString &before, const QString &after, bool leadsElsewhere) override;
    void comeBack(const QString &connection) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString description() const override { return m_scope.toString(); }
    [[nodiscard]] QString connection() const override { return m_scope.connection; }

    [[nodiscard]] const catalog::ObjectPath &scope() const { return m_scope; }
    [[nodiscard]] State comparing() const { return m_state; }
    [[nodiscard]] const std::optional<core::Error> &error() const { return m_error; } ///< with Failed
    [[nodiscard]] bool isOfHologres() const; ///< the mappings are foreign tables, else external ones
    [[nodiscard]] QString comparedText() const; ///< "compared 2026-11-20 15:40:02 +08:00, 1.9 s"; empty before
    [[nodiscard]] qsizetype liveSchemas() const { return m_liveSchemas; }
    [[nodiscard]] DriftListModel *list() { return &m_list; }

    void compare(); ///< reads all of it again; rows stay until they are told anew
    void cancel(); ///< stops comparing

Q_SIGNALS:
    void comparingChanged();

private:
    [[nodiscard]] bool isBelow(const catalog::ObjectPath &table) const;

    DriftWatch &m_watch;
    catalog::ObjectPath m_scope;
    State m_state = State::Idle;
    std::optional<core::Error> m_error;
    qsizetype m_liveSchemas = 0;
    QElapsedTimer m_since;
    QString m_comparedText;
    DriftListModel m_list;
    core::Latest m_question{this};
};

/// The page of what is below \a scope.
[[nodiscard]] DocumentAddress driftAddress(const catalog::ObjectPath &scope);

} // namespace isthmus::models
