// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/command.h>
#include <isthmus/models/structurediff/structurediffdocument.h>
#include <isthmus/views/parts/filterable.h>

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace isthmus::views {

class ChipLabel;
class DdlPane;
class ElidedLabel;
class MessageBand;
class StructureDiffView;
class ToneLabel;

/// Two tables side by side, what differs, and the SQL that makes one like the other. The focus given to it goes to the
/// rows.
class StructureDiffPage final : public QWidget, public Filterable {
    Q_OBJECT

public:
    /// \a document outlives the page.
    explicit StructureDiffPage(models::StructureDiffDocument &document, QWidget *parent = nullptr);

    bool focusFilter() override;
    void showSaved(const QString &file); ///< says where the SQL is
    void showRefusal(const core::Error &error);

Q_SIGNALS:
    void commandRequested(const isthmus::models::Command &command);
    void saveRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeOptions();
    QWidget *makeWaiting();
    QPushButton *makeSideLink(const QString &objectName, QWidget *parent);
    void addShortcuts();
    void showState();
    void showHead();
    void showWaiting();
    void showBand();

    models::StructureDiffDocument &m_document;
    QPushButton *m_left = nullptr;
    QPushButton *m_right = nullptr;
    QPushButton *m_swap = nullptr;
    QPushButton *m_reload = nullptr;
    ChipLabel *m_verdict = nullptr;
    ElidedLabel *m_summary = nullptr;
    ToneLabel *m_readAt = nullptr;
    QLineEdit *m_filter = nullptr;
    QCheckBox *m_onlyDifferences = nullptr;
    QWidget *m_waiting = nullptr;
    ToneLabel *m_waitingText = nullptr;
    QWidget *m_bandRow = nullptr;
    MessageBand *m_band = nullptr;
    QPushButton *m_retry = nullptr;
    StructureDiffView *m_view = nullptr;
    DdlPane *m_ddl = nullptr;
};

} // namespace isthmus::views
