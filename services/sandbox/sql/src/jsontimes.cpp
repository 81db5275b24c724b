// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsontimes.h"

#include "nestedconversion.h"

#include <isthmus/dialect/quoting.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace isthmus::sandboxsql {

namespace {

using catalog::DataType;
using Base = DataType::Base;

QJsonValue ofMap(const QJsonValue &keys, const QJsonValue &values)
{
    QJsonObject places;
    if (!keys.isNull())
        places.insert(QLatin1StringView("k"), keys);
    if (!values.isNull())
        places.insert(QLatin1StringView("m"), values);
    return places.isEmpty() ? QJsonValue() : QJsonValue(places);
}

// Where times are in a value of \a type, as mc_runtime.json_times() reads it; null if there are none.
QJsonValue placesOf(const DataType &type)
{
    const auto inside = [](QLatin1StringView member, const QJsonValue &places) {
        return places.isNull() ? places : QJsonValue(QJsonObject{{member, places}});
    };
    switch (type.base) {
    case Base::DateTime:
        return QStringLiteral("datetime");
    case Base::TimestampTz:
        return QStringLiteral("instant");
    case Base::TimestampNtz:
        return QStringLiteral("wall");
    case Base::Array:
        return inside(QLatin1StringView("a"), placesOf(type.args.first()));
    case Base::Map:
        return ofMap(placesOf(type.args.at(0)), placesOf(type.args.at(1)));
    case Base::Struct: {
        QJsonObject fields;
        for (qsizetype i = 0; i < type.args.size(); ++i) {
            const QJsonValue places = placesOf(type.args.at(i));
            if (!places.isNull())
                fields.insert(type.fieldNames.at(i), places);
        }
        return inside(QLatin1StringView("f"), fields.isEmpty() ? QJsonValue() : QJsonValue(fields));
    }
    default:
        return {};
    }
}

// A call of \a function, one of the runtime's, with \a json and the places of times in \a type; \a json if there are
// none.
QString atPlaces(const QString &function, const QString &json, const DataType &type)
{
    const QJsonValue places = placesOf(type);
    if (places.isNull())
        return json;
    // In an array, since a document of Qt's has no text alone.
    QByteArray text = QJsonDocument(QJsonArray{places}).toJson(QJsonDocument::Compact);
    text = text.sliced(1, text.size() - 2);
    return QStringLiteral("%1(%2, %3::jsonb)")
        .arg(runtimeName(function), json, dialect::quotePostgresText(QString::fromUtf8(text)));
}

} // namespace

QString jsonWithTimes(const SqlValue &value)
{
    return atPlaces(QStringLiteral("json_times"), QStringLiteral("to_jsonb(%1)").arg(jsonPart(value)), value.type);
}

QString jsonOfTimes(const QString &json, const DataType &type)
{
    return atPlaces(QStringLiteral("stored_times"), json, type);
}

bool holdsTimes(const DataType &type)
{
    return !placesOf(type).isNull();
}

} // namespace isthmus::sandboxsql
