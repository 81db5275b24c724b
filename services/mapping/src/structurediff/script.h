// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/structurediff/structureddl.h>

namespace isthmus::mapping {

/// SQL that is being written for people: statements, and lines of comment between them.
class DdlScript {
public:
    /// A comment in front; counts for nothing.
    void comment(const plan::Text &text);
    void statement(const QString &sql); ///< with its semicolon
    /// A statement that loses values, with a comment that says so.
    void destructive(const QString &sql, const plan::Text &what);
    /// Something that cannot be done, as a comment.
    void remains(const plan::Text &what);
    /// A setting, which is no statement of its own; only where statements follow.
    void setting(const QString &sql) { m_settings.append(sql); }

    [[nodiscard]] QString text() const;
    [[nodiscard]] int statements() const { return m_statements; }
    [[nodiscard]] int destructiveCount() const { return m_destructive; }
    [[nodiscard]] int remainingCount() const { return m_remaining; }

private:
    QStringList m_settings;
    QStringList m_lines;
    QStringList m_leftOver; // stands last
    int m_statements = 0;
    int m_destructive = 0;
    int m_remaining = 0;
};

/// From which side to which, with the columns of the one.
struct DdlTask {
    const StructureDiff &diff;
    bool isForLeft = false;

    [[nodiscard]] const DiffSide &wanted() const { return isForLeft ? diff.right : diff.left; }
    [[nodiscard]] const DiffSide &target() const { return isForLeft ? diff.left : diff.right; }
    [[nodiscard]] const std::optional<catalog::Column> &wanted(const ColumnDiff &column) const
    {
        return isForLeft ? column.right : column.left;
    }
    [[nodiscard]] const std::optional<catalog::Column> &target(const ColumnDiff &column) const
    {
        return isForLeft ? column.left : column.right;
    }
    [[nodiscard]] bool isCrossing() const { return !diff.isOfOneSystem(); }
};

/// The name of a table of Hologres or MaxCompute in statements.
[[nodiscard]] QString ddlTableName(const DiffSide &side);
/// Names for the wanted columns in the target's system, in their order.
[[nodiscard]] QStringList ddlColumnNames(const DdlTask &task);
/// DEFAULT as the target's system writes it; nothing where it cannot, with the reason in \a problem.
[[nodiscard]] std::optional<QString> ddlDefault(const DdlTask &task, const catalog::Column &wanted,
                                                plan::Text &problem);

[[nodiscard]] plan::Text ofColumn(const QString &column, const plan::Text &text); ///< "price: text"

/// Computed, or numbered.
[[nodiscard]] bool isMadeByServer(const catalog::Column &column);
[[nodiscard]] plan::Text serverMadeText(const QString &column);

void writeCreate(const DdlTask &task, DdlScript &script, QStringList &refused);
void writeHologresAlter(const DdlTask &task, DdlScript &script);
void writeMaxComputeAlter(const DdlTask &task, DdlScript &script);

/// Whether the system of \a side changes a column's type so, keeping all values.
[[nodiscard]] bool mayBecome(const DiffSide &side, const catalog::DataType &from, const catalog::DataType &to);

} // namespace isthmus::mapping
