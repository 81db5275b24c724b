// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/language.h>

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace isthmus::core {

namespace {

const QString translationFolder = QStringLiteral(":/i18n");
const QString filePrefix = QStringLiteral("isthmus_");
const QString fileSuffix = QStringLiteral(".qm");

} // namespace

QStringList availableLanguages()
{
    QStringList result;
    const auto files = QDir(translationFolder).entryList({filePrefix + u'*' + fileSuffix}, QDir::Files, QDir::Name);
    for (const QString &file : files)
        result.append(file.mid(filePrefix.size(), file.size() - filePrefix.size() - fileSuffix.size()));
    result.removeAll(QStringLiteral("en"));
    return result;
}

void installLanguage(QCoreApplication &app, const QString &chosen)
{
    const QString language = qEnvironmentVariable("ISTHMUS_LANG", chosen);
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    if (!language.isEmpty())
        QLocale::setDefault(locale);
    auto *own = new QTranslator(&app);
    if (own->load(locale, QStringLiteral("isthmus"), QStringLiteral("_"), translationFolder, fileSuffix))
        app.installTranslator(own);
    auto *qt = new QTranslator(&app);
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        app.installTranslator(qt);
}

} // namespace isthmus::core
