// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/redact.h>
#include <isthmus/plan/failure.h>

namespace isthmus::plan {

QJsonObject Failure::toJson() const
{
    QJsonObject json{{QStringLiteral("kind"), core::errorKindName(kind)},
                     {QStringLiteral("message"), message.toJson()},
                     {QStringLiteral("hint"), hint.toJson()},
                     {QStringLiteral("code"), code},
                     {QStringLiteral("detail"), detail}};
    if (isUnsent)
        json.insert(QStringLiteral("unsent"), true);
    if (isOfBefore)
        json.insert(QStringLiteral("of_before"), true);
    return json;
}

Failure Failure::fromJson(const QJsonObject &json)
{
    Failure failure;
    failure.kind =
        core::errorKindFromName(json.value(QStringLiteral("kind")).toString()).value_or(core::ErrorKind::Internal);
    failure.message = Text::fromJson(json.value(QStringLiteral("message"))).value_or(Text());
    failure.hint = Text::fromJson(json.value(QStringLiteral("hint"))).value_or(Text());
    failure.code = json.value(QStringLiteral("code")).toString();
    failure.detail = json.value(QStringLiteral("detail")).toString();
    failure.isUnsent = json.value(QStringLiteral("unsent")).toBool();
    failure.isOfBefore = json.value(QStringLiteral("of_before")).toBool();
    return failure;
}

Failure Failure::redacted() const
{
    Failure result = *this;
    result.message = message.redacted();
    result.hint = hint.redacted();
    result.detail = core::redacted(detail);
    return result;
}

} // namespace isthmus::plan
