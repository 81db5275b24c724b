// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectkind.h>

#include <QSet>
#include <QToolButton>

class QMenu;

namespace isthmus::views {

/// Which kinds of relations a tree shows: a button with a menu of them, each with a check mark. It is in the accent's
/// colour while some are hidden.
class KindsButton final : public QToolButton {
    Q_OBJECT

public:
    /// The kinds that there are on \a side.
    explicit KindsButton(catalog::Side side, QWidget *parent = nullptr);

    [[nodiscard]] QSet<catalog::ObjectKind> hiddenKinds() const;
    /// Others than there are in the menu are passed over.
    void setHiddenKinds(const QSet<catalog::ObjectKind> &kinds);
    [[nodiscard]] QString hiddenText() const; ///< "Views, Foreign tables"; empty if all are shown

Q_SIGNALS:
    void hiddenKindsChanged();

private:
    void showState();

    QMenu *m_menu;
    QAction *m_all;
};

} // namespace isthmus::views
