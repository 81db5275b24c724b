// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/clauses.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::dialect;

class tst_Clauses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFilterStandsInParentheses_data();
    void aFilterStandsInParentheses();
    void whatLeavesItsParenthesesIsRefused_data();
    void whatLeavesItsParenthesesIsRefused();
    void anOrderIsAList_data();
    void anOrderIsAList();
    void aConditionIsAdded_data();
    void aConditionIsAdded();
};

namespace {

constexpr auto H = Dialect::Hologres;
constexpr auto M = Dialect::MaxCompute;

} // namespace

void tst_Clauses::aFilterStandsInParentheses_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("clause");
    const auto row = [](const char *name, Dialect dialect, const QString &filter, const QString &inside) {
        QTest::newRow(name) << dialect << filter
                            << (inside.isEmpty() ? QString() : QStringLiteral("(\n") + inside + QStringLiteral("\n)"));
    };
    const auto same = [&row](const char *name, Dialect dialect, const QString &filter) {
        row(name, dialect, filter, filter);
    };
    row("none", H, QStringLiteral(" \n\t"), {});
    row("blanks around it", M, QStringLiteral("  a = 1 "), QStringLiteral("a = 1"));
    same("parentheses", H, QStringLiteral("(a = 1) OR (b IN (1, (2)) AND c[(1)] = 2)"));
    same("in texts", H, QStringLiteral("a = ') OR (' AND \"b)\" = E'\\')' AND c = $x$;)'$x$"));
    same("a blank that is a letter", H, QStringLiteral("\u00a01$x$ = 1"));
    row("a blank that is none", M, QStringLiteral("\u00a0a = 1\u3000"), QStringLiteral("a = 1"));
    same("in texts of MaxCompute", M, QStringLiteral("a = '\\') OR (' AND `b)` = \"\\\");\""));
    same("a subquery", H, QStringLiteral("id IN (SELECT id FROM t ORDER BY id LIMIT 5)"));
    row("a comment at its end", H, QStringLiteral("a = 1 -- of it)"), QStringLiteral("a = 1"));
    row("a comment of a line", H, QStringLiteral("a = 1 -- (\nAND b = 2"), QStringLiteral("a = 1 \nAND b = 2"));
    row("a comment inside", M, QStringLiteral("a /* ; ' ( */= 1"), QStringLiteral("a  = 1"));
    row("comments inside comments", H, QStringLiteral("a /* /* ( */ ) */= 1"), QStringLiteral("a  = 1"));
    same("E'' goes on in the next line", H, QStringLiteral("a = E'x' \n -- it's\n '\\') OR (' AND b = 1"));
}

void tst_Clauses::aFilterStandsInParentheses()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, filter);
    const auto clause = filterClause(dialect, filter);
    QVERIFY2(clause, qPrintable(clause ? QString() : clause.error().message));
    QTEST(*clause, "clause");
}

void tst_Clauses::whatLeavesItsParenthesesIsRefused_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("said");
    const auto both = [](const char *name, const QString &filter, const QString &said) {
        QTest::addRow("Hologres, %s", name) << H << filter << said;
        QTest::addRow("MaxCompute, %s", name) << M << filter << said;
    };
    both("leaves and enters again", QStringLiteral("id=1) OR (true"), QStringLiteral("\")\" at character 5"));
    both("leaves", QStringLiteral("id = 1)"), QStringLiteral("\")\" at character 7"));
    both("is not closed", QStringLiteral("id IN (1, 2"), QStringLiteral("\"(\" at character 7 is not closed"));
    both("another bracket", QStringLiteral("a[1) OR (b]"), QStringLiteral("\")\" at character 4"));
    both("ends the statement", QStringLiteral("1=1; DROP TABLE t"), QStringLiteral("; at character 4"));
    both("ends it in parentheses", QStringLiteral("(1=1; DROP TABLE t)"), QStringLiteral("; at character 5"));
    both("a text without an end", QStringLiteral("\U0001F600 a = 'x"), QStringLiteral("at character 7 has no end"));
    both("a name without an end", QStringLiteral("\"a = 1"), QStringLiteral("at character 1 has no end"));
    both("a comment without an end", QStringLiteral("1 = 1 /* -- "), QStringLiteral("at character 7 has no end"));
    both("a comment that leaves", QStringLiteral("1=1 /* */) OR (1=1 -- "), QStringLiteral("\")\" at character 10"));
    both("comments alone", QStringLiteral(" -- a = 1"), QStringLiteral("a comment alone"));
    const auto row = [](const char *name, Dialect dialect, const QString &filter, const char *said) {
        QTest::newRow(name) << dialect << filter << QString::fromLatin1(said);
    };
    row("comments do not nest", M, QStringLiteral("1=1 /* /* */) OR (1=1 /* */ */"), "closes nothing");
    row("a comment inside has no end", H, QStringLiteral("1=1 /* /* */"), "has no end");
    row("back quotes", M, QStringLiteral("`a\\`) OR (`b`"), "closes nothing");
    row("a hint", M, QStringLiteral("/*+ ' */ a = ') OR (1=1 --'"), "hint");
    row("a backslash is a character", H, QStringLiteral("a = '\\') OR (b = '"), "closes nothing");
    row("E'' goes on with its escapes", H, QStringLiteral("a = E'x'\n'\\' || ' ) OR (true -- '"), "closes nothing");
    row("E'' that goes on without an end", H, QStringLiteral("a = E'x'\n'\\'"), "has no end");
    row("a text between dollars without an end", H, QStringLiteral("a = $x$)$y$"), "has no end");
    row("dollars with any letters", H, QStringLiteral("a = $\u00b7$ ' $\u00b7$ ) OR (true -- '"), "closes nothing");
    row("no dollars behind a letter", H, QStringLiteral("a\u00b7$x$ ) OR (true) AND (a = $x$ $x$"), "closes nothing");
    row("dollars behind a number", H, QStringLiteral("1$x$ ' $x$ ) OR (true -- '"), "closes nothing");
    row("dollars behind a parameter", H, QStringLiteral("$1$x$ ' $x$ ) OR (true -- '"), "closes nothing");
    row("what ends the text", H, QStringLiteral("a = 1") + QChar(0), "U+0000");
}

void tst_Clauses::whatLeavesItsParenthesesIsRefused()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, filter);
    QFETCH(QString, said);
    const auto clause = filterClause(dialect, filter);
    QVERIFY2(!clause, qPrintable(clause.value_or(QString())));
    QCOMPARE(clause.error().kind, core::ErrorKind::Invalid);
    QVERIFY2(clause.error().message.contains(said), qPrintable(clause.error().message));
    QVERIFY(!clause.error().hint.isEmpty());
    const auto order = orderClause(dialect, filter);
    QVERIFY2(!order, "as an order");
    QVERIFY2(order.error().message.contains(said), qPrintable(order.error().message));
}

void tst_Clauses::anOrderIsAList_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("order");
    QTest::addColumn<QString>("said"); // empty: it is taken
    const auto both = [](const char *name, const QString &order, const QString &said) {
        QTest::addRow("Hologres, %s", name) << H << order << said;
        QTest::addRow("MaxCompute, %s", name) << M << order << said;
    };
    both("plain", QStringLiteral("a DESC NULLS LAST, lower(b)"), {});
    both("words in parentheses", QStringLiteral("(SELECT a FROM t LIMIT 1), substring(b FROM 1 FOR 2)"), {});
    both("names", QStringLiteral("limits, \"limit\", t.unions"), {});
    both("a limit", QStringLiteral("a\nlimit 5"), QStringLiteral("LIMIT"));
    both("an offset", QStringLiteral("a OFFSET 5"), QStringLiteral("OFFSET"));
    both("another query", QStringLiteral("a UNION ALL SELECT * FROM secrets"), QStringLiteral("UNION"));
    both("a lock", QStringLiteral("a FOR UPDATE"), QStringLiteral("FOR"));
    QTest::newRow("a name in Hologres alone") << H << QStringLiteral("minus") << QString();
    QTest::newRow("no name in MaxCompute") << M << QStringLiteral("a MINUS SELECT 1") << QStringLiteral("MINUS");
}

void tst_Clauses::anOrderIsAList()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, order);
    QFETCH(QString, said);
    const auto clause = orderClause(dialect, order);
    QCOMPARE(clause.has_value(), said.isEmpty());
    if (clause)
        QCOMPARE(*clause, QStringLiteral(" ORDER BY\n") + order + u'\n');
    else
        QVERIFY2(clause.error().message.contains(said), qPrintable(clause.error().message));
}

void tst_Clauses::aConditionIsAdded_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("both");
    QTest::newRow("to nothing") << QStringLiteral(" ") << QStringLiteral("c IS NULL");
    QTest::newRow("to another") << QStringLiteral("a = 1 ") << QStringLiteral("a = 1 AND c IS NULL");
    QTest::newRow("to alternatives") << QStringLiteral("a = 1 or b = 2")
                                     << QStringLiteral("(a = 1 or b = 2) AND c IS NULL");
    QTest::newRow("to alternatives inside")
        << QStringLiteral("f(a OR b) AND x = ' or '") << QStringLiteral("f(a OR b) AND x = ' or ' AND c IS NULL");
    QTest::newRow("to a comment") << QStringLiteral("a = 1 -- or") << QStringLiteral("a = 1 AND c IS NULL");
    QTest::newRow("to what is refused") << QStringLiteral("a = 1)") << QStringLiteral("a = 1) AND c IS NULL");
}

void tst_Clauses::aConditionIsAdded()
{
    QFETCH(QString, filter);
    QTEST(bothConditions(Dialect::Hologres, filter, QStringLiteral("c IS NULL")), "both");
}

QTEST_GUILESS_MAIN(tst_Clauses)
#include "tst_clauses.moc"
