// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/dialect/dialect.h>

#include <QTimer>
#include <QWidget>

#include <optional>

class QLineEdit;
class QPushButton;

namespace isthmus::views {

class ToneLabel;

/// Which rows are shown and in which order, in the words of the server's SQL. What is typed is read by the server,
/// where that costs nothing, a moment after the last key, and applied by Enter.
class FilterBar final : public QWidget {
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    void setTexts(const QString &filter, const QString &order); ///< that are applied
    void setCheckable(bool isCheckable); ///< whether the server reads what is typed
    void showCheck(const std::optional<core::Error> &error); ///< of what was asked last; nothing: understood
    void showWaiting(int seconds); ///< that the check has been waited for
    void setDialect(dialect::Dialect sqlDialect); ///< of what stands there
    void addCondition(const QString &condition); ///< to what stands there, and applies it
    void setOrder(const QString &order); ///< and applies it
    void applyTyped(); ///< what is typed and not applied yet, if anything

Q_SIGNALS:
    void checkRequested(const QString &filter, const QString &order);
    void checkDropped(); ///< what was to be checked is another
    void applied(const QString &filter, const QString &order);

private:
    void dropCheck();
    void edited();
    void apply();
    void clear();
    void showButtons();

    QLineEdit *m_filter;
    QLineEdit *m_order;
    ToneLabel *m_check;
    QPushButton *m_apply;
    QPushButton *m_clear;
    QTimer m_pause;
    dialect::Dialect m_dialect = dialect::Dialect::Hologres;
    bool m_isCheckable = false;
    QString m_appliedFilter;
    QString m_appliedOrder;
};

} // namespace isthmus::views
