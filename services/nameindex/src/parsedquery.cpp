// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsedquery.h"

#include "folding.h"

#include <QRegularExpression>

#include <algorithm>

namespace isthmus::nameindex {

namespace {

constexpr QStringView columnMark = u"column:";

Word wordOf(QStringView text)
{
    Word word;
    word.whole = folded(text);
    word.letters = lettersOf(word.whole.toStdString());
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'.' && text[i] != u'/')
            continue;
        if (i > from)
            word.places.push_back(folded(text.sliced(from, i - from)));
        from = i + 1;
    }
    word.last = folded(text.sliced(from));
    word.lastLetters = lettersOf(word.last.toStdString());
    return word;
}

} // namespace

qint64 Answer::total() const
{
    qint64 sum = 0;
    for (const qint64 count : totals)
        sum += count;
    return sum;
}

ParsedQuery ParsedQuery::of(const Query &query)
{
    static const QRegularExpression blanks(QStringLiteral("\\s+"), QRegularExpression::UseUnicodePropertiesOption);
    ParsedQuery parsed;
    parsed.connection = query.connection;
    const QStringList texts = query.text.left(Query::mostCharacters).split(blanks, Qt::SkipEmptyParts);
    for (const QString &text : texts) {
        if (text.startsWith(u'@') && text.size() > 1) {
            parsed.connections.push_back(folded(QStringView(text).sliced(1)));
            continue;
        }
        QStringView rest = text;
        if (rest.startsWith(columnMark, Qt::CaseInsensitive)) {
            parsed.isOfColumns = true;
            rest = rest.sliced(columnMark.size());
        }
        if (!rest.isEmpty())
            parsed.words.push_back(wordOf(rest));
    }
    return parsed;
}

bool ParsedQuery::narrows(const ParsedQuery &earlier) const
{
    const auto isPlain = [](const Word &word) { return !word.isQualified(); };
    if (connection != earlier.connection || connections != earlier.connections || isOfColumns != earlier.isOfColumns
        || words.size() < earlier.words.size() || !std::ranges::all_of(words, isPlain)
        || !std::ranges::all_of(earlier.words, isPlain))
        return false;
    for (size_t i = 0; i < earlier.words.size(); ++i) {
        if (!words[i].whole.startsWith(earlier.words[i].whole))
            return false;
    }
    return true;
}

} // namespace isthmus::nameindex
