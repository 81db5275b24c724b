// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/connections/importmodel.h>

#include <QDialog>

class QLabel;
class QPushButton;
class QTableView;

namespace isthmus::views {

class MessageBand;
class Prompter;

/// The connections that other programs keep, to be ticked, named and saved; those of a file on request.
class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    /// Begins to look for them. \a manager and \a prompter outlive it.
    ImportDialog(connections::ConnectionManager &manager, Prompter &prompter, QWidget *parent = nullptr);

    [[nodiscard]] models::ImportModel &model() { return m_model; }

Q_SIGNALS:
    void imported(const QStringList &names); ///< those that were saved just now

private:
    QWidget *makeFoot();
    void chooseFile();
    void show();
    void showNote();
    void importFinished();

    models::ImportModel m_model;
    Prompter &m_prompter;
    QLabel *m_sentence;
    QTableView *m_table;
    QLabel *m_note;
    MessageBand *m_band;
    QLabel *m_foot = nullptr;
    QPushButton *m_file = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_import = nullptr;
    qsizetype m_told = 0; // of the imported ones
};

} // namespace isthmus::views
