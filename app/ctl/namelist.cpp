// SPDX-License-Identifier: GPL-3.0-or-later
#include "namelist.h"

namespace isthmus::app {

namespace {

class ListReader {
public:
    explicit ListReader(QStringView text) : m_text(text) { }

    std::optional<QStringList> read()
    {
        QStringList names;
        for (;;) {
            skipBlanks();
            const bool isQuoted = next() == u'"';
            const auto name = isQuoted ? quoted() : bare();
            skipBlanks();
            if (!name || name->isEmpty() || (!isAtEnd() && next() != u','))
                return std::nullopt;
            names.append(*name);
            if (isAtEnd())
                return names;
            ++m_at;
        }
    }

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar next() const { return isAtEnd() ? QChar() : m_text[m_at]; }

    void skipBlanks()
    {
        while (!isAtEnd() && m_text[m_at].isSpace())
            ++m_at;
    }

    std::optional<QString> bare()
    {
        const qsizetype begin = m_at;
        while (!isAtEnd() && m_text[m_at] != u',')
            ++m_at;
        return m_text.sliced(begin, m_at - begin).trimmed().toString();
    }

    std::optional<QString> quoted()
    {
        QString name;
        for (++m_at; !isAtEnd(); ++m_at) {
            if (m_text[m_at] == u'"' && (++m_at == m_text.size() || m_text[m_at] != u'"'))
                return name;
            name += m_text[m_at];
        }
        return std::nullopt;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

std::optional<QStringList> namesInList(const QString &text)
{
    return ListReader(text).read();
}

} // namespace isthmus::app
