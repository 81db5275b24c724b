// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/schematablesmodel.h>

#include <QTableView>

namespace isthmus::views {

/// The list of a SchemaTablesModel: objects with their icons, how well their columns fit in the colour of the worst.
class SchemaTablesView : public QTableView {
    Q_OBJECT

public:
    explicit SchemaTablesView(models::SchemaTablesModel *tables, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
};

} // namespace isthmus::views
