// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/lane.h>
#include <isthmus/core/privatefile.h>
#include <isthmus/views/window/windowsettings.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <array>

namespace isthmus::views::settings {

namespace {

using Choice = Theme::Choice;

const std::array<std::pair<Choice, QString>, 3> &themes()
{
    static const std::array<std::pair<Choice, QString>, 3> names{{{Choice::System, QStringLiteral("system")},
                                                                  {Choice::Light, QStringLiteral("light")},
                                                                  {Choice::Dark, QStringLiteral("dark")}}};
    return names;
}

constexpr qsizetype room = 4096; // by which the file may grow, bytes

} // namespace

QString themeName(Choice choice)
{
    return std::ranges::find(themes(), choice, &std::pair<Choice, QString>::first)->second;
}

Choice themeChoice(const QString &name)
{
    const auto found = std::ranges::find(themes(), name, &std::pair<Choice, QString>::second);
    return found == themes().end() ? Choice::System : found->first;
}

QFuture<core::Result<core::Done>> write(const QString &file)
{
    return core::runOnPool<core::Done>([file](const core::Cancellation &) -> core::Result<core::Done> {
        QSettings shared(file, QSettings::IniFormat); // with what others of this process have set
        shared.sync();
        if (shared.status() == QSettings::NoError)
            return core::Done{};
        // It does not say why: a write of our own does.
        const QString trial = file + QStringLiteral(".trial");
        auto written = core::writePrivateFile(trial, QByteArray(qsizetype(QFileInfo(file).size()) + room, ' '));
        QFile::remove(trial);
        if (!written) {
            for (QString *text : {&written.error().message, &written.error().hint})
                text->replace(trial, file);
            return written;
        }
        return core::fail(core::ErrorKind::Internal,
                          QCoreApplication::translate("MainWindow", "The file %1 cannot be written.").arg(file));
    });
}

} // namespace isthmus::views::settings
