// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;

namespace isthmus::views {

class CodeView;

/// Asks before a preview runs a query that may be billed: what it is and why it is needed.
class QueryQuestion final : public QWidget {
    Q_OBJECT

public:
    explicit QueryQuestion(QWidget *parent = nullptr);

    void ask(const QString &table, const QString &connection, const QString &statement);

Q_SIGNALS:
    void runRequested(bool always); ///< \a always: for this connection from now on

private:
    QLabel *m_why;
    CodeView *m_statement;
    QPushButton *m_run;
    QCheckBox *m_always;
};

} // namespace isthmus::views
