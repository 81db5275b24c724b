// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace isthmus::models {
class RecordBatchModel;
}

namespace isthmus::views {

class ToneLabel;

/// A field that narrows the rows that are loaded, and how many of them are shown: nothing is asked of a server. Escape
/// empties it, Down goes to the rows.
class RowFilterBox final : public QWidget {
    Q_OBJECT

public:
    /// \a rows outlives it.
    explicit RowFilterBox(models::RecordBatchModel *rows, QWidget *parent = nullptr);

Q_SIGNALS:
    void left(); ///< for the rows

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showState();

    models::RecordBatchModel *m_rows;
    QLineEdit *m_text;
    ToneLabel *m_count;
};

} // namespace isthmus::views
