// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstring>
#include <vector>

namespace isthmus::records {

/// Reads JSON text piece by piece, keeping order and digits; QJsonDocument would sort members and round numbers.
/// Every function answers false for text that is something else; the position is then of no use.
class JsonScanner {
public:
    explicit JsonScanner(QByteArrayView text) : m_text(text) { }

    char peek()
    {
        skipBlanks();
        return m_pos < m_text.size() ? m_text[m_pos] : '\0';
    }
    bool take(char c)
    {
        if (peek() != c)
            return false;
        ++m_pos;
        return true;
    }
    bool takeNull() { return takeWord("null"); }
    bool atEnd()
    {
        skipBlanks();
        return m_pos == m_text.size();
    }

    /// A string, or a bare number or word as its text.
    bool scalar(QByteArray &text)
    {
        if (peek() == '"')
            return string(text);
        const qsizetype begin = m_pos;
        while (m_pos < m_text.size() && isWordPart(m_text[m_pos]))
            ++m_pos;
        text = m_text.sliced(begin, m_pos - begin).toByteArray();
        return m_pos > begin;
    }

    bool string(QByteArray &text)
    {
        text.clear();
        if (!take('"'))
            return false;
        while (m_pos < m_text.size()) {
            const char c = m_text[m_pos++];
            if (c == '"')
                return true;
            if (c != '\\')
                text += c;
            else if (!escape(text))
                return false;
        }
        return false;
    }

    /// One member of an object.
    struct Member {
        QByteArray name;
        QByteArrayView value; ///< its text
    };

    /// The texts of an array's elements.
    bool elements(std::vector<QByteArrayView> &found)
    {
        found.clear();
        if (!take('['))
            return false;
        if (take(']'))
            return true;
        do {
            QByteArrayView item;
            if (!skipValue(item))
                return false;
            found.push_back(item);
        } while (take(','));
        return take(']');
    }

    bool members(std::vector<Member> &found)
    {
        found.clear();
        if (!take('{'))
            return false;
        if (take('}'))
            return true;
        do {
            Member member;
            if (!string(member.name) || !take(':') || !skipValue(member.value))
                return false;
            found.push_back(std::move(member));
        } while (take(','));
        return take('}');
    }

    /// Passes over one value of any kind and answers its text.
    bool skipValue(QByteArrayView &text, int depth = 0)
    {
        if (depth > maxDepth)
            return false;
        const char first = peek();
        const qsizetype begin = m_pos;
        QByteArray ignored;
        if (first != '[' && first != '{') {
            const bool ok = scalar(ignored);
            text = m_text.sliced(begin, m_pos - begin);
            return ok;
        }
        const char last = first == '[' ? ']' : '}';
        ++m_pos;
        if (!take(last)) {
            do {
                QByteArrayView inner;
                if (first == '{' && (!string(ignored) || !take(':')))
                    return false;
                if (!skipValue(inner, depth + 1))
                    return false;
            } while (take(','));
            if (!take(last))
                return false;
        }
        text = m_text.sliced(begin, m_pos - begin);
        return true;
    }

private:
    static constexpr int maxDepth = 64;

    static bool isWordPart(char c)
    {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+'
            || c == '.';
    }
    void skipBlanks()
    {
        while (m_pos < m_text.size()
               && (m_text[m_pos] == ' ' || m_text[m_pos] == '\n' || m_text[m_pos] == '\t' || m_text[m_pos] == '\r'))
            ++m_pos;
    }
    bool takeWord(QByteArrayView word)
    {
        skipBlanks();
        if (!m_text.sliced(m_pos).startsWith(word))
            return false;
        m_pos += word.size();
        return true;
    }
    bool hexUnit(char16_t &unit)
    {
        if (m_text.size() - m_pos < 4)
            return false;
        bool ok = false;
        unit = m_text.sliced(m_pos, 4).toByteArray().toUShort(&ok, 16);
        m_pos += 4;
        return ok;
    }
    bool escape(QByteArray &text)
    {
        if (m_pos == m_text.size())
            return false;
        const char c = m_text[m_pos++];
        constexpr char from[] = "\"\\/bfnrt";
        constexpr char to[] = "\"\\/\b\f\n\r\t";
        if (const char *found = c ? std::strchr(from, c) : nullptr) {
            text += to[found - from];
            return true;
        }
        char16_t units[2] = {};
        if (c != 'u' || !hexUnit(units[0]))
            return false;
        qsizetype count = 1;
        if (QChar::isHighSurrogate(units[0]) && m_text.sliced(m_pos).startsWith("\\u")) {
            m_pos += 2;
            if (!hexUnit(units[1]))
                return false;
            count = 2;
        }
        text += QString::fromUtf16(units, count).toUtf8();
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_pos = 0;
};

} // namespace isthmus::records
