// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowcollector.h"

#include <QTest>

using namespace isthmus::hologres;

class tst_RowCollector : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreJoined();
    void withoutRowsTheLastResultStands();
    void whatDoesNotFitIsRefused();
    void nullsTakeRoomToo();
};

namespace {

// One row of two columns; null: NULL.
PgResult rowOf(const char *first, const char *second)
{
    PgResult row(PQmakeEmptyPGresult(nullptr, PGRES_SINGLE_TUPLE));
    char a[] = "a";
    char b[] = "b";
    PGresAttDesc columns[2] = {{a, 0, 0, 0, 25, -1, -1}, {b, 0, 0, 0, 25, -1, -1}};
    PQsetResultAttrs(row.get(), 2, columns);
    int column = 0;
    for (const char *value : {first, second}) {
        const QByteArray bytes(value);
        PQsetvalue(row.get(), 0, column++, QByteArray(bytes).data(), value ? int(bytes.size()) : -1);
    }
    return row;
}

} // namespace

void tst_RowCollector::rowsAreJoined()
{
    RowCollector rows(1000);
    QVERIFY(rows.add(rowOf("1", nullptr).get()));
    QVERIFY(rows.add(rowOf("", "two").get()));
    const PgResult all = rows.take({});
    QCOMPARE(PQntuples(all.get()), 2);
    QCOMPARE(PQnfields(all.get()), 2);
    QCOMPARE(textAt(all.get(), 0, 0), QStringLiteral("1"));
    QVERIFY(isNullAt(all.get(), 0, 1));
    QVERIFY(!isNullAt(all.get(), 1, 0));
    QCOMPARE(textAt(all.get(), 1, 1), QStringLiteral("two"));
}

void tst_RowCollector::withoutRowsTheLastResultStands()
{
    PgResult last(PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK));
    const PGresult *same = last.get();
    QCOMPARE(RowCollector(0).take(std::move(last)).get(), same);
}

void tst_RowCollector::whatDoesNotFitIsRefused()
{
    const PgResult row = rowOf("0123456789", "0123456789");
    const qint64 bytes = rowBytes(row.get());
    RowCollector rows(2 * bytes);
    QVERIFY(rows.add(row.get()));
    QVERIFY(rows.add(row.get()));
    QVERIFY(!rows.add(row.get()));
}

void tst_RowCollector::nullsTakeRoomToo()
{
    const PgResult row = rowOf(nullptr, nullptr);
    QVERIFY(rowBytes(row.get()) >= 32);
    RowCollector rows(rowBytes(row.get()));
    QVERIFY(rows.add(row.get()));
    QVERIFY(!rows.add(row.get()));
}

QTEST_GUILESS_MAIN(tst_RowCollector)
#include "tst_rowcollector.moc"
