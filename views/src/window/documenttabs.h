// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window/documentfactory.h"

#include <isthmus/models/actions/command.h>

#include <QTabWidget>

namespace isthmus::views {

/// Documents side by side, in a tab each. At most one is a preview: its title is in italics, and the next preview takes
/// its place. The page of a document is made, and the document read, when its tab is first looked at.
class DocumentTabs final : public QTabWidget {
    Q_OBJECT

public:
    static constexpr int mostRestored = 64; ///< tabs that restore() opens

    /// \a factory outlives the tabs.
    explicit DocumentTabs(const DocumentFactory &factory, QWidget *parent = nullptr);

    /// Shows what \a command names. False, and nothing is changed, if there is no such document.
    bool open(const models::OpenDocument &command);
    [[nodiscard]] models::Document *current() const; ///< null if no tab is open
    /// Reads the documents at \a address again, as far as they were read.
    void reload(const models::DocumentAddress &address);
    void closeDocument(int index);
    void closeDocument(const models::DocumentAddress &address); ///< all tabs that show it
    /// Gives the focus to the current page, or to the tabs if there is none.
    void focusPage(Qt::FocusReason reason);

    /// The open tabs, their order and how each is shown, as JSON for restore().
    [[nodiscard]] QByteArray save() const;
    /// Opens the tabs of \a saved beside those that are open, without making pages; the tab that was current is looked
    /// at. Takes any bytes: what names no document is left out.
    void restore(const QByteArray &saved);

Q_SIGNALS:
    /// Another document is current, or what the current one tells of itself has changed.
    void currentDocumentChanged();

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
    void setPreview(Place *place);

    const DocumentFactory &m_factory;
    Bar *m_bar;
    Place *m_preview = nullptr;
    bool m_isAdding = false; // what becomes the current tab is not looked at yet
};

} // namespace isthmus::views
