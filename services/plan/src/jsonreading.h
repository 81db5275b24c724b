// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace isthmus::plan {

/// Reads members of one JSON object and remembers the first that is missing or of the wrong type.
class JsonReading {
public:
    explicit JsonReading(QJsonObject object) : m_object(std::move(object)) { }

    QString text(const QString &key) { return value(key, QJsonValue::String).toString(); }
    bool boolean(const QString &key) { return value(key, QJsonValue::Bool).toBool(); }
    QJsonArray array(const QString &key) { return value(key, QJsonValue::Array).toArray(); }
    QJsonObject object(const QString &key) { return value(key, QJsonValue::Object).toObject(); }

    [[nodiscard]] bool ok() const { return m_wrongKey.isEmpty(); }
    [[nodiscard]] tl::unexpected<core::Error> error() const
    {
        return core::fail(core::ErrorKind::Invalid,
                          QCoreApplication::translate("Plan", "This document lacks a proper \"%1\".").arg(m_wrongKey),
                          QCoreApplication::translate("Plan", "It was damaged, or written by another version."));
    }

private:
    QJsonValue value(const QString &key, QJsonValue::Type type)
    {
        QJsonValue found = m_object.value(key);
        if (found.type() != type && m_wrongKey.isEmpty())
            m_wrongKey = key;
        return found;
    }

    QJsonObject m_object;
    QString m_wrongKey;
};

} // namespace isthmus::plan
