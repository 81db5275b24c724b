// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/views/window/windowsettings.h>

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

} // namespace isthmus::views::settings
