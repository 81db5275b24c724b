// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/jsonreader.h>

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace isthmus::core {

namespace {

constexpr double maxExactInteger = 9'007'199'254'740'992.0; // 2^53: JSON's numbers are doubles to most programs
constexpr qsizetype maxNoted = 100; // a document may be wrong everywhere
constexpr qsizetype maxShown = 80; // letters of what was found

QString placeIn(const QString &object, const QString &key)
{
    return object.isEmpty() ? key : object + u'.' + key;
}

// Names are the document's own: they may be of any length.
QString shown(const QString &text)
{
    return text.size() <= maxShown ? text : text.left(maxShown) + QChar(0x2026);
}

QString shown(QStringList places)
{
    for (QString &place : places)
        place = shown(place);
    return places.join(u'\n');
}

// How many letters differ, by Levenshtein.
qsizetype distance(const QString &one, const QString &other)
{
    std::vector<qsizetype> row(size_t(other.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= one.size(); ++i) {
        qsizetype corner = row.front()++;
        for (qsizetype j = 1; j <= other.size(); ++j) {
            const qsizetype changed = corner + (one.at(i - 1).toLower() == other.at(j - 1).toLower() ? 0 : 1);
            corner = row[size_t(j)];
            row[size_t(j)] = std::min({changed, corner + 1, row[size_t(j) - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

JsonReader::JsonReader(QJsonObject object, const QString &place, UnknownMembers unknown)
    : JsonReader(std::move(object), place, std::make_shared<Notes>(Notes{{}, unknown, {}}))
{
}

JsonReader::JsonReader(QJsonObject object, QString place, std::shared_ptr<Notes> notes)
    : m_object(std::move(object)), m_place(std::move(place)), m_notes(std::move(notes))
{
    if (m_notes->unknown == UnknownMembers::PassedOver)
        return;
    m_asked = std::make_shared<Asked>(Asked{m_object, m_place, {}, false});
    m_notes->asked.push_back(m_asked);
}

void JsonReader::ask(const QString &key) const
{
    if (m_asked)
        m_asked->keys.insert(key);
}

bool JsonReader::contains(const QString &key) const
{
    ask(key);
    return m_object.contains(key);
}

const QJsonObject &JsonReader::json() const
{
    if (m_asked)
        m_asked->isWhole = true;
    return m_object;
}

bool JsonReader::ok() const
{
    return m_notes->wrong.isEmpty() && unknown().isEmpty();
}

QStringList JsonReader::unknown() const
{
    QStringList places;
    for (const auto &asked : m_notes->asked) {
        if (asked->isWhole)
            continue;
        for (auto it = asked->object.constBegin(); it != asked->object.constEnd() && places.size() < maxNoted; ++it) {
            if (!asked->keys.contains(it.key()))
                places.append(placeIn(asked->place, it.key()));
        }
    }
    return places;
}

QString JsonReader::placeOf(const QString &key) const
{
    return placeIn(m_place, key);
}

void JsonReader::note(const QString &key)
{
    const QString place = placeOf(key);
    if (m_notes->wrong.size() < maxNoted && !m_notes->wrong.contains(place))
        m_notes->wrong.append(place);
}

QJsonValue JsonReader::member(const QString &key, QJsonValue::Type type, bool isRequired)
{
    ask(key);
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
    ask(key);
    const QJsonValue found = m_object.value(key);
    return found.isUndefined() || found.isNull() ? byDefault : textsMember(key, false);
}

JsonReader JsonReader::object(const QString &key)
{
    return {member(key, QJsonValue::Object, true).toObject(), placeOf(key), m_notes};
}

std::optional<JsonReader> JsonReader::optionalObject(const QString &key)
{
    const QJsonValue found = member(key, QJsonValue::Object, false);
    if (!found.isObject())
        return std::nullopt;
    return JsonReader(found.toObject(), placeOf(key), m_notes);
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
        readers.append(JsonReader(array.at(i).toObject(), placeOf(element), m_notes));
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
    ask(key);
    const QJsonValue found = m_object.value(key);
    if (found.isUndefined() || found.isNull())
        note(key);
    return found;
}

// Only of what people write, which holds no secret.
QString JsonReader::foundAt(const QString &place) const
{
    for (const auto &asked : m_notes->asked) {
        for (auto it = asked->object.constBegin(); it != asked->object.constEnd(); ++it) {
            if (placeIn(asked->place, it.key()) != place || it->isNull())
                continue;
            QString json = QString::fromUtf8(QJsonDocument(QJsonArray{*it}).toJson(QJsonDocument::Compact));
            json = json.mid(1, json.size() - 2); // without the brackets around it
            return shown(json);
        }
    }
    return {};
}

QString JsonReader::meantBy(const QString &place) const
{
    for (const auto &asked : m_notes->asked) {
        for (auto it = asked->object.constBegin(); it != asked->object.constEnd(); ++it) {
            if (placeIn(asked->place, it.key()) != place || asked->keys.contains(it.key()))
                continue;
            if (it.key().size() > maxShown)
                return {};
            QString meant;
            qsizetype nearest = std::max<qsizetype>(1, it.key().size() / 3) + 1;
            for (const QString &known : std::as_const(asked->keys)) {
                if (asked->object.contains(known) && !asked->object.value(known).isNull())
                    continue; // that is there too
                if (const qsizetype far = distance(it.key(), known); far < nearest) {
                    nearest = far;
                    meant = known;
                }
            }
            return meant;
        }
    }
    return {};
}

tl::unexpected<Error> JsonReader::error(const QString &document) const
{
    const QString subject = document.isEmpty() ? QCoreApplication::translate("Core", "This document") : document;
    if (const QStringList others = unknown(); !others.isEmpty()) {
        const QString meant = meantBy(others.first());
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("Core", "%1 has a member \"%2\", which is not known.")
                        .arg(subject, shown(others.first())),
                    meant.isEmpty()
                        ? QCoreApplication::translate(
                            "Core", "Nothing was done. Correct or remove it; a later version of Isthmus may know it.")
                        : QCoreApplication::translate("Core", "Nothing was done. Is \"%1\" meant?").arg(meant),
                    {}, shown(others.mid(1) + m_notes->wrong));
    }
    const QString place = m_notes->wrong.value(0);
    const QString further = shown(m_notes->wrong.mid(1));
    if (const QString found = foundAt(place); !found.isEmpty())
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("Core", "%1 has an improper \"%2\": %3.").arg(subject, place, found),
                    QCoreApplication::translate("Core", "Nothing was done. Correct it and try again."), {}, further);
    return fail(ErrorKind::Invalid,
                QCoreApplication::translate("Core", "%1 lacks a proper \"%2\".").arg(subject, place),
                QCoreApplication::translate("Core", "It was damaged, or written by another version."), {}, further);
}

} // namespace isthmus::core
