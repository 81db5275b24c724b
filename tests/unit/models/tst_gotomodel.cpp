// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/catalog/gotomodel.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using catalog::ObjectKind;
using models::GoToModel;
using nameindex::Sort;
using testsupport::entry;
using testsupport::path;

class tst_GoToModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingIsAskedOfAServer();
    void hitsStandInGroupsByHowTheyWereFound();
    void aRowSaysWhichCopyItIs();
    void onlyTheNewestPatternIsAnswered();
    void whatIsReadMeanwhileIsShown();
    void aSortAndAConnectionMayBeChosen();
    void whatTheIndexLacksIsSaid();
    void messagesSayWhatToDo();
    void titlesAreNoHits();

private:
    void read(const QString &connection);
    void search(const QString &text);
    [[nodiscard]] QStringList rows() const; // titles in brackets

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<testsupport::FakeConnections> m_fakes;
    std::unique_ptr<nameindex::NameIndex> m_index;
    std::unique_ptr<GoToModel> m_model;
};

void tst_GoToModel::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_fakes = std::make_unique<testsupport::FakeConnections>();
    const auto root = path(u"order_dw"_s);
    const auto schema = root.child(u"public"_s);
    auto &source = m_fakes->catalog(u"order_dw"_s);
    source.setChildren(root, {entry(root, u"public"_s, ObjectKind::Schema)});
    QList<catalog::Entry> tables;
    for (const QString &name : {u"dwd_orders"_s, u"orders"_s, u"orders_pay"_s, u"old_records"_s})
        tables.append(entry(schema, name, ObjectKind::Table));
    source.setChildren(schema, tables);
    const auto project = path(u"dbs_mc"_s);
    auto &target = m_fakes->catalog(u"dbs_mc"_s);
    target.setChildren(project, {entry(project, u"public"_s, ObjectKind::ExternalSchema)});
    target.setChildren(project.child(u"public"_s),
                       {entry(project.child(u"public"_s), u"orders"_s, ObjectKind::ExternalTable)});
    m_index = std::make_unique<nameindex::NameIndex>(m_fakes->manager(), nullptr, m_dir->filePath(u"names.sqlite"_s));
    m_index->setDelays(10ms, 10ms);
    m_model = std::make_unique<GoToModel>(*m_index, m_fakes->manager());
}

void tst_GoToModel::cleanup()
{
    m_model.reset();
    m_index.reset();
    m_fakes.reset();
    m_dir.reset();
}

void tst_GoToModel::read(const QString &connection)
{
    const auto reading = m_index->read(connection, nameindex::Depth::Names);
    QTRY_VERIFY(reading.isFinished());
    QVERIFY(core::outcomeOf(reading));
}

void tst_GoToModel::search(const QString &text)
{
    m_model->setPattern(text);
    QTRY_VERIFY(m_model->isAnswered());
}

QStringList tst_GoToModel::rows() const
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        if (index.data(GoToModel::IsTitleRole).toBool())
            texts.append(u"[%1 %2]"_s.arg(index.data().toString()).arg(index.data(GoToModel::CountRole).toString()));
        else
            texts.append(index.data(GoToModel::PathRole).value<catalog::ObjectPath>().toString());
    }
    return texts;
}

void tst_GoToModel::nothingIsAskedOfAServer()
{
    m_model->setActive(true);
    search(u"orders"_s);
    QVERIFY(m_model->isAnswered());
    for (const QString &connection : {u"order_dw"_s, u"dbs_mc"_s, u"test_dbs_holo"_s})
        QCOMPARE(m_fakes->catalog(connection).calls(), QStringList());
}

void tst_GoToModel::hitsStandInGroupsByHowTheyWereFound()
{
    const QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    read(u"order_dw"_s);
    search(u"orders"_s);
    QCOMPARE(rows(),
             QStringList({u"[Named so 1]"_s, u"order_dw/public/orders"_s, u"[Begin so 1]"_s,
                          u"order_dw/public/orders_pay"_s, u"[Contain it 1]"_s, u"order_dw/public/dwd_orders"_s}));
    search(u"oldrec"_s);
    QCOMPARE(rows(), QStringList({u"[Letters in this order 1]"_s, u"order_dw/public/old_records"_s}));
    const auto parts = m_model->index(1).data(GoToModel::PartsRole).value<QList<nameindex::Part>>();
    QCOMPARE(parts, QList<nameindex::Part>({{0, 3}, {4, 3}}));
    search(QString());
    QCOMPARE(m_model->rowCount(), 0);
    // More than one can read: the best, and how many there are.
    for (int i = 0; i < nameindex::Query::usualHits + 2; ++i)
        m_index->noteRelation(path(u"order_dw/public/many_%1"_s.arg(i)), ObjectKind::Table);
    m_model->setActive(true);
    search(u"many"_s);
    QTRY_COMPARE(rows().value(0), u"[Begin so 50 of 52]"_s);
    QCOMPARE(rows().size(), 51);
}

void tst_GoToModel::aRowSaysWhichCopyItIs()
{
    read(u"order_dw"_s);
    read(u"dbs_mc"_s);
    search(u"orders"_s);
    const QModelIndex source = m_model->index(1);
    QCOMPARE(source.data(GoToModel::PlaceRole).toString(), u"order_dw › public"_s);
    QCOMPARE(source.data(GoToModel::SideRole).toInt(), int(catalog::Side::Sources));
    QCOMPARE(source.data(GoToModel::AgeRole).toString().size(), 5); // the time: it was today
    const QModelIndex target = m_model->index(2);
    QCOMPARE(target.data(GoToModel::PlaceRole).toString(), u"dbs_mc › public"_s);
    QCOMPARE(target.data(GoToModel::SideRole).toInt(), int(catalog::Side::Warehouse));
    QCOMPARE(target.data(GoToModel::KindRole).toInt(), int(ObjectKind::ExternalTable));
    QVERIFY(m_model->detailOf(target).startsWith(u"dbs_mc › public › orders · external table · listed 20"_s));
    QCOMPARE(m_model->detailOf(m_model->index(0)), QString()); // a title
    QCOMPARE(m_model->detailOf({}), QString());
}

void tst_GoToModel::onlyTheNewestPatternIsAnswered()
{
    read(u"order_dw"_s);
    QSignalSpy answered(m_model.get(), &GoToModel::answered);
    for (const QString &text : {u"o"_s, u"or"_s, u"orders_p"_s})
        m_model->setPattern(text);
    QVERIFY(!m_model->isAnswered());
    QTRY_VERIFY(m_model->isAnswered());
    QCOMPARE(answered.size(), 1);
    QCOMPARE(rows(), QStringList({u"[Begin so 1]"_s, u"order_dw/public/orders_pay"_s}));
    QVERIFY(m_model->hitsText().startsWith(u"1 hit, "_s));
}

void tst_GoToModel::whatIsReadMeanwhileIsShown()
{
    m_model->setActive(true);
    search(u"old"_s);
    QCOMPARE(m_model->rowCount(), 0);
    read(u"order_dw"_s);
    QTRY_COMPARE(rows(), QStringList({u"[Begin so 1]"_s, u"order_dw/public/old_records"_s}));
    QTRY_COMPARE(m_model->namesText(), u"4 names of 3 connections"_s);
    m_model->setActive(false); // nobody looks: nothing is searched
    QSignalSpy answered(m_model.get(), &GoToModel::answered);
    QSignalSpy changed(m_index.get(), &nameindex::NameIndex::changed);
    read(u"dbs_mc"_s);
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY(answered.isEmpty());
}

void tst_GoToModel::aSortAndAConnectionMayBeChosen()
{
    read(u"order_dw"_s);
    read(u"dbs_mc"_s);
    search(u"public"_s);
    QCOMPARE(m_model->countOf(Sort::Containers), 2);
    QCOMPARE(m_model->countOf(Sort::Relations), 0);
    search(u"or"_s);
    QCOMPARE(m_model->countOf(Sort::All), m_model->countOf(Sort::Containers) + m_model->countOf(Sort::Relations));
    m_model->setSort(Sort::Containers);
    QTRY_COMPARE(rows(), QStringList({u"[Begin so 1]"_s, u"order_dw"_s}));
    QVERIFY(m_model->countOf(Sort::Relations) > 1); // is counted all the same
    m_model->setSort(Sort::All);
    m_model->setConnection(u"dbs_mc"_s);
    QTRY_COMPARE(rows(), QStringList({u"[Begin so 1]"_s, u"dbs_mc/public/orders"_s}));
}

void tst_GoToModel::whatTheIndexLacksIsSaid()
{
    m_model->setActive(true);
    QTRY_COMPARE(m_model->lackText(), u"3 connections not read yet"_s);
    QVERIFY(m_model->lacksConnections());
    read(u"order_dw"_s);
    QTRY_COMPARE(m_model->lackText(), u"2 connections not read yet"_s);
    m_fakes->catalog(u"test_dbs_holo"_s)
        .setChildrenError(path(u"test_dbs_holo"_s), {core::ErrorKind::Network, u"Nobody answers."_s, {}, {}, {}});
    m_model->readMissing();
    QTRY_COMPARE(m_model->lackText(), u"test_dbs_holo could not be read: Nobody answers."_s);
    QTRY_COMPARE(m_model->namesText(), u"5 names of 3 connections"_s);
    QVERIFY(m_model->lacksConnections()); // to be tried again

    m_fakes->catalog(u"order_dw"_s).hold(true);
    const auto reading = m_index->read(u"order_dw"_s, nameindex::Depth::Names);
    static_cast<void>(m_index->read(u"dbs_mc"_s, nameindex::Depth::Names));
    QTRY_COMPARE(m_model->readingText(), u"Reading order_dw, 1 to go"_s);
    QTRY_COMPARE(m_fakes->catalog(u"order_dw"_s).heldChildren().size(), 1U);
    m_fakes->catalog(u"order_dw"_s).heldChildren().front().answer(catalog::Page());
    QTRY_COMPARE(m_model->readingText(), QString());
}

void tst_GoToModel::messagesSayWhatToDo()
{
    QVERIFY(m_model->message().startsWith(u"Type any part of a name"_s));
    read(u"order_dw"_s);
    search(u"zzz"_s);
    QCOMPARE(m_model->message(), u"No name matches."_s);
    search(u"orders"_s);
    QCOMPARE(m_model->message(), QString());
    m_model->setSort(Sort::Columns);
    QTRY_VERIFY(m_model->isAnswered());
    QVERIFY(m_model->message().startsWith(u"No column matches."_s));
}

void tst_GoToModel::titlesAreNoHits()
{
    read(u"order_dw"_s);
    search(u"orders"_s); // title, hit, title, hit, title, hit
    QCOMPARE(m_model->nextHit(0, 1), 1);
    QCOMPARE(m_model->nextHit(2, 1), 3);
    QCOMPARE(m_model->nextHit(2, -1), 1);
    QCOMPARE(m_model->nextHit(0, -1), -1);
    QCOMPARE(m_model->nextHit(6, 1), -1);
    QVERIFY(!(m_model->flags(m_model->index(0)) & Qt::ItemIsSelectable));
    QVERIFY(m_model->flags(m_model->index(1)) & Qt::ItemIsSelectable);
    QVERIFY(!m_model->index(0).data(GoToModel::PathRole).isValid());
}

QTEST_GUILESS_MAIN(tst_GoToModel)
#include "tst_gotomodel.moc"
