// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionlist.h"

#include "texttable.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/redact.h>

namespace isthmus::app {

using connections::Profile;

namespace {

QString pathOf(const Profile &profile)
{
    return catalog::ObjectPath{profile.name, {}}.toString();
}

QJsonObject profileJson(const Profile &profile)
{
    QJsonObject json = profile.toJson(); // holds no secret, but what somebody may have written into the file
    for (QJsonValueRef value : json) {
        if (value.isString())
            value = core::redacted(value.toString());
    }
    json.insert(QStringLiteral("path"), pathOf(profile));
    if (!profile.damage.isEmpty())
        json.insert(QStringLiteral("problems"), QJsonArray::fromStringList(profile.problems()));
    return json;
}

QString notesOf(const Profile &profile)
{
    QStringList notes;
    if (!profile.damage.isEmpty())
        notes.append(CtlText::tr("damaged: %1").arg(profile.damage.join(QStringLiteral(", "))));
    if (pathOf(profile) != profile.name)
        notes.append(CtlText::tr("in paths %1").arg(pathOf(profile)));
    if (profile.readOnly)
        notes.append(CtlText::tr("read-only"));
    if (profile.environment != connections::Environment::None)
        notes.append(connections::environmentTitle(profile.environment));
    if (!profile.group.isEmpty())
        notes.append(CtlText::tr("group %1").arg(profile.group));
    if (!profile.description.isEmpty())
        notes.append(profile.description);
    if (!profile.sandboxDir.isEmpty())
        notes.append(CtlText::tr("sandbox %1").arg(profile.sandboxDir));
    return notes.join(QStringLiteral(", "));
}

} // namespace

core::Result<core::Done> saveProfile(CtlSession &session, const Profile &profile, const QString &replaces,
                                     const std::optional<QString> &secret)
{
    const auto services = session.services();
    if (!services)
        return core::fail(services.error());
    auto &manager = (*services)->connections();
    return session.await(session.onMain([&] { return manager.save(profile, replaces, secret); }));
}

void printProfiles(const CtlSession &session, const QList<Profile> &profiles)
{
    if (session.json) {
        QJsonArray array;
        for (const auto &profile : profiles)
            array.append(profileJson(profile));
        session.printJson(array);
        return;
    }
    TextTable table({CtlText::tr("name"), CtlText::tr("kind"), CtlText::tr("address"), CtlText::tr("account"),
                     CtlText::tr("notes")});
    for (const auto &profile : profiles) {
        const bool isKnown = connections::findKind(profile.kind);
        table.append({profile.name, isKnown ? catalog::objectKindTitle(profile.rootKind()) : profile.kind,
                      profile.info().address(profile), profile.account(), notesOf(profile)});
    }
    session.print(table.toString(TableWidths::of(standardOutput())));
}

void printProfile(const CtlSession &session, const Profile &profile)
{
    if (session.json) {
        session.printJson(profileJson(profile));
        return;
    }
    TextTable table({CtlText::tr("what"), CtlText::tr("value")});
    const auto add = [&table](const QString &title, const QString &value) {
        if (!value.isEmpty())
            table.append({title, core::redacted(value)});
    };
    const auto &kind = profile.info();
    add(CtlText::tr("name"), profile.name);
    add(CtlText::tr("path"), pathOf(profile));
    add(CtlText::tr("system"), connections::findKind(profile.kind) ? kind.title : profile.kind);
    for (const auto &field : kind.fields) {
        const bool isNumber = field.type == connections::ConnectionField::Type::Number;
        const int number = profile.number(field.id);
        const bool applies = !field.applies || field.applies(profile);
        const QString value = isNumber ? (number == 0 ? QString() : QString::number(number)) : profile.text(field.id);
        if (applies)
            add(connections::titleOf(field), value);
    }
    add(CtlText::tr("description"), profile.description);
    add(CtlText::tr("environment"), connections::environmentTitle(profile.environment));
    add(CtlText::tr("group"), profile.group);
    const QString colour = connections::colourTitle(profile.colour);
    add(CtlText::tr("colour"), colour.isEmpty() ? profile.colour : colour);
    add(CtlText::tr("read-only"), profile.readOnly ? CtlText::tr("yes") : CtlText::tr("no"));
    add(CtlText::tr("hidden schemas"), profile.hiddenSchemas.join(QStringLiteral(", ")));
    add(CtlText::tr("sandbox"), profile.sandboxDir);
    add(CtlText::tr("problems"), profile.problems().join(u' '));
    session.print(table.toString(TableWidths::of(standardOutput())));
}

} // namespace isthmus::app
