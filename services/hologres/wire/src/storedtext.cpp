// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/pgwire/storedtext.h>

namespace isthmus::pgwire {

namespace {

constexpr QByteArrayView jsonNul = "\\u0000";
constexpr qsizetype standInSize = 4;

// The UTF-8 of U+10FF00 is F4 8F BC 80; the last two bytes count on to BF BF.
bool isStandIn(QByteArrayView text)
{
    return text.size() >= standInSize && text[0] == '\xF4' && text[1] == '\x8F' && quint8(text[2]) >= 0xBC
        && quint8(text[2]) <= 0xBF && (quint8(text[3]) & 0xC0U) == 0x80U;
}

void appendStandIn(QByteArray &out, char byte)
{
    const auto value = quint8(byte);
    out += '\xF4';
    out += '\x8F';
    out += char(0xBCU + (value >> 6U));
    out += char(0x80U + (value & 0x3FU));
}

char byteOf(QByteArrayView standIn)
{
    return char(((quint8(standIn[2]) - 0xBCU) << 6U) + (quint8(standIn[3]) - 0x80U));
}

// Bytes of the character at the beginning of \a text; 0 where there is none, as PostgreSQL sees it: no overlong form,
// no surrogate, nothing beyond U+10FFFF.
qsizetype characterSize(QByteArrayView text)
{
    const auto lead = quint8(text[0]);
    const qsizetype size = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    return size > 0 && text.size() >= size && text.first(size).isValidUtf8() ? size : 0;
}

} // namespace

bool isStorable(QByteArrayView bytes, TextForm form)
{
    return !bytes.contains('\0') && !bytes.contains("\xF4\x8F") && bytes.isValidUtf8()
        && (form == TextForm::Plain || !bytes.contains(jsonNul));
}

void appendStored(QByteArray &out, QByteArrayView bytes, TextForm form)
{
    for (qsizetype i = 0; i < bytes.size();) {
        const QByteArrayView rest = bytes.sliced(i);
        if (form == TextForm::Json && rest[0] == '\\' && rest.size() > 1) {
            const bool isNul = rest.startsWith(jsonNul);
            if (isNul)
                appendStandIn(out, '\0');
            else
                out.append(rest.data(), 2);
            i += isNul ? jsonNul.size() : 2;
            continue;
        }
        const qsizetype size = isStandIn(rest) || rest[0] == '\0' ? 0 : characterSize(rest);
        if (size > 0)
            out.append(rest.data(), size);
        else
            appendStandIn(out, rest[0]);
        i += qMax(size, qsizetype(1));
    }
}

void appendRead(QByteArray &out, QByteArrayView stored, TextForm form)
{
    for (qsizetype i = 0; i < stored.size();) {
        const qsizetype next = stored.indexOf('\xF4', i);
        const qsizetype end = next < 0 ? stored.size() : next;
        out.append(stored.data() + i, end - i);
        if (next < 0)
            return;
        if (!isStandIn(stored.sliced(next))) {
            out += stored[next];
            i = next + 1;
            continue;
        }
        const char byte = byteOf(stored.sliced(next));
        if (form == TextForm::Json && byte == '\0')
            out.append(jsonNul.data(), jsonNul.size());
        else
            out += byte;
        i = next + standInSize;
    }
}

} // namespace isthmus::pgwire
