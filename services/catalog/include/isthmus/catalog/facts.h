// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>

namespace isthmus::catalog {

/// What a fact is about. Its words are made where it is shown, see factLines().
enum class FactId : quint8 {
    Project, ///< text
    Tenant, ///< text: its name
    Schema, ///< text
    Instance, ///< text: its name
    Endpoint, ///< text
    Host, ///< text: "host:port"
    Database, ///< text
    Warehouse, ///< text: the compute group that is dialled
    Identity, ///< text: who we are there
    Version, ///< text: product and version
    Region, ///< text
    TypeEdition, ///< text: of MaxCompute's data types: "2.0"
    SchemasEnabled, ///< truth
    IsExternal, ///< truth: a schema that mirrors another system's
    ReadOnly, ///< truth: plans that write are refused
    Owner, ///< text
    Comment, ///< text
    Databases, ///< list of names
    Projects, ///< list of names
    Schemas, ///< number
    Tables, ///< number
    Views, ///< number
    StoredBytes, ///< number
    Created, ///< time
    RoundTrip, ///< duration
    ComputeGroups, ///< list of sizes, in CU
    Rights, ///< list of "use", "create"
    RoleArn, ///< text: the RAM role that a foreign server takes on
};

struct SizedName {
    QString name;
    qint64 size = 0;
    friend bool operator==(const SizedName &, const SizedName &) = default;
};

using FactValue =
    std::variant<QString, bool, qint64, QDateTime, std::chrono::milliseconds, QStringList, QList<SizedName>>;

/// One thing that is known of a connection, database or schema.
struct Fact {
    FactId id = FactId::Comment;
    FactValue value;
    friend bool operator==(const Fact &, const Fact &) = default;
};

/// Stable lower-case name for JSON ("stored_bytes").
[[nodiscard]] QString factIdName(FactId id);

/// One line as people read it: of a hover card, an overview, the command line.
struct FactLine {
    QString label; ///< translated
    QString value; ///< translated, plain text
    bool isIdentifier = false; ///< shown in the fixed font, copyable: endpoint, ARN
    QString source; ///< the server's own words where these are ours: "binlog.ttl = 604800"
    QString group; ///< translated; lines of one stand together
    friend bool operator==(const FactLine &, const FactLine &) = default;
};

/// The label of \a id, translated. Numbers of schemas, tables and views share one: they stand in one line.
[[nodiscard]] QString factLabel(FactId id);

/// \a facts in words, in their order; what is empty has no line. Any thread.
[[nodiscard]] QList<FactLine> factLines(const QList<Fact> &facts);

} // namespace isthmus::catalog
