// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/structurediff/structurediffdocument.h>

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QPushButton;

namespace isthmus::views {

class ChipLabel;
class CodeView;
class ElidedLabel;

/// The SQL that makes one table like the other, for either direction: to read, copy and save.
class DdlPane final : public QWidget {
    Q_OBJECT

public:
    /// \a document outlives the pane.
    explicit DdlPane(models::StructureDiffDocument &document, QWidget *parent = nullptr);

Q_SIGNALS:
    void saveRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeBar();
    void showDdl();

    models::StructureDiffDocument &m_document;
    QBoxLayout *m_rows = nullptr;
    QComboBox *m_target = nullptr;
    QComboBox *m_form = nullptr;
    ChipLabel *m_destructive = nullptr;
    ElidedLabel *m_counts = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_save = nullptr;
    CodeView *m_code = nullptr;
};

} // namespace isthmus::views
