// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/mapping/drift/fingerprint.h>
#include <isthmus/plan/failure.h>

#include <QDateTime>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace isthmus::mapping {

/// What became of a mapping since it was made.
enum class DriftState : quint8 {
    Equal,
    Differs, ///< queries go on and show what they showed
    Broken, ///< queries fail, or show other values than they are taken for
    Unknown, ///< it could not be compared
};
[[nodiscard]] QString driftStateName(DriftState state); ///< "equal", for JSON
[[nodiscard]] QString driftStateTitle(DriftState state); ///< translated

/// One thing that is not as it was, or does not fit.
struct Difference {
    enum class Kind : quint8 {
        SourceGone,
        SourceRenamed, ///< or moved to another schema
        SourceRemade, ///< dropped and made anew under its name
        ColumnDropped,
        ColumnRenamed,
        ColumnRetyped,
        ColumnReplaced, ///< dropped and made anew under its name
        ColumnAdded,
        ColumnMissing, ///< nobody remembers that it was there: declared, and not in Hologres
        ColumnUnfit, ///< likewise: the declared type does not take its values
        ColumnUnshown, ///< likewise: in Hologres, and not declared
        SourceKind, ///< it is no table that can be mapped any more
        SourceComments,
        TargetGone,
        TargetKind, ///< another sort of table has its name now
        TargetSource, ///< it shows another table
        TargetLocation, ///< the same table by another address
        TargetAccess,
        TargetColumnAdded,
        TargetColumnDropped,
        TargetColumnRenamed, ///< of a foreign table, by its number in PostgreSQL
        TargetColumnRetyped,
        TargetColumnSource, ///< it shows another column
        TargetLifecycle,
        TargetComments,
        TargetRemade, ///< and nobody remembers by whom; what it is made of is the same or told beside
    };
    enum class Severity : quint8 { Note, Differs, Breaks };

    Kind kind = Kind::SourceGone;
    Severity severity = Severity::Note;
    QString column; ///< of Hologres, or of MaxCompute for those of the target; empty where it is about the table
    QString before; ///< name, type, location …; may be empty
    QString after;
    plan::Text text; ///< "pay_platform changed from INTEGER to TEXT"
    plan::Text effect; ///< what that means for queries; may be empty

    [[nodiscard]] bool isOfTarget() const { return kind >= Kind::TargetGone; }
    friend bool operator==(const Difference &, const Difference &) = default;
};
[[nodiscard]] QString differenceKindName(Difference::Kind kind); ///< "column_dropped", for JSON

/// What repairing a mapping takes.
enum class Repair : quint8 {
    Nothing, ///< it is as it was made, or follows its source by itself
    Alter, ///< texts and lifecycle are set; or nothing has to be, but what is there is remembered anew
    Recreate, ///< drop and create
    Create, ///< the external table is gone
    Drop, ///< the source is gone
    Forget, ///< both are gone
    Impossible, ///< Drift::problem or Drift::obstacle says why
};
[[nodiscard]] QString repairTitle(Repair repair); ///< "Re-create", translated; empty for nothing

/// What is known of both sides of a mapping. Reading writes nothing.
struct DriftFacts {
    catalog::ObjectPath table; ///< the external or foreign table
    std::optional<Fingerprint> stored; ///< nothing: Isthmus did not make it
    std::optional<core::Error> storedError; ///< what is remembered cannot be read
    std::optional<catalog::TableInfo> target; ///< nothing: it is gone
    std::optional<catalog::ObjectPath> sourcePath; ///< where it should be; nothing: no connection leads there
    std::optional<catalog::TableInfo> source; ///< as it is now, under whatever name; nothing: gone, or not known
    std::optional<core::Error> sourceError; ///< why the source is not known
    bool isNameTaken = false; ///< the source has another name now, and another table has the one that it had
    bool isLive = false; ///< a table of an external schema, which follows its source by itself
    bool isForeign = false; ///< the mapping is a foreign table of Hologres over a MaxCompute table
    bool hasSchemas = true; ///< the project of the source has schemas; of a foreign table
    QString targetProduct = {}; ///< ServerInfo::product of the Hologres of a foreign table
    /// Servers of saved connections that have a project of the name, where nothing tells which of them a foreign table
    /// reads.
    QStringList sourceServers = {};

    /// What a foreign table was made to show, else shows; nothing where that is no table of MaxCompute.
    [[nodiscard]] std::optional<catalog::ForeignSource> shown() const;
    [[nodiscard]] std::optional<catalog::ForeignSource> liveShown() const; ///< what it shows now
    /// The address of the source: as remembered, else as the external table has it.
    [[nodiscard]] tl::expected<catalog::JdbcLocation, catalog::JdbcLocation::Fault> location() const;
    [[nodiscard]] bool isSourceGone() const { return sourcePath && !source && !sourceError; }
};

/// A mapping compared: what it was made from, what the source is now, what the external table is now.
struct Drift {
    catalog::ObjectPath table;
    std::optional<catalog::ObjectPath> source; ///< as it is called now; nothing if no connection leads there
    QString sourceTitle; ///< "order_dw.public.orders", as the mapping names it
    DriftState state = DriftState::Equal;
    QList<Difference> differences; ///< the most severe first
    Repair repair = Repair::Nothing;
    std::optional<plan::Failure> problem; ///< why it could not be compared as a whole, and what to do
    /// What is remembered of it cannot be read, and what to do: both sides were compared as they are, and what was
    /// chosen for the mapping is not known, so that it is not repaired.
    std::optional<plan::Failure> unreadRecord;
    plan::Text obstacle; ///< why it was compared and cannot be repaired: another sort of table is on either side
    bool isLive = false; ///< as DriftFacts::isLive
    bool isForeign = false; ///< as DriftFacts::isForeign
    bool isRemembered = false; ///< there was a fingerprint
    QDateTime made; ///< of the fingerprint
    QDateTime checked;

    [[nodiscard]] plan::Text summary() const; ///< one line: what changed
    [[nodiscard]] plan::Text unrepairable() const; ///< why it cannot be repaired, where Repair::Impossible says so
    [[nodiscard]] plan::Text effect() const; ///< of the most severe difference
    [[nodiscard]] bool hasDrift() const { return !differences.isEmpty(); }
    [[nodiscard]] bool canBeRepaired() const { return repair != Repair::Nothing && repair != Repair::Impossible; }
    [[nodiscard]] QJsonObject toJson() const; ///< for programs, in the reader's language

    friend bool operator==(const Drift &, const Drift &) = default;
};

/// Compares facts, never the texts of definitions. Columns of a table that is still the same one are known by their
/// numbers, so that a renamed one is told as renamed. Pure but for `checked`; any thread.
/// Source: docs/mapping.md#drift.
[[nodiscard]] Drift compared(const DriftFacts &facts);

/// The source of each column of an external table, by its name in lower case. Pure; any thread.
/// Source: docs/mapping.md#names-of-columns.
[[nodiscard]] QHash<QString, QString> columnSources(const catalog::TableInfo &external);

/// The column of \a now that \a before has become: by number where \a isSameTable and both tell one, else by name.
/// Null: it is gone.
[[nodiscard]] const catalog::Column *sameColumn(const catalog::Column &before, const catalog::TableInfo &now,
                                                bool isSameTable);
/// Whether \a now is the very table that \a before was, as far as its server tells.
[[nodiscard]] bool isSameTable(const catalog::TableInfo &before, const catalog::TableInfo &now);

} // namespace isthmus::mapping
