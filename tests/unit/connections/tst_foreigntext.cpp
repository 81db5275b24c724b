// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/foreigntext.h>

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace isthmus;
using namespace isthmus::connections;

/// Text that others wrote: what is no text is told by its place, and nothing is taken for more than it is.
class tst_ForeignText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void propertiesReadAsJavaReadsThem();
    void linesThatAreNoTextAreTold();
    void longFilesAreCutAndTold();
    void onlyRegularFilesAreRead();
    void percentDecoding_data();
    void percentDecoding();
    void anyBytesAreReadInBoundedTime();
};

void tst_ForeignText::propertiesReadAsJavaReadsThem()
{
    const QByteArray content = "# comment\n! too\n\n"
                               "  a=1\nb : two words \nc three\nd=x\\\n   y\\=z\n"
                               "path\\ key=C:\\\\dir\ne=\\u4e2d\nf=first\nf=last\ng\r\nh=1\\\\\ni=2\n";
    const auto read = foreignProperties(content, QStringLiteral("f"));
    QVERIFY2(read.problems.isEmpty(), qPrintable(read.problems.join(u' ')));
    const auto value = [&read](QStringView key) { return read.value(key); };
    QCOMPARE(value(u"a"), QStringLiteral("1"));
    QCOMPARE(value(u"b"), QStringLiteral("two words"));
    QCOMPARE(value(u"c"), QStringLiteral("three"));
    QCOMPARE(value(u"d"), QStringLiteral("xy=z"));
    QCOMPARE(value(u"path key"), QStringLiteral("C:\\dir"));
    QCOMPARE(value(u"e"), QStringLiteral("中"));
    QCOMPARE(value(u"f"), QStringLiteral("last"));
    QCOMPARE(value(u"g"), QString());
    QCOMPARE(value(u"h"), QStringLiteral("1\\")); // an even number of "\" ends the line
    QCOMPARE(value(u"i"), QStringLiteral("2"));
    const auto wrong = foreignProperties("a=1\nb=\\u12g4\n", QStringLiteral("f.ini"));
    QCOMPARE(wrong.values.size(), 1);
    QVERIFY(wrong.problems.join(u' ').contains(QStringLiteral("2")));
    QVERIFY(!wrong.problems.join(u' ').contains(QStringLiteral("12g4"))); // it may be a secret
}

void tst_ForeignText::linesThatAreNoTextAreTold()
{
    const auto read =
        foreignLines(QByteArray("\xEF\xBB\xBFone\r\ntw\xFFo\nthree\n\0four\nf\xC3\xBCnf", 30), QStringLiteral("f"));
    QStringList texts;
    for (const auto &line : read.lines)
        texts.append(line.text);
    QCOMPARE(texts, (QStringList{QStringLiteral("one"), QStringLiteral("three"), QStringLiteral("fünf")}));
    QCOMPARE(read.lines.last().number, 5);
    QCOMPARE(read.problems.size(), 2);
    QVERIFY(read.problems.first().contains(u'2'));
}

void tst_ForeignText::longFilesAreCutAndTold()
{
    const auto many = foreignLines(QByteArray("x\n").repeated(10'001), QStringLiteral("f"));
    QCOMPARE(many.lines.size(), 10'000);
    QCOMPARE(many.problems.size(), 1);
    const auto wide = foreignLines(QByteArray(16 * 1024 + 1, 'x') + "\ny", QStringLiteral("f"));
    QCOMPARE(wide.lines.size(), 1);
    QCOMPARE(wide.problems.size(), 1);
    const auto endless = foreignProperties(QByteArray("a\\\n").repeated(20'000) + "b=1", QStringLiteral("f"));
    QVERIFY(!endless.problems.isEmpty());
    QVERIFY(!isPlainValue(QString(5000, u'x')));
    QVERIFY(!isPlainValue(QStringLiteral("a\nb")));
    QVERIFY(isPlainValue(QStringLiteral("日本 ü")));
}

void tst_ForeignText::onlyRegularFilesAreRead()
{
    const QTemporaryDir dir;
    const QString pipe = dir.filePath(QStringLiteral("pipe"));
    QVERIFY(::mkfifo(pipe.toUtf8().constData(), 0600) == 0);
    QCOMPARE(readForeignFile(pipe).error().kind, core::ErrorKind::Invalid); // and does not wait for a writer
    QCOMPARE(readForeignFile(dir.path()).error().kind, core::ErrorKind::Invalid);
    QCOMPARE(readForeignFile(dir.filePath(QStringLiteral("none"))).error().kind, core::ErrorKind::NotFound);
    const QString name = dir.filePath(QStringLiteral("file"));
    QFile file(name);
    QVERIFY(file.open(QFile::WriteOnly) && file.write("text") == 4);
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(readForeignFile(name)->content, QByteArray("text"));
    QVERIFY(readForeignFile(name)->isPrivate);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    QVERIFY(!readForeignFile(name)->isPrivate);
    QVERIFY(file.open(QFile::WriteOnly) && file.resize(1024 * 1024 + 1));
    file.close();
    QCOMPARE(readForeignFile(name).error().kind, core::ErrorKind::Invalid);
}

void tst_ForeignText::percentDecoding_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("plusIsBlank");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<QString>("decoded");
    QTest::newRow("plain") << u"abc"_qs << false << true << u"abc"_qs;
    QTest::newRow("plus") << u"a+b"_qs << false << true << u"a+b"_qs;
    QTest::newRow("blank") << u"a+b%2B"_qs << true << true << u"a b+"_qs;
    QTest::newRow("utf8") << u"%E4%b8%AD"_qs << false << true << u"中"_qs;
    QTest::newRow("not encoded") << u"中"_qs << false << true << u"中"_qs;
    QTest::newRow("cut") << u"a%4"_qs << false << false << QString();
    QTest::newRow("no digit") << u"%4g"_qs << false << false << QString();
    QTest::newRow("no utf8") << u"%ff"_qs << false << false << QString();
    QTest::newRow("empty") << QString() << false << true << QString();
}

void tst_ForeignText::percentDecoding()
{
    QFETCH(const QString, text);
    QFETCH(const bool, plusIsBlank);
    QFETCH(const bool, isGood);
    QFETCH(const QString, decoded);
    const auto result = percentDecoded(text, plusIsBlank);
    QCOMPARE(result.has_value(), isGood);
    QCOMPARE(result.value_or(QString()), decoded);
}

void tst_ForeignText::anyBytesAreReadInBoundedTime()
{
    QRandomGenerator random(4711);
    const QByteArray letters = "ab=: \\\n\r\t#[]*%u0@/?&\xC3\xBC\xFF";
    for (int round = 0; round < 500; ++round) {
        QByteArray content(int(random.bounded(200)), '\0');
        for (char &c : content)
            c = letters[int(random.bounded(int(letters.size())))];
        const auto lines = foreignLines(content, QStringLiteral("f"));
        for (const auto &line : lines.lines)
            QVERIFY(!line.text.contains(u'\n') && !line.text.contains(u'\r'));
        const auto properties = foreignProperties(content, QStringLiteral("f"));
        QSet<QString> keys;
        for (const auto &[key, value] : properties.values)
            keys.insert(key);
        QCOMPARE(keys.size(), properties.values.size()); // each once
        // What was encoded is what comes back.
        const QString text = QString::fromLatin1(content);
        QCOMPARE(percentDecoded(QString::fromLatin1(text.toUtf8().toPercentEncoding()), true), text);
    }
    QElapsedTimer timer;
    timer.start();
    static_cast<void>(foreignProperties(QByteArray("k\\\n").repeated(300'000), QStringLiteral("f")));
    static_cast<void>(foreignLines(QByteArray(1024 * 1024, '\n'), QStringLiteral("f")));
    QVERIFY(timer.elapsed() < 5000);
}

QTEST_GUILESS_MAIN(tst_ForeignText)
#include "tst_foreigntext.moc"
