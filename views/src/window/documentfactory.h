// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/documents/document.h>

#include <QHash>
#include <QIcon>

#include <functional>
#include <memory>

class QWidget;

namespace isthmus::views {

/// Makes what an address names: the document, its icon and, once it is looked at, the page that shows it. Thread: GUI.
class DocumentFactory {
public:
    /// Adds the documents whose address has \a kind, once for each kind. \a make: a document that is not open yet;
    /// \a page: its page, to which the focus may be given; \a icon: of its tab, as it is now.
    template <typename D>
    void add(const QString &kind, std::function<std::unique_ptr<D>()> make,
             std::function<QWidget *(D &, QWidget *parent)> page, std::function<QIcon(const D &)> icon)
    {
        Q_ASSERT(!m_kinds.contains(kind));
        m_kinds.insert(kind,
                       {std::move(make),
                        [page = std::move(page)](models::Document &document, QWidget *parent) {
                            return page(static_cast<D &>(document), parent);
                        },
                        [icon = std::move(icon)](const models::Document &document) {
                            return icon(static_cast<const D &>(document));
                        }});
    }

    /// The document at \a address, open and not read; null if there are none of its kind, or it is no address of one.
    [[nodiscard]] std::unique_ptr<models::Document> makeDocument(const models::DocumentAddress &address) const;
    [[nodiscard]] QWidget *makePage(models::Document &document, QWidget *parent) const; ///< for one of makeDocument()
    [[nodiscard]] QIcon icon(const models::Document &document) const; ///< as above

private:
    struct Kind {
        std::function<std::unique_ptr<models::Document>()> make;
        std::function<QWidget *(models::Document &, QWidget *)> page;
        std::function<QIcon(const models::Document &)> icon;
    };
    QHash<QString, Kind> m_kinds;
};

} // namespace isthmus::views
