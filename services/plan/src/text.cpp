// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/redact.h>
#include <isthmus/plan/text.h>

#include <QJsonObject>

namespace isthmus::plan {

namespace {

const QString codeKey = QStringLiteral("code");
const QString textKey = QStringLiteral("text");
const QString argumentsKey = QStringLiteral("arguments");

QJsonValue redactedArgument(const QJsonValue &argument)
{
    if (argument.isString())
        return core::redacted(argument.toString());
    if (argument.isArray()) {
        QJsonArray result;
        for (const auto &element : argument.toArray())
            result.append(redactedArgument(element));
        return result;
    }
    if (argument.isObject() && argument.toObject().contains(textKey))
        return Text::fromJson(argument).value_or(Text()).redacted().toJson();
    return argument;
}

} // namespace

Text Text::coded(const char *code, const char *source, const QJsonArray &arguments)
{
    Text text;
    text.code = QString::fromLatin1(code);
    text.text = QString::fromUtf8(source);
    text.arguments = arguments;
    return text;
}

QJsonValue Text::toJson() const
{
    if (code.isEmpty())
        return text;
    QJsonObject json{{codeKey, code}, {textKey, text}};
    if (!arguments.isEmpty())
        json.insert(argumentsKey, arguments);
    return json;
}

std::optional<Text> Text::fromJson(const QJsonValue &json)
{
    if (json.isString())
        return Text(json.toString());
    const QJsonObject object = json.toObject();
    if (!object.value(codeKey).isString() || !object.value(textKey).isString())
        return std::nullopt;
    Text text;
    text.code = object.value(codeKey).toString();
    text.text = object.value(textKey).toString();
    text.arguments = object.value(argumentsKey).toArray();
    return text;
}

Text Text::redacted() const
{
    Text result = *this;
    if (code.isEmpty())
        result.text = core::redacted(text);
    result.arguments = redactedArgument(arguments).toArray();
    return result;
}

QJsonValue durationArgument(qint64 milliseconds)
{
    return QJsonObject{{QStringLiteral("duration_ms"), milliseconds}};
}

} // namespace isthmus::plan
