// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <isthmus/connections/encryptedfilesecretstore.h>
#include <isthmus/core/async.h>

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;

namespace {

constexpr auto canary = "canary-4714";

QByteArray told(const CtlOutcome &outcome)
{
    return outcome.out + outcome.err;
}

} // namespace

/// Import and export by the command line; no server is asked. A secret goes to the secret store and nowhere else.
class tst_ImportedConnections : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;

    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_dir->filePath(name));
        QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size());
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    }

    [[nodiscard]] QString secretOf(const QString &name) const
    {
        isthmus::connections::EncryptedFileSecretStore secrets(m_dir->filePath(u"config/secrets.json"_qs), {});
        return isthmus::core::await(secrets.read(name)).value_or(QString());
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        qputenv("ISTHMUS_CONFIG_DIR", m_dir->filePath(u"config"_qs).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir->filePath(u"data"_qs).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        qputenv("HOME", m_dir->path().toUtf8());
        qputenv("PGSYSCONFDIR", m_dir->path().toUtf8());
        for (const char *variable : {"PGHOST", "PGUSER", "PGPASSWORD", "PGDATABASE", "ALIBABA_CLOUD_ACCESS_KEY_ID"})
            qunsetenv(variable);
        write(u".pg_service.conf"_qs,
              "[order_dw]\nhost=x.hologres.aliyuncs.com\nport=80\ndbname=order_dw\nuser=LTAI\noptions=-c x=1\n"
              "[plain]\nhost=pg.example\ndbname=p\nuser=u\n");
        write(u".pgpass"_qs, QByteArray("x.hologres.aliyuncs.com:80:*:LTAI:") + canary + '\n');
        write(u".odps_config.ini"_qs,
              QByteArray("project_name=dbs_mc\nend_point=http://mc.example/api\naccess_id=i\naccess_key=") + canary
                  + "\nproxy_host=p\n");
    }

    void whatIsFoundIsImported()
    {
        const auto listed = runCtl({u"connection"_qs, u"import"_qs, u"--list"_qs, u"--json"_qs});
        QVERIFY2(listed.exitCode == 0, listed.err.constData());
        const auto found = listed.json().value(u"connections").toArray();
        QCOMPARE(found.size(), 3);
        QVERIFY(!told(listed).contains(canary));
        QCOMPARE(runCtl({u"connection"_qs, u"list"_qs, u"--json"_qs}).out.trimmed(), QByteArray("[]"));

        const auto imported = runCtl({u"connection"_qs, u"import"_qs});
        QVERIFY2(imported.exitCode == 0, imported.err.constData());
        QVERIFY2(!told(imported).contains(canary), "the secret was told");
        QVERIFY2(imported.out.contains("proxy_host") && imported.out.contains("options"), imported.out.constData());
        QCOMPARE(secretOf(u"order_dw"_qs), QString::fromLatin1(canary));
        QCOMPARE(secretOf(u"dbs_mc"_qs), QString::fromLatin1(canary));
        const auto list = runCtl({u"connection"_qs, u"list"_qs});
        QVERIFY(list.out.contains("order_dw") && list.out.contains("https://mc.example/api"));
        QVERIFY(!list.out.contains("plain")); // only on request
        QDirIterator files(m_dir->filePath(u"config"_qs), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QFile::ReadOnly));
            QVERIFY2(!file.readAll().contains(canary), qPrintable(file.fileName())); // the store is encrypted
        }

        const auto again = runCtl({u"connection"_qs, u"import"_qs, u"--only"_qs, u"plain"_qs, u"--json"_qs});
        QCOMPARE(again.exitCode, 0);
        for (const auto &value : again.json().value(u"connections").toArray())
            QCOMPARE(value.toObject().value(u"imported").toBool(),
                     value.toObject().value(u"name").toString() == u"plain");
    }

    void aUrlWithASecretIsNoArgument()
    {
        const QString url = u"postgresql://u:%1@holo.example:80/d"_qs.arg(QLatin1String(canary));
        const auto refused = runCtl({u"connection"_qs, u"import"_qs, url});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(!told(refused).contains(canary));
        QProcess program;
        program.start(isthmus::test::ctlProgram(),
                      {u"connection"_qs, u"import"_qs, u"-"_qs, u"--name"_qs, u"by_url"_qs});
        program.write(url.toUtf8() + '\n');
        program.closeWriteChannel();
        QVERIFY(program.waitForFinished());
        const QByteArray output = program.readAllStandardOutput() + program.readAllStandardError();
        QVERIFY2(program.exitCode() == 0, output.constData());
        QVERIFY(!output.contains(canary));
        QCOMPARE(secretOf(u"by_url"_qs), QString::fromLatin1(canary));
        const auto plain = runCtl({u"connection"_qs, u"import"_qs, u"jdbc:odps:https://mc.example/api?project=p"_qs});
        QVERIFY2(plain.exitCode == 0 && plain.out.contains("AccessKey ID"), plain.out.constData()); // not saved: why
        QCOMPARE(runCtl({u"connection"_qs, u"import"_qs, u"--from"_qs, u"nowhere"_qs}).exitCode, 2);
    }

    void whatIsExportedIsImportedElsewhere()
    {
        QCOMPARE(runCtl({u"connection"_qs, u"import"_qs, u"--all"_qs}).exitCode, 0);
        const QString file = m_dir->filePath(u"all.json"_qs);
        const auto exported = runCtl({u"connection"_qs, u"export"_qs, file});
        QVERIFY2(exported.exitCode == 0, exported.err.constData());
        QCOMPARE(runCtl({u"connection"_qs, u"export"_qs, file}).exitCode, 1); // it is there
        QFile text(file);
        QVERIFY(text.open(QFile::ReadOnly));
        const QByteArray content = text.readAll();
        QVERIFY(content.contains("order_dw") && !content.contains(canary));
        qputenv("ISTHMUS_CONFIG_DIR", m_dir->filePath(u"elsewhere"_qs).toUtf8());
        const auto imported = runCtl({u"connection"_qs, u"import"_qs, file, u"--json"_qs});
        QVERIFY2(imported.exitCode == 0, imported.err.constData());
        QCOMPARE(imported.json().value(u"connections").toArray().size(), 3);
        QVERIFY(runCtl({u"connection"_qs, u"list"_qs}).out.contains("x.hologres.aliyuncs.com"));
        // The secret is asked for by name.
        const auto unopened = runCtl({u"connection"_qs, u"test"_qs, u"order_dw"_qs});
        QCOMPARE(unopened.exitCode, 1);
        QVERIFY2(unopened.err.contains("order_dw"), unopened.err.constData());
    }

    void aTestTellsItsSteps()
    {
        qputenv("THE_SECRET", canary);
        QCOMPARE(runCtl({u"connection"_qs, u"add"_qs, u"local"_qs, u"--system"_qs, u"hologres"_qs, u"--host"_qs,
                         u"127.0.0.1"_qs, u"--port"_qs, u"1"_qs, u"--database"_qs, u"d"_qs, u"--access-id"_qs, u"u"_qs,
                         u"--tls"_qs, u"disable"_qs, u"--secret-env"_qs, u"THE_SECRET"_qs})
                     .exitCode,
                 0);
        const auto test = runCtl({u"connection"_qs, u"test"_qs, u"local"_qs});
        QCOMPARE(test.exitCode, 1);
        for (const char *words : {"Find the host", "passed", "Open the port", "failed", "Sign in", "not tried"})
            QVERIFY2(test.out.contains(words), test.out.constData());
        QVERIFY(!told(test).contains(canary));
    }

    void aTokenIsTheSecondSecret()
    {
        qputenv("THE_SECRET", "s");
        qputenv("THE_TOKEN", "t");
        QStringList arguments{u"connection"_qs, u"add"_qs,          u"sts"_qs,         u"--system"_qs,
                              u"maxcompute"_qs, u"--region"_qs,     u"cn-shanghai"_qs, u"--project"_qs,
                              u"p"_qs,          u"--access-id"_qs,  u"i"_qs,           u"--sign-in"_qs,
                              u"sts"_qs,        u"--secret-env"_qs, u"THE_SECRET"_qs};
        QCOMPARE(runCtl(arguments).exitCode, 1); // no token
        arguments.append({u"--token-env"_qs, u"THE_TOKEN"_qs, u"--environment"_qs, u"production"_qs});
        const auto added = runCtl(arguments);
        QVERIFY2(added.exitCode == 0, added.err.constData());
        QVERIFY(added.out.contains("https://service.cn-shanghai.maxcompute.aliyun.com/api"));
        QVERIFY(added.out.contains("Production"));
        QCOMPARE(secretOf(u"sts"_qs), u"s\nt"_qs);
    }
};

QTEST_GUILESS_MAIN(tst_ImportedConnections)
#include "tst_importedconnections.moc"
