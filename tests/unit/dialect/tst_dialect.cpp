// SPDX-License-Identifier: GPL-3.0-or-later
#include "cputime.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/dialect/sending.h>
#include <isthmus/dialect/statements.h>
#include <isthmus/dialect/visibletexts.h>
#include <isthmus/dialect/words.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::dialect;

class tst_Dialect : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void postgresQuoting();
    void maxComputeQuoting();
    void controlCharactersAreEscapes();
    void shownStatementsHideNothing_data();
    void shownStatementsHideNothing();
    void whatCannotBeSentIsNamedWithItsPlace_data();
    void whatCannotBeSentIsNamedWithItsPlace();
    void eachDialectHasItsWords();
    void statements_data();
    void statements();
    void aStatementKnowsItsPlace();
    void theFirstWord_data();
    void theFirstWord();
    void wordsAreWhatIsNotQuoted();
    void aLongScriptTakesLinearTime();
};

void tst_Dialect::postgresQuoting()
{
    QCOMPARE(quotePostgresName(u"a\"b"), u"\"a\"\"b\"");
    QCOMPARE(quotePostgresName(QString(QChar(u'a')) + QChar(u'\0') + QChar(u'b')), u"\"ab\"");
    QCOMPARE(quotePostgresText(u"it's"), u"'it''s'");
    QCOMPARE(quotePostgresText(u"a\\'b"), u"E'a\\\\''b'");
    QCOMPARE(quotePostgresText(u"a\n\r\t\x1b\u202e"), u"E'a\\n\\r\\t\\u001b\\u202e'");
    QCOMPARE(quotePostgresText(u"\U0001F600 \u8ba2"), u"'\U0001F600 \u8ba2'");
    QCOMPARE(quotePostgresText(u"\U000E0041"), u"E'\\U000e0041'");
}

void tst_Dialect::shownStatementsHideNothing_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QString &sql, const QString &shown) {
        QTest::newRow(name) << sql << shown;
    };
    const QString plain = QStringLiteral("COMMENT ON TABLE \"t\" IS 'a''b\n\tc'; -- it's\nSELECT $$x'$$");
    row("nothing hidden", plain, plain);
    row("text", QStringLiteral("IS 'a\x1b''\\n';"), QStringLiteral("IS E'a\\u001b''\\\\n';"));
    row("line feeds go with it", QStringLiteral("'a\n\x0b'"), QStringLiteral("E'a\\n\\u000b'"));
    row("escapes", QStringLiteral("E'a\\n\x07\r'"), QStringLiteral("E'a\\n\\u0007\\u000d'"));
    row("name", QStringLiteral("CREATE TABLE \"a\u202e\"\"\\\" ()"),
        QStringLiteral("CREATE TABLE U&\"a\\+00202e\"\"\\\\\" ()"));
    row("comments and bodies have no escapes", QStringLiteral("/* '\x1b' */ $f$ '\x1b' $f$"),
        QStringLiteral("/* '\x1b' */ $f$ '\x1b' $f$"));
    row("cut off", QStringLiteral("'a\x1b"), QStringLiteral("E'a\\u001b'"));
}

void tst_Dialect::shownStatementsHideNothing()
{
    QFETCH(QString, sql);
    QTEST(withVisibleTexts(sql), "shown");
}

void tst_Dialect::maxComputeQuoting()
{
    QCOMPARE(quoteMaxComputeName(u"a`b"), u"`a``b`");
    QCOMPARE(maxComputeName(u"order_id"), u"order_id");
    QCOMPARE(maxComputeName(u"order"), u"`order`");
    QCOMPARE(maxComputeName(u"Order_Id"), u"`Order_Id`");
    QCOMPARE(maxComputeName(u"1a"), u"`1a`");
    QCOMPARE(quoteMaxComputeText(u"it's\n\\"), u"'it\\'s\\n\\\\'");
}

// Read back as MaxCompute reads escapes: whatever a comment holds, its statement can be sent and means the same.
void tst_Dialect::controlCharactersAreEscapes()
{
    QCOMPARE(quoteMaxComputeText(u"a\x0b"
                                 u"1\x1b[31m\x7f"),
             u"'a\\0131\\033[31m\\177'");
    QCOMPARE(quoteMaxComputeText(u"\u0085\U0001F600\u8ba2"), u"'\\u0085\U0001F600\u8ba2'");
    for (uint code = 0; code <= 0xFFFF; ++code) {
        const QString text = QChar(ushort(code)) + QStringLiteral("7a");
        const QString quoted = quoteMaxComputeText(text);
        QVERIFY2(checkSendable(Dialect::MaxCompute, quoted), qPrintable(QString::number(code, 16)));
        if (!quoted.startsWith(u"'\\") || !(quoted[2].isDigit() || quoted[2] == u'u'))
            continue;
        const bool isOctal = quoted[2] != u'u';
        QCOMPARE(isOctal ? quoted.mid(2, 3).toUInt(nullptr, 8) : quoted.mid(3, 4).toUInt(nullptr, 16), code);
        QCOMPARE(quoted.mid(isOctal ? 5 : 7), u"7a'");
    }
}

void tst_Dialect::whatCannotBeSentIsNamedWithItsPlace_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("said"); // nothing: it can be sent
    const QString nul(QChar(0));
    const QString half(QChar(0xD83D));
    QTest::newRow("plain") << Dialect::MaxCompute << QStringLiteral("SELECT '\t\r\n]]>&<\u8ba2\u5355'")
                           << QStringList();
    QTest::newRow("a pair") << Dialect::MaxCompute << QStringLiteral("SELECT '\U0001F600'") << QStringList();
    QTest::newRow("U+0001") << Dialect::MaxCompute << QStringLiteral("SELECT\n 'a\x01'")
                            << QStringList{QStringLiteral("U+0001"), QStringLiteral("line 2, column 4"),
                                           QStringLiteral("as \\001.")};
    QTest::newRow("characters are counted, not halves of pairs")
        << Dialect::MaxCompute << QStringLiteral("-- \U0001F600\r\n'\U0001F600\x1f'")
        << QStringList{QStringLiteral("U+001F"), QStringLiteral("line 2, column 3")};
    QTest::newRow("a line may end in CR")
        << Dialect::MaxCompute << QStringLiteral("a\r\rb\x08") << QStringList{QStringLiteral("line 3, column 2")};
    QTest::newRow("no character") << Dialect::MaxCompute << QStringLiteral("a\uFFFE")
                                  << QStringList{QStringLiteral("U+FFFE"), QStringLiteral("as \\ufffe.")};
    QTest::newRow("half a pair") << Dialect::MaxCompute << half + QStringLiteral("x")
                                 << QStringList{QStringLiteral("U+D83D"), QStringLiteral("line 1, column 1")};
    QTest::newRow("Hologres takes control characters")
        << Dialect::Hologres << QStringLiteral("SELECT '\x01\x1f'") << QStringList();
    QTest::newRow("U+0000 would end the text") << Dialect::Hologres << QStringLiteral("SELECT 1") + nul
                                               << QStringList{QStringLiteral("U+0000"), QStringLiteral("column 9")};
}

void tst_Dialect::whatCannotBeSentIsNamedWithItsPlace()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, sql);
    QFETCH(QStringList, said);
    const auto checked = checkSendable(dialect, sql);
    QCOMPARE(checked.has_value(), said.isEmpty());
    for (const QString &part : std::as_const(said)) {
        const QString words = checked.error().message + checked.error().hint;
        QVERIFY2(words.contains(part), qPrintable(words));
    }
}

void tst_Dialect::eachDialectHasItsWords()
{
    QVERIFY(isReserved(Dialect::Hologres, u"offset"));
    QVERIFY(isReserved(Dialect::Hologres, u"User"));
    QVERIFY(!isReserved(Dialect::Hologres, u"lifecycle"));
    QVERIFY(isReserved(Dialect::MaxCompute, u"LIFECYCLE"));
    QVERIFY(!isReserved(Dialect::MaxCompute, u"analyse"));
    QCOMPARE(postgresName(u"lifecycle"), u"lifecycle");
    QCOMPARE(postgresName(u"analyse"), u"\"analyse\"");
    QCOMPARE(plainName(Dialect::MaxCompute, u"lifecycle"), u"`lifecycle`");
    QCOMPARE(quoteName(Dialect::Hologres, u"a"), u"\"a\"");
    QCOMPARE(quoteText(Dialect::MaxCompute, u"a'b"), u"'a\\'b'");

    for (const QStringView word : {u"select", u"LIFECYCLE", u"tblproperties", u"commit", u"analyze"})
        QVERIFY2(isKeyword(word), qPrintable(word.toString()));
    for (const QStringView word : {u"bigint", u"string", u"orders"}) // types and names are not coloured
        QVERIFY2(!isKeyword(word), qPrintable(word.toString()));
    QVERIFY(words(Dialect::Hologres).contains(QStringLiteral("bigint")));
    QVERIFY(!words(Dialect::MaxCompute).contains(QStringLiteral("ilike")));
}

void tst_Dialect::statements_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("expected");
    const auto both = [](const char *name, const QString &script, const QStringList &expected) {
        QTest::addRow("Hologres, %s", name) << Dialect::Hologres << script << expected;
        QTest::addRow("MaxCompute, %s", name) << Dialect::MaxCompute << script << expected;
    };
    using L = QStringList;
    both("none", QStringLiteral(" \n; ;-- only this\n;"), {});
    both("one without end", QStringLiteral(" SELECT 1 \n"), L{QStringLiteral("SELECT 1")});
    both("two", QStringLiteral("SELECT 1;SELECT 2;"), L{QStringLiteral("SELECT 1"), QStringLiteral("SELECT 2")});
    both("in text", QStringLiteral("SELECT ';''a;' ; b"), L{QStringLiteral("SELECT ';''a;'"), QStringLiteral("b")});
    both("in a line comment", QStringLiteral("a -- x;y\n; b"), L{QStringLiteral("a -- x;y"), QStringLiteral("b")});
    both("in a comment", QStringLiteral("a /* x;y */; b"), L{QStringLiteral("a /* x;y */"), QStringLiteral("b")});
    both("comment before", QStringLiteral("-- what\na; b"), L{QStringLiteral("-- what\na"), QStringLiteral("b")});
    both("in quotes that never close", QStringLiteral("a 'x; b"), L{QStringLiteral("a 'x; b")});
    const auto H = Dialect::Hologres;
    const auto M = Dialect::MaxCompute;
    QTest::newRow("nested comment") << H << QStringLiteral("/* /* ; */ ; */ a; b")
                                    << L{QStringLiteral("/* /* ; */ ; */ a"), QStringLiteral("b")};
    QTest::newRow("comments do not nest")
        << M << QStringLiteral("/* /* */ a; b") << L{QStringLiteral("/* /* */ a"), QStringLiteral("b")};
    QTest::newRow("dollar quotes") << H << QStringLiteral("DO $x$ a; $$ b; $x$; c")
                                   << L{QStringLiteral("DO $x$ a; $$ b; $x$"), QStringLiteral("c")};
    QTest::newRow("a parameter is no dollar quote")
        << H << QStringLiteral("a $1; b $1") << L{QStringLiteral("a $1"), QStringLiteral("b $1")};
    QTest::newRow("dollars in a name") << H << QStringLiteral("a$b$; c$b$")
                                       << L{QStringLiteral("a$b$"), QStringLiteral("c$b$")};
    QTest::newRow("backslash is a character")
        << H << QStringLiteral("a '\\'; b") << L{QStringLiteral("a '\\'"), QStringLiteral("b")};
    QTest::newRow("backslash escapes in E''")
        << H << QStringLiteral("a E'\\';'; b") << L{QStringLiteral("a E'\\';'"), QStringLiteral("b")};
    QTest::newRow("E'' goes on in the next line") << H << QStringLiteral("a E'x' -- 'y\n '\\';'; b")
                                                  << L{QStringLiteral("a E'x' -- 'y\n '\\';'"), QStringLiteral("b")};
    QTest::newRow("E'' does not go on in its line")
        << H << QStringLiteral("a E'x' '\\'; b") << L{QStringLiteral("a E'x' '\\'"), QStringLiteral("b")};
    QTest::newRow("letters are all that is not ASCII")
        << H << QStringLiteral("a\u00b7$x$; $\u00b7$ ; $\u00b7$; c")
        << L{QStringLiteral("a\u00b7$x$"), QStringLiteral("$\u00b7$ ; $\u00b7$"), QStringLiteral("c")};
    QTest::newRow("dollars behind a number")
        << H << QStringLiteral("a 1$x$;$x$; b") << L{QStringLiteral("a 1$x$;$x$"), QStringLiteral("b")};
    QTest::newRow("quoted name") << H << QStringLiteral("a \"x;\"\"y\"; b")
                                 << L{QStringLiteral("a \"x;\"\"y\""), QStringLiteral("b")};
    QTest::newRow("parentheses") << H << QStringLiteral("CREATE RULE r AS DO (a; b); c")
                                 << L{QStringLiteral("CREATE RULE r AS DO (a; b)"), QStringLiteral("c")};
    QTest::newRow("backslash escapes") << M << QStringLiteral("a '\\';' \"\\\";\"; b")
                                       << L{QStringLiteral("a '\\';' \"\\\";\""), QStringLiteral("b")};
    QTest::newRow("back quotes") << M << QStringLiteral("a `x;\\`; b")
                                 << L{QStringLiteral("a `x;\\`"), QStringLiteral("b")};
}

void tst_Dialect::statements()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, script);
    QFETCH(QStringList, expected);
    QStringList found;
    for (const Statement &statement : statementsOf(dialect, script))
        found.append(statement.in(script).toString());
    QCOMPARE(found, expected);
}

void tst_Dialect::aStatementKnowsItsPlace()
{
    const auto found = statementsOf(Dialect::Hologres, u"  a ; bc");
    QCOMPARE(found, (QList<Statement>{{2, 3, true}, {6, 8, false}}));
    const QString script = QStringLiteral("a;\r\n-- b\r/* c\n*/ d");
    const auto second = statementsOf(Dialect::Hologres, script).last();
    QCOMPARE(contentBegin(Dialect::Hologres, script, second), script.size() - 1);
    QCOMPARE(lineAt(script, second.begin), 2);
    QCOMPARE(lineAt(script, script.size() - 1), 4);
    QCOMPARE(lineAt(script, 0), 1);
    QCOMPARE(lineAt(script, 1000), 4);
}

void tst_Dialect::theFirstWord_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << QStringLiteral("SELECT 1") << QStringLiteral("select");
    QTest::newRow("after comments and parentheses")
        << QStringLiteral("-- a\n /* b */ ((\nvalues (1)") << QStringLiteral("values");
    QTest::newRow("a comment ends at CR too") << QStringLiteral("-- a\rdrop table t") << QStringLiteral("drop");
    QTest::newRow("whole word") << QStringLiteral("selected") << QStringLiteral("selected");
    QTest::newRow("none") << QStringLiteral(" -- select") << QString();
    QTest::newRow("quoted") << QStringLiteral("'select'") << QString();
}

void tst_Dialect::theFirstWord()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    QCOMPARE(firstWord(Dialect::Hologres, sql), expected);
}

void tst_Dialect::wordsAreWhatIsNotQuoted()
{
    QCOMPARE(dialect::wordsOf(Dialect::Hologres, u"COPY \"stdin\" (a) FROM /* to */ 'stdout' -- x\n With csv"),
             (QStringList{QStringLiteral("copy"), QStringLiteral("a"), QStringLiteral("from"), QStringLiteral("with"),
                          QStringLiteral("csv")}));
}

void tst_Dialect::aLongScriptTakesLinearTime()
{
    const auto script = [](int statements) {
        QString text;
        for (int i = 0; i < statements; ++i)
            text += QStringLiteral("SELECT '$a%1$' /* x */ FROM t WHERE $1 = \"a\" -- %1\n;\n").arg(i);
        return text;
    };
    const auto timeOf = [&](int statements) {
        const QString text = script(statements);
        return test::cpuNanos([&] { QCOMPARE(statementsOf(Dialect::Hologres, text).size(), statements); });
    };
    const qint64 small = timeOf(2'000);
    const qint64 large = timeOf(20'000);
    QVERIFY2(large < 60 * small,
             qPrintable(QStringLiteral("ten times the text took %1 times as long").arg(large / small)));
}

QTEST_GUILESS_MAIN(tst_Dialect)
#include "tst_dialect.moc"
