// SPDX-License-Identifier: GPL-3.0-or-later
#include "types/settingsjson.h"

namespace isthmus::mapping {

TypeSettings readTypeSettings(core::JsonReader &reader, const QString &key, const QJsonObject &json)
{
    TypeSettings types;
    auto settings = reader.optionalObject(key);
    if (!settings)
        return types;
    QStringList others = json.value(key).toObject().keys();
    for (const TypeDispute &dispute : typeDisputes()) {
        others.removeOne(dispute.name);
        if (settings->contains(dispute.name) && !types.set(dispute.name, settings->text(dispute.name)))
            settings->note(dispute.name);
    }
    for (const QString &name : std::as_const(others))
        settings->note(name);
    return types;
}

} // namespace isthmus::mapping
