// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/records/tablereader.h>

#include <QStringList>

#include <optional>

namespace isthmus::records {

/// Which figures of a column a system can be asked for, and how; what a back end needs for TableReader::summarize().
class ColumnSummary {
public:
    /// \a name is one of \a columns, or empty: then only the rows are counted. Errors: NotFound.
    [[nodiscard]] static core::Result<ColumnSummary> of(const QList<catalog::Column> &columns, const QString &name);

    [[nodiscard]] const std::optional<catalog::Column> &column() const { return m_column; }
    /// What is selected. \a quotedName is that of the column; \a textForm makes text of at most summaryTextLength + 1
    /// characters out of the value %1.
    [[nodiscard]] QStringList expressions(const QString &quotedName, const QString &textForm) const;
    /// Sets the figures of \a summary to the \a values that came for expressions(), nothing for NULL; false: they are
    /// none.
    [[nodiscard]] bool take(const QList<std::optional<QString>> &values, Summary *summary) const;

private:
    std::optional<catalog::Column> m_column;
};

/// A longer text is cut there and ends with "…"; expressions() is to ask for one character more.
inline constexpr int summaryTextLength = 200;

} // namespace isthmus::records
