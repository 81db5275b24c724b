// SPDX-License-Identifier: GPL-3.0-or-later
#include "namestore.h"

#include "indextext.h"
#include "packednames.h"

#include <QFileInfo>
#include <QHash>
#include <QSet>

namespace isthmus::nameindex {

namespace {

using catalog::ObjectKind;
using core::Done;
using core::Error;
using core::ErrorKind;
using core::Result;
using sqlite::Failure;

Error errorOf(Failure failure, const QString &file)
{
    const QString hint = Text::tr("Names are found as far as they are read in this session.");
    switch (failure) {
    case Failure::DiskFull:
        return {ErrorKind::Internal,
                Text::tr("The name index, %1, cannot be written: the disk is full.").arg(file),
                Text::tr("Make room on that disk."),
                {},
                {}};
    case Failure::Unreachable:
        if (QFileInfo(file).isDir()) {
            return {ErrorKind::Internal,
                    Text::tr("The name index, %1, cannot be opened: a folder is where the file should be.").arg(file),
                    Text::tr("Move that folder away.") + u' ' + hint,
                    {},
                    {}};
        }
        return {ErrorKind::Permission, Text::tr("The name index, %1, cannot be opened.").arg(file), hint, {}, {}};
    case Failure::Io:
        return {ErrorKind::Internal,
                Text::tr("The name index, %1, cannot be read or written.").arg(file),
                Text::tr("Check the disk, your quota and the limit on the size of files (ulimit -f)."),
                {},
                {}};
    case Failure::Busy:
        return {ErrorKind::Timeout, Text::tr("Another program is using the name index, %1.").arg(file), hint, {}, {}};
    case Failure::Damaged:
        break;
    }
    return {ErrorKind::Protocol, Text::tr("The name index, %1, is damaged.").arg(file), {}, {}, {}};
}

QVariant timeValue(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime timeOf(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong());
}

// The only two kinds of schemas.
QString kindText(ObjectKind kind)
{
    return kind == ObjectKind::ExternalSchema ? QStringLiteral("external") : QStringLiteral("schema");
}

ObjectKind kindOf(const QString &text)
{
    return text == u"external" ? ObjectKind::ExternalSchema : ObjectKind::Schema;
}

QStringList tableDefinitions()
{
    return {
        // key: see listingKey(); place: the user's order
        QStringLiteral("CREATE TABLE connections (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, "
                       "key TEXT NOT NULL, place INTEGER NOT NULL)"),
        // A database of an instance, or "", the connection itself. as_of: everything below it was listed then
        QStringLiteral("CREATE TABLE scopes (id INTEGER PRIMARY KEY AUTOINCREMENT, connection INTEGER NOT NULL "
                       "REFERENCES connections (id) ON DELETE CASCADE, database TEXT NOT NULL, as_of INTEGER, "
                       "UNIQUE (connection, database))"),
        QStringLiteral("CREATE TABLE schemas (id INTEGER PRIMARY KEY AUTOINCREMENT, scope INTEGER NOT NULL "
                       "REFERENCES scopes (id) ON DELETE CASCADE, name TEXT NOT NULL, kind TEXT NOT NULL, "
                       "as_of INTEGER, count INTEGER NOT NULL DEFAULT 0, stamp INTEGER NOT NULL, "
                       "columns_stamp INTEGER NOT NULL DEFAULT 0, UNIQUE (scope, name))"),
        QStringLiteral("CREATE TABLE names (schema INTEGER PRIMARY KEY REFERENCES schemas (id) ON DELETE CASCADE, "
                       "packed BLOB NOT NULL)"),
        QStringLiteral("CREATE TABLE columns (schema INTEGER NOT NULL REFERENCES schemas (id) ON DELETE CASCADE, "
                       "relation BLOB NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (schema, relation)) WITHOUT ROWID"),
        QStringLiteral("PRAGMA user_version=%1").arg(NameStore::version),
    };
}

} // namespace

NameStore::NameStore() : m_database(errorOf) { }

Result<Done> NameStore::open(const QString &file)
{
    auto done = m_database.open(file);
    if (!done)
        return done;
    auto present = number(QStringLiteral("PRAGMA user_version"));
    if (!present)
        return core::fail(present.error());
    if (*present == version)
        return Done{};
    return m_database.transaction([&]() -> Result<Done> {
        present = number(QStringLiteral("PRAGMA user_version")); // another process may have been faster
        if (!present)
            return core::fail(present.error());
        if (*present > version) {
            return core::fail(ErrorKind::Unsupported,
                              Text::tr("%1 was written by a newer version of Isthmus.").arg(file),
                              Text::tr("Names are found as far as they are read in this session."));
        }
        if (*present == version)
            return Done{};
        for (const QString &sql : tableDefinitions()) {
            if (auto made = m_database.executeOnce(sql); !made)
                return made;
        }
        return Done{};
    });
}

Result<qint64> NameStore::number(const QString &sql, const QVariantList &values)
{
    auto row = m_database.run(sql, values);
    if (!row)
        return core::fail(row.error());
    const qint64 value = (*row)->next() ? (*row)->value(0).toLongLong() : 0;
    (*row)->finish();
    return value;
}

Result<Done> NameStore::setConnections(const QList<Owner> &owners)
{
    return m_database.transaction([&]() -> Result<Done> {
        QHash<QString, qint64> ids; // of the names that are left
        QHash<QString, QString> keys;
        auto rows = m_database.run(QStringLiteral("SELECT id, name, key FROM connections"));
        if (!rows)
            return core::fail(rows.error());
        while ((*rows)->next()) {
            ids.insert((*rows)->value(1).toString(), (*rows)->value(0).toLongLong());
            keys.insert((*rows)->value(1).toString(), (*rows)->value(2).toString());
        }
        (*rows)->finish();
        QList<qint64> found(owners.size(), 0);
        for (qsizetype i = 0; i < owners.size(); ++i) {
            if (ids.contains(owners[i].connection) && keys.value(owners[i].connection) == owners[i].key)
                found[i] = ids.take(owners[i].connection);
        }
        // What is left was removed, renamed, or shows something else now.
        for (qsizetype i = 0; i < owners.size(); ++i) {
            for (auto it = ids.begin(); found[i] == 0 && it != ids.end(); ++it) {
                if (keys.value(it.key()) == owners[i].key) {
                    found[i] = *it;
                    ids.erase(it);
                    break;
                }
            }
        }
        for (const qint64 id : std::as_const(ids)) {
            if (auto done = m_database.execute(QStringLiteral("DELETE FROM connections WHERE id = ?"), {id}); !done)
                return done;
        }
        // Names may have been exchanged: each is free before it is given.
        auto done = m_database.execute(QStringLiteral("UPDATE connections SET name = char(1) || id"));
        for (qsizetype i = 0; done && i < owners.size(); ++i) {
            done = found[i] == 0
                ? m_database.execute(QStringLiteral("INSERT INTO connections (name, key, place) VALUES (?, ?, ?)"),
                                     {owners[i].connection, owners[i].key, i})
                : m_database.execute(QStringLiteral("UPDATE connections SET name = ?, place = ? WHERE id = ?"),
                                     {owners[i].connection, i, found[i]});
        }
        return done;
    });
}

// Calls \a write with the id of the connection, in one transaction.
Result<Done> NameStore::writeFor(const Owner &owner, const std::function<Result<Done>(qint64)> &write)
{
    return m_database.transaction([&]() -> Result<Done> {
        const auto connection = number(QStringLiteral("SELECT id FROM connections WHERE name = ? AND key = ?"),
                                       {owner.connection, owner.key});
        if (!connection)
            return core::fail(connection.error());
        if (*connection == 0)
            return Done{};
        const auto pages = number(QStringLiteral("PRAGMA page_count"));
        const auto pageSize = number(QStringLiteral("PRAGMA page_size"));
        if (pages && pageSize && *pages * *pageSize > mostBytes) {
            return core::fail(ErrorKind::Unsupported, Text::tr("The name index is full."),
                              Text::tr("Remove connections that are not used any more."));
        }
        const auto stamp =
            number(QStringLiteral("SELECT coalesce(max(max(stamp), max(columns_stamp)), 0) + 1 FROM schemas"));
        if (!stamp)
            return core::fail(stamp.error());
        m_stamp = *stamp;
        return write(*connection);
    });
}

Result<qint64> NameStore::scopeOf(qint64 connection, const QString &database)
{
    auto done = m_database.execute(
        QStringLiteral("INSERT INTO scopes (connection, database) VALUES (?, ?) ON CONFLICT DO NOTHING"),
        {connection, database.isNull() ? QLatin1String("") : database});
    if (!done)
        return core::fail(done.error());
    return number(QStringLiteral("SELECT id FROM scopes WHERE connection = ? AND database = ?"),
                  {connection, database.isNull() ? QLatin1String("") : database});
}

// Columns of relations that are gone go too.
Result<Done> NameStore::forgetColumns(qint64 schema, const QByteArray &names)
{
    QSet<QByteArray> gone;
    auto rows = m_database.run(QStringLiteral("SELECT relation FROM columns WHERE schema = ?"), {schema});
    if (!rows)
        return core::fail(rows.error());
    while ((*rows)->next())
        gone.insert((*rows)->value(0).toByteArray());
    (*rows)->finish();
    if (gone.isEmpty())
        return Done{};
    for (PackedNames packed(names); packed.next();)
        gone.remove(QByteArray::fromRawData(packed.name().data(), qsizetype(packed.name().size())));
    for (const QByteArray &relation : std::as_const(gone)) {
        if (auto done = m_database.execute(QStringLiteral("DELETE FROM columns WHERE schema = ? AND relation = ?"),
                                           {schema, relation});
            !done)
            return done;
    }
    return Done{};
}

Result<Done> NameStore::putSchema(qint64 scope, const SchemaListing &schema, const QDateTime &asOf)
{
    auto done = m_database.execute(
        QStringLiteral("INSERT INTO schemas (scope, name, kind, as_of, count, stamp) VALUES (?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT (scope, name) DO UPDATE SET kind = excluded.kind, as_of = excluded.as_of, "
                       "count = excluded.count, stamp = excluded.stamp"),
        {scope, schema.name, kindText(schema.kind), timeValue(asOf), schema.count, m_stamp});
    if (!done)
        return done;
    const auto id = number(QStringLiteral("SELECT id FROM schemas WHERE scope = ? AND name = ?"), {scope, schema.name});
    if (!id)
        return core::fail(id.error());
    done = m_database.execute(QStringLiteral("INSERT INTO names (schema, packed) VALUES (?, ?) "
                                             "ON CONFLICT (schema) DO UPDATE SET packed = excluded.packed"),
                              {*id, schema.names.isNull() ? QByteArray("") : schema.names});
    return done ? forgetColumns(*id, schema.names) : done;
}

Result<Done> NameStore::keepOnly(const QString &table, const QString &parent, qint64 parentId, const QString &name,
                                 const QStringList &names)
{
    QList<qint64> gone;
    const QSet<QString> kept(names.begin(), names.end());
    auto rows =
        m_database.run(QStringLiteral("SELECT id, %1 FROM %2 WHERE %3 = ?").arg(name, table, parent), {parentId});
    if (!rows)
        return core::fail(rows.error());
    while ((*rows)->next()) {
        if (!kept.contains((*rows)->value(1).toString()))
            gone.append((*rows)->value(0).toLongLong());
    }
    (*rows)->finish();
    for (const qint64 id : std::as_const(gone)) {
        if (auto done = m_database.execute(QStringLiteral("DELETE FROM %1 WHERE id = ?").arg(table), {id}); !done)
            return done;
    }
    return Done{};
}

Result<Done> NameStore::keepSchemas(qint64 scope, const QStringList &names)
{
    return keepOnly(QStringLiteral("schemas"), QStringLiteral("scope"), scope, QStringLiteral("name"), names);
}

Result<Done> NameStore::writeListing(const Owner &owner, const QString &database, const QList<SchemaListing> &schemas,
                                     const QDateTime &asOf)
{
    return writeFor(owner, [&](qint64 connection) -> Result<Done> {
        const auto scope = scopeOf(connection, database);
        if (!scope)
            return core::fail(scope.error());
        QStringList names;
        for (const SchemaListing &schema : schemas)
            names.append(schema.name);
        auto done = keepSchemas(*scope, names);
        for (const SchemaListing &schema : schemas) {
            if (done)
                done = putSchema(*scope, schema, asOf);
        }
        if (done)
            done = m_database.execute(QStringLiteral("UPDATE scopes SET as_of = ? WHERE id = ?"),
                                      {timeValue(asOf), *scope});
        return done;
    });
}

Result<Done> NameStore::writeDatabases(const Owner &owner, const QStringList &databases)
{
    return writeFor(owner, [&](qint64 connection) -> Result<Done> {
        if (auto done = keepOnly(QStringLiteral("scopes"), QStringLiteral("connection"), connection,
                                 QStringLiteral("database"), databases);
            !done)
            return done;
        for (const QString &database : databases) {
            if (const auto scope = scopeOf(connection, database); !scope)
                return core::fail(scope.error());
        }
        return Done{};
    });
}

Result<Done> NameStore::writeSchemas(const Owner &owner, const QString &database, const QList<SchemaEntry> &schemas)
{
    return writeFor(owner, [&](qint64 connection) -> Result<Done> {
        const auto scope = scopeOf(connection, database);
        if (!scope)
            return core::fail(scope.error());
        QStringList names;
        for (const SchemaEntry &schema : schemas)
            names.append(schema.name);
        auto done = keepSchemas(*scope, names);
        for (const SchemaEntry &schema : schemas) {
            if (!done)
                break;
            done = m_database.execute(
                QStringLiteral("INSERT INTO schemas (scope, name, kind, stamp) VALUES (?, ?, ?, ?) "
                               "ON CONFLICT (scope, name) DO UPDATE SET kind = excluded.kind, stamp = excluded.stamp "
                               "WHERE kind <> excluded.kind"),
                {*scope, schema.name, kindText(schema.kind), m_stamp});
        }
        return done;
    });
}

Result<Done> NameStore::writeSchema(const Owner &owner, const QString &database, const SchemaListing &schema,
                                    const QDateTime &asOf)
{
    return writeFor(owner, [&](qint64 connection) -> Result<Done> {
        const auto scope = scopeOf(connection, database);
        if (!scope)
            return core::fail(scope.error());
        // A list of relations does not tell of what kind their schema is.
        SchemaListing known = schema;
        auto row = m_database.run(QStringLiteral("SELECT kind FROM schemas WHERE scope = ? AND name = ?"),
                                  {*scope, schema.name});
        if (!row)
            return core::fail(row.error());
        if ((*row)->next())
            known.kind = kindOf((*row)->value(0).toString());
        (*row)->finish();
        return putSchema(*scope, known, asOf);
    });
}

Result<Done> NameStore::writeName(const Owner &owner, const QString &database, const QString &schema,
                                  const QString &name, std::optional<ObjectKind> kind)
{
    return writeNames(owner, database, schema, {{name.toUtf8(), kind}});
}

Result<Done> NameStore::writeNames(const Owner &owner, const QString &database, const QString &schema,
                                   QMap<QByteArray, std::optional<ObjectKind>> changed)
{
    return writeFor(owner, [&](qint64 connection) -> Result<Done> {
        auto row = m_database.run(
            QStringLiteral(
                "SELECT s.id, s.kind, s.as_of, n.packed FROM schemas AS s JOIN scopes AS c ON c.id = s.scope "
                "JOIN names AS n ON n.schema = s.id "
                "WHERE c.connection = ? AND c.database = ? AND s.name = ?"),
            {connection, database.isNull() ? QLatin1String("") : database, schema});
        if (!row)
            return core::fail(row.error());
        if (!(*row)->next()) {
            (*row)->finish();
            return Done{}; // never listed: one name would pass for all of them
        }
        SchemaListing listing;
        listing.name = schema;
        listing.kind = kindOf((*row)->value(1).toString());
        const QDateTime asOf = timeOf((*row)->value(2));
        const QByteArray before = (*row)->value(3).toByteArray();
        (*row)->finish();
        NamePacker packer;
        for (PackedNames packed(before); packed.next();) {
            const QByteArray name(packed.name().data(), qsizetype(packed.name().size()));
            const auto change = changed.find(name);
            const bool isGone = change != changed.end() && !change.value();
            if (change != changed.end())
                changed.erase(change); // what came is known already; of which kind, the next list tells
            if (!isGone)
                packer.add(QString::fromUtf8(name), packed.kind());
        }
        for (auto came = changed.cbegin(); came != changed.cend(); ++came) {
            if (came.value())
                packer.add(QString::fromUtf8(came.key()), *came.value());
        }
        auto packed = packer.finish();
        if (packed.bytes == before)
            return Done{};
        listing.names = packed.bytes;
        listing.count = packed.count;
        const auto scope = scopeOf(connection, database);
        return scope ? putSchema(*scope, listing, asOf) : core::fail(scope.error());
    });
}

Result<Done> NameStore::writeColumns(const Owner &owner, const QString &database, const QString &schema,
                                     const QList<RelationColumns> &relations)
{
    return writeFor(owner, [&](qint64 connection) -> Result<Done> {
        const auto id = number(QStringLiteral("SELECT s.id FROM schemas AS s JOIN scopes AS c ON c.id = s.scope "
                                              "WHERE c.connection = ? AND c.database = ? AND s.name = ?"),
                               {connection, database.isNull() ? QLatin1String("") : database, schema});
        if (!id)
            return core::fail(id.error());
        if (*id == 0)
            return Done{};
        bool isOther = false;
        for (const RelationColumns &relation : relations) {
            auto written = m_database.run(
                QStringLiteral("INSERT INTO columns (schema, relation, packed) VALUES (?, ?, ?) "
                               "ON CONFLICT (schema, relation) DO UPDATE SET packed = excluded.packed "
                               "WHERE packed <> excluded.packed"),
                {*id, relation.relation.toUtf8(), relation.columns.isNull() ? QByteArray("") : relation.columns});
            if (!written)
                return core::fail(written.error());
            isOther = isOther || (*written)->numRowsAffected() > 0;
            (*written)->finish();
        }
        if (!isOther)
            return Done{};
        return m_database.execute(QStringLiteral("UPDATE schemas SET columns_stamp = ? WHERE id = ?"), {m_stamp, *id});
    });
}

Result<QList<StoredConnection>> NameStore::connections()
{
    auto rows = m_database.run(QStringLiteral(
        "SELECT c.name, (SELECT coalesce(sum(s.count), 0) FROM schemas AS s JOIN scopes AS o ON o.id = s.scope "
        "WHERE o.connection = c.id), min(p.as_of), count(p.id), count(p.as_of) FROM connections AS c "
        "LEFT JOIN scopes AS p ON p.connection = c.id GROUP BY c.id ORDER BY c.place"));
    if (!rows)
        return core::fail(rows.error());
    QList<StoredConnection> connections;
    while ((*rows)->next()) {
        const bool isWhole = (*rows)->value(3).toInt() > 0 && (*rows)->value(3) == (*rows)->value(4);
        connections.append({(*rows)->value(0).toString(), (*rows)->value(1).toLongLong(),
                            isWhole ? timeOf((*rows)->value(2)) : QDateTime()});
    }
    (*rows)->finish();
    return connections;
}

Result<QList<QPair<QString, QString>>> NameStore::databases()
{
    auto rows = m_database.run(QStringLiteral("SELECT c.name, p.database FROM scopes AS p JOIN connections AS c "
                                              "ON c.id = p.connection WHERE p.database <> '' "
                                              "ORDER BY c.place, p.database"));
    if (!rows)
        return core::fail(rows.error());
    QList<QPair<QString, QString>> databases;
    while ((*rows)->next())
        databases.append({(*rows)->value(0).toString(), (*rows)->value(1).toString()});
    (*rows)->finish();
    return databases;
}

Result<QList<StoredSchema>> NameStore::schemas()
{
    auto rows = m_database.run(
        QStringLiteral("SELECT s.id, s.stamp, s.columns_stamp, c.name, p.database, s.name, s.kind, s.as_of "
                       "FROM schemas AS s JOIN scopes AS p ON p.id = s.scope JOIN connections AS c "
                       "ON c.id = p.connection ORDER BY c.place, p.database, s.name"));
    if (!rows)
        return core::fail(rows.error());
    QList<StoredSchema> schemas;
    while ((*rows)->next()) {
        const QSqlQuery &row = **rows;
        schemas.append({row.value(0).toLongLong(), row.value(1).toLongLong(), row.value(2).toLongLong(),
                        row.value(3).toString(), row.value(4).toString(), row.value(5).toString(),
                        kindOf(row.value(6).toString()), timeOf(row.value(7))});
    }
    (*rows)->finish();
    return schemas;
}

Result<QByteArray> NameStore::names(qint64 schema)
{
    auto row = m_database.run(QStringLiteral("SELECT packed FROM names WHERE schema = ?"), {schema});
    if (!row)
        return core::fail(row.error());
    const QByteArray packed = (*row)->next() ? (*row)->value(0).toByteArray() : QByteArray();
    (*row)->finish();
    return packed;
}

Result<Done> NameStore::columns(qint64 schema, const std::function<void(const QByteArray &, const QByteArray &)> &take)
{
    auto rows = m_database.run(QStringLiteral("SELECT relation, packed FROM columns WHERE schema = ?"), {schema});
    if (!rows)
        return core::fail(rows.error());
    while ((*rows)->next())
        take((*rows)->value(0).toByteArray(), (*rows)->value(1).toByteArray());
    (*rows)->finish();
    return Done{};
}

Result<qint64> NameStore::dataVersion()
{
    return number(QStringLiteral("PRAGMA data_version"));
}

} // namespace isthmus::nameindex
