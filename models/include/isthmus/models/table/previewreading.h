// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/tablereader.h>

#include <optional>

namespace isthmus::models {

/// What a preview reads of a relation, and how far it has come: the first rows, then ten times as many whenever more
/// are wanted, until memory for them is full. Each reading begins anew and takes the place of the one before, so that
/// all rows shown are of one state: none is missing or there twice, whatever happens to the table meanwhile. A value.
class PreviewReading {
public:
    /// What kept rows may take.
    static constexpr qint64 memoryBudget = qint64(64) * 1024 * 1024;

    /// From the first rows of \a table on; what was chosen for another table is forgotten.
    void start(const catalog::ObjectPath &table);

    void setTable(const catalog::ObjectPath &table) { m_request.table = table; } ///< the same, called otherwise

    /// "dt=20240116"; empty: the latest, where there are partitions.
    void setPartition(const QString &partition);
    void setAllPartitions(bool all);
    void setFilter(const QString &filter, const QString &order);
    void setMayRunJob(bool mayRun) { m_request.mayRunJob = mayRun; }

    [[nodiscard]] const records::PreviewRequest &request() const { return m_request; }
    /// The same with more rows; only after canGrow().
    [[nodiscard]] records::PreviewRequest grown() const;
    /// An answer came to \a asked.
    void accept(const records::Preview &preview, const records::PreviewRequest &asked);
    void clear(); ///< what came

    [[nodiscard]] bool hasCome() const { return m_came.has_value(); }
    /// There are more rows, and memory for them.
    [[nodiscard]] bool canGrow() const;
    [[nodiscard]] bool isComplete() const { return m_came && m_came->isComplete; } ///< these are all rows
    [[nodiscard]] bool isByJob() const { return m_came && m_came->byJob; }
    [[nodiscard]] bool wantsJob() const
    {
        return m_came && m_came->byJob && !m_came->hasRows;
    } ///< which was not allowed
    [[nodiscard]] bool isFiltered() const { return !m_request.filter.isEmpty(); }
    [[nodiscard]] const QString &partition() const; ///< that the rows are of; "" for none or all

    /// "200 of about 48,213,900 rows"; "12 rows" when they are all; what is left out, and why no more come.
    [[nodiscard]] QString rowsText(const std::optional<qint64> &estimate) const;
    [[nodiscard]] QString elapsedText() const; ///< "38 ms"
    [[nodiscard]] QString statement() const { return statementText().simplified(); } ///< what was asked, on one line
    [[nodiscard]] QString statementText() const; ///< the same as it is written

private:
    struct Came {
        qint64 rows = 0;
        bool hasRows = false;
        bool isComplete = false;
        bool byJob = false;
        QString elapsed;
        QString statement;
        QString partition;
        QStringList unreadable;
        qint64 askedRows = 0;
        qint64 askedBytes = 0;
    };

    [[nodiscard]] QString countText(const std::optional<qint64> &estimate) const;

    records::PreviewRequest m_request;
    std::optional<Came> m_came;
};

} // namespace isthmus::models
