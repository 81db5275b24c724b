// SPDX-License-Identifier: GPL-3.0-or-later
#include "typetable.h"

namespace isthmus::app {

namespace {

using mapping::MappingPath;

void addArguments(CtlArguments &args)
{
    QStringList names;
    for (const MappingPath way : mapping::mappingPaths())
        names.append(mapping::mappingPathName(way));
    args.addOption(QStringLiteral("way"), CtlText::tr("One of %1.").arg(names.join(QStringLiteral(", "))),
                   QStringLiteral("WAY"));
    for (const auto &dispute : mapping::typeDisputes()) {
        QStringList values;
        for (const auto &choice : dispute.choices)
            values.append(choice.value);
        args.addOption(QString(dispute.name).replace(u'_', u'-'),
                       CtlText::tr("Where the manuals disagree: %1 (the first if not given).")
                           .arg(values.join(QStringLiteral(", "))),
                       QStringLiteral("CHOICE"));
    }
}

// What the options say; answers a problem in the user's words, or nothing.
QString readSettings(const CtlArguments &args, mapping::TypeSettings &settings)
{
    for (const auto &dispute : mapping::typeDisputes()) {
        const QString option = QString(dispute.name).replace(u'_', u'-');
        if (!args.isSet(option) || settings.set(dispute.name, args.value(option)))
            continue;
        QStringList values;
        for (const auto &choice : dispute.choices)
            values.append(choice.value);
        return CtlText::tr("--%1 is one of %2.").arg(option, values.join(QStringLiteral(", ")));
    }
    return {};
}

QString readWay(const CtlArguments &args, std::optional<MappingPath> &way)
{
    if (!args.isSet(QStringLiteral("way")))
        return {};
    way = mapping::mappingPathFromName(args.value(QStringLiteral("way")));
    return way ? QString() : CtlText::tr("--way %1 is none; --help lists them.").arg(args.value(QStringLiteral("way")));
}

} // namespace

int runTypesVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("types"),
        CtlText::tr("Shows which type of the other system takes the values of a type, and what is lost."));
    addArguments(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    mapping::TypeSettings settings;
    std::optional<MappingPath> way;
    for (const QString &problem : {readSettings(args, settings), readWay(args, way)}) {
        if (!problem.isEmpty())
            return args.usageError(problem);
    }
    printTypeTable(session, way, settings);
    return exitDone;
}

} // namespace isthmus::app
