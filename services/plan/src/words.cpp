// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/plan/words.h>

#include <QCoreApplication>

#include <array>

namespace isthmus::plan {

namespace {

constexpr int maxDepth = 8; // of texts in texts: documents may come from anywhere

QString wordsAt(const Text &text, int depth);

QString argumentWords(const QJsonValue &argument, int depth)
{
    if (argument.isDouble())
        return core::formatCount(argument.toInteger());
    if (argument.isArray()) {
        QStringList parts;
        for (const auto &element : argument.toArray())
            parts.append(argumentWords(element, depth));
        return parts.join(QStringLiteral(", "));
    }
    if (argument.isObject()) {
        const QJsonValue duration = argument.toObject().value(QStringLiteral("duration_ms"));
        if (duration.isDouble())
            return core::formatDuration(std::chrono::milliseconds(duration.toInteger()));
        return depth < maxDepth ? wordsAt(Text::fromJson(argument).value_or(Text()), depth + 1) : QString();
    }
    return argument.toString();
}

// In one pass, so that a place in an argument stays what it is.
QString withArguments(const QString &text, const QJsonArray &arguments, int depth)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int digit = text.at(i) == u'%' && i + 1 < text.size() ? text.at(i + 1).digitValue() : -1;
        if (digit < 1 || digit > arguments.size()) {
            result += text.at(i);
            continue;
        }
        result += argumentWords(arguments.at(digit - 1), depth);
        ++i;
    }
    return result;
}

QString wordsAt(const Text &text, int depth)
{
    if (text.code.isEmpty())
        return text.text;
    const QByteArray context = text.code.section(u'.', 0, 0).toUtf8();
    return withArguments(QCoreApplication::translate(context.constData(), text.text.toUtf8().constData()),
                         text.arguments, depth);
}

struct StateRow {
    const char *code;
    const char *title;
};

constexpr std::array<StateRow, 6> states{{
    {"Plan.waiting", QT_TRANSLATE_NOOP("Plan", "Waiting")},
    {"Plan.running", QT_TRANSLATE_NOOP("Plan", "Running")},
    {"Plan.succeeded", QT_TRANSLATE_NOOP("Plan", "Succeeded")},
    {"Plan.failed", QT_TRANSLATE_NOOP("Plan", "Failed")},
    {"Plan.cancelled", QT_TRANSLATE_NOOP("Plan", "Cancelled")},
    {"Plan.interrupted", QT_TRANSLATE_NOOP("Plan", "Interrupted")},
}};

} // namespace

QString words(const Text &text)
{
    return wordsAt(text, 0);
}

QJsonValue inWords(const QJsonValue &document)
{
    if (document.isArray()) {
        QJsonArray elements;
        for (const QJsonValue &element : document.toArray())
            elements.append(inWords(element));
        return elements;
    }
    if (!document.isObject())
        return document;
    if (const auto text = Text::fromJson(document))
        return words(*text);
    QJsonObject members = document.toObject();
    for (auto it = members.begin(); it != members.end(); ++it)
        it.value() = inWords(it.value());
    return members;
}

core::Error words(const Failure &failure)
{
    return {failure.kind, words(failure.message), words(failure.hint), failure.code, failure.detail, failure.isUnsent};
}

QString outcomeWords(const Run &run, qsizetype index)
{
    const StepRun step = run.steps.value(index);
    if (step.state == RunState::Waiting && isFinal(run.state))
        return step.started.isValid() ? QCoreApplication::translate("Plan", "Not run again")
                                      : QCoreApplication::translate("Plan", "Not run");
    return words(step.outcome);
}

Text runStateText(RunState state)
{
    const StateRow &row = states[size_t(state)];
    return Text::coded(row.code, row.title);
}

QString runStateTitle(RunState state)
{
    return words(runStateText(state));
}

} // namespace isthmus::plan
