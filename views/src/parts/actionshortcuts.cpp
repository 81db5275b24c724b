// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/actionshortcuts.h"

#include <QKeySequence>
#include <QShortcut>
#include <QString>
#include <QWidget>

namespace isthmus::views {

void addActionShortcuts(QWidget *page, models::ActionGroup group, const std::function<models::Selection()> &selection,
                        const std::function<void(const models::Command &)> &requested)
{
    for (const models::ActionSpec &spec : models::actionSpecs()) {
        const QKeySequence keys(QString::fromLatin1(spec.shortcut), QKeySequence::PortableText);
        if (spec.group != group || keys.isEmpty())
            continue;
        auto *shortcut = new QShortcut(keys, page);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        QObject::connect(shortcut, &QShortcut::activated, page, [&spec, selection, requested] {
            const models::Selection selected = selection();
            if (spec.applies(selected).show == models::Verdict::Show::Enabled)
                requested(models::commandOf(spec, selected));
        });
    }
}

} // namespace isthmus::views
