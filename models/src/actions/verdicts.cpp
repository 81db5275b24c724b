// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/verdicts.h"

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::models {

QString say(const char *text)
{
    return QCoreApplication::translate("Actions", text);
}

Verdict enabled()
{
    return {};
}

Verdict hidden()
{
    return {Verdict::Show::Hidden, {}, {}, {}, {}};
}

Verdict onlyFor(bool applies)
{
    return applies ? enabled() : hidden();
}

Verdict disabled(const QString &shortReason, const QString &title, const QString &why, const QString &instead)
{
    return {Verdict::Show::Disabled, shortReason, title, why, instead};
}

Verdict oneAtATime(const Selection &selection, const QString &why)
{
    return disabled(say(QT_TRANSLATE_NOOP("Actions", "select one")), say(QT_TRANSLATE_NOOP("Actions", "One at a time")),
                    why.arg(selection.objects.size()), say(QT_TRANSLATE_NOOP("Actions", "Select one of them.")));
}

bool all(const Selection &selection, bool (*is)(const SelectedObject &))
{
    return !selection.objects.isEmpty() && std::ranges::all_of(selection.objects, is);
}

bool isConnection(const SelectedObject &object)
{
    return object.path.isConnection();
}

bool isRelation(const SelectedObject &object)
{
    return catalog::isRelation(object.kind);
}

} // namespace isthmus::models
