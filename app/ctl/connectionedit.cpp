// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionedit.h"

#include "connectionlist.h"
#include "connectionoptions.h"
#include "connectionsecret.h"

namespace isthmus::app {

namespace {

using connections::Profile;

core::Result<Profile> savedProfile(CtlSession &session, const QString &name)
{
    const auto services = session.services();
    if (!services)
        return core::fail(services.error());
    const auto profile = (*services)->connections().profile(name);
    if (!profile)
        return core::fail(session.open(name).error()); // which has the words
    return *profile;
}

} // namespace

int editConnection(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("connection edit"),
                      CtlText::tr("Changes what is given of a saved connection; all else stays as it is."));
    args.addPositional(QStringLiteral("NAME"), CtlText::tr("Name of a saved connection."));
    addFieldOptions(args);
    addSecretOptions(args);
    addUseOptions(args);
    args.addOption(QStringLiteral("read-only"), CtlText::tr("Refuse everything that writes."));
    args.addOption(QStringLiteral("writable"), CtlText::tr("Allow again what writes."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    QStringList given = args.given();
    given.removeAll(QStringLiteral("json"));
    if (given.isEmpty())
        return args.usageError(CtlText::tr("Say what is to be changed."));
    if (args.isSet(QStringLiteral("read-only")) && args.isSet(QStringLiteral("writable")))
        return args.usageError(CtlText::tr("--read-only and --writable contradict each other."));
    if (const QString problem = problemOfSecretOptions(args); !problem.isEmpty())
        return args.usageError(problem);
    auto profile = savedProfile(session, args.positional(0));
    if (!profile)
        return session.fail(profile.error());
    if (!profile->damage.isEmpty()) {
        return session.fail({core::ErrorKind::Invalid,
                             profile->problems().join(u' '),
                             CtlText::tr("Save it anew by \"connection add --replace\", or mend the file."),
                             {},
                             {}});
    }
    for (const auto read : {readFieldOptions, readUseOptions}) {
        if (const QString problem = read(args, *profile); !problem.isEmpty())
            return args.usageError(problem);
    }
    if (args.isSet(QStringLiteral("read-only")) || args.isSet(QStringLiteral("writable")))
        profile->readOnly = args.isSet(QStringLiteral("read-only"));
    if (const auto usable = checkFilesOf(*profile); !usable)
        return session.fail(usable.error());
    const auto secret = readSecret(args, *profile);
    if (!secret)
        return session.fail(secret.error());
    if (const auto saved = saveProfile(session, *profile, profile->name, *secret); !saved)
        return session.fail(saved.error());
    printProfile(session, *profile);
    return exitDone;
}

int showConnection(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("connection show"),
                      CtlText::tr("Tells all that is saved of a connection, without its secret."));
    args.addPositional(QStringLiteral("NAME"), CtlText::tr("Name of a saved connection."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto profile = savedProfile(session, args.positional(0));
    if (!profile)
        return session.fail(profile.error());
    printProfile(session, *profile);
    return exitDone;
}

} // namespace isthmus::app
