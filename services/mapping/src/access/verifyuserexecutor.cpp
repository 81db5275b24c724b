// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/mapping/access/rights.h>
#include <isthmus/mapping/access/verifyuserexecutor.h>

namespace isthmus::mapping {

namespace {

const QString databaseKey = QStringLiteral("database");
const QString userKey = QStringLiteral("user");
const QString schemaKey = QStringLiteral("schema");

plan::StepResult isThere(const VerifyUser &verify, const records::SqlResult &answer)
{
    if (!answer.rows || answer.rows->rowCount() == 0)
        return plan::fail(
            core::ErrorKind::NotFound,
            coded("Mapping.user_unlisted", QT_TRANSLATE_NOOP("Mapping", "%1 is not in pg_roles."), {verify.user}));
    return plan::StepOutcome{coded("Mapping.user_listed", QT_TRANSLATE_NOOP("Mapping", "Listed in pg_roles")), {}};
}

plan::StepResult mayRead(const VerifyUser &verify, const records::SqlResult &answer)
{
    const auto rights = rightsOf(answer);
    if (!rights)
        return core::fail(rights.error());
    if (!rights->mayReadAll())
        return plan::fail(core::ErrorKind::Permission,
                          coded("Mapping.rights_missing_after",
                                QT_TRANSLATE_NOOP("Mapping", "%1 may still read only %2 of %3 tables of %4."),
                                {verify.user, rights->mayUseSchema && rights->mayConnect ? rights->readable : 0,
                                 rights->tables, verify.schema}));
    return plan::StepOutcome{coded("Mapping.rights_verified",
                                   QT_TRANSLATE_NOOP("Mapping", "Tables of %1 that may be read: %2"),
                                   {verify.schema, rights->readable}),
                             {}};
}

} // namespace

plan::Step VerifyUser::toStep() const
{
    plan::Step step;
    step.kind = kind;
    step.title = schema.isEmpty()
        ? coded("Mapping.verify_user", QT_TRANSLATE_NOOP("Mapping", "Verify: the user is listed"))
        : coded("Mapping.verify_rights", QT_TRANSLATE_NOOP("Mapping", "Verify: the tables may be read"));
    step.connections = {connection};
    step.effect = plan::Effect::Read;
    step.canResume = true;
    step.parameters = {{databaseKey, database}, {userKey, user}, {schemaKey, schema}};
    return step;
}

core::Result<VerifyUser> VerifyUser::fromStep(const plan::Step &step)
{
    core::JsonReader reader(step.parameters);
    VerifyUser verify{step.connection(), reader.text(databaseKey), reader.text(userKey), reader.text(schemaKey)};
    if (!reader.ok() || verify.connection.isEmpty())
        return reader.error(Text::tr("The verifying step"));
    return verify;
}

plan::StepResult VerifyUserExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto verify = VerifyUser::fromStep(step);
    if (!verify)
        return core::fail(verify.error());
    const auto runner = m_runnerFor(verify->connection, context.cancellation);
    if (!runner)
        return core::fail(runner.error());
    records::SqlRequest request;
    request.database = verify->database;
    request.sql = verify->schema.isEmpty() ? QStringLiteral("SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ")
            + dialect::quotePostgresText(verify->user) + u';'
                                           : rightsSql(verify->user, verify->schema, {});
    const auto answer = core::await((*runner)->run(request), context.cancellation);
    if (!answer)
        return core::fail(answer.error());
    return verify->schema.isEmpty() ? isThere(*verify, *answer) : mayRead(*verify, *answer);
}

} // namespace isthmus::mapping
