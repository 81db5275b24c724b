// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/typeloss/typeloss.h>

#include <QSplitter>

class QLabel;
class QPushButton;

namespace isthmus::views {

class CodeView;
class ToneLabel;

/// What is told of one column of a report: why, what to do, how many values, and how they were counted.
class TypeLossDetails final : public QSplitter {
    Q_OBJECT

public:
    explicit TypeLossDetails(QWidget *parent = nullptr);

    /// \a column: null for a table as a whole; \a table: null for nothing. \a canShow: its rows can be shown.
    void setSubject(const mapping::TableLoss *table, const mapping::ColumnLoss *column, bool canShow);

Q_SIGNALS:
    void rowsRequested(); ///< those at risk

private:
    QWidget *makeWords();
    QWidget *makeStatement();
    void showColumn(const mapping::TableLoss &table, const mapping::ColumnLoss &column, bool canShow);
    void showTable(const mapping::TableLoss &table);

    QLabel *m_name = nullptr;
    ToneLabel *m_figures = nullptr;
    QPushButton *m_rows = nullptr;
    QLabel *m_words = nullptr;
    CodeView *m_statement = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace isthmus::views
