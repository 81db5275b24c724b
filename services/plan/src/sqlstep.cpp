// SPDX-License-Identifier: GPL-3.0-or-later
#include "readtext.h"

#include <isthmus/plan/sqlstep.h>

#include <QCoreApplication>

namespace isthmus::plan {

namespace {

const QString databaseKey = QStringLiteral("database");
const QString summaryKey = QStringLiteral("summary");

} // namespace

Step SqlStep::toStep() const
{
    Step step;
    step.kind = kind;
    step.title = title;
    step.connections = {connection};
    if (!database.isEmpty())
        step.parameters.insert(databaseKey, database);
    step.sql = sql;
    step.effect = effect;
    step.destructiveNote = destructiveNote;
    step.confirmName = confirmName;
    step.canResume = canResume;
    if (!summary.isEmpty())
        step.parameters.insert(summaryKey, summary.toJson());
    return step;
}

core::Result<SqlStep> SqlStep::fromStep(const Step &step)
{
    core::JsonReader reader(step.parameters, QStringLiteral("parameters"));
    SqlStep sql;
    sql.title = step.title;
    sql.connection = step.connection();
    sql.sql = step.sql;
    sql.database = reader.text(databaseKey, QString());
    sql.effect = step.effect;
    sql.destructiveNote = step.destructiveNote;
    sql.confirmName = step.confirmName;
    sql.canResume = step.canResume;
    sql.summary = readOptionalText(reader, summaryKey);
    if (sql.sql.isEmpty())
        reader.note(QStringLiteral("sql"));
    if (sql.connection.isEmpty())
        reader.note(QStringLiteral("connections"));
    if (!reader.ok())
        return reader.error(QCoreApplication::translate("Plan", "This step"));
    return sql;
}

} // namespace isthmus::plan
