// SPDX-License-Identifier: GPL-3.0-or-later
#include "languageless.h"

#include <isthmus/core/sentences.h>

#include <QJsonArray>

namespace isthmus::engine {

namespace {

constexpr int maxDepth = 4; // of sentences in sentences

constexpr int leastLetters = 9; // of a sentence that stands alone, or in one of a plan: names are none
constexpr int leastLettersOfPart = 6; // in a sentence of a service: "Table t"

plan::Text withoutLanguage(const plan::Text &text, int depth, int least);

QJsonValue argumentWithoutLanguage(const QJsonValue &argument, int depth, int least)
{
    if (depth >= maxDepth)
        return argument;
    if (argument.isString()) {
        const plan::Text text = withoutLanguage(plan::Text(argument.toString()), depth + 1, least);
        return text.code.isEmpty() ? argument : text.toJson();
    }
    if (argument.isObject()) {
        const auto text = plan::Text::fromJson(argument);
        return text ? withoutLanguage(*text, depth + 1, leastLetters).toJson() : argument;
    }
    return argument; // names are enumerated in arrays, and numbers are written by the reader
}

plan::Text withoutLanguage(const plan::Text &text, int depth, int least)
{
    if (!text.code.isEmpty()) {
        plan::Text result = text;
        for (qsizetype i = 0; i < result.arguments.size(); ++i)
            result.arguments[i] = argumentWithoutLanguage(result.arguments.at(i), depth, leastLetters);
        return result;
    }
    const auto origin = core::originOf(text.text, least);
    if (!origin)
        return text;
    QJsonArray arguments;
    for (const QString &argument : origin->arguments)
        arguments.append(argumentWithoutLanguage(argument, depth, leastLettersOfPart));
    // Sentences of services have no names: their context alone is needed to find their translation.
    return plan::Text::coded((origin->context + ".said").constData(), origin->source.constData(), arguments);
}

} // namespace

plan::Text withoutLanguage(const plan::Text &text)
{
    return withoutLanguage(text, 0, leastLetters);
}

plan::Failure withoutLanguage(const plan::Failure &failure)
{
    plan::Failure result = failure;
    if (!failure.message.code.isEmpty() || !failure.detail.contains(failure.message.text))
        result.message = withoutLanguage(failure.message);
    result.hint = withoutLanguage(failure.hint);
    return result;
}

} // namespace isthmus::engine
