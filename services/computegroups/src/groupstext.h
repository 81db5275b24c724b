// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/text.h>

#include <QCoreApplication>
#include <QJsonArray>

namespace isthmus::computegroups {

/// Text::tr() translates in this layer's context.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ComputeGroups)
};

/// A text that plans and runs keep; see plan::Text::coded(). Braces around one array make it one argument, an
/// enumeration; taken as a QJsonArray they would be copied away, and its elements be the arguments.
[[nodiscard]] inline plan::Text coded(const char *code, const char *source,
                                      std::initializer_list<QJsonValue> arguments = {})
{
    return plan::Text::coded(code, source, QJsonArray(arguments));
}

} // namespace isthmus::computegroups
