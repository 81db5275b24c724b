// SPDX-License-Identifier: GPL-3.0-or-later
#include "shelf.h"

#include "indextext.h"

#include <QFile>

namespace isthmus::nameindex {

using core::Done;
using core::ErrorKind;
using core::Result;

Shelf::Shelf(const QString &file, std::function<void(const core::Error &)> report)
    : m_file(file), m_report(std::move(report))
{
}

Result<Done> Shelf::Reader::open()
{
    const std::lock_guard lock(m_shelf->m_mutex);
    if (m_store.isOpen() && m_edition == m_shelf->m_edition)
        return Done{};
    m_store.close();
    auto opened = m_store.open(m_shelf->m_file);
    if (!opened && opened.error().kind == ErrorKind::Protocol) {
        m_store.close();
        m_shelf->moveAway(opened.error());
        opened = m_store.open(m_shelf->m_file);
    }
    if (!opened && !m_shelf->m_substitute) {
        m_store.close();
        m_shelf->report(opened.error());
        m_shelf->m_substitute = std::make_unique<QTemporaryDir>();
        m_shelf->m_file = m_shelf->m_substitute->filePath(QStringLiteral("names.sqlite"));
        ++m_shelf->m_edition;
        opened = m_store.open(m_shelf->m_file);
    }
    m_edition = m_shelf->m_edition;
    if (!opened)
        m_store.close();
    return opened;
}

void Shelf::setAside(int edition, const core::Error &error)
{
    const std::lock_guard lock(m_mutex);
    if (edition == m_edition) // else another thread has done it
        moveAway(error);
}

void Shelf::moveAway(const core::Error &error)
{
    const QString damaged = m_file + QStringLiteral(".damaged");
    QFile::remove(damaged);
    const bool isMoved = QFile::rename(m_file, damaged);
    for (const char *end : {"-wal", "-shm"}) // they belong to the file that is gone
        QFile::remove(m_file + QLatin1String(end));
    ++m_edition;
    core::Error told = error;
    told.message = Text::tr("The name index was damaged; names are read anew.");
    if (isMoved)
        told.hint = Text::tr("The old file is %1.").arg(damaged);
    report(told);
}

void Shelf::report(const core::Error &error)
{
    if (m_reported.contains(error.message))
        return;
    m_reported.append(error.message);
    m_report(error);
}

} // namespace isthmus::nameindex
