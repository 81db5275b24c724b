// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/statusmodel.h>
#include <isthmus/models/runs/activitymodel.h>

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace isthmus::views {

/// The left of the status bar: each connection with its dot and round trip. A click asks for its row in the tree.
class StatusItems final : public QWidget {
    Q_OBJECT

public:
    explicit StatusItems(connections::ConnectionManager &manager, QWidget *parent = nullptr);

Q_SIGNALS:
    void connectionClicked(const QString &name);

private:
    class Item;
    void rebuild();

    models::StatusModel m_model;
    QHBoxLayout *m_row;
    QList<Item *> m_items;
    QLabel *m_none;
};

} // namespace isthmus::views
