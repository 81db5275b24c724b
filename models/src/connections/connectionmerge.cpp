// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/models/connections/connectionmerge.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace isthmus::models {

using connections::ConnectionField;
using connections::ConnectionKind;
using connections::Profile;

namespace {

class Text {
    Q_DECLARE_TR_FUNCTIONS(ConnectionMerge)
};

// What every connection has, whichever kind it is of; the names of the file.
QString commonTitle(const QString &member)
{
    if (member == u"read_only")
        return Text::tr("Read-only");
    if (member == u"hidden_schemas")
        return Text::tr("Hidden schemas");
    if (member == u"description")
        return Text::tr("Description");
    if (member == u"environment")
        return Text::tr("Environment");
    if (member == u"group")
        return Text::tr("Group");
    if (member == u"colour")
        return Text::tr("Colour");
    return member == u"sandbox_dir" ? Text::tr("Sandbox") : member;
}

QString valueText(const ConnectionField *field, const QString &member, const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? Text::tr("yes") : Text::tr("no");
    if (value.isDouble())
        return value.toInt() == 0 ? QString() : QString::number(value.toInt());
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue &part : value.toArray())
            parts.append(part.toString());
        return parts.join(QStringLiteral(", "));
    }
    const QString text = value.toString();
    if (member == u"colour")
        return connections::colourTitle(text);
    if (member == u"environment") {
        const auto environment = connections::environmentFromName(text);
        return environment ? connections::environmentTitle(*environment) : text;
    }
    if (field && field->type == ConnectionField::Type::Choice) {
        const auto choice = std::ranges::find(field->choices, text, &ConnectionField::Choice::value);
        if (choice != field->choices.end() && choice->title)
            return connections::kindText(choice->title).remove(u'&');
    }
    return text;
}

QStringList membersOf(const ConnectionKind &kind)
{
    QStringList members;
    for (const ConnectionField &field : kind.fields)
        members.append(field.id);
    return members + QStringList{QStringLiteral("hidden_schemas"), QStringLiteral("description"),
                                 QStringLiteral("group"),          QStringLiteral("colour"),
                                 QStringLiteral("environment"),    QStringLiteral("read_only"),
                                 QStringLiteral("sandbox_dir")};
}

} // namespace

QList<ConnectionDifference> connectionDifferences(const Profile &base, const Profile &mine, const Profile &theirs)
{
    const QJsonObject was = base.toJson();
    const QJsonObject edited = mine.toJson();
    const QJsonObject is = theirs.toJson();
    QList<ConnectionDifference> differences;
    for (const QString &member : membersOf(theirs.info())) {
        const QJsonValue now = is.value(member);
        const QJsonValue own = edited.value(member);
        if (was.value(member) == now || own == now)
            continue;
        const ConnectionField *field = theirs.info().field(member);
        differences.append({member, field ? connections::titleOf(*field) : commonTitle(member),
                            valueText(field, member, was.value(member)), valueText(field, member, now),
                            valueText(field, member, own), own != was.value(member)});
    }
    return differences;
}

std::optional<Profile> mergedConnection(const Profile &base, const Profile &mine, const Profile &theirs,
                                        const QSet<QString> &kept)
{
    if (base.kind != theirs.kind)
        return std::nullopt;
    const QJsonObject was = base.toJson();
    const QJsonObject edited = mine.toJson();
    QJsonObject merged = theirs.toJson();
    for (const QString &member : membersOf(theirs.info())) {
        const QJsonValue own = edited.value(member);
        const bool isTheirs = was.value(member) != merged.value(member) && !kept.contains(member);
        if (own == was.value(member) || isTheirs)
            continue;
        if (own.isUndefined())
            merged.remove(member);
        else
            merged.insert(member, own);
    }
    auto profile = Profile::fromJson(merged);
    if (profile) {
        profile->name = mine.name == base.name ? theirs.name : mine.name; // which may be none for now
        profile->damage.clear(); // what the form shows is saved instead
    }
    return profile;
}

} // namespace isthmus::models
