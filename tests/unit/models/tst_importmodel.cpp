// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/connections/importmodel.h>

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using models::ImportModel;
using State = ImportModel::State;

/// What is listed is what would be saved; the secrets go to their store and nowhere else.
class tst_ImportModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsTickedIsSavedWithItsSecret();
    void aNameThatIsTakenIsRefusedWithTheReason();
    void aFileIsReadBesideWhatIsListed();
    void aSecretIsNowhereInTheModel();

private:
    [[nodiscard]] QString text(const ImportModel &model, int row, int column) const
    {
        return model.index(row, column).data().toString();
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<testsupport::FakeConnections> m_connections;
};

void tst_ImportModel::init()
{
    m_connections = std::make_unique<testsupport::FakeConnections>();
    m_home = std::make_unique<QTemporaryDir>();
    qputenv("HOME", m_home->path().toUtf8());
    qputenv("PGSYSCONFDIR", m_home->path().toUtf8());
    QFile file(m_home->filePath(QStringLiteral(".pg_service.conf")));
    QVERIFY(file.open(QFile::WriteOnly));
    QVERIFY(file.write("[order_dw]\nhost=x.hologres.aliyuncs.com\nport=80\nuser=u\npassword=canary\n"
                       "[same]\nhost=holo.example\nport=80\ndbname=order_dw\nuser=LTAI1\n"
                       "[plain]\nhost=pg.example\nuser=u\ndbname=p\n"
                       "[broken]\nuser=u\n")
            > 0);
}

void tst_ImportModel::whatIsTickedIsSavedWithItsSecret()
{
    ImportModel model(m_connections->manager());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(!model.blockedReason().isEmpty());
    model.find();
    QVERIFY(model.isReading());
    QTRY_COMPARE(model.rowCount(), 4);
    QVERIFY(!model.isReading());
    QCOMPARE(text(model, 0, ImportModel::Name), QStringLiteral("order_dw 2")); // the first is taken
    QCOMPARE(model.tickedCount(), 1); // the others are saved already, maybe not Hologres, or lack a host
    QVERIFY(text(model, 1, ImportModel::Note).contains(QStringLiteral("order_dw")));
    QCOMPARE(model.index(1, 0).data(ImportModel::StateRole).value<State>(), State::Hindered);
    QVERIFY(!model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.setData(model.index(2, 0), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(text(model, 3, ImportModel::Note).contains(QStringLiteral("host")));
    QCOMPARE(model.tickedCount(), 2);

    QSignalSpy finished(&model, &ImportModel::finished);
    model.importTicked();
    QVERIFY(model.isImporting());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(model.imported(), (QStringList{QStringLiteral("order_dw 2"), QStringLiteral("plain")}));
    QVERIFY(m_connections->manager().profile(QStringLiteral("plain")));
    QCOMPARE(m_connections->secrets().secretOf(QStringLiteral("order_dw 2")), QStringLiteral("canary"));
    QCOMPARE(model.tickedCount(), 0);
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsEditable)); // it is saved
}

void tst_ImportModel::aNameThatIsTakenIsRefusedWithTheReason()
{
    ImportModel model(m_connections->manager());
    model.find();
    QTRY_COMPARE(model.rowCount(), 4);
    const QModelIndex first = model.index(0, 0);
    for (const QString &name : {QStringLiteral("dbs_mc"), QStringLiteral("a/b"), QStringLiteral("plain"), QString()}) {
        QVERIFY(model.setData(first, name, Qt::EditRole));
        QCOMPARE(model.tickedCount(), 0);
        QVERIFY(!text(model, 0, ImportModel::Note).isEmpty());
        QVERIFY(model.setData(first, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.tickedCount(), 0);
    }
    QVERIFY(model.setData(first, QStringLiteral("mine"), Qt::EditRole));
    QCOMPARE(model.tickedCount(), 1);
    // Taken by another program since.
    const auto other = testsupport::hologresProfile(QStringLiteral("mine"), QStringLiteral("h"), QStringLiteral("d"));
    QVERIFY(core::await(m_connections->manager().save(other, {}, std::nullopt)));
    QSignalSpy finished(&model, &ImportModel::finished);
    model.importTicked();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(first.data(ImportModel::StateRole).value<State>(), State::Failed);
    QVERIFY(text(model, 0, ImportModel::Note).contains(QStringLiteral("mine")));
    QVERIFY(m_connections->secrets().secretOf(QStringLiteral("mine")).isEmpty());
}

void tst_ImportModel::aFileIsReadBesideWhatIsListed()
{
    ImportModel model(m_connections->manager());
    model.find();
    QTRY_COMPARE(model.rowCount(), 4);
    const QString name = m_home->filePath(QStringLiteral("odps_config.ini"));
    QFile file(name);
    QVERIFY(file.open(QFile::WriteOnly));
    QVERIFY(file.write("project_name=plain\nend_point=https://mc.example/api\naccess_id=i\naccess_key=k\n") > 0);
    file.close();
    model.readFile(name);
    QTRY_COMPARE(model.rowCount(), 5);
    QCOMPARE(text(model, 4, ImportModel::Name), QStringLiteral("plain 2")); // as long as the other is listed
    QVERIFY(model.problems().isEmpty());
    model.readFile(m_home->path());
    QTRY_VERIFY(!model.problems().isEmpty());
    QCOMPARE(model.rowCount(), 5);
}

void tst_ImportModel::aSecretIsNowhereInTheModel()
{
    ImportModel model(m_connections->manager());
    model.find();
    QTRY_COMPARE(model.rowCount(), 4);
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            for (int role = 0; role < Qt::UserRole + 10; ++role)
                QVERIFY(!model.index(row, column).data(role).toString().contains(QStringLiteral("canary")));
        }
    }
}

QTEST_GUILESS_MAIN(tst_ImportModel)
#include "tst_importmodel.moc"
