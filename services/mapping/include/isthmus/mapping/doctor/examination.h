// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/mapping/access/rights.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/foreignserver/newforeignserver.h>
#include <isthmus/mapping/targetschema.h>
#include <isthmus/plan/task.h>

#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace isthmus::mapping {

/// What is examined: a mapping that is to be made, or one that is there.
struct Examination {
    enum class Way : quint8 { Schema, Table }; ///< an external schema, or an external table

    Way way = Way::Schema;
    catalog::ObjectPath source; ///< the Hologres schema or table; without a connection: not known
    bool isSourceGuessed = false; ///< an external schema tells no source: it is taken for one of its own name
    catalog::ObjectPath project; ///< "dbs_mc", "tenant/dbs_mc"
    catalog::ObjectPath existing; ///< the external schema or table that is there; without a connection: none yet
    QString name; ///< of what is to be made; empty: the source's own, made legal
    QString foreignServer; ///< of a schema; empty: the one that fits
    MapTable::Access access = MapTable::Access::DualSignature; ///< of a table that is to be made
    QString roleArn; ///< likewise, with RamRole; of a schema that is asked for where there is no foreign server yet
    QString user; ///< who the RAM role is in Hologres, where somebody knows it; empty: looked for by the role's name

    [[nodiscard]] bool isThere() const { return !existing.connection.isEmpty(); }
    [[nodiscard]] bool hasSource() const { return !source.connection.isEmpty(); }
    [[nodiscard]] catalog::ObjectPath target() const; ///< what is, or would be, in MaxCompute
    /// The Hologres schema: the source itself, or the one that its table is in.
    [[nodiscard]] catalog::ObjectPath sourceSchema() const;
    [[nodiscard]] plan::Text title() const; ///< "Checks order_dw/public → dbs_mc"

    friend bool operator==(const Examination &, const Examination &) = default;
};

/// One answer that checks are made from. Each is asked for by itself, has its own time and may fail alone.
template <typename T>
struct Reading {
    enum class State : quint8 { NotAsked, Waiting, Known, Failed };
    State state = State::NotAsked;
    T value{};
    core::Error error; ///< with Failed
    std::chrono::milliseconds elapsed{0};
    QDateTime at; ///< when the answer came

    [[nodiscard]] bool isKnown() const { return state == State::Known; }
};

/// What was read so far. Reading writes nothing.
struct ExaminationFacts {
    Reading<catalog::ServerInfo> project;
    Reading<QString> typeEdition; ///< of the project: "2.0"; empty: the service does not tell
    Reading<TargetSchema> schema; ///< what has the name of the external schema
    Reading<std::optional<catalog::TableInfo>> table; ///< what has the name of the external table
    Reading<QList<catalog::Entry>> listing; ///< what an external schema that is there lists, through its role
    Reading<QList<catalog::Entry>> servers; ///< the foreign servers
    Reading<std::optional<ForeignServer>> server; ///< the one that is used, as far as it can be read
    QString serverName; ///< of it; empty: none fits, or they are not known
    Reading<catalog::ServerInfo> source;
    Reading<QList<catalog::Entry>> users; ///< of the Hologres instance, groups among them
    Reading<QList<catalog::Entry>> relations; ///< of the Hologres schema, the first maxRelations
    Reading<QList<catalog::TableInfo>> tables; ///< with their columns, the first maxTables
    Reading<HologresRights> rights; ///< of the user that user() finds
    bool isOver = false; ///< nothing more is asked

    static constexpr int maxRelations = 1'000;
    static constexpr qsizetype maxTables = 200;
};

// What follows from both. Pure; any thread.

[[nodiscard]] bool usesRole(const Examination &what, const ExaminationFacts &facts);
[[nodiscard]] QString roleArnOf(const Examination &what, const ExaminationFacts &facts); ///< empty: none, or not known
/// The Hologres database that the source is in; empty: not known yet.
[[nodiscard]] QString databaseOfSource(const Examination &what, const ExaminationFacts &facts);
/// The name in Hologres of the role, or of who runs jobs where the mapping has no role; nothing where it is not found.
[[nodiscard]] std::optional<QString> userOf(const Examination &what, const ExaminationFacts &facts);

/// One check and what came of it.
struct Finding {
    enum class Group : quint8 { Project, ForeignServer, Role, Hologres };
    enum class Outcome : quint8 {
        Waiting,
        Passed,
        Warning, ///< the mapping works, and something should be known
        Failed,
        Unknown, ///< cannot be seen from here, or could not be read; never counts as passed
    };

    QString id; ///< stable: "server_host"
    Group group = Group::Project;
    Outcome outcome = Outcome::Waiting;
    plan::Text title; ///< what is so if it passes: "Schemas are on"
    plan::Text fact; ///< a few words of what was seen
    std::optional<std::chrono::milliseconds> elapsed; ///< of its reading
    QDateTime readAt;

    // What there is to do, unless it passed
    plan::Text trouble; ///< one line: "The role may not read tables of public"
    plan::Text explanation; ///< a sentence or two
    QString statement; ///< that mends it, or that is needed; empty: no statement does
    std::optional<plan::Task> fix; ///< plans and runs the statement
    plan::Text where; ///< the place in a console, or where to look
    QList<ConsoleValue> values; ///< what stands there, and what must
    QString detail; ///< the server's own words

    [[nodiscard]] bool isOpen() const { return outcome != Outcome::Passed && outcome != Outcome::Waiting; }
};
[[nodiscard]] QString findingGroupName(Finding::Group group); ///< "foreign_server", for JSON
[[nodiscard]] QString outcomeName(Finding::Outcome outcome); ///< "cannot_know"

/// All checks that \a what asks for, in their order. Source: docs/mapping.md#the-doctor. Pure; any thread.
[[nodiscard]] QList<Finding> findings(const Examination &what, const ExaminationFacts &facts);
/// "MaxCompute project dbs_mc", over its checks.
[[nodiscard]] plan::Text groupTitle(Finding::Group group, const Examination &what, const ExaminationFacts &facts);

} // namespace isthmus::mapping
