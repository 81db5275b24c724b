// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/savedpins.h"

#include <isthmus/views/window/windowsettings.h>

#include <QSettings>
#include <QUrl>

#include <algorithm>

namespace isthmus::views {

namespace {

struct Pin {
    int place = 0;
    QString line;
};

// The path, with nothing in it that means something to QSettings.
QString keyOf(const QString &line)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(line.section(u' ', 1)));
}

// "12 table".
QString valueOf(int place, const QString &line)
{
    return QString::number(place) + u' ' + line.section(u' ', 0, 0);
}

} // namespace

SavedPins::SavedPins(QSettings &settings, const QString &pane)
    : m_settings(settings), m_group(settings::pins + pane + u'/'), m_list(settings::pinned + pane)
{
}

QStringList SavedPins::read()
{
    QStringList lines = m_settings.value(m_list).toStringList();
    QList<Pin> pins;
    m_settings.beginGroup(m_group);
    const QStringList keys = m_settings.childKeys();
    for (const QString &key : keys) {
        const QString value = m_settings.value(key).toString();
        m_known.insert(key, value);
        pins.append({value.section(u' ', 0, 0).toInt(),
                     value.section(u' ', 1) + u' ' + QUrl::fromPercentEncoding(key.toLatin1())});
    }
    m_settings.endGroup();
    std::ranges::stable_sort(pins, {}, &Pin::place); // two windows may have given one place
    for (const Pin &pin : pins)
        lines.append(pin.line);
    return lines;
}

void SavedPins::write(const QStringList &pins)
{
    QHash<QString, QString> values;
    for (int place = 0; place < pins.size(); ++place)
        values.insert(keyOf(pins.at(place)), valueOf(place, pins.at(place)));
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        if (m_known.value(it.key()) != it.value())
            m_settings.setValue(m_group + it.key(), it.value());
    }
    for (auto it = m_known.cbegin(); it != m_known.cend(); ++it) {
        if (!values.contains(it.key()))
            m_settings.remove(m_group + it.key());
    }
    m_settings.remove(m_list);
    m_known = values;
}

} // namespace isthmus::views
