// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/command.h>
#include <isthmus/models/catalog/gotofacts.h>
#include <isthmus/models/catalog/gotomodel.h>

#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace isthmus::views {

class GoToFactsPane;

/// *Go to anything*: a field, what matches, the facts of the current hit, and what the index has and lacks. It lies
/// above the window's content as a widget of it: input methods, which a popup shuts out, work as in any field, and no
/// window manager is asked where to put it. It goes with Esc, with a choice, and when the focus goes elsewhere.
class GoToPanel final : public QWidget {
    Q_OBJECT

public:
    GoToPanel(nameindex::NameIndex &names, connections::ConnectionManager &connections, QWidget *window);

    /// Opens it, ready to type; what was typed last is selected.
    void activate();
    /// Opens it to choose a relation, which \a picked gets, and nothing else happens to; \a purpose stands above the
    /// field until it goes.
    void pick(const QString &purpose, std::function<void(const catalog::ObjectPath &)> picked);

Q_SIGNALS:
    /// \a how nothing: the object is to be shown in its tree.
    void chosen(const isthmus::catalog::ObjectPath &path, isthmus::catalog::ObjectKind kind,
                std::optional<isthmus::models::OpenDocument::How> how);
    void failed(const isthmus::core::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QLayout *makeField();
    void makeList();
    [[nodiscard]] QLayout *makeSorts();
    [[nodiscard]] QLayout *makeFoot();
    void place();
    void dismiss();
    [[nodiscard]] bool takeKey(const QKeyEvent &key);
    void moveBy(int rows);
    void nextConnection(int step);
    void choose(std::optional<models::OpenDocument::How> how);
    void pickHit(const catalog::ObjectPath &path, catalog::ObjectKind kind);
    void showKeys();
    void showAnswer();
    void showState();
    void showDetail();
    void showFacts();

    models::GoToModel m_model;
    models::GoToFacts m_facts;
    const connections::ConnectionManager &m_connections;
    QPointer<QWidget> m_focusBefore;
    QLabel *m_purpose;
    QLineEdit *m_field;
    QLabel *m_hits;
    QButtonGroup *m_sorts;
    QComboBox *m_connection;
    QListView *m_list;
    GoToFactsPane *m_factsPane;
    QWidget *m_factsLine;
    QLabel *m_message;
    QLabel *m_detail;
    QLabel *m_keys;
    QLabel *m_state;
    QPushButton *m_read;
    QPushButton *m_readColumns;
    QPushButton *m_pause;
    std::function<void(const catalog::ObjectPath &)> m_picked; // empty: it goes to what is chosen
    catalog::ObjectPath m_current; // chosen by the user for this pattern; else without a connection
    /// What was asked for before the answer was there.
    std::optional<std::optional<models::OpenDocument::How>> m_pending;
};

} // namespace isthmus::views
