// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/foreigntext.h>
#include <isthmus/connections/foundconnection.h>

#include <QCoreApplication>

namespace isthmus::connections {

namespace {

constexpr qsizetype maxConnections = 500;
constexpr qsizetype maxNamed = 12; // in one note

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

QString cannotBeTaken(const QString &name)
{
    return Text::tr("%1 holds something that is no plain text, and was left out.").arg(name);
}

} // namespace

void FoundConnection::take(QStringView field, const QString &value, const QString &name)
{
    if (value.isEmpty())
        return;
    if (isPlainValue(value))
        profile.set(field, value);
    else
        notes.append(cannotBeTaken(name));
}

void FoundConnection::takeSecret(const QString &value, const QString &name)
{
    if (value.isEmpty())
        return;
    if (isPlainValue(value))
        secret = value;
    else
        notes.append(cannotBeTaken(name));
}

void FoundConnection::noteLeftOut(const QStringList &names)
{
    QStringList shown;
    for (const QString &name : names) {
        if (isPlainValue(name) && name.size() <= 64 && !shown.contains(name))
            shown.append(name);
    }
    if (shown.isEmpty())
        return;
    const bool isMore = shown.size() > maxNamed;
    shown = shown.mid(0, maxNamed);
    notes.append(Text::tr("Not taken over: %1.")
                     .arg(shown.join(QStringLiteral(", ")) + (isMore ? QStringLiteral("…") : QString())));
}

void FoundConnections::append(FoundConnections more)
{
    connections.append(std::move(more.connections));
    problems.append(std::move(more.problems));
}

void FoundConnections::limit()
{
    if (connections.size() <= maxConnections)
        return;
    problems.append(
        Text::tr("Only the first %1 of %2 connections are shown.").arg(maxConnections).arg(connections.size()));
    connections.resize(maxConnections);
}

FoundConnections
readForeignFiles(const QStringList &files, const ForeignPlaces &places,
                 const std::function<FoundConnections(const QByteArray &content, const QString &shownName)> &read)
{
    FoundConnections found;
    for (const QString &file : files) {
        const auto opened = readForeignFile(file);
        if (opened)
            found.append(read(opened->content, places.shown(file)));
        else if (opened.error().kind != core::ErrorKind::NotFound)
            found.problems.append(opened.error().message);
    }
    return found;
}

} // namespace isthmus::connections
