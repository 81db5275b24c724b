// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/jsonreader.h>

#include <QCoreApplication>

#include <cmath>

namespace isthmus::core {

namespace {

constexpr double maxExactInteger = 9'007'199'254'740'992.0; // 2^53: JSON's numbers are doubles to most programs
constexpr qsizetype maxNoted = 100; // a document may be wrong everywhere

} // namespace

JsonReader::JsonReader(QJsonObject object, const QString &place)
    : JsonReader(std::move(object), place, std::make_shared<QStringList>())
{
}

JsonReader::JsonReader(QJsonObject object, QString place, std::shared_ptr<QStringList> wrong)
    : m_object(std::move(object)), m_place(std::move(place)), m_wrong(std::move(wrong))
{
}

QString JsonReader::placeOf(const QString &key) const
{
    return m_place.isEmpty() ? key : m_place + u'.' + key;
}

void JsonReader::note(const QString &key)
{
    const QString place = placeOf(key);
    if (m_wrong->size() < maxNoted && !m_wrong->contains(place))
        m_wrong->append(place);
}

QJsonValue JsonReader::member(const QString &key, QJsonValue::Type type, bool isRequired)
{
    const QJsonValue found = m_object.value(key);
    if (found.type() == type)
        return found;
    if (isRequired || !(found.isUndefined() || found.isNull()))
        note(key);
    return QJsonValue::Undefined;
}

QString JsonReader::text(const QString &key)
{
    return member(key, QJsonValue::String, true).toString();
}

QString JsonReader::text(const QString &key, const QString &byDefault)
{
    return member(key, QJsonValue::String, false).toString(byDefault);
}

std::optional<QString> JsonReader::optionalText(const QString &key)
{
    const QJsonValue found = member(key, QJsonValue::String, false);
    return found.isString() ? std::optional(found.toString()) : std::nullopt;
}

bool JsonReader::boolean(const QString &key)
{
    return member(key, QJsonValue::Bool, true).toBool();
}

bool JsonReader::boolean(const QString &key, bool byDefault)
{
    return member(key, QJsonValue::Bool, false).toBool(byDefault);
}

std::optional<qint64> JsonReader::integerMember(const QString &key, bool isRequired)
{
    const QJsonValue found = member(key, QJsonValue::Double, isRequired);
    if (!found.isDouble())
        return std::nullopt;
    const double number = found.toDouble();
    if (std::trunc(number) == number && std::abs(number) <= maxExactInteger)
        return qint64(number);
    note(key);
    return std::nullopt;
}

qint64 JsonReader::integer(const QString &key)
{
    return integerMember(key, true).value_or(0);
}

qint64 JsonReader::integer(const QString &key, qint64 byDefault)
{
    return integerMember(key, false).value_or(byDefault);
}

std::optional<qint64> JsonReader::optionalInteger(const QString &key)
{
    return integerMember(key, false);
}

QJsonArray JsonReader::array(const QString &key)
{
    return member(key, QJsonValue::Array, true).toArray();
}

QStringList JsonReader::textsMember(const QString &key, bool isRequired)
{
    const QJsonArray array = member(key, QJsonValue::Array, isRequired).toArray();
    QStringList texts;
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (array.at(i).isString())
            texts.append(array.at(i).toString());
        else
            note(QStringLiteral("%1[%2]").arg(key).arg(i));
    }
    return texts;
}

QStringList JsonReader::texts(const QString &key)
{
    return textsMember(key, true);
}

QStringList JsonReader::texts(const QString &key, const QStringList &byDefault)
{
    const QJsonValue found = m_object.value(key);
    return found.isUndefined() || found.isNull() ? byDefault : textsMember(key, false);
}

JsonReader JsonReader::object(const QString &key)
{
    return {member(key, QJsonValue::Object, true).toObject(), placeOf(key), m_wrong};
}

std::optional<JsonReader> JsonReader::optionalObject(const QString &key)
{
    const QJsonValue found = member(key, QJsonValue::Object, false);
    if (!found.isObject())
        return std::nullopt;
    return JsonReader(found.toObject(), placeOf(key), m_wrong);
}

QList<JsonReader> JsonReader::objectsMember(const QString &key, bool isRequired)
{
    const QJsonArray array = member(key, QJsonValue::Array, isRequired).toArray();
    QList<JsonReader> readers;
    readers.reserve(array.size());
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString element = QStringLiteral("%1[%2]").arg(key).arg(i);
        if (!array.at(i).isObject())
            note(element);
        readers.append(JsonReader(array.at(i).toObject(), placeOf(element), m_wrong));
    }
    return readers;
}

QList<JsonReader> JsonReader::objects(const QString &key)
{
    return objectsMember(key, true);
}

QList<JsonReader> JsonReader::optionalObjects(const QString &key)
{
    return objectsMember(key, false);
}

QJsonValue JsonReader::value(const QString &key)
{
    const QJsonValue found = m_object.value(key);
    if (found.isUndefined() || found.isNull())
        note(key);
    return found;
}

tl::unexpected<Error> JsonReader::error(const QString &document) const
{
    const QString subject = document.isEmpty() ? QCoreApplication::translate("Core", "This document") : document;
    return fail(ErrorKind::Invalid,
                QCoreApplication::translate("Core", "%1 lacks a proper \"%2\".").arg(subject, m_wrong->value(0)),
                QCoreApplication::translate("Core", "It was damaged, or written by another version."), {},
                m_wrong->mid(1).join(u'\n'));
}

} // namespace isthmus::core
