// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "arrowlayout.h"

#include <isthmus/records/columnvector.h>

#include <QByteArrayView>

#include <cstring>
#include <optional>
#include <string>

namespace isthmus::wire {

/// An Arrow array inside a message from outside, checked: all that its functions read lies inside the message. Layout
/// and message must outlive it.
class ArrowArray {
public:
    [[nodiscard]] const ArrowLayout &layout() const { return *m_layout; }
    [[nodiscard]] qint64 length() const { return m_length; }
    [[nodiscard]] bool isNull(qint64 row) const { return m_validity && !bit(m_validity, row); }
    /// About how many bytes \a count values from \a first on take.
    [[nodiscard]] qint64 byteCount(qint64 first, qint64 count) const;

    /// Appends the values to \a vector, which is of the layout's type. False for one that is out of its type's range,
    /// longer than \a maxFieldBytes, or as JSON text longer than four times that.
    [[nodiscard]] bool appendTo(records::ColumnVector &vector, qint64 first, qint64 count, qint64 maxFieldBytes) const;

private:
    friend class ArrowArrays;

    static bool bit(const char *bits, qint64 index) { return (uint8_t(bits[index / 8]) >> (index % 8)) & 1U; }
    template <typename T>
    [[nodiscard]] T fixed(qint64 row) const
    {
        T value;
        std::memcpy(&value, m_values + row * qint64(sizeof value), sizeof value);
        return value;
    }
    [[nodiscard]] qint32 offset(qint64 index) const
    {
        qint32 value = 0;
        if (m_offsets)
            std::memcpy(&value, m_offsets + index * qint64(sizeof value), sizeof value);
        return value;
    }
    [[nodiscard]] qint64 integer(qint64 row) const;
    [[nodiscard]] QByteArrayView bytes(qint64 row) const;
    [[nodiscard]] std::optional<records::Timestamp> time(qint64 row) const;
    [[nodiscard]] bool appendValue(records::ColumnVector &vector, qint64 row, qint64 maxFieldBytes) const;
    [[nodiscard]] bool appendJson(std::string &json, qint64 row, size_t maxSize) const;
    [[nodiscard]] bool appendElements(std::string &json, qint64 row, size_t maxSize) const;
    [[nodiscard]] bool appendEntries(std::string &json, qint64 row, size_t maxSize) const;
    [[nodiscard]] bool appendMembers(std::string &json, qint64 row, size_t maxSize) const;

    const ArrowLayout *m_layout = nullptr;
    qint64 m_length = 0;
    const char *m_validity = nullptr; // none: nothing is NULL
    const char *m_offsets = nullptr; // none: no elements
    const char *m_values = nullptr;
    std::vector<ArrowArray> m_children;
};

/// Makes arrays of the parts of a record batch, in the order in which Arrow lists them.
class ArrowArrays {
public:
    struct Node {
        qint64 length = 0;
        qint64 nullCount = 0;
    };

    ArrowArrays(std::vector<Node> nodes, std::vector<QByteArrayView> buffers)
        : m_nodes(std::move(nodes)), m_buffers(std::move(buffers))
    {
    }

    /// Takes the next array, of at least \a length values. Empty if there is none, or its parts are too small.
    [[nodiscard]] std::optional<ArrowArray> take(const ArrowLayout &layout, qint64 length);
    [[nodiscard]] bool isAtEnd() const { return m_node == m_nodes.size() && m_buffer == m_buffers.size(); }

private:
    [[nodiscard]] bool takeParts(const ArrowLayout &layout, ArrowArray &array);
    [[nodiscard]] bool takeOffsets(ArrowArray &array);
    [[nodiscard]] bool takeValidity(ArrowArray &array, qint64 nullCount);
    /// The next buffer, if it has \a size bytes or more; \a at is null where nothing is needed.
    [[nodiscard]] bool takeBuffer(qint64 size, const char *&at);

    std::vector<Node> m_nodes;
    std::vector<QByteArrayView> m_buffers;
    size_t m_node = 0;
    size_t m_buffer = 0;
};

} // namespace isthmus::wire
