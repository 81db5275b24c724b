// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/hovercardmodel.h>

#include <QFrame>
#include <QPointer>
#include <QTimer>

class QLabel;
class QPushButton;

namespace isthmus::views {

class ChipLabel;
class FactsView;
class IconLabel;

/// The facts of a catalog object beside its row, filled as they arrive. Appears after the mouse has rested for 500 ms,
/// changes after 150 ms while it is shown; F2 pins it, Esc or leaving closes it.
class HoverCard final : public QFrame {
    Q_OBJECT

public:
    HoverCard(connections::ConnectionManager &manager, QWidget *window);

    /// Where, in global coordinates, the mouse may be on its way to something else: the card stands beside it if it
    /// can, and lets the mouse through if it cannot.
    void keepFree(const QRect &area) { m_free = area; }
    /// The mouse rests on \a path; its row is at \a row in global coordinates.
    void offer(const catalog::ObjectPath &path, catalog::ObjectKind kind, const QRect &row,
               const std::optional<core::Error> &listing = {});
    /// The row was clicked, and its page is what is looked at now: the card goes, and comes again once the mouse has
    /// been elsewhere. A pinned one stays.
    void opened(const catalog::ObjectPath &path);
    /// The mouse left the rows; the card goes unless it is pinned or the mouse is inside.
    void leave();
    /// Shows the card at once and keeps it.
    void pin(const catalog::ObjectPath &path, catalog::ObjectKind kind, const QRect &row,
             const std::optional<core::Error> &listing = {});
    void renameConnection(const QString &before, const QString &after);
    void dismiss();
    [[nodiscard]] bool isPinned() const { return m_isPinned; }
    [[nodiscard]] const models::HoverCardModel &model() const { return m_model; }

Q_SIGNALS:
    void openRequested(const isthmus::catalog::ObjectPath &path);
    void testRequested(const QString &connection);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Target {
        catalog::ObjectPath path;
        catalog::ObjectKind kind = catalog::ObjectKind::Table;
        QRect row;
        std::optional<core::Error> listing; // as HoverCardModel::setTarget() takes it
    };
    void present();
    void showHead();
    void place();
    void moveToRow();
    [[nodiscard]] bool isTransparent() const { return windowFlags().testFlag(Qt::WindowTransparentForInput); }

    models::HoverCardModel m_model;
    Target m_target;
    QRect m_free; // see keepFree()
    catalog::ObjectPath m_opened; // the row under the mouse, if it was clicked
    QTimer m_delay;
    QTimer m_leaving;
    bool m_isPinned = false;
    QPointer<QWidget> m_focusBefore; // of pin()
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_subtitle;
    ChipLabel *m_chip;
    FactsView *m_facts;
    QLabel *m_error;
    QPushButton *m_open;
    QPushButton *m_test;
    QLabel *m_hint;
};

} // namespace isthmus::views
