// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/privatefile.h>
#include <isthmus/sandbox/cluster/clusterplace.h>
#include <isthmus/sandbox/cluster/sandboxfolder.h>
#include <isthmus/sandbox/cluster/sandboxstate.h>
#include <isthmus/sandbox/cluster/text.h>
#include <isthmus/sandbox/sandboxinfo.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace isthmus::sandbox {

using core::Done;
using core::Result;

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 maxLogBytes = 10 * 1024 * 1024;

/// True if \a dir holds nothing, or only what an interrupted first start leaves or one on its way has made so far: the
/// state is written to a file beside the one it becomes.
bool isUnused(const QString &dir)
{
    const QStringList ours{u"lock"_s, u"log"_s, u"postgres"_s};
    const QStringList entries = QDir(dir).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const QString unfinished = core::pendingNameBegin(stateFile(dir));
    const QString earlier = QFileInfo(stateFile(dir)).fileName() + u'.'; // as other versions called it
    return std::all_of(entries.begin(), entries.end(), [&](const QString &entry) {
        return ours.contains(entry) || entry.startsWith(unfinished) || entry.startsWith(earlier);
    });
}

} // namespace

QString resolvedDir(const QString &dir)
{
    const QFileInfo info(dir.isEmpty() ? defaultDir() : dir);
    return info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
}

Result<QString> prepareSandboxDir(const QString &dir)
{
    const QString path = resolvedDir(dir);
    if (auto made = core::makePrivateFolder(path); !made)
        return core::fail(made.error());
    const QFileInfo info(path);
    if (!info.isWritable())
        return core::fail(core::ErrorKind::Permission, Text::tr("The folder %1 cannot be written").arg(path),
                          Text::tr("Choose another folder, or change who may write to this one."));
    if (!QFileInfo::exists(stateFile(path)) && !isUnused(path))
        return core::fail(core::ErrorKind::Invalid, Text::tr("The folder %1 holds other files").arg(path),
                          Text::tr("Choose an empty folder or one that does not exist yet."));
    return info.canonicalFilePath();
}

QString serveLog(const QString &dir)
{
    return dir + u"/log/serve.log"_s;
}

QString postgresLog(const QString &dir)
{
    return dir + u"/log/postgres.log"_s;
}

void prepareLogs(const QString &dir)
{
    const QString logs = dir + u"/log"_s;
    static_cast<void>(core::makePrivateFolder(logs)); // else what is to be written there says why it is not
    for (const QString &log : {serveLog(dir), postgresLog(dir)}) {
        if (QFileInfo(log).size() > maxLogBytes) {
            QFile::remove(log + u".1"_s);
            QFile::rename(log, log + u".1"_s);
        }
    }
}

Result<Done> deleteSandboxFiles(const QString &dir)
{
    bool deleted = true;
    for (const QString &cluster : possibleClusterDirs(dir)) {
        deleted = QDir(cluster).removeRecursively() && deleted;
        QFile::remove(cluster + u".of"_s);
    }
    for (const QString &log : {serveLog(dir), postgresLog(dir)}) {
        QFile::remove(log);
        QFile::remove(log + u".1"_s);
    }
    QDir(dir).rmdir(u"log"_s);
    if (!deleted)
        return core::fail(core::ErrorKind::Permission,
                          Text::tr("Not all files of the sandbox in %1 could be deleted").arg(dir),
                          Text::tr("Delete the folder as the user who made it."));
    const QString state = stateFile(dir);
    QFile::remove(state);
    for (const QString &unfinished : QDir(dir).entryList({QFileInfo(state).fileName() + u".*"_s}, QDir::Files))
        QFile::remove(QDir(dir).filePath(unfinished)); // of a start that was cut off
    QFile::remove(dir + u"/lock"_s);
    QDir().rmdir(dir);
    return core::Done{};
}

} // namespace isthmus::sandbox
