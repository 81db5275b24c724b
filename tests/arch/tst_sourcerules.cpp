// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct SourceFile {
    QString path; // relative to the project
    QStringList lines; // without comments and the contents of string literals
};

// Comments and literals may name what code may not use.
QString withoutCommentsAndLiterals(const QString &text)
{
    static const QRegularExpression noise(u"R\"([a-z]*)\\((?:.|\n)*?\\)\\1\""_s // raw literal
                                          u"|//[^\n]*|/\\*(?:.|\n)*?\\*/"_s // comments
                                          u"|\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)+'"_s); // literals
    QString result;
    qsizetype end = 0;
    for (auto it = noise.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        result += QStringView(text).mid(end, match.capturedStart() - end);
        result += QString(match.captured().count(u'\n'), u'\n'); // line numbers stay true
        end = match.capturedEnd();
    }
    return result + text.mid(end);
}

QList<SourceFile> sources(const QStringList &folders)
{
    const QDir root(QStringLiteral(ISTHMUS_SOURCE_DIR));
    QList<SourceFile> files;
    for (const auto &folder : folders) {
        QDirIterator it(root.filePath(folder), {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QString text = QString::fromUtf8(file.readAll());
            QString code = withoutCommentsAndLiterals(text);
            // Include lines are literals to the expression above, but rules are about them: put them back.
            QStringList lines = code.split(u'\n');
            const QStringList original = text.split(u'\n');
            for (qsizetype i = 0; i < lines.size() && i < original.size(); ++i) {
                if (original[i].startsWith(u"#include"))
                    lines[i] = original[i];
            }
            files.append({root.relativeFilePath(file.fileName()), lines});
        }
    }
    return files;
}

} // namespace

/// Rules that neither the compiler nor the link line can hold.
class tst_SourceRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forbiddenText_data();
    void forbiddenText();
    void theReaderSeesCodeAndNotComments();
    void everySourceNamesItsLicence();
};

void tst_SourceRules::forbiddenText_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("folders");
    QTest::addColumn<QString>("allowedIn"); // a path that matches this may

    const QStringList all{u"app"_s, u"models"_s, u"services"_s, u"views"_s};
    QTest::newRow("include across folders") << u"#include \"\\.\\./"_s << all << QString();
    QTest::newRow("nested event loop") << u"\\bQEventLoop\\b|\\bprocessEvents\\b"_s << all << QString();
    QTest::newRow("blocking dialog") << u"(\\.|->)exec\\(\\)"_s << all
                                     << u"^app/|/src/.*(query|store)|^services/sqlite/"_s;
    QTest::newRow("blocking wait") << u"\\bwaitForFinished\\b"_s << all << u"core/async\\.h$"_s;
    QTest::newRow("string-based connect")
        << u"\\bSIGNAL\\(|\\bSLOT\\("_s << all << u"^views/src/style/theme\\.cpp$"_s; // QtDBus knows no other
    QTest::newRow("raw continuation") << u"\\.then\\("_s << all << QString();
    QTest::newRow("message box") << u"\\bQMessageBox\\b"_s << all << QString();
    QTest::newRow("item views that own their data") << u"\\bQ(Tree|Table|List)Widget\\b"_s << all << QString();
    QTest::newRow("widgets below the views")
        << u"#include <QtWidgets/|#include <QtWidgets>"_s << QStringList{u"models"_s, u"services"_s} << QString();
    QTest::newRow("PostgreSQL outside its folders")
        << u"#include <(pqxx/|libpq-fe)"_s << all << u"^services/(hologres|sandbox)/"_s;
    QTest::newRow("curl outside its folder") << u"#include <curl/"_s << all << u"^services/maxcompute/|^app/"_s;
    QTest::newRow("HTTP server outside the sandbox") << u"#include <httplib"_s << all << u"^services/sandbox/"_s;
    QTest::newRow("sleep") << u"\\bQThread::u?m?sleep\\b|\\bQTest::qWait\\b|\\bQTest::qSleep\\b"_s
                           << (all + QStringList{u"tests"_s}) << QString();
    QTest::newRow("verification switched off") << u"SSL_VERIFYPEER, *0|SSL_VERIFYHOST, *0"_s << all << QString();
}

void tst_SourceRules::forbiddenText()
{
    QFETCH(QString, pattern);
    QFETCH(QStringList, folders);
    QFETCH(QString, allowedIn);
    const QRegularExpression forbidden(pattern);
    const QRegularExpression allowed(allowedIn);
    QVERIFY(forbidden.isValid() && allowed.isValid());
    QStringList found;
    const auto files = sources(folders);
    QVERIFY(files.size() > 20); // the reader works at all
    for (const auto &file : files) {
        if (!allowedIn.isEmpty() && allowed.match(file.path).hasMatch())
            continue;
        for (qsizetype i = 0; i < file.lines.size(); ++i) {
            if (forbidden.match(file.lines[i]).hasMatch())
                found.append(u"%1:%2: %3"_s.arg(file.path).arg(i + 1).arg(file.lines[i].trimmed()));
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
}

void tst_SourceRules::theReaderSeesCodeAndNotComments()
{
    const QString code =
        withoutCommentsAndLiterals(u"a(); // QEventLoop\nb(\"QEventLoop\"); /* QEventLoop\n */ c();\n"_s);
    QVERIFY(!code.contains(u"QEventLoop"));
    QVERIFY(code.contains(u"a();") && code.contains(u"b(") && code.contains(u"c();"));
    QCOMPARE(code.count(u'\n'), 3);
}

void tst_SourceRules::everySourceNamesItsLicence()
{
    const QDir root(QStringLiteral(ISTHMUS_SOURCE_DIR));
    QStringList without;
    for (const auto &folder : {u"app"_s, u"models"_s, u"services"_s, u"views"_s, u"tests"_s}) {
        QDirIterator it(root.filePath(folder), {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            if (!file.readLine().startsWith("// SPDX-License-Identifier: GPL-3.0-or-later"))
                without.append(root.relativeFilePath(file.fileName()));
        }
    }
    QVERIFY2(without.isEmpty(), qPrintable(without.join(u'\n')));
}

QTEST_GUILESS_MAIN(tst_SourceRules)
#include "tst_sourcerules.moc"
