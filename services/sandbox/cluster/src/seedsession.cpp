// SPDX-License-Identifier: GPL-3.0-or-later
#include "seedsession.h"

#include <isthmus/core/privatefile.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/cluster/text.h>

#include <QDir>
#include <QFile>

#include <stdexcept>

namespace isthmus::sandbox {

using namespace Qt::StringLiterals;
using core::Error;
using dialect::quotePostgresName;
using dialect::quotePostgresText;

Error unmadeDatabases(const SandboxState &state, const std::exception &why)
{
    constexpr qint64 segment = 16 * 1024 * 1024; // of the WAL
    Error error;
    error.message = Text::tr("The sandbox's databases could not be made");
    error.hint = core::fullDiskHint(state.clusterDir, segment);
    error.detail = QString::fromUtf8(why.what());
    return error;
}

SeedSession::SeedSession(const PgAddress &address, double scale) : m_connection(address.connectionString())
{
    run(u"SET isthmus.scale = %1"_s.arg(quotePostgresText(QString::number(scale, 'f', 6))));
    run(u"SET client_min_messages = error"_s);
}

pqxx::result SeedSession::run(const QString &statements)
{
    return pqxx::nontransaction(m_connection).exec(statements.toStdString());
}

void SeedSession::runFiles(const QString &folder, const QString &pattern, const QString &role)
{
    if (!role.isEmpty())
        run(u"SET ROLE %1"_s.arg(quotePostgresName(role)));
    const QDir dir(u":/sandbox/"_s + folder);
    const QStringList names = dir.entryList({pattern}, QDir::Files, QDir::Name);
    Q_ASSERT(!names.isEmpty());
    for (const QString &name : names) {
        QFile file(dir.filePath(name));
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        try {
            run(QString::fromUtf8(file.readAll()));
        } catch (const pqxx::failure &e) {
            throw std::runtime_error(file.fileName().toStdString() + ": " + e.what());
        }
    }
    run(u"RESET ROLE"_s);
}

} // namespace isthmus::sandbox
