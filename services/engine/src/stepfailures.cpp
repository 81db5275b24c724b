// SPDX-License-Identifier: GPL-3.0-or-later
#include "stepfailures.h"

#include <QCoreApplication>

namespace isthmus::engine {

using core::ErrorKind;

plan::Failure readOnlyFailure(const plan::Step &step)
{
    return {ErrorKind::Permission,
            plan::Text::coded("Engine.read_only",
                              QT_TRANSLATE_NOOP("Engine", "The connection %1 is read-only; \"%2\" would write to it."),
                              {step.connection(), step.title.toJson()}),
            plan::Text::coded(
                "Engine.read_only_hint",
                QT_TRANSLATE_NOOP("Engine", "Save the connection anew without \"read-only\", or choose another one."))};
}

plan::Failure unconfirmedFailure(const plan::Step &step)
{
    plan::Failure failure{
        ErrorKind::Permission,
        plan::Text::coded(
            "Engine.production",
            QT_TRANSLATE_NOOP("Engine", "The connection %1 is of production; \"%2\" would write to it unconfirmed."),
            {step.connection(), step.title.toJson()}),
        plan::Text::coded("Engine.production_hint",
                          QT_TRANSLATE_NOOP("Engine", "Confirm that by the name of the connection."))};
    failure.isUnsent = true;
    return failure;
}

plan::Failure unknownKind(const plan::Step &step)
{
    return {ErrorKind::Unsupported,
            plan::Text::coded("Engine.unknown_kind",
                              QT_TRANSLATE_NOOP("Engine", "No part of this program runs \"%1\" steps."), {step.kind})};
}

plan::Failure unexpectedEnd(const plan::Step &step, const QString &detail)
{
    return {ErrorKind::Internal,
            plan::Text::coded("Engine.unexpected_end",
                              QT_TRANSLATE_NOOP("Engine", "The step \"%1\" ended unexpectedly."),
                              {step.title.toJson()}),
            {},
            detail};
}

} // namespace isthmus::engine
