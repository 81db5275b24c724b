// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace isthmus::core;

namespace {

// Knows the sentences of the context "Said".
class Other final : public QTranslator {
public:
    [[nodiscard]] QString translate(const char *context, const char *source, const char *, int) const override
    {
        if (qstrcmp(context, "Said") != 0)
            return {};
        if (qstrcmp(source, "The host %1 was not found.") == 0)
            return u"找不到主机 %1。"_s;
        if (qstrcmp(source, "%1 may not connect to database %2.") == 0)
            return u"数据库 %2 不允许 %1 连接。"_s;
        return {};
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

} // namespace

/// Sentences of errors are known again, in whatever language they were made.
class tst_Sentences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasSaidIsKnownAgain();
    void inAnotherLanguageToo();
    void theSentenceWithMostWordsIsTaken();
    void whatCouldBeAnybodysIsNotKnown_data();
    void whatCouldBeAnybodysIsNotKnown();
};

void tst_Sentences::whatWasSaidIsKnownAgain()
{
    const QString sentence = said("Said", "%1 did not answer within %2 s.").arg(u"h%2:80\nx"_s, u"7"_s);
    QCOMPARE(sentence, u"h%2:80\nx did not answer within 7 s."_s);
    const auto origin = originOf(sentence);
    QVERIFY(origin.has_value());
    QCOMPARE(origin->context, QByteArray("Said"));
    QCOMPARE(origin->source, QByteArray("%1 did not answer within %2 s."));
    QCOMPARE(origin->arguments, (QStringList{u"h%2:80\nx"_s, u"7"_s}));
    const auto plain = originOf(said("Said", "Try again in a moment."));
    QVERIFY(plain && plain->arguments.isEmpty());
    QCOMPARE(plain->source, QByteArray("Try again in a moment."));
}

void tst_Sentences::inAnotherLanguageToo()
{
    Other other;
    QVERIFY(QCoreApplication::installTranslator(&other));
    const QString sentence = said("Said", "%1 may not connect to database %2.").arg(u"me"_s, u"crm"_s);
    QCOMPARE(sentence, u"数据库 crm 不允许 me 连接。"_s);
    const auto origin = originOf(sentence);
    QVERIFY(QCoreApplication::removeTranslator(&other));
    QVERIFY(origin.has_value());
    QCOMPARE(origin->source, QByteArray("%1 may not connect to database %2."));
    QCOMPARE(origin->arguments, (QStringList{u"me"_s, u"crm"_s})); // by their numbers
}

void tst_Sentences::theSentenceWithMostWordsIsTaken()
{
    static_cast<void>(said("Said", "%1 exists already."));
    static_cast<void>(said("Said", "The table %1 exists already."));
    QCOMPARE(originOf(u"The table t exists already."_s).value().arguments, QStringList{u"t"_s});
    QCOMPARE(originOf(u"A table exists already."_s).value().arguments, QStringList{u"A table"_s});
}

void tst_Sentences::whatCouldBeAnybodysIsNotKnown_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("nobody has said it") << u"Something else altogether."_s;
    QTest::newRow("almost") << u"Try again in a moment!"_s;
    QTest::newRow("more behind it") << u"Try again in a moment. And again."_s;
    QTest::newRow("next to nothing but arguments") << u"Job 1: Running"_s;
    QTest::newRow("long") << QString(2000, u'x') + u" exists already."_s;
}

void tst_Sentences::whatCouldBeAnybodysIsNotKnown()
{
    QFETCH(const QString, text);
    static_cast<void>(said("Said", "Job %1: %2"));
    static_cast<void>(said("Said", "Try again in a moment."));
    static_cast<void>(said("Said", "%1 exists already."));
    QVERIFY(!originOf(text).has_value());
}

QTEST_GUILESS_MAIN(tst_Sentences)
#include "tst_sentences.moc"
