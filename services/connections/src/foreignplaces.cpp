// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/foreignplaces.h>

#include <QDir>

#include <optional>

namespace isthmus::connections {

namespace {

std::optional<QProcessEnvironment> &remembered()
{
    static std::optional<QProcessEnvironment> environment;
    return environment;
}

} // namespace

ForeignPlaces ForeignPlaces::ofUser()
{
    return {QDir::homePath(), remembered().value_or(QProcessEnvironment::systemEnvironment())};
}

void ForeignPlaces::rememberEnvironment()
{
    remembered() = QProcessEnvironment::systemEnvironment();
}

QString ForeignPlaces::shown(const QString &file) const
{
    return !home.isEmpty() && file.startsWith(home + u'/') ? u'~' + file.sliced(home.size()) : file;
}

} // namespace isthmus::connections
