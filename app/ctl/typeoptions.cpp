// SPDX-License-Identifier: GPL-3.0-or-later
#include "typeoptions.h"

namespace isthmus::app {

namespace {

QString valuesOf(const mapping::TypeDispute &dispute)
{
    QStringList values;
    for (const auto &choice : dispute.choices)
        values.append(choice.value);
    return values.join(QStringLiteral(", "));
}

} // namespace

QString typeOption(const mapping::TypeDispute &dispute)
{
    return QString(dispute.name).replace(u'_', u'-');
}

void addTypeOptions(CtlArguments &args, std::optional<bool> isToHologres)
{
    for (const auto &dispute : mapping::typeDisputes()) {
        if (!isToHologres || *isToHologres == dispute.isToHologres)
            args.addOption(
                typeOption(dispute),
                CtlText::tr("Where the manuals disagree: %1 (the first if not given).").arg(valuesOf(dispute)),
                QStringLiteral("CHOICE"));
    }
}

QString readTypeOptions(const CtlArguments &args, mapping::TypeSettings &settings)
{
    for (const auto &dispute : mapping::typeDisputes()) {
        const QString option = typeOption(dispute);
        if (args.given().contains(option) && !settings.set(dispute.name, args.value(option)))
            return CtlText::tr("--%1 is one of %2.").arg(option, valuesOf(dispute));
    }
    return {};
}

} // namespace isthmus::app
