// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/catalog/hovercardmodel.h>

#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using models::HoverCardModel;
using testsupport::path;

class tst_HoverCardModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyPropertiesAreOneRow();
    void fewFactsAreAllThere();
    void whatCouldNotBeListedIsTold();
    void aServerThatDoesNotAnswerIsTold();

private:
    static catalog::TableInfo table(int properties);
};

catalog::TableInfo tst_HoverCardModel::table(int properties)
{
    catalog::TableInfo info;
    info.path = path(QStringLiteral("order_dw/public/orders"));
    info.name = QStringLiteral("orders");
    info.owner = QStringLiteral("etl_dev");
    info.rowEstimate = 1001;
    for (int i = 0; i < properties; ++i)
        info.properties.append({QStringLiteral("property_%1").arg(i), QString::number(i)});
    return info;
}

void tst_HoverCardModel::manyPropertiesAreOneRow()
{
    testsupport::FakeConnections fake;
    fake.catalog(QStringLiteral("order_dw")).setTable(table(40));
    HoverCardModel card(fake.manager());
    card.setTarget(path(QStringLiteral("order_dw/public/orders")), catalog::ObjectKind::Table);
    QTRY_VERIFY(card.chip() != HoverCardModel::Chip::Reading);
    QVERIFY2(card.facts()->rowCount() <= HoverCardModel::mostRows,
             qPrintable(QString::number(card.facts()->rowCount())));
    const int last = card.facts()->rowCount() - 1;
    const QString words = card.facts()->index(last, models::FactsModel::Value).data().toString();
    const int shown = int(card.text().split(u'\n').filter(QStringLiteral("property_")).size());
    QCOMPARE(shown, 40); // a copy has them all
    int inRows = 0;
    for (int row = 0; row < last; ++row)
        inRows += card.facts()->index(row, 0).data().toString().startsWith(QStringLiteral("property_")) ? 1 : 0;
    QCOMPARE(words, QStringLiteral("… %1 more properties").arg(40 - inRows));
    QVERIFY(!card.text().contains(words));
}

void tst_HoverCardModel::fewFactsAreAllThere()
{
    testsupport::FakeConnections fake;
    fake.catalog(QStringLiteral("order_dw")).setTable(table(2));
    HoverCardModel card(fake.manager());
    card.setTarget(path(QStringLiteral("order_dw/public/orders")), catalog::ObjectKind::Table);
    QTRY_VERIFY(card.chip() != HoverCardModel::Chip::Reading);
    QVERIFY(card.text().contains(QStringLiteral("property_1")));
    QVERIFY(!card.text().contains(QStringLiteral("more properties")));
    QVERIFY(card.text().contains(QStringLiteral("about 1,001")));
}

void tst_HoverCardModel::aServerThatDoesNotAnswerIsTold()
{
    testsupport::FakeConnections fake;
    auto &catalog = fake.catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    HoverCardModel card(fake.manager());
    card.setPatience(std::chrono::milliseconds(30));
    QSignalSpy changed(&card, &HoverCardModel::changed);
    card.setTarget(path(QStringLiteral("order_dw/public/orders")), catalog::ObjectKind::Table);
    QCOMPARE(card.chipText(), QStringLiteral("Reading"));
    const auto before = changed.size();
    const auto isSilent = [&fake] { return fake.manager().status(QStringLiteral("order_dw")).isSilent; };
    QVERIFY(!isSilent());
    QTRY_COMPARE(card.chipText(), QStringLiteral("No answer for 1 s"));
    QTRY_VERIFY(changed.size() > before);
    QTRY_VERIFY(isSilent()); // its dot is not green
    QTRY_COMPARE(card.chipText(), QStringLiteral("No answer for 2 s"));
    catalog.heldTables().at(0).answer(table(2));
    QTRY_COMPARE(card.chip(), HoverCardModel::Chip::None);
    QVERIFY(!isSilent());
    card.setTarget(path(QStringLiteral("order_dw/public/other")), catalog::ObjectKind::Table);
    QCOMPARE(card.chipText(), QStringLiteral("Reading")); // begins anew
    QTRY_COMPARE(catalog.heldTables().size(), size_t(2));
    QTRY_VERIFY(isSilent());
    card.clear(); // nobody waits any more
    QVERIFY(!isSilent());
    catalog.heldTables().at(1).promise->finish();
}

void tst_HoverCardModel::whatCouldNotBeListedIsTold()
{
    testsupport::FakeConnections fake;
    auto &catalog = fake.catalog(QStringLiteral("dbs_mc"));
    catalog.setFacts(QList<catalog::Fact>{{catalog::FactId::Owner, QStringLiteral("etl_dev")}});
    HoverCardModel card(fake.manager());
    const core::Error refused{core::ErrorKind::Permission, QStringLiteral("No."), QStringLiteral("Ask."), {}, {}};
    const auto schema = path(QStringLiteral("dbs_mc/closed"));
    card.setTarget(schema, catalog::ObjectKind::ExternalSchema, refused);
    QTRY_COMPARE(card.chip(), HoverCardModel::Chip::Denied);
    QCOMPARE(card.error(), refused);
    QVERIFY2(card.text().contains(QStringLiteral("No.\nAsk.\n")), qPrintable(card.text()));
    QVERIFY2(card.text().contains(QStringLiteral("etl_dev")), qPrintable(card.text())); // the facts are there too
    card.setTarget(schema, catalog::ObjectKind::ExternalSchema); // it can be listed now
    QTRY_COMPARE(card.chip(), HoverCardModel::Chip::None);
    QVERIFY(!card.error());
}

QTEST_GUILESS_MAIN(tst_HoverCardModel)
#include "tst_hovercardmodel.moc"
