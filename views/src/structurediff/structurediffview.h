// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/structurediff/structurediffmodel.h>

#include <QTreeView>

namespace isthmus::views {

/// Two tables side by side: a mark in words, colour and drawing before each row, the cells that differ on a tint. Space
/// opens and closes a group.
class StructureDiffView final : public QTreeView {
    Q_OBJECT

public:
    explicit StructureDiffView(models::StructureDiffFilter *filter, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showGroups();
    void fit();
};

} // namespace isthmus::views
