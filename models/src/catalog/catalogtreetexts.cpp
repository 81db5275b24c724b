// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalogtreetexts.h"

#include <isthmus/core/format.h>

#include <QCoreApplication>

namespace isthmus::models {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("CatalogTree", text);
}

} // namespace

QString readingMoreText(int loaded)
{
    if (loaded == 1)
        return say(QT_TRANSLATE_NOOP("CatalogTree", "1 name, reading more"));
    return say(QT_TRANSLATE_NOOP("CatalogTree", "%1 names, reading more")).arg(core::formatCount(loaded));
}

QString waitingText(const QString &reading, int seconds)
{
    return say(QT_TRANSLATE_NOOP("CatalogTree", "%1 · %2 s")).arg(reading).arg(seconds);
}

QString hiddenText(int count)
{
    if (count == 1)
        return say(QT_TRANSLATE_NOOP("CatalogTree", "1 schema hidden"));
    return say(QT_TRANSLATE_NOOP("CatalogTree", "%1 schemas hidden")).arg(count);
}

// Short, since the pane is narrow, and with the name last: it stands in the row above too.
QString errorTitle(const core::Error &error, const catalog::ObjectPath &path)
{
    const QString name = path.name();
    if (error.isCancelled())
        return say(QT_TRANSLATE_NOOP("CatalogTree", "Stopped reading %1")).arg(name);
    if (error.isTransient())
        return say(QT_TRANSLATE_NOOP("CatalogTree", "Cannot reach %1")).arg(name);
    switch (error.kind) {
    case core::ErrorKind::Authentication:
        return say(QT_TRANSLATE_NOOP("CatalogTree", "Cannot sign in to %1")).arg(name);
    case core::ErrorKind::Permission:
        return say(QT_TRANSLATE_NOOP("CatalogTree", "You may not list %1")).arg(name);
    case core::ErrorKind::NotFound:
        if (path.isConnection()) // which is there: what it leads to is not, or its secret
            return say(QT_TRANSLATE_NOOP("CatalogTree", "Cannot open %1")).arg(name);
        return say(QT_TRANSLATE_NOOP("CatalogTree", "There is no %1")).arg(name);
    default:
        return say(QT_TRANSLATE_NOOP("CatalogTree", "Cannot read %1")).arg(name);
    }
}

QString driftText(mapping::DriftState state)
{
    switch (state) {
    case mapping::DriftState::Broken:
        return say(QT_TRANSLATE_NOOP("CatalogTree", "drift: broken"));
    case mapping::DriftState::Differs:
        return say(QT_TRANSLATE_NOOP("CatalogTree", "drift: differs"));
    case mapping::DriftState::Unknown:
        return say(QT_TRANSLATE_NOOP("CatalogTree", "drift not known"));
    case mapping::DriftState::Equal:
        break;
    }
    return {};
}

QString errorDetail(const core::Error &error)
{
    if (error.isCancelled())
        return {};
    for (const QString &text : {error.message, error.hint, error.detail}) {
        if (!text.isEmpty())
            return text.simplified(); // rows are one line high
    }
    return {};
}

} // namespace isthmus::models
