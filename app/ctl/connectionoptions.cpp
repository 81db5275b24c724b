// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionoptions.h"

#include <isthmus/connections/authorities.h>
#include <isthmus/connections/connectionkind.h>

#include <QDir>

#include <algorithm>

namespace isthmus::app {

namespace {

using connections::ConnectionField;
using connections::ConnectionKind;

// An option that stands for a field, or for one of its choices.
struct KindOption {
    QString name;
    QString fieldId;
    QString choice; // with a switch: what it sets
    QString help;
    QString valueName;
};

QString optionName(const ConnectionField &field)
{
    return QString(field.id).replace(u'_', u'-');
}

QList<KindOption> optionsOf(const ConnectionKind &kind)
{
    QList<KindOption> options;
    for (const ConnectionField &field : kind.fields) {
        if (field.help)
            options.append({optionName(field),
                            field.id,
                            {},
                            connections::kindText(field.help),
                            QString::fromLatin1(field.valueName)});
        for (const auto &choice : field.choices) {
            if (choice.option)
                options.append({QString::fromLatin1(choice.option), field.id, choice.value,
                                connections::kindText(choice.help), QString()});
        }
    }
    return options;
}

QStringList kindIds()
{
    QStringList ids;
    for (const ConnectionKind *kind : connections::connectionKinds())
        ids.append(kind->id);
    return ids;
}

} // namespace

void addKindOptions(CtlArguments &args)
{
    args.addOption(QStringLiteral("system"), CtlText::tr("One of %1.").arg(kindIds().join(QStringLiteral(", "))),
                   QStringLiteral("SYSTEM"));
    addFieldOptions(args);
}

void addFieldOptions(CtlArguments &args)
{
    QList<KindOption> options; // each once, however many kinds have it
    QHash<QString, QStringList> titles;
    for (const ConnectionKind *kind : connections::connectionKinds()) {
        for (const KindOption &option : optionsOf(*kind)) {
            if (!titles.contains(option.name))
                options.append(option);
            titles[option.name].append(kind->title);
        }
    }
    for (const KindOption &option : std::as_const(options)) {
        const QString of = titles.value(option.name).join(QStringLiteral(", "));
        args.addOption(option.name, CtlText::tr("%1: %2").arg(of, option.help), option.valueName);
    }
}

QString readKindOptions(const CtlArguments &args, connections::Profile &profile)
{
    const ConnectionKind *kind = connections::findKind(args.value(QStringLiteral("system")));
    if (!kind)
        return CtlText::tr("--system is one of %1.").arg(kindIds().join(QStringLiteral(", ")));
    profile.kind = kind->id;
    return readFieldOptions(args, profile);
}

QString readFieldOptions(const CtlArguments &args, connections::Profile &profile)
{
    const ConnectionKind *kind = &profile.info();
    const QList<KindOption> own = optionsOf(*kind);
    for (const ConnectionKind *other : connections::connectionKinds()) {
        for (const KindOption &option : optionsOf(*other)) {
            if (args.isSet(option.name) && std::ranges::find(own, option.name, &KindOption::name) == own.end())
                return CtlText::tr("--%1 is no option of %2.").arg(option.name, kind->title);
        }
    }
    // First those that others follow from, so that what is given too wins.
    for (const ConnectionField &field : kind->fields) {
        if (!field.help || !field.chosen) // the first: no option, which could be asked for
            continue;
        if (!args.isSet(optionName(field)))
            continue;
        const QString value = args.value(optionName(field));
        if (std::ranges::find(field.choices, value, &ConnectionField::Choice::value) == field.choices.end())
            continue;
        profile.set(field.id, value);
        field.chosen(profile);
    }
    for (const KindOption &option : own) {
        if (!args.isSet(option.name))
            continue;
        QString value = option.choice.isEmpty() ? args.value(option.name) : option.choice;
        if (option.fieldId == connections::authoritiesFieldId && !value.isEmpty())
            value = QDir::cleanPath(QDir::current().absoluteFilePath(value)); // it is read from other folders, too
        if (kind->field(option.fieldId)->type != ConnectionField::Type::Number) {
            profile.set(option.fieldId, value);
            continue;
        }
        bool isNumber = false;
        profile.set(option.fieldId, value.toInt(&isNumber));
        if (!isNumber)
            return CtlText::tr("--%1 takes a number.").arg(option.name);
    }
    return {};
}

void addUseOptions(CtlArguments &args)
{
    args.addOption(QStringLiteral("description"), CtlText::tr("What the connection is for, in your own words."),
                   QStringLiteral("TEXT"));
    args.addOption(QStringLiteral("environment"),
                   CtlText::tr("development, production or none. What writes to production must be confirmed."),
                   QStringLiteral("NAME"));
    args.addOption(QStringLiteral("group"), CtlText::tr("Heading that it stands under in lists; empty for none."),
                   QStringLiteral("TEXT"));
    args.addOption(QStringLiteral("colour"),
                   CtlText::tr("Colour of its row and its tabs: %1 or none.")
                       .arg(connections::connectionColours().join(QStringLiteral(", "))),
                   QStringLiteral("NAME"));
}

QString readUseOptions(const CtlArguments &args, connections::Profile &profile)
{
    const auto valueOf = [&args](const char *name) {
        const QString value = args.value(QLatin1String(name));
        return value == u"none" ? QString() : value;
    };
    if (args.isSet(QStringLiteral("description")))
        profile.description = args.value(QStringLiteral("description"));
    if (args.isSet(QStringLiteral("group")))
        profile.group = args.value(QStringLiteral("group")).trimmed();
    if (args.isSet(QStringLiteral("environment"))) {
        const auto environment = connections::environmentFromName(valueOf("environment"));
        if (!environment)
            return CtlText::tr("--environment is development, production or none.");
        profile.environment = *environment;
    }
    if (args.isSet(QStringLiteral("colour"))) {
        const QString colour = valueOf("colour");
        const QStringList known = connections::connectionColours();
        if (!colour.isEmpty() && !known.contains(colour))
            return CtlText::tr("--colour is one of %1, or none.").arg(known.join(QStringLiteral(", ")));
        profile.colour = colour;
    }
    return {};
}

core::Result<core::Done> checkFilesOf(const connections::Profile &profile)
{
    const QString file = profile.text(connections::authoritiesFieldId);
    return file.isEmpty() ? core::Result<core::Done>(core::Done{}) : connections::checkAuthorities(file);
}

} // namespace isthmus::app
