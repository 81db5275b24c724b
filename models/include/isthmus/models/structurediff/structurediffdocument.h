// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/mapping/structurediff/structureddl.h>
#include <isthmus/models/documents/document.h>
#include <isthmus/models/parts/waiting.h>
#include <isthmus/models/structurediff/structurediffmodel.h>

#include <optional>

namespace isthmus::models {

/// The page that compares the structure of \a left and \a right.
[[nodiscard]] DocumentAddress diffAddress(const catalog::ObjectPath &left, const catalog::ObjectPath &right);

/// What is compared at \a address; nothing for other documents.
struct DiffPaths {
    catalog::ObjectPath left;
    catalog::ObjectPath right;
};
[[nodiscard]] std::optional<DiffPaths> diffAt(const DocumentAddress &address);

/// Two tables held against each other: the document isthmus://diff/<n>/<left>/<right>, where n is how many of the names
/// are the left one's. Both are read at once. Nothing is written anywhere but the SQL into a file. Thread: the
/// window's.
class StructureDiffDocument : public Document {
    Q_OBJECT

public:
    enum class State : quint8 { Idle, Reading, Stopped, Ready, Failed };
    Q_ENUM(State)

    explicit StructureDiffDocument(connections::ConnectionManager &manager, QObject *parent = nullptr);

    [[nodiscard]] DocumentAddress address() const override { return diffAddress(m_left.path, m_right.path); }
    [[nodiscard]] bool open(const DocumentAddress &address) override;
    void load() override;
    void reload() override;
    void renameConnection(const QString &before, const QString &after, bool leadsElsewhere) override;
    void comeBack(const QString &connection) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString description() const override;
    [[nodiscard]] QString connection() const override { return m_left.path.connection; }
    /// {"only_differences": true, "ddl": "left", "anew": true}
    [[nodiscard]] QJsonObject state() const override;
    void restore(const QJsonObject &state) override;

    [[nodiscard]] const catalog::ObjectPath &left() const { return m_left.path; }
    [[nodiscard]] const catalog::ObjectPath &right() const { return m_right.path; }
    void swapSides(); ///< left is right; asks no server
    void cancel(); ///< reading
    [[nodiscard]] bool onlyDifferences() const { return m_filter.onlyDifferences(); }
    void setOnlyDifferences(bool isOnly);

    [[nodiscard]] State readState() const { return m_state; }
    [[nodiscard]] std::optional<core::Error> error() const { return m_error; }
    [[nodiscard]] int waited() const { return m_waiting.seconds(); } ///< for an answer
    [[nodiscard]] QString waitedFor() const; ///< the tables that have not been read yet
    [[nodiscard]] const mapping::StructureDiff &diff() const { return m_model.diff(); }
    [[nodiscard]] QDateTime readAt() const { return m_readAt; }
    [[nodiscard]] StructureDiffModel *model() { return &m_model; }
    [[nodiscard]] StructureDiffFilter *filter() { return &m_filter; }

    /// Which table the SQL makes like the other, and whether anew.
    [[nodiscard]] mapping::DiffTarget target() const { return m_target; }
    void setTarget(mapping::DiffTarget target);
    [[nodiscard]] bool isMadeAnew() const { return m_isMadeAnew; }
    void setMadeAnew(bool isMadeAnew);
    [[nodiscard]] const mapping::StructureDdl &ddl() const { return m_ddl; }
    [[nodiscard]] const QString &ddlText() const { return m_isMadeAnew ? m_ddl.create : m_ddl.alter; }
    /// Writes it into \a file, off the window's thread.
    [[nodiscard]] QFuture<core::Result<core::Done>> saveDdl(const QString &file) const;

Q_SIGNALS:
    void stateChanged(); ///< of reading, or the comparison
    void optionsChanged(); ///< onlyDifferences()
    void ddlChanged(); ///< its options or text

private:
    struct Side {
        catalog::ObjectPath path;
        std::optional<mapping::DiffSide> read;
    };
    void read();
    void ask(Side &side, core::Latest &question);
    void compare();
    void fail(const core::Error &error);
    void writeDdl();

    connections::ConnectionManager &m_manager;
    Side m_left;
    Side m_right;
    State m_state = State::Idle;
    std::optional<core::Error> m_error;
    QDateTime m_readAt;
    StructureDiffModel m_model;
    StructureDiffFilter m_filter{&m_model};
    mapping::DiffTarget m_target = mapping::DiffTarget::Right;
    bool m_isMadeAnew = false;
    mapping::StructureDdl m_ddl;
    core::Latest m_leftQuestion{this};
    core::Latest m_rightQuestion{this};
    core::Latest m_comparing{this};
    Waiting m_waiting;
};

} // namespace isthmus::models
