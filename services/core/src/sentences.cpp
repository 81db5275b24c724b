// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace isthmus::core {

namespace {

constexpr qsizetype maxSentence = 1000; // letters

// A sentence with places, as it reads in the language that was installed when it was said last.
struct Template {
    QString words;
    QList<int> places; // numbers of %1 …, in the order of the words
    QString begin; // what stands before the first place
    QRegularExpression pattern; // a group for each place
    qsizetype letters = 0; // beside the places
};

bool isPlace(const QString &words, qsizetype i)
{
    return words.at(i) == u'%' && i + 1 < words.size() && words.at(i + 1).digitValue() > 0;
}

qsizetype lettersBesidePlaces(const QString &words)
{
    qsizetype letters = 0;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (isPlace(words, i))
            ++i;
        else
            ++letters;
    }
    return letters;
}

Template templateOf(const QString &words)
{
    Template made;
    made.words = words;
    made.letters = lettersBesidePlaces(words);
    QString pattern;
    QString literal;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (!isPlace(words, i)) {
            literal += words.at(i);
            continue;
        }
        if (made.places.isEmpty())
            made.begin = literal;
        pattern += QRegularExpression::escape(std::exchange(literal, {})) + QStringLiteral("(.*?)");
        made.places.append(words.at(++i).digitValue());
    }
    if (made.places.isEmpty())
        made.begin = literal;
    pattern += QRegularExpression::escape(literal);
    made.pattern = QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                                      QRegularExpression::DotMatchesEverythingOption);
    return made;
}

// The arguments of \a sentence; nothing if it was not made of \a made.
std::optional<QStringList> argumentsIn(const QString &sentence, const Template &made)
{
    if (!sentence.startsWith(made.begin))
        return std::nullopt;
    const auto match = made.pattern.match(sentence);
    if (!match.hasMatch())
        return std::nullopt;
    const int count = made.places.isEmpty() ? 0 : *std::ranges::max_element(made.places);
    QStringList arguments(count);
    for (qsizetype i = 0; i < made.places.size(); ++i)
        arguments[made.places.at(i) - 1] = match.captured(int(i) + 1);
    return arguments;
}

struct Said {
    std::mutex mutex;
    std::map<std::pair<QByteArray, QByteArray>, Template> templates; // by context and source
};

Said &allSaid()
{
    static Said said;
    return said;
}

} // namespace

QString said(const char *context, const char *source)
{
    const QString words = QCoreApplication::translate(context, source);
    Said &all = allSaid();
    const std::lock_guard lock(all.mutex);
    Template &known = all.templates[{QByteArray(context), QByteArray(source)}];
    if (known.words != words)
        known = templateOf(words);
    return words;
}

std::optional<Origin> originOf(const QString &sentence, int leastLetters)
{
    if (sentence.isEmpty() || sentence.size() > maxSentence)
        return std::nullopt;
    Said &all = allSaid();
    const std::lock_guard lock(all.mutex);
    std::optional<Origin> found;
    qsizetype most = 0; // letters of what was found: of two that fit, the one with less in its places
    for (const auto &[key, made] : all.templates) {
        if (made.letters <= most || lettersBesidePlaces(QString::fromUtf8(key.second)) < leastLetters)
            continue;
        if (auto arguments = argumentsIn(sentence, made)) {
            most = made.letters;
            found = Origin{key.first, key.second, *std::move(arguments)};
        }
    }
    return found;
}

} // namespace isthmus::core
