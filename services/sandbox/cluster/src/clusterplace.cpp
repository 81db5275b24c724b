// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/privatefile.h>
#include <isthmus/sandbox/cluster/clusterplace.h>
#include <isthmus/sandbox/cluster/text.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace isthmus::sandbox {

using core::Result;

namespace {

using namespace Qt::StringLiterals;

constexpr int oldestVersion = 13;

QString sharedRoot()
{
    return u"/var/lib/isthmus"_s;
}

/// Names the sandbox folder that a cluster below sharedRoot() belongs to.
QString ownerFile(const QString &clusterDir)
{
    return clusterDir + u".of"_s;
}

QString sharedDirFor(const QString &sandboxDir)
{
    const QByteArray hash = QCryptographicHash::hash(QFile::encodeName(sandboxDir), QCryptographicHash::Sha256);
    return sharedRoot() + u'/' + QString::fromLatin1(hash.toHex().left(16));
}

bool mayTraverse(const struct stat &directory, const OsUser &user)
{
    if (directory.st_uid == user.uid)
        return (directory.st_mode & S_IXUSR) != 0;
    if (directory.st_gid == user.gid)
        return (directory.st_mode & S_IXGRP) != 0;
    return (directory.st_mode & S_IXOTH) != 0;
}

/// True if \a user may enter every folder of \a path, itself included.
bool canReach(const QString &path, const OsUser &user)
{
    for (QString at = path;; at = QFileInfo(at).path()) {
        struct stat info { };
        if (::stat(QFile::encodeName(at).constData(), &info) != 0 || !mayTraverse(info, user))
            return false;
        if (at == u"/")
            return true;
    }
}

// With its rights set, also if it is there already.
core::Result<core::Done> makeFolder(const QString &path, mode_t mode, const std::optional<OsUser> &owner = {})
{
    if (auto made = core::makePrivateFolder(path); !made)
        return made;
    const QByteArray name = QFile::encodeName(path);
    if (::chmod(name.constData(), mode) != 0 || (owner && ::chown(name.constData(), owner->uid, owner->gid) != 0))
        return core::fail(core::writeError(path, errno));
    return core::Done{};
}

bool hasPrograms(const QString &dir)
{
    return QFileInfo(dir + u"/initdb"_s).isExecutable() && QFileInfo(dir + u"/postgres"_s).isExecutable();
}

} // namespace

Result<QString> findPostgresPrograms()
{
    const QDir root(u"/usr/lib/postgresql"_s);
    QList<int> versions;
    const QStringList entries = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        if (const int version = entry.toInt(); version >= oldestVersion)
            versions.append(version);
    }
    std::sort(versions.begin(), versions.end(), std::greater<>());
    for (const int version : versions) {
        const QString dir = root.filePath(QString::number(version)) + u"/bin"_s;
        if (hasPrograms(dir))
            return dir;
    }
    const QString postgres = QStandardPaths::findExecutable(u"postgres"_s);
    if (!postgres.isEmpty()) {
        const QString dir = QFileInfo(QFileInfo(postgres).canonicalFilePath()).path();
        if (hasPrograms(dir))
            return dir;
    }
    return core::fail(
        core::ErrorKind::NotFound, Text::tr("PostgreSQL's server programs are not installed"),
        Text::tr("Install the package postgresql-15, for example with: sudo apt-get install postgresql-15"));
}

core::Result<ClusterPlace> prepareClusterPlace(const QString &sandboxDir)
{
    const auto programs = findPostgresPrograms();
    if (!programs)
        return core::fail(programs.error());
    const auto user = unprivilegedUser();
    if (!user)
        return core::fail(user.error());

    ClusterPlace place{sandboxDir + u"/postgres"_s, *programs, *user};
    if (place.user) {
        // Only the cluster below it is entered by PostgreSQL's user; the files in it stay unreadable to all others.
        ::chmod(QFile::encodeName(sandboxDir).constData(), 0711);
        if (!canReach(sandboxDir, *place.user)) {
            place.dir = sharedDirFor(sandboxDir);
            if (auto made = makeFolder(sharedRoot(), 0711); !made)
                return core::fail(made.error());
            if (auto written = core::writePrivateFile(ownerFile(place.dir), QFile::encodeName(sandboxDir)); !written)
                return core::fail(written.error());
        }
    }
    if (auto made = makeFolder(place.dir, 0700, place.user); !made)
        return core::fail(made.error());
    return place;
}

QStringList possibleClusterDirs(const QString &sandboxDir)
{
    return {sandboxDir + u"/postgres"_s, sharedDirFor(sandboxDir)};
}

void removeAbandonedClusters()
{
    const QDir root(sharedRoot());
    const QFileInfoList owners = root.entryInfoList({u"*.of"_s}, QDir::Files);
    for (const QFileInfo &entry : owners) {
        QFile owner(entry.filePath());
        if (!owner.open(QIODevice::ReadOnly))
            continue;
        const QString sandboxDir = QFile::decodeName(owner.readAll());
        const QString clusterDir = sharedDirFor(sandboxDir);
        if (ownerFile(clusterDir) != entry.filePath() || QFileInfo::exists(sandboxDir)
            || !processesWorkingIn(clusterDir).isEmpty())
            continue;
        if (QDir(clusterDir).removeRecursively())
            owner.remove();
    }
}

} // namespace isthmus::sandbox
