// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/parts/waiting.h>

#include <QObject>

#include <optional>

namespace isthmus::models {

/// What the hover card shows of one connection, database, schema or relation (docs/requirements.md#h-43), as it
/// arrives. Rows that are sure to come are reserved and say "reading". Holds no secret. Thread: the window's.
class HoverCardModel : public QObject {
    Q_OBJECT

public:
    /// What the chip at the right of the title says.
    static constexpr int mostRows = 16; ///< of facts; "… 5 more properties" stands for the rest
    enum class Chip : quint8 { None, Reading, Connected, Idle, Denied, SignedOut, Unreachable, Failed };
    Q_ENUM(Chip)

    explicit HoverCardModel(connections::ConnectionManager &manager, QObject *parent = nullptr);
    ~HoverCardModel() override;

    /// Shows \a path and starts reading; cancels what was read for another. The same target again changes nothing.
    /// \a listing: why what is below it could not be listed, if that was tried.
    void setTarget(const catalog::ObjectPath &path, catalog::ObjectKind kind,
                   const std::optional<core::Error> &listing = {});
    void renameConnection(const QString &before, const QString &after); ///< reads anew, by the new name
    void clear();

    [[nodiscard]] const catalog::ObjectPath &path() const { return m_path; }
    [[nodiscard]] catalog::ObjectKind kind() const { return m_kind; }
    [[nodiscard]] QString title() const { return m_path.name(); }
    [[nodiscard]] QString subtitle() const; ///< "MaxCompute project", "table in order_dw.public"
    [[nodiscard]] Chip chip() const { return m_chip; }
    [[nodiscard]] QString chipText() const; ///< "Reading", and for how long nothing came
    void setPatience(std::chrono::milliseconds patience) { m_waiting.setPatience(patience); } ///< see Waiting
    [[nodiscard]] FactsModel *facts() { return &m_facts; }
    [[nodiscard]] const QList<catalog::Column> &columns() const { return m_columns; } ///< of a relation, once read
    /// Why its facts could not be read, else why what is below it could not be listed.
    [[nodiscard]] std::optional<core::Error> error() const { return m_error ? m_error : m_listing; }
    [[nodiscard]] QString text() const; ///< the card as plain text, for "Copy as text"

Q_SIGNALS:
    void changed(); ///< title, chip or error; the facts model speaks for itself

private:
    void read();
    template <typename T, typename Call, typename Accept>
    void ask(core::Latest &question, Call call, Accept accept);
    void forget();
    void stopWaiting();
    void takeStatus();
    void fillFromProfile();
    void takeTable(const catalog::TableInfo &info);

    connections::ConnectionManager &m_manager;
    catalog::ObjectPath m_path;
    catalog::ObjectKind m_kind = catalog::ObjectKind::Table;
    Chip m_chip = Chip::None;
    std::optional<core::Error> m_error;
    std::optional<core::Error> m_listing;
    FactsModel m_facts;
    QList<catalog::Column> m_columns;
    Waiting m_waiting; // with Chip::Reading
    bool m_hasToldSilence = false; // of the connection
    QList<catalog::FactLine> m_hidden; // those that a last row stands for
    core::Latest m_server{this}; // of a connection only
    core::Latest m_description{this}; // the table's, or the facts of what holds tables
};

} // namespace isthmus::models
