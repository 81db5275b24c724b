// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/table/jsontree.h>
#include <isthmus/records/jsonscanner.h>

namespace isthmus::models {

JsonTree::JsonTree(QObject *parent) : QStandardItemModel(parent)
{
    setColumnCount(ColumnCount);
    setHorizontalHeaderLabels({tr("Name"), tr("Value")});
}

bool JsonTree::show(QByteArrayView json)
{
    removeRows(0, rowCount());
    m_nodes = 0;
    records::JsonScanner scanner(json);
    const char first = scanner.peek();
    QByteArrayView whole;
    if ((first != '{' && first != '[') || !scanner.skipValue(whole) || !scanner.atEnd())
        return false;
    fill(invisibleRootItem(), whole);
    return true;
}

void JsonTree::fill(QStandardItem *parent, QByteArrayView value)
{
    records::JsonScanner scanner(value);
    if (value.startsWith('{')) {
        std::vector<records::JsonScanner::Member> members;
        if (!scanner.members(members))
            return;
        for (const auto &member : members)
            append(parent, QString::fromUtf8(member.name), member.value);
        return;
    }
    std::vector<QByteArrayView> elements;
    if (!scanner.elements(elements))
        return;
    for (size_t i = 0; i < elements.size(); ++i)
        append(parent, QStringLiteral("[%1]").arg(i), elements[i]);
}

void JsonTree::append(QStandardItem *parent, const QString &name, QByteArrayView value)
{
    if (isCut())
        return;
    ++m_nodes;
    auto *nameItem = new QStandardItem(name);
    auto *valueItem = new QStandardItem;
    for (QStandardItem *item : {nameItem, valueItem})
        item->setEditable(false);
    parent->appendRow({nameItem, valueItem});
    if (value.startsWith('{') || value.startsWith('[')) {
        fill(nameItem, value);
        const int count = nameItem->rowCount();
        valueItem->setText(value.startsWith('{') ? QStringLiteral("{ %1 }").arg(core::formatCount(count))
                                                 : QStringLiteral("[ %1 ]").arg(core::formatCount(count)));
        return;
    }
    QByteArray text;
    records::JsonScanner scanner(value);
    if (scanner.scalar(text))
        valueItem->setText(QString::fromUtf8(text));
}

} // namespace isthmus::models
