// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/language.h>

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace isthmus;

namespace {

struct Message {
    QString context;
    QString source;
    QString translation;
    QString type; ///< "unfinished", "vanished", "obsolete"; empty: finished
    bool isNumerus = false;
};

QList<Message> readMessages(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement())
            continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        if (xml.name() != u"message")
            continue;
        Message message;
        message.context = context;
        message.isNumerus = xml.attributes().value(QLatin1String("numerus")) == u"yes";
        while (xml.readNextStartElement()) {
            if (xml.name() == u"source") {
                message.source = xml.readElementText();
            } else if (xml.name() == u"translation") {
                message.type = xml.attributes().value(QLatin1String("type")).toString();
                message.translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            } else {
                xml.skipCurrentElement();
            }
        }
        messages.append(message);
    }
    return messages;
}

} // namespace

/// The Chinese texts are whole, and are filed where the program looks for them.
class tst_Translations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyMessageIsTranslated();
    void placeholdersSurvive();
    void contextsAreThoseTheSourcesUse();
    void chineseIsInstalled();
    void servicesNameNoWindow();

private:
    QList<Message> m_messages;
};

void tst_Translations::initTestCase()
{
    m_messages = readMessages(QStringLiteral(ISTHMUS_SOURCE_DIR "/resources/translations/isthmus_zh_CN.ts"));
    QVERIFY2(m_messages.size() > 900, qPrintable(QString::number(m_messages.size())));
}

void tst_Translations::everyMessageIsTranslated()
{
    QSet<QPair<QString, QString>> seen;
    for (const Message &message : std::as_const(m_messages)) {
        QVERIFY2(message.type.isEmpty(), qPrintable(message.context + QStringLiteral(": ") + message.source));
        QVERIFY2(!message.translation.isEmpty(), qPrintable(message.source));
        const QPair key(message.context, message.source);
        QVERIFY2(!seen.contains(key), qPrintable(message.source));
        seen.insert(key);
    }
}

// What is put in for %1 must be in the translation too, as often.
void tst_Translations::placeholdersSurvive()
{
    static const QRegularExpression place(QStringLiteral("%L?(\\d|n)"));
    const auto places = [](const QString &text) {
        QStringList found;
        auto matches = place.globalMatch(text);
        while (matches.hasNext())
            found.append(matches.next().captured(1));
        found.sort();
        return found;
    };
    for (const Message &message : std::as_const(m_messages)) {
        if (!message.isNumerus)
            QVERIFY2(places(message.source) == places(message.translation), qPrintable(message.source));
    }
}

// A message under a context that nothing asks for would never be shown. A context is the name of a class with Q_OBJECT,
// or stands in the sources as a string or in Q_DECLARE_TR_FUNCTIONS.
void tst_Translations::contextsAreThoseTheSourcesUse()
{
    static const QRegularExpression named(QStringLiteral(
        "Q_DECLARE_TR_FUNCTIONS\\((\\w+)\\)|translate\\(\\s*\"(\\w+)\"|QT_TRANSLATE_NOOP\\(\\s*\"(\\w+)\""));
    static const QRegularExpression classes(QStringLiteral("class (\\w+)(?: final)?[^;{]*\\{\\s*Q_OBJECT"));
    static const QRegularExpression space(QStringLiteral("namespace (isthmus::\\w+)"));
    QSet<QString> used;
    for (const char *folder : {"app", "models", "services", "views"}) {
        QDirIterator files(QStringLiteral(ISTHMUS_SOURCE_DIR "/") + QLatin1String(folder),
                           {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            for (auto matches = named.globalMatch(text); matches.hasNext();) {
                const auto match = matches.next();
                used.insert(match.captured(match.lastCapturedIndex()));
            }
            for (auto matches = classes.globalMatch(text); matches.hasNext();) {
                const auto match = matches.next();
                // The namespace that was opened last before the class; others may have been for declarations ahead.
                QString within;
                for (auto spaces = space.globalMatch(text.left(match.capturedStart())); spaces.hasNext();)
                    within = spaces.next().captured(1);
                used.insert(within + QStringLiteral("::") + match.captured(1));
            }
        }
    }
    for (const Message &message : std::as_const(m_messages))
        QVERIFY2(used.contains(message.context), qPrintable(message.context + QStringLiteral(": ") + message.source));
}

void tst_Translations::chineseIsInstalled()
{
    QCOMPARE(core::availableLanguages(), QStringList{QStringLiteral("zh_CN")});
    core::installLanguage(*QCoreApplication::instance(), QStringLiteral("zh_CN"));
    QSet<QString> checked;
    for (const Message &message : std::as_const(m_messages)) {
        if (checked.contains(message.context) || message.isNumerus || message.source == message.translation)
            continue;
        QCOMPARE(QCoreApplication::translate(message.context.toUtf8().constData(), message.source.toUtf8().constData()),
                 message.translation);
        checked.insert(message.context);
    }
    QVERIFY(checked.size() > 40);
    const auto translators = QCoreApplication::instance()->findChildren<QTranslator *>();
    for (QTranslator *translator : translators)
        QCoreApplication::removeTranslator(translator);
    // An unknown language leaves the sources' own.
    core::installLanguage(*QCoreApplication::instance(), QStringLiteral("xx"));
    QCOMPARE(QCoreApplication::translate("Prompter", "Remove connection"), QStringLiteral("Remove connection"));
}

// What services say is read in a terminal too.
void tst_Translations::servicesNameNoWindow()
{
    const QSet<QString> shared{
        QStringLiteral("Catalog"), QStringLiteral("Connections"), QStringLiteral("Core"),     QStringLiteral("Ctl"),
        QStringLiteral("Dialect"), QStringLiteral("Engine"),      QStringLiteral("Hologres"), QStringLiteral("Mapping"),
        QStringLiteral("Plan"),    QStringLiteral("MaxCompute"),  QStringLiteral("Planning"), QStringLiteral("Records"),
        QStringLiteral("Sandbox"), QStringLiteral("Tasks"),       QStringLiteral("NameIndex")};
    static const QRegularExpression ofWindows(
        QStringLiteral("\\b(refresh|tree|click|menu|button|dialog|dialogue|pane|tab|window|press|edit the)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    int seen = 0;
    for (const Message &message : std::as_const(m_messages)) {
        if (!shared.contains(message.context))
            continue;
        ++seen;
        QVERIFY2(!ofWindows.match(message.source).hasMatch(),
                 qPrintable(message.context + QStringLiteral(": ") + message.source));
    }
    QVERIFY2(seen > 500, qPrintable(QString::number(seen)));
}

QTEST_GUILESS_MAIN(tst_Translations)
#include "tst_translations.moc"
