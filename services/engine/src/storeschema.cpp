// SPDX-License-Identifier: GPL-3.0-or-later
#include "storeschema.h"

#include "enginetext.h"
#include "versionone.h"

#include <array>

namespace isthmus::engine {

namespace {

using core::Done;
using core::ErrorKind;
using core::Result;

Result<int> versionOf(Sqlite &database)
{
    auto query = database.run(QStringLiteral("PRAGMA user_version"));
    if (!query)
        return core::fail(query.error());
    const int version = (*query)->next() ? (*query)->value(0).toInt() : 0;
    (*query)->finish();
    return version;
}

Result<Done> makeTables(Sqlite &database)
{
    for (const auto &sql : {
             QStringLiteral(
                 "CREATE TABLE runs (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, "
                 "owner TEXT NOT NULL, task_id TEXT NOT NULL, task_kind TEXT NOT NULL, task_title TEXT NOT NULL, "
                 "state TEXT NOT NULL, started INTEGER, ended INTEGER, steps_done INTEGER NOT NULL DEFAULT 0, "
                 "steps_total INTEGER NOT NULL, rows_done INTEGER, rows_total INTEGER, outcome TEXT, error TEXT, "
                 "can_resume INTEGER NOT NULL DEFAULT 0, resumed INTEGER, production TEXT)"),
             // What is short and listed stands before what is long and opened seldom.
             QStringLiteral(
                 "CREATE TABLE plans (run INTEGER PRIMARY KEY REFERENCES runs (seq) ON DELETE CASCADE, "
                 "touches TEXT NOT NULL, connections TEXT, definition TEXT NOT NULL, document TEXT NOT NULL)"),
             QStringLiteral("CREATE TABLE steps (run INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE, "
                            "step INTEGER NOT NULL, state TEXT NOT NULL, started INTEGER, ended INTEGER, job TEXT, "
                            "outcome TEXT, figures TEXT, checkpoint TEXT, error TEXT, PRIMARY KEY (run, step)) "
                            "WITHOUT ROWID"),
             QStringLiteral("CREATE TABLE log (run INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE, "
                            "number INTEGER NOT NULL, time INTEGER NOT NULL, step INTEGER NOT NULL, "
                            "text TEXT NOT NULL, PRIMARY KEY (run, number)) WITHOUT ROWID"),
             QStringLiteral("PRAGMA user_version=%1").arg(storeVersion),
         }) {
        if (auto done = database.executeOnce(sql); !done)
            return done;
    }
    return Done{};
}

// What came since the version of the file did. Programs that do not know it leave it empty and read past it.
constexpr std::array<std::array<const char *, 3>, 3> addedColumns{
    {{"runs", "resumed", "INTEGER"}, {"plans", "connections", "TEXT"}, {"runs", "production", "TEXT"}}};

Result<bool> hasColumn(Sqlite &database, const QString &table, const QString &column)
{
    auto row =
        database.run(QStringLiteral("SELECT count(*) FROM pragma_table_info(?) WHERE name = ?"), {table, column});
    if (!row)
        return core::fail(row.error());
    const bool isThere = (*row)->next() && (*row)->value(0).toInt() > 0;
    (*row)->finish();
    return isThere;
}

Result<Done> addColumns(Sqlite &database)
{
    for (const auto &[table, column, type] : addedColumns) {
        const auto isThere = hasColumn(database, QLatin1String(table), QLatin1String(column));
        if (!isThere)
            return core::fail(isThere.error());
        if (*isThere)
            continue;
        const QString sql = QStringLiteral("ALTER TABLE %1 ADD COLUMN %2 %3")
                                .arg(QLatin1String(table), QLatin1String(column), QLatin1String(type));
        if (auto done = database.executeOnce(sql); !done)
            return done;
    }
    return Done{};
}

// Another process may be adding them too: it is looked again once this one may write.
Result<Done> completeStore(Sqlite &database)
{
    bool isComplete = true;
    for (const auto &[table, column, type] : addedColumns) {
        const auto isThere = hasColumn(database, QLatin1String(table), QLatin1String(column));
        if (!isThere)
            return core::fail(isThere.error());
        isComplete = isComplete && *isThere;
    }
    return isComplete ? Result<Done>(Done{}) : database.transaction([&database] { return addColumns(database); });
}

} // namespace

Result<Done> prepareStore(Sqlite &database)
{
    auto version = versionOf(database);
    if (!version)
        return core::fail(version.error());
    if (*version == storeVersion)
        return completeStore(database);
    return database.transaction([&database]() -> Result<Done> {
        // Again: another process may have done it while this one waited for the right to write.
        const auto present = versionOf(database);
        if (!present)
            return core::fail(present.error());
        if (*present > storeVersion) {
            return core::fail(ErrorKind::Unsupported,
                              Text::tr("%1 was written by a newer version of Isthmus.").arg(database.file()),
                              Text::tr("Runs work, but are not remembered."));
        }
        if (*present == storeVersion)
            return Done{};
        if (*present == 0)
            return makeTables(database);
        auto done = setVersionOneAside(database);
        if (done)
            done = makeTables(database);
        return done ? takeOverVersionOne(database) : done;
    });
}

} // namespace isthmus::engine
