// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QStringList>

class QAction;
class QCompleter;
class QMenu;

namespace isthmus::views {

/// A field for text that offers values known already: while one types, by the arrow at its end, or by the Down key. A
/// value that is chosen counts as typed.
class SuggestingEdit final : public QLineEdit {
    Q_OBJECT

public:
    /// \a what: what the arrow shows, "RAM roles of foreign servers".
    explicit SuggestingEdit(const QString &what, QWidget *parent = nullptr);

    void setSuggestions(const QStringList &values);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showAll();

    QCompleter *m_completer;
    QAction *m_arrow;
    QMenu *m_menu;
};

} // namespace isthmus::views
