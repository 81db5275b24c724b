// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/valuelayout.h>
#include <isthmus/records/jsontext.h>

#include <algorithm>
#include <string>

namespace isthmus::models {

namespace {

constexpr qsizetype longWord = 1000;

bool holdsLongWord(QStringView text)
{
    qsizetype length = 0;
    return std::any_of(text.begin(), text.end(), [&length](QChar c) {
        length = c.isSpace() ? 0 : length + 1;
        return length > longWord;
    });
}

// Without half a pair at its end.
ValueLayout beginOf(const QString &text, qsizetype maxCharacters)
{
    ValueLayout layout{text};
    if (text.size() > maxCharacters) {
        const bool isHalf = maxCharacters > 0 && text.at(maxCharacters - 1).isHighSurrogate();
        layout = {text.left(isHalf ? maxCharacters - 1 : maxCharacters), true};
    }
    layout.hasLongWord = holdsLongWord(layout.text);
    return layout;
}

} // namespace

ValueLayout layOut(const QString &value, qsizetype maxCharacters)
{
    const QStringView trimmed = QStringView(value).left(maxCharacters).trimmed();
    const bool looksLikeJson = trimmed.startsWith(u'{') || trimmed.startsWith(u'[');
    if (!looksLikeJson)
        return beginOf(value, maxCharacters);
    // Of a very long value only as much is read as its layout can need; blanks between its tokens are left out there.
    constexpr qsizetype readPerShown = 16;
    std::string json;
    const auto how = records::appendJson(json, value.left(readPerShown * maxCharacters).toUtf8(),
                                         records::JsonLayout::Indented, 4 * maxCharacters);
    if (how == records::JsonCopied::NoJson)
        return beginOf(value, maxCharacters);
    ValueLayout layout = beginOf(QString::fromStdString(json), maxCharacters);
    layout.isCut = layout.isCut || how == records::JsonCopied::Cut;
    return layout;
}

} // namespace isthmus::models
