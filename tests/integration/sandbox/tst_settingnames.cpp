// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

test::EndpointClient &client()
{
    static test::EndpointClient client(sandbox(), sandbox().admin());
    return client;
}

} // namespace

/// Names of settings: one with an effect is never passed over for its capitals.
class tst_SettingNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void capitalsAreRefused_data();
    void capitalsAreRefused();
    void otherNamesAreTaken();
};

void tst_SettingNames::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_SettingNames::capitalsAreRefused_data()
{
    QTest::addColumn<QString>("setting");
    for (const char *setting : {"ODPS.SQL.TIMEZONE=Asia/Shanghai", "odps.sql.timeZone=Asia/Shanghai",
                                "Odps.Namespace.Schema=true", "odps.default.SCHEMA=x", "odps.sql.allow.fullScan=false",
                                "odps.sql.type.system.ODPS2=false", "odps.sql.decimal.toString.trimZero=false"})
        QTest::newRow(setting) << QString::fromLatin1(setting);
}

// The first input had no effect, and nothing said so.
void tst_SettingNames::capitalsAreRefused()
{
    QFETCH(QString, setting);
    const QString name = setting.left(setting.indexOf(u'='));
    const test::JobOutcome outcome =
        client().run(u"CREATE TABLE settings_no (i INT);\nSET %1; SELECT 1"_s.arg(setting));
    QCOMPARE(outcome.status, u"Failed"_s);
    QCOMPARE(outcome.code(), u"ODPS-0130071"_s);
    QVERIFY2(outcome.text.contains(u"[2,1]") && outcome.text.contains(name) && outcome.text.contains(name.toLower()),
             qPrintable(outcome.text));
    // Nothing of the script ran.
    QCOMPARE(client().run(u"DESC settings_no"_s).code(), u"ODPS-0130131"_s);
}

void tst_SettingNames::otherNamesAreTaken()
{
    QCOMPARE(client().rows(u"SET odps.sql.timezone=Asia/Shanghai; SET Odps.Stage.Mapper.Split.Size=1; SELECT "
                           "current_timezone()"_s),
             QStringList(u"Asia/Shanghai"_s));
}

QTEST_GUILESS_MAIN(tst_SettingNames)
#include "tst_settingnames.moc"
