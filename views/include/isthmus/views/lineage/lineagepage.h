// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/command.h>
#include <isthmus/models/lineage/lineagedocument.h>
#include <isthmus/views/parts/filterable.h>

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QTableView;
class QToolButton;

namespace isthmus::views {

class ChipLabel;
class ElidedLabel;
class LineageView;
class MessageBand;
class ToneLabel;

/// The page of a LineageDocument: the picture, and beside it, where that is wanted, the same as a list. Thread: the
/// window's.
class LineagePage final : public QWidget, public Filterable {
    Q_OBJECT

public:
    /// \a document outlives it.
    explicit LineagePage(models::LineageDocument &document, QWidget *parent = nullptr);

    bool focusFilter() override;
    /// Writes what is shown into \a file, as PNG in the colours of the screen, off the window's thread.
    [[nodiscard]] QFuture<core::Result<core::Done>> exportPng(const QString &file) const;
    void showExported(const QString &file);
    void showRefusal(const core::Error &error);

Q_SIGNALS:
    void commandRequested(const isthmus::models::Command &command);
    void exportRequested();
    void menuRequested(const QPoint &position); ///< actions of the current object, at that place on screen

private:
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeTools();
    [[nodiscard]] QWidget *makeWaiting();
    [[nodiscard]] QWidget *makeList();
    void addShortcuts();
    void fillLookIn(QMenu *menu);
    void showState();
    void showCurrent();
    void showHandle(QPushButton *button, mapping::LineageWay way);
    void showMatches();
    void openObject(const catalog::ObjectPath &path);
    void toggle(mapping::LineageWay way);

    models::LineageDocument &m_document;
    LineageView *m_view = nullptr;
    QTableView *m_list = nullptr;
    ElidedLabel *m_title = nullptr;
    ToneLabel *m_summary = nullptr;
    QLineEdit *m_search = nullptr;
    ToneLabel *m_matches = nullptr;
    QPushButton *m_sources = nullptr;
    QPushButton *m_readers = nullptr;
    QToolButton *m_showList = nullptr;
    QPushButton *m_reload = nullptr;
    QWidget *m_waiting = nullptr;
    ToneLabel *m_waitingText = nullptr;
    QWidget *m_bandRow = nullptr;
    MessageBand *m_band = nullptr;
    QPushButton *m_retry = nullptr;
};

} // namespace isthmus::views
