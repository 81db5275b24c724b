// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/plan/text.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QString>

#include <initializer_list>

namespace isthmus::mapping {

/// Text::tr() translates in this layer's context.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Mapping)
};

/// A text that plans and runs keep; see plan::Text::coded(). Braces around one array make it one argument, an
/// enumeration; taken as a QJsonArray they would be copied away, and its elements be the arguments.
[[nodiscard]] inline plan::Text coded(const char *code, const char *source,
                                      std::initializer_list<QJsonValue> arguments = {})
{
    return plan::Text::coded(code, source, QJsonArray(arguments));
}

[[nodiscard]] plan::Text relationKindText(catalog::ObjectKind kind); ///< "external table"
[[nodiscard]] plan::Text lossText(catalog::ObjectKind kind); ///< what goes with such a relation: "its rows"

/// What is confirmed: "drops 3 external tables".
[[nodiscard]] inline plan::Text dropsText(qsizetype count)
{
    return count == 1 ? coded("Mapping.drops_one", QT_TRANSLATE_NOOP("Mapping", "drops 1 external table"))
                      : coded("Mapping.drops_many", QT_TRANSLATE_NOOP("Mapping", "drops %1 external tables"), {count});
}

/// Likewise: "drops 3 foreign tables".
[[nodiscard]] inline plan::Text dropsForeignText(qsizetype count)
{
    return count == 1
        ? coded("Mapping.drops_foreign_one", QT_TRANSLATE_NOOP("Mapping", "drops 1 foreign table"))
        : coded("Mapping.drops_foreign_many", QT_TRANSLATE_NOOP("Mapping", "drops %1 foreign tables"), {count});
}

[[nodiscard]] inline plan::Text columnCountText(qsizetype count)
{
    return count == 1 ? coded("Mapping.one_column", QT_TRANSLATE_NOOP("Mapping", "1 column"))
                      : coded("Mapping.columns", QT_TRANSLATE_NOOP("Mapping", "%1 columns"), {count});
}

} // namespace isthmus::mapping
