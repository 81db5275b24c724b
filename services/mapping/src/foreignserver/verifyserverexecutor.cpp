// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignserver/reading.h"
#include "text.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/foreignserver/verifyserverexecutor.h>

#include <algorithm>

namespace isthmus::mapping {

namespace {

const QString targetKey = QStringLiteral("target");
const QString plannedKey = QStringLiteral("planned");
const QString hostKey = QStringLiteral("host");
const QString portKey = QStringLiteral("port");
const QString databaseKey = QStringLiteral("database");
const QString roleArnKey = QStringLiteral("role_arn");

// "database crm instead of order_dw", one phrase for each member.
QJsonArray differences(const ForeignServer &planned, const ForeignServer &found)
{
    QJsonArray phrases;
    const auto compare = [&phrases](const QString &wanted, const QString &is, Qt::CaseSensitivity sensitivity) {
        if (wanted.compare(is, sensitivity) != 0)
            phrases.append(
                coded("Mapping.server_differs", QT_TRANSLATE_NOOP("Mapping", "%1 instead of %2"), {is, wanted})
                    .toJson());
    };
    compare(planned.host, found.host, Qt::CaseInsensitive);
    compare(planned.port, found.port, Qt::CaseSensitive);
    compare(planned.database, found.database, Qt::CaseSensitive);
    compare(planned.roleArn, found.roleArn, Qt::CaseSensitive);
    return phrases;
}

plan::StepResult compared(const VerifyServer &verify, const ForeignServer &found)
{
    const QJsonArray differing = differences(*verify.planned, found);
    if (!differing.isEmpty())
        return plan::fail(core::ErrorKind::Invalid,
                          coded("Mapping.server_other",
                                QT_TRANSLATE_NOOP("Mapping", "The foreign server %1 is another one: %2."),
                                {verify.target.name(), differing}));
    return plan::StepOutcome{coded("Mapping.server_verified",
                                   QT_TRANSLATE_NOOP("Mapping", "Listed, for the database %1 at %2"),
                                   {found.database, found.host}),
                             {}};
}

} // namespace

plan::Step VerifyServer::toStep() const
{
    plan::Step step;
    step.kind = kind;
    step.title = planned ? coded("Mapping.verify_server",
                                 QT_TRANSLATE_NOOP("Mapping", "Verify: the foreign server is listed as planned"))
                         : coded("Mapping.verify_server_gone", QT_TRANSLATE_NOOP("Mapping", "Verify: it is gone"));
    step.connections = {target.connection};
    step.effect = plan::Effect::Read;
    step.canResume = true;
    step.parameters = {{targetKey, target.toString()}};
    if (planned)
        step.parameters.insert(plannedKey,
                               QJsonObject{{hostKey, planned->host},
                                           {portKey, planned->port},
                                           {databaseKey, planned->database},
                                           {roleArnKey, planned->roleArn}});
    return step;
}

core::Result<VerifyServer> VerifyServer::fromStep(const plan::Step &step)
{
    core::JsonReader reader(step.parameters);
    VerifyServer verify;
    const auto target = catalog::ObjectPath::parse(reader.text(targetKey));
    if (!target)
        reader.note(targetKey);
    verify.target = target.value_or(catalog::ObjectPath());
    if (auto planned = reader.optionalObject(plannedKey))
        verify.planned = ForeignServer{planned->text(hostKey), planned->text(portKey), planned->text(databaseKey),
                                       planned->text(roleArnKey)};
    if (!reader.ok())
        return reader.error(Text::tr("The verifying step"));
    return verify;
}

plan::StepResult VerifyServerExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto verify = VerifyServer::fromStep(step);
    if (!verify)
        return core::fail(verify.error());
    const auto catalog = m_catalogFor(verify->target.connection, context.cancellation);
    if (!catalog)
        return core::fail(catalog.error());
    const auto listed = catalog::awaitAll(**catalog, verify->target.parent(), context.cancellation);
    if (!listed)
        return core::fail(listed.error());
    const QString name = verify->target.name();
    const bool isThere = std::ranges::find(*listed, name, &catalog::Entry::name) != listed->end();
    if (isThere != verify->planned.has_value())
        return plan::fail(core::ErrorKind::Invalid,
                          isThere
                              ? coded("Mapping.server_still_there",
                                      QT_TRANSLATE_NOOP("Mapping", "The foreign server %1 is still listed."), {name})
                              : coded("Mapping.server_not_listed",
                                      QT_TRANSLATE_NOOP("Mapping", "The foreign server %1 is not listed."), {name}));
    if (!isThere)
        return plan::StepOutcome{
            coded("Mapping.server_gone", QT_TRANSLATE_NOOP("Mapping", "No longer among the foreign servers")), {}};
    const auto known = core::await((*catalog)->facts(verify->target), context.cancellation);
    if (!known)
        return core::fail(known.error());
    return compared(*verify, serverOf(*known).value_or(ForeignServer()));
}

} // namespace isthmus::mapping
