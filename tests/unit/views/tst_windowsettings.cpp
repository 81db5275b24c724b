// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/views/window/windowsettings.h>

#include <QSet>
#include <QTest>

using namespace isthmus;
using Choice = views::Theme::Choice;

class tst_WindowSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void themesHaveNames()
    {
        for (const Choice choice : {Choice::System, Choice::Light, Choice::Dark})
            QCOMPARE(views::settings::themeChoice(views::settings::themeName(choice)), choice);
        QCOMPARE(views::settings::themeName(Choice::Dark), QStringLiteral("dark")); // as older versions wrote it
        for (const char *unknown : {"", "Dark", "solarized"})
            QCOMPARE(views::settings::themeChoice(QLatin1String(unknown)), Choice::System);
    }

    void noTwoKeysAreAlike()
    {
        using namespace views::settings;
        const QStringList keys{theme,        language,        geometry, docks,    split,
                               catalogSplit, stackedCatalogs, expanded, documents};
        QCOMPARE(QSet<QString>(keys.begin(), keys.end()).size(), keys.size());
    }
};

QTEST_GUILESS_MAIN(tst_WindowSettings)
#include "tst_windowsettings.moc"
