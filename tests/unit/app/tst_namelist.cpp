// SPDX-License-Identifier: GPL-3.0-or-later
#include "namelist.h"

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

class tst_NameList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreRead_data();
    void namesAreRead();
    void whatIsNoListIsRefused_data();
    void whatIsNoListIsRefused();
};

void tst_NameList::namesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("one") << u"a"_s << QStringList{u"a"_s};
    QTest::newRow("blanks around") << u" a , B c ,d"_s << QStringList{u"a"_s, u"B c"_s, u"d"_s};
    QTest::newRow("a comma in quotes") << u"\"a,b\",c"_s << QStringList{u"a,b"_s, u"c"_s};
    QTest::newRow("quotes in quotes") << u"\"say \"\"a\"\"\" , \"\"\"\""_s << QStringList{u"say \"a\""_s, u"\""_s};
    QTest::newRow("blanks in quotes") << u"\" a \""_s << QStringList{u" a "_s};
    QTest::newRow("a quote inside") << u"5\" pipe,it's"_s << QStringList{u"5\" pipe"_s, u"it's"_s};
    QTest::newRow("Chinese") << u"编号,\"名,称\""_s << QStringList{u"编号"_s, u"名,称"_s};
}

void tst_NameList::namesAreRead()
{
    QFETCH(QString, text);
    const auto names = app::namesInList(text);
    QVERIFY(names);
    QTEST(*names, "names");
}

void tst_NameList::whatIsNoListIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", " ", "a,", ",a", "a,,b", "\"a", "\"a\"b", "\"\"", "\"a\"\""})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_NameList::whatIsNoListIsRefused()
{
    QFETCH(QString, text);
    QVERIFY(!app::namesInList(text));
}

QTEST_GUILESS_MAIN(tst_NameList)
#include "tst_namelist.moc"
