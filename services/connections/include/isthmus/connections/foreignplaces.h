// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QString>

namespace isthmus::connections {

/// Where this user's other programs keep their connections: the home folder and the variables of the environment.
struct ForeignPlaces {
    QString home;
    QProcessEnvironment environment;

    /// Of the user of this program, with the environment as it was at rememberEnvironment(). Thread: any.
    [[nodiscard]] static ForeignPlaces ofUser();
    /// Keeps the environment as it is now, since programs drop parts of it. Once, before there are threads.
    static void rememberEnvironment();

    /// Empty if it is not set.
    [[nodiscard]] QString variable(const QString &name) const { return environment.value(name); }
    [[nodiscard]] QString inHome(const QString &relative) const { return home + u'/' + relative; }
    /// The name of \a file for people: "~/.pgpass".
    [[nodiscard]] QString shown(const QString &file) const;
};

} // namespace isthmus::connections
