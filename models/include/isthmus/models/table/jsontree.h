// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QStandardItemModel>

namespace isthmus::models {

/// One JSON object or array as a tree of names and values, each value with the digits and in the order in which it is
/// written; texts without their quotes and escapes. Thread: the window's.
class JsonTree final : public QStandardItemModel {
    Q_OBJECT

public:
    enum Column { Name, Value, ColumnCount };
    static constexpr int mostNodes = 5000; ///< more than anybody opens

    explicit JsonTree(QObject *parent = nullptr);

    /// False, and the tree is empty, for what is no object and no array, or no JSON.
    bool show(QByteArrayView json);
    [[nodiscard]] bool isCut() const { return m_nodes >= mostNodes; } ///< there are more nodes than are shown

private:
    void append(QStandardItem *parent, const QString &name, QByteArrayView value);
    void fill(QStandardItem *parent, QByteArrayView value);

    int m_nodes = 0;
};

} // namespace isthmus::models
