// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "arrowlayout.h"

#include <isthmus/records/columnvector.h>
#include <isthmus/records/jsonscanner.h>

#include <QByteArrayView>

#include <deque>

namespace isthmus::wire {

using records::JsonScanner;

/// Collects the values of one Arrow array. Values with their NULLs lie as Arrow wants them, without padding.
/// \a layout must outlive it.
class ArrowBuilder {
public:
    explicit ArrowBuilder(const ArrowLayout &layout);

    void clear(); ///< keeps the memory
    /// False for a value that the layout cannot hold; the array is then of no use.
    [[nodiscard]] bool append(const records::ColumnVector &vector, qsizetype row);

    [[nodiscard]] qint64 length() const { return m_length; }
    [[nodiscard]] qint64 nullCount() const { return m_nullCount; }
    /// Calls \a node(const ArrowBuilder &) and \a buffer(QByteArrayView) for this array and its children, in Arrow's
    /// order.
    template <typename Node, typename Buffer>
    void visit(Node &&node, Buffer &&buffer) const
    {
        node(*this);
        buffer(m_nullCount > 0 ? QByteArrayView(m_validity) : QByteArrayView());
        const ArrowShape shape = m_layout.shape();
        if (shape == ArrowShape::Bytes || shape == ArrowShape::List)
            buffer(QByteArrayView(m_offsets));
        if (shape != ArrowShape::List && shape != ArrowShape::Struct)
            buffer(QByteArrayView(m_values));
        for (const ArrowBuilder &child : m_children)
            child.visit(node, buffer);
    }

private:
    void appendNull();
    bool appendJson(JsonScanner &json);
    bool appendList(JsonScanner &json);
    bool appendMap(JsonScanner &json);
    bool appendStruct(JsonScanner &json);
    bool appendText(QByteArrayView text);
    bool appendBytes(QByteArrayView bytes);
    bool appendInteger(qint64 value);
    bool appendBoolean(bool value);
    bool appendTime(records::Timestamp time);
    bool endList(bool isWhole);
    template <typename T>
    bool appendFixed(T value);
    void note(bool isValid);

    const ArrowLayout &m_layout;
    qint64 m_length = 0;
    qint64 m_nullCount = 0;
    QByteArray m_validity;
    QByteArray m_offsets;
    QByteArray m_values;
    std::deque<ArrowBuilder> m_children;
};

} // namespace isthmus::wire
