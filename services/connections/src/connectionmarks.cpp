// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionmarks.h>

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QStringList>

namespace isthmus::connections {

namespace {

QString markOf(Profile profile)
{
    profile.name.clear();
    const QByteArray text = QJsonDocument(profile.toJson()).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace

QHash<QString, QString> marksOf(const QList<Profile> &profiles)
{
    QHash<QString, QString> marks;
    for (const Profile &profile : profiles)
        marks.insert(profile.name, markOf(profile));
    return marks;
}

QList<std::pair<QString, QString>> renamedSince(const QHash<QString, QString> &before, const QList<Profile> &now)
{
    const QHash<QString, QString> marks = marksOf(now);
    QHash<QString, QStringList> gone; // by mark
    QHash<QString, QStringList> fresh;
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (!marks.contains(it.key()))
            gone[it.value()].append(it.key());
    }
    for (auto it = marks.cbegin(); it != marks.cend(); ++it) {
        if (!before.contains(it.key()))
            fresh[it.value()].append(it.key());
    }
    QList<std::pair<QString, QString>> renamed;
    for (auto it = gone.cbegin(); it != gone.cend(); ++it) {
        const QStringList names = fresh.value(it.key());
        if (it->size() == 1 && names.size() == 1)
            renamed.append({it->first(), names.first()});
    }
    return renamed;
}

} // namespace isthmus::connections
