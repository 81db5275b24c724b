// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window/documentfactory.h"

#include <isthmus/models/actions/command.h>
#include <isthmus/views/window/prompter.h>

#include <QColor>
#include <QPointer>
#include <QTabWidget>

#include <functional>

namespace isthmus::views {

/// Documents side by side, in a tab each. At most one is a preview: its title is in italics, and the next preview takes
/// its place; what is modified is no preview any more. The page of a document is made, and the document read, when its
/// tab is first looked at.
class DocumentTabs final : public QTabWidget {
    Q_OBJECT

public:
    static constexpr int mostRestored = 64; ///< tabs that restore() opens

    /// \a factory and \a prompter outlive the tabs.
    DocumentTabs(const DocumentFactory &factory, Prompter &prompter, QWidget *parent = nullptr);

    /// How tabs are marked: by the colour that \a mark answers for the connection of a document; not valid: none.
    void setMarks(std::function<QColor(const QString &connection)> mark);
    void marksChanged(); ///< \a mark answers something else now

    /// Shows what \a command names. False, and nothing is changed, if there is no such document.
    bool open(const models::OpenDocument &command);
    [[nodiscard]] models::Document *current() const; ///< null if no tab is open
    /// Reads the documents at \a address again, as far as they were read.
    void reload(const models::DocumentAddress &address);
    /// see models::Document::renameConnection()
    void renameConnection(const QString &before, const QString &after, bool leadsElsewhere);
    void comeBack(const QString &connection); ///< see models::Document::comeBack()
    /// At once, or, if it is modified, after the user was asked what is to become of that.
    void closeDocument(int index);
    void closeDocument(const models::DocumentAddress &address); ///< all tabs that show it
    [[nodiscard]] bool isModified() const; ///< any of the documents
    /// Asks what is to become of all that is modified, does it, and tells \a done whether the tabs may go; within the
    /// call if nothing is modified. Nothing is asked, and \a done not called, while a question is open.
    void settle(std::function<void(bool mayClose)> done);
    /// Gives the focus to the current page, or to the tabs if there is none.
    void focusPage(Qt::FocusReason reason);
    [[nodiscard]] bool focusFilter(); ///< of the current page; false if it has none

    /// The open tabs, their order and how each is shown, as JSON for restore().
    [[nodiscard]] QByteArray save() const;
    /// Opens the tabs of \a saved beside those that are open, without making pages; the tab that was current is looked
    /// at. Takes any bytes: what names no document is left out.
    void restore(const QByteArray &saved);

Q_SIGNALS:
    /// Another document is current, or what the current one tells of itself has changed.
    void currentDocumentChanged();
    void failed(const isthmus::core::Error &error); ///< to save, what the user wanted saved

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Bar;
    class Place;

    [[nodiscard]] Place *place(int index) const;
    [[nodiscard]] Place *placeOf(const models::DocumentAddress &address) const; // the first; null if there is none
    Place *addPlace(std::unique_ptr<models::Document> document);
    void describe(Place *place);
    void look();
    void keep(Place *place);
    using Places = QList<QPointer<Place>>;
    void settle(const Places &places, std::function<void(bool mayClose)> done);
    void saveNext(Places places, std::function<void(bool mayClose)> done);
    void remove(Place *place);
    void setPreview(Place *place);

    const DocumentFactory &m_factory;
    Prompter &m_prompter;
    Bar *m_bar;
    Place *m_preview = nullptr;
    std::function<QColor(const QString &connection)> m_mark;
    bool m_isSettling = false; // the user is asked, or what was modified is being saved
    bool m_isAdding = false; // what becomes the current tab is not looked at yet
};

} // namespace isthmus::views
