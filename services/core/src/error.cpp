// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/error.h>
#include <isthmus/core/redact.h>
#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QRegularExpression>

namespace isthmus::core {

Error Error::cancelled()
{
    return {ErrorKind::Cancelled, core::said("Core", QT_TRANSLATE_NOOP("Core", "Cancelled.")), {}, {}, {}};
}

QString Error::furtherDetail() const
{
    static const QRegularExpression word(QStringLiteral("\\w"));
    static const QRegularExpression place(QStringLiteral("\\[(\\d+),(\\d+)\\]")); // as MaxCompute writes it
    QString rest = detail;
    const QRegularExpressionMatch at = place.match(rest);
    rest.remove(place);
    for (const QString &said : {message, code, QStringLiteral("FAILED:")}) {
        if (!said.isEmpty())
            rest.remove(said);
    }
    if (rest.contains(word))
        return detail;
    if (!at.hasMatch() || at.captured(1) == u"0") // which is no place
        return {};
    return core::said("Core", QT_TRANSLATE_NOOP("Core", "At line %1, character %2 of the statement."))
        .arg(at.captured(1), at.captured(2));
}

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorKind::Timeout:
        return QStringLiteral("timeout");
    case ErrorKind::Network:
        return QStringLiteral("network");
    case ErrorKind::Authentication:
        return QStringLiteral("authentication");
    case ErrorKind::Permission:
        return QStringLiteral("permission");
    case ErrorKind::NotFound:
        return QStringLiteral("not_found");
    case ErrorKind::AlreadyExists:
        return QStringLiteral("already_exists");
    case ErrorKind::Invalid:
        return QStringLiteral("invalid");
    case ErrorKind::Protocol:
        return QStringLiteral("protocol");
    case ErrorKind::Unsupported:
        return QStringLiteral("unsupported");
    case ErrorKind::Internal:
        break;
    }
    return QStringLiteral("internal");
}

std::optional<ErrorKind> errorKindFromName(const QString &name)
{
    for (auto kind = quint8(ErrorKind::Cancelled); kind <= quint8(ErrorKind::Internal); ++kind) {
        if (errorKindName(ErrorKind(kind)) == name)
            return ErrorKind(kind);
    }
    return std::nullopt;
}

QJsonObject Error::toJson() const
{
    QJsonObject json{{QStringLiteral("kind"), errorKindName(kind)},
                     {QStringLiteral("message"), message},
                     {QStringLiteral("hint"), hint},
                     {QStringLiteral("code"), code},
                     {QStringLiteral("detail"), detail}};
    if (isUnsent)
        json.insert(QStringLiteral("unsent"), true);
    return json;
}

Error Error::fromJson(const QJsonObject &json)
{
    return {errorKindFromName(json.value(QStringLiteral("kind")).toString()).value_or(ErrorKind::Internal),
            json.value(QStringLiteral("message")).toString(),
            json.value(QStringLiteral("hint")).toString(),
            json.value(QStringLiteral("code")).toString(),
            json.value(QStringLiteral("detail")).toString(),
            json.value(QStringLiteral("unsent")).toBool()};
}

Error Error::redacted() const
{
    return {kind, core::redacted(message), core::redacted(hint), code, core::redacted(detail), isUnsent};
}

} // namespace isthmus::core
