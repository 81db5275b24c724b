// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/listing.h>

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace isthmus;
using catalog::ObjectKind;

class tst_Listing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachNameOfAKindComesOnce();
    void whateverTheOrder();
    void aListThatDoesNotEndIsAnError();
};

namespace {

const catalog::ObjectPath schema{u"order_dw"_s, {u"public"_s}};

catalog::Entry entryOf(const QString &name, ObjectKind kind = ObjectKind::Table)
{
    catalog::Entry entry;
    entry.path = schema.child(name);
    entry.kind = kind;
    return entry;
}

catalog::Page pageOf(const QStringList &names, const QString &marker)
{
    catalog::Page page;
    for (const QString &name : names)
        page.entries.append(entryOf(name));
    page.nextMarker = marker;
    return page;
}

QStringList namesOf(const core::Result<QList<catalog::Entry>> &entries)
{
    QStringList names;
    for (const auto &entry : entries.value_or(QList<catalog::Entry>()))
        names.append(entry.name());
    return names;
}

} // namespace

void tst_Listing::eachNameOfAKindComesOnce()
{
    catalog::Listing listing(schema);
    QCOMPARE(listing.next().pageSize, 1000);
    QCOMPARE(namesOf(listing.accept(pageOf({u"a"_s, u"b"_s, u"b"_s, u"c"_s}, u"c"_s))),
             QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(listing.next().marker, u"c"_s);
    QVERIFY(!listing.isComplete());
    catalog::Page page = pageOf({u"b"_s, u"c"_s, u"d"_s, u"B"_s}, {});
    page.entries.append(entryOf(u"b"_s, ObjectKind::View));
    page.entries.append(entryOf(u"d"_s, ObjectKind::View));
    page.entries.append(entryOf(u"B"_s));
    page.entries.append(entryOf(u"b"_s, ObjectKind::View));
    QCOMPARE(namesOf(listing.accept(page)), QStringList({u"d"_s, u"B"_s, u"b"_s, u"d"_s}));
    QCOMPARE(listing.total(), 7);
    QVERIFY(listing.isComplete());
}

void tst_Listing::whateverTheOrder()
{
    auto &random = *QRandomGenerator::global();
    for (int round = 0; round < 200; ++round) {
        catalog::Listing listing(schema);
        QSet<QPair<int, QString>> seen;
        const bool isMostlyInOrder = random.bounded(2) == 0;
        for (int number = 0; number < 5; ++number) {
            catalog::Page page;
            for (int i = 0; i < 20; ++i) {
                const int value = isMostlyInOrder && random.bounded(10) ? number * 20 + i : random.bounded(120);
                page.entries.append(entryOf(QStringLiteral("t%1").arg(value, 3, 10, QLatin1Char('0')),
                                            random.bounded(8) ? ObjectKind::Table : ObjectKind::View));
            }
            page.nextMarker = number < 4 ? QString::number(number) : QString();
            QList<catalog::Entry> expected;
            for (const auto &entry : page.entries) {
                const auto before = seen.size();
                seen.insert({int(entry.kind), entry.name()});
                if (seen.size() > before)
                    expected.append(entry);
            }
            const auto fresh = listing.accept(page);
            QVERIFY(fresh);
            QCOMPARE(*fresh, expected);
            QCOMPARE(listing.total(), seen.size());
        }
    }
}

void tst_Listing::aListThatDoesNotEndIsAnError()
{
    catalog::Listing same(schema);
    QVERIFY(same.accept(pageOf({u"a"_s}, u"a"_s)));
    const auto again = same.accept(pageOf({u"b"_s}, u"a"_s));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, core::ErrorKind::Protocol);

    catalog::Listing idle(schema);
    bool isRefused = false;
    int pages = 0;
    for (; pages <= catalog::Listing::maxIdlePages && !isRefused; ++pages)
        isRefused = !idle.accept(pageOf({u"a"_s}, QString::number(pages)));
    QVERIFY(isRefused);
    QCOMPARE(pages, catalog::Listing::maxIdlePages + 1);
}

QTEST_GUILESS_MAIN(tst_Listing)

#include "tst_listing.moc"
