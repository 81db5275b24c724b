// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/documentfactory.h"

namespace isthmus::views {

std::unique_ptr<models::Document> DocumentFactory::makeDocument(const models::DocumentAddress &address) const
{
    const auto kind = m_kinds.constFind(address.kind);
    if (kind == m_kinds.constEnd())
        return nullptr;
    auto document = kind->make();
    return document->open(address) ? std::move(document) : nullptr;
}

QWidget *DocumentFactory::makePage(models::Document &document, QWidget *parent) const
{
    return m_kinds.value(document.address().kind).page(document, parent);
}

QIcon DocumentFactory::icon(const models::Document &document) const
{
    return m_kinds.value(document.address().kind).icon(document);
}

} // namespace isthmus::views
