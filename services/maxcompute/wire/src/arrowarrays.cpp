// SPDX-License-Identifier: GPL-3.0-or-later
#include "arrowarray.h"

namespace isthmus::wire {

namespace {

constexpr qint64 bitBytes(qint64 count)
{
    return count / 8 + (count % 8 != 0 ? 1 : 0);
}

// Beyond any message; keeps sizes from overflowing.
constexpr qint64 maxLength = qint64(1) << 40;

} // namespace

bool ArrowArrays::takeBuffer(qint64 size, const char *&at)
{
    if (m_buffer == m_buffers.size() || m_buffers[m_buffer].size() < size)
        return false;
    at = size > 0 ? m_buffers[m_buffer].data() : nullptr;
    ++m_buffer;
    return true;
}

bool ArrowArrays::takeValidity(ArrowArray &array, qint64 nullCount)
{
    const bool isThere = m_buffer < m_buffers.size() && !m_buffers[m_buffer].isEmpty();
    if (!isThere && nullCount != 0)
        return false;
    return takeBuffer(isThere ? bitBytes(array.m_length) : 0, array.m_validity);
}

bool ArrowArrays::takeOffsets(ArrowArray &array)
{
    // Of no values there need not be a single offset.
    if (!takeBuffer(array.m_length == 0 ? 0 : (array.m_length + 1) * qint64(sizeof(qint32)), array.m_offsets))
        return false;
    qint32 last = 0;
    for (qint64 i = 0; i <= array.m_length; ++i) {
        const qint32 offset = array.offset(i);
        if (offset < last)
            return false;
        last = offset;
    }
    return true;
}

bool ArrowArrays::takeParts(const ArrowLayout &layout, ArrowArray &array)
{
    const auto takeChildren = [&](qint64 length) {
        for (const ArrowLayout &child : layout.children) {
            auto taken = take(child, length);
            if (!taken)
                return false;
            array.m_children.push_back(std::move(*taken));
        }
        return true;
    };
    switch (layout.shape()) {
    case ArrowShape::Bits:
        return takeBuffer(bitBytes(array.m_length), array.m_values);
    case ArrowShape::Fixed:
        return takeBuffer(array.m_length * layout.width(), array.m_values);
    case ArrowShape::Bytes:
        return takeOffsets(array) && takeBuffer(array.offset(array.m_length), array.m_values);
    case ArrowShape::List:
        return takeOffsets(array) && takeChildren(array.offset(array.m_length));
    case ArrowShape::Struct:
        return takeChildren(array.m_length);
    }
    return false;
}

std::optional<ArrowArray> ArrowArrays::take(const ArrowLayout &layout, qint64 length)
{
    if (m_node == m_nodes.size())
        return std::nullopt;
    const Node node = m_nodes[m_node++];
    if (node.length < length || node.length > maxLength || node.nullCount < 0 || node.nullCount > node.length)
        return std::nullopt;
    ArrowArray array;
    array.m_layout = &layout;
    array.m_length = node.length;
    if (!takeValidity(array, node.nullCount) || !takeParts(layout, array))
        return std::nullopt;
    return array;
}

} // namespace isthmus::wire
