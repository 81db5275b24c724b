// SPDX-License-Identifier: GPL-3.0-or-later
#include "seedsession.h"

#include <isthmus/core/privatefile.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/cluster/odpsserver.h>
#include <isthmus/sandbox/cluster/process.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <unistd.h>

#include <cerrno>

namespace isthmus::sandbox {

using core::Done;
using core::Result;

namespace {

using namespace Qt::StringLiterals;
using dialect::quotePostgresName;
using dialect::quotePostgresText;

Q_LOGGING_CATEGORY(log, "isthmus.sandbox", QtInfoMsg)

QString arrayText(const QStringList &texts)
{
    QStringList quoted;
    for (const QString &text : texts)
        quoted.append(quotePostgresText(text));
    return u"ARRAY[%1]::text[]"_s.arg(quoted.join(u", "_s));
}

/// Puts the module into the cluster's folder, where the user that runs PostgreSQL can read it, and removes those of
/// other versions. Named after its content: one that a server has loaded is never written to. The answer is its path.
Result<QString> placeModule(const QString &dir)
{
    QFile packed(u":/sandbox/odps_fdw.so"_s);
    const bool opened = packed.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const QByteArray module = packed.readAll();
    const QByteArray hash = QCryptographicHash::hash(module, QCryptographicHash::Sha256).toHex().left(16);
    const QString name = u"odps_fdw-%1.so"_s.arg(QString::fromLatin1(hash));
    QDir folder(dir);
    const QStringList there = folder.entryList({u"odps_fdw-*.so"_s}, QDir::Files);
    for (const QString &other : there) {
        if (other != name)
            folder.remove(other);
    }
    const QString path = folder.filePath(name);
    if (there.contains(name))
        return path;
    const auto user = unprivilegedUser();
    if (!user)
        return core::fail(user.error());
    if (auto written = core::writePrivateFile(path, module); !written)
        return core::fail(written.error());
    if (*user && ::chown(QFile::encodeName(path).constData(), (*user)->uid, (*user)->gid) != 0) {
        const int errnum = errno;
        folder.remove(name); // or it would be taken for one that is complete
        return core::fail(core::writeError(path, errnum));
    }
    return path;
}

/// What the module asks for, in the database of the MaxCompute side.
void prepareReading(const SandboxState &state, const QList<Account> &accounts)
{
    SeedSession session(state.superuserAddress(names::engineDatabase), state.scale);
    session.runFiles(u"maxcompute"_s, u"*.sql"_s);
    const QString engine = quotePostgresName(names::engineRole);
    session.run(u"GRANT USAGE ON SCHEMA mc_read TO %1; GRANT SELECT ON mc_read.accounts TO %1"_s.arg(engine));
    QString told = u"BEGIN; DELETE FROM mc_read.accounts;"_s;
    for (const Account &account : accounts) {
        if (account.hologresRole.isEmpty())
            continue;
        told += u" INSERT INTO mc_read.accounts VALUES (%1, %2, %3, %4) ON CONFLICT DO NOTHING;"_s.arg(
            quotePostgresText(account.hologresRole), quotePostgresText(account.accessId), arrayText(account.tables),
            arrayText(account.projects));
    }
    session.run(told + u" COMMIT"_s);
}

/// False where PostgreSQL cannot load the module at \a path, or has no such server: a database that is not of Hologres.
bool attachModule(SeedSession &session, const SandboxState &state, const QString &path)
{
    if (session.run(u"SELECT 1 FROM pg_catalog.pg_foreign_server WHERE srvname = 'odps_server'"_s).empty())
        return true;
    const QString library = quotePostgresText(path);
    try {
        session.run(u"CREATE OR REPLACE FUNCTION hg_internal.odps_fdw_handler() RETURNS fdw_handler LANGUAGE c STRICT "
                    "AS %1, 'odps_fdw_handler'"_s.arg(library));
    } catch (const pqxx::sql_error &e) {
        qCWarning(log, "PostgreSQL cannot load %ls; foreign tables over MaxCompute are not read: %s",
                  qUtf16Printable(path), e.what());
        return false;
    }
    session.run(
        u"CREATE OR REPLACE FUNCTION hg_internal.odps_fdw_validator(text[], oid) RETURNS void LANGUAGE c STRICT "
        "AS %1, 'odps_fdw_validator'"_s.arg(library));
    session.run(u"ALTER FOREIGN DATA WRAPPER odps_fdw HANDLER hg_internal.odps_fdw_handler "
                "VALIDATOR hg_internal.odps_fdw_validator"_s);
    // Only the server's owner, a superuser, sees what is in a mapping for everybody.
    session.run(u"DROP USER MAPPING IF EXISTS FOR PUBLIC SERVER odps_server"_s);
    session.run(u"CREATE USER MAPPING FOR PUBLIC SERVER odps_server OPTIONS (user %1, password %2)"_s.arg(
        quotePostgresText(names::engineRole), quotePostgresText(state.enginePassword)));
    return true;
}

} // namespace

Result<Done> prepareOdpsServer(const SandboxState &state, const QList<Account> &accounts)
{
    const auto module = placeModule(state.clusterDir);
    if (!module)
        return core::fail(module.error());
    try {
        prepareReading(state, accounts);
        SeedSession first(state.superuserAddress(u"template1"_s), state.scale); // the source of new databases
        bool isLoaded = attachModule(first, state, *module);
        const auto databases =
            first.run(u"SELECT datname FROM pg_catalog.pg_database WHERE datallowconn "
                      "AND datname NOT IN ('template1', %1)"_s.arg(quotePostgresText(names::engineDatabase)));
        for (const auto &row : databases) {
            if (!isLoaded)
                break;
            SeedSession session(state.superuserAddress(QString::fromUtf8(row[0].c_str())), state.scale);
            isLoaded = attachModule(session, state, *module);
        }
    } catch (const std::exception &e) {
        return core::fail(unmadeDatabases(state, e));
    }
    return Done{};
}

} // namespace isthmus::sandbox
