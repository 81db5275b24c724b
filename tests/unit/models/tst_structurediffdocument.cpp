// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/structurediff/structurediffdocument.h>

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using models::DocumentAddress;

/// Addresses of comparisons: both tables come back, whatever their names and however many levels they have.
class tst_StructureDiffDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesKeepBothTables_data()
    {
        QTest::addColumn<catalog::ObjectPath>("left");
        QTest::addColumn<catalog::ObjectPath>("right");
        const catalog::ObjectPath table{u"order_dw"_s, {u"public"_s, u"orders"_s}};
        const catalog::ObjectPath deep{u"3"_s, {u"a/b"_s, u"2"_s, u"<b>%\"中文\""_s}};
        QTest::newRow("two levels") << table << catalog::ObjectPath{u"dbs_mc"_s, {u"default"_s, u"orders"_s}};
        QTest::newRow("two and three") << table << deep;
        QTest::newRow("three and two") << deep << table;
    }
    void addressesKeepBothTables()
    {
        QFETCH(const catalog::ObjectPath, left);
        QFETCH(const catalog::ObjectPath, right);
        const auto parsed = DocumentAddress::parse(models::diffAddress(left, right).toString());
        QVERIFY(parsed);
        const auto paths = models::diffAt(*parsed);
        QVERIFY(paths);
        QCOMPARE(paths->left, left);
        QCOMPARE(paths->right, right);
    }

    void otherAddressesAreNone_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address : {"isthmus://table/a/b/c", "isthmus://diff", "isthmus://diff/3/a/b/c",
                                    "isthmus://diff/3/a/b/c/d", "isthmus://diff/1/a/b/c/d", "isthmus://diff/x/a/b/c/d",
                                    "isthmus://diff/-2/a/b/c/d", "isthmus://diff/99999999999/a/b/c/d"})
            QTest::newRow(address) << QString::fromLatin1(address);
    }
    void otherAddressesAreNone()
    {
        QFETCH(const QString, address);
        const auto parsed = DocumentAddress::parse(address);
        QVERIFY(parsed);
        QVERIFY(!models::diffAt(*parsed));
    }
};

QTEST_GUILESS_MAIN(tst_StructureDiffDocument)
#include "tst_structurediffdocument.moc"
