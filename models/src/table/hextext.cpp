// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/hextext.h>

#include <algorithm>

namespace isthmus::models {

QString hexText(QByteArrayView bytes, qsizetype maxBytes)
{
    constexpr qsizetype perLine = 16;
    constexpr qsizetype hexWidth = perLine * 3 + 1; // with a gap in the middle
    const QByteArrayView shown = bytes.first(std::min(bytes.size(), maxBytes));
    QString text;
    for (qsizetype at = 0; at < shown.size(); at += perLine) {
        const QByteArrayView line = shown.sliced(at, std::min(perLine, shown.size() - at));
        QString hex;
        QString ascii;
        for (qsizetype i = 0; i < line.size(); ++i) {
            const auto byte = static_cast<unsigned char>(line[i]);
            hex += QStringLiteral("%1 ").arg(byte, 2, 16, QLatin1Char('0'));
            if (i == perLine / 2 - 1)
                hex += u' ';
            ascii += byte >= 0x20 && byte < 0x7F ? QLatin1Char(char(byte)) : QLatin1Char('.');
        }
        if (!text.isEmpty())
            text += u'\n';
        text += QStringLiteral("%1  ").arg(at, 8, 16, QLatin1Char('0')) + hex.leftJustified(hexWidth)
            + QStringLiteral(" |") + ascii + u'|';
    }
    return text;
}

} // namespace isthmus::models
