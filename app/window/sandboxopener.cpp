// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxopener.h"

#include "sandboxconnections.h"

#include <isthmus/core/lane.h>

#include <QCoreApplication>
#include <QFileInfo>

namespace isthmus::app {

SandboxOpener::SandboxOpener(connections::ConnectionManager &manager, QString dir, QObject *parent)
    : QObject(parent), m_manager(manager), m_dir(std::move(dir))
{
}

void SandboxOpener::open(const QString &wantedDir)
{
    if (m_isStarting)
        return;
    m_isStarting = true;
    const QString ownDir = m_dir.isEmpty() ? sandbox::defaultDir() : m_dir;
    const QString dir = wantedDir.isEmpty() ? ownDir : wantedDir;
    Q_EMIT starting(QFileInfo::exists(dir) ? tr("Starting the sandbox")
                                           : tr("Making the sandbox, once, and starting it"));
    auto future = core::runOnPool<sandbox::SandboxInfo>([dir](const core::Cancellation &cancellation) {
        sandbox::StartOptions options;
        options.dir = dir;
        options.serverProgram = ctlProgram();
        return sandbox::start(options, cancellation);
    });
    core::whenDone(future, this, [this](const core::Result<sandbox::SandboxInfo> &info) {
        if (info) {
            save(sandboxProfiles(*info));
        } else {
            m_isStarting = false;
            Q_EMIT failed(info.error());
        }
    });
}

// One after the other: the list keeps their order.
void SandboxOpener::save(QList<connections::Profile> profiles)
{
    if (profiles.isEmpty()) {
        m_isStarting = false;
        Q_EMIT ready();
        return;
    }
    connections::Profile profile = profiles.takeFirst();
    const auto known = m_manager.profile(profile.name);
    if (known && known->sandboxDir == profile.sandboxDir)
        keepOwnSettings(profile, *known);
    if (known == profile) {
        save(profiles);
        return;
    }
    if (known && known->sandboxDir.isEmpty()) {
        m_isStarting = false;
        Q_EMIT failed({core::ErrorKind::AlreadyExists,
                       tr("A connection of your own is called %1, as one of the sandbox is.").arg(profile.name),
                       tr("Give yours another name, then open the sandbox again."),
                       {},
                       {}});
        return;
    }
    core::whenDone(m_manager.save(profile, known ? profile.name : QString(), std::nullopt), this,
                   [this, profiles](const core::Result<core::Done> &saved) {
                       if (saved) {
                           save(profiles);
                       } else {
                           m_isStarting = false;
                           Q_EMIT failed(saved.error());
                       }
                   });
}

QString ctlProgram()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/isthmusctl");
}

} // namespace isthmus::app
