// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/profilestore.h>
#include <isthmus/core/filelock.h>
#include <isthmus/core/privatefile.h>

#include <QFile>

#include <chrono>

namespace isthmus::connections {

namespace {

// Whoever changes connections may have to ask for the master password meanwhile; but most are done in milliseconds.
constexpr std::chrono::seconds lockTimeout(60);
constexpr qint64 maxFileBytes = 16 * 1024 * 1024;

} // namespace

core::Result<ConnectionsFile> ProfileStore::load() const
{
    if (!QFile::exists(m_file))
        return ConnectionsFile();
    const auto bytes = core::readPrivateFile(m_file, maxFileBytes);
    if (!bytes)
        return core::fail(bytes.error());
    return ConnectionsFile::parse(*bytes, m_file);
}

core::Result<ConnectionsFile> ProfileStore::change(const Edit &edit, const Step &beforeCommit,
                                                   const core::Cancellation &cancellation) const
{
    const auto lock = core::FileLock::take(m_file, lockTimeout, cancellation);
    if (!lock)
        return core::fail(lock.error());
    core::removeLeftWrites(m_file);
    auto file = load();
    if (!file)
        return file;
    if (auto edited = edit(*file); !edited)
        return core::fail(edited.error());
    auto pending = core::PendingFile::write(m_file, file->toJson());
    if (!pending)
        return core::fail(pending.error());
    if (beforeCommit) {
        if (auto done = beforeCommit(); !done)
            return core::fail(done.error());
    }
    if (auto committed = pending->commit(); !committed)
        return core::fail(committed.error());
    return file;
}

} // namespace isthmus::connections
