// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/text.h>

#include <QCoreApplication>

namespace isthmus::computegroups {

/// Text::tr() translates in this layer's context.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ComputeGroups)
};

/// A text that plans and runs keep; see plan::Text::coded().
[[nodiscard]] inline plan::Text coded(const char *code, const char *source, const QJsonArray &arguments = {})
{
    return plan::Text::coded(code, source, arguments);
}

} // namespace isthmus::computegroups
