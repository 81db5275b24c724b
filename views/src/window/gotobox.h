// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/gotomodel.h>

#include <QWidget>

class QCompleter;
class QLineEdit;

namespace isthmus::views {

/// The search box in the menu bar with its list of matches. A corner widget of a menu bar gets its size hint, so the
/// field sits in a widget that says how large it wants to be.
class GoToBox final : public QWidget {
    Q_OBJECT

public:
    GoToBox(models::CatalogTreeModel &tree, QWidget *parent);

    /// Takes the focus, ready to type.
    void activate();
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const isthmus::catalog::ObjectPath &path, isthmus::catalog::ObjectKind kind);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose(const QModelIndex &index);

    models::GoToModel m_names;
    QLineEdit *m_field;
    QCompleter *m_completer;
};

} // namespace isthmus::views
