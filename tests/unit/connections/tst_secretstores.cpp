// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesizelimit.h"
#include "testkinds.h"

#include <isthmus/connections/defaultsecretstore.h>
#include <isthmus/connections/encryptedfilesecretstore.h>
#include <isthmus/connections/keychainsecretstore.h>
#include <isthmus/connections/sandboxsecret.h>
#include <isthmus/core/async.h>

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace isthmus::connections;
using core::await;
using core::ErrorKind;

namespace {

AskMasterPassword answering(const QString &password, int *asked = nullptr)
{
    return [password, asked](MasterPasswordQuestion) -> std::optional<QString> {
        if (asked)
            ++*asked;
        return password;
    };
}

const QString name = QStringLiteral("order_dw");
const QString secret = QStringLiteral("geheim \"'\\ 密码");

} // namespace

class tst_SecretStores : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theFileKeepsAndForgets();
    void theFileIsPrivateAndHoldsNoSecret();
    void theNextProgramReadsTheFile();
    void theMasterPasswordIsAskedOnce();
    void whoMayBeAskedIsToldBefore();
    void aWrongMasterPasswordIsAskedForAgain();
    void aWrongMasterPasswordOfTheEnvironmentIsToldOnce();
    void nobodyIsAskedForWhatCannotBeDone();
    void theFileIsFreeWhileTheUserIsAsked();
    void aDeclinedMasterPasswordIsAnAuthenticationError();
    void theMasterPasswordComesFromTheEnvironment();
    void aChangedFileIsAProtocolError_data();
    void aChangedFileIsAProtocolError();
    void aWriteThatFailsLosesNoSecret();
    void twoStoresOnOneFileLoseNothing();
    void withoutASessionBusTheKeychainSaysNoAtOnce();
    void withoutAKeychainTheFileIsUsed();
    void theSandboxsSecretIsReadFromItsFile();

private:
    [[nodiscard]] QString file() const { return m_dir->filePath(QStringLiteral("secrets.json")); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_SecretStores::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    for (const char *variable :
         {"ISTHMUS_MASTER_PASSWORD", "ISTHMUS_MASTER_PASSWORD_FILE", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"})
        qunsetenv(variable);
}

void tst_SecretStores::theFileKeepsAndForgets()
{
    EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
    QCOMPARE(await(store.read(name)).error().kind, ErrorKind::NotFound);
    QVERIFY(await(store.write(name, secret)));
    QVERIFY(await(store.write(QStringLiteral("other"), QStringLiteral("x"))));
    QCOMPARE(await(store.read(name)).value(), secret);
    QVERIFY(await(store.write(name, QStringLiteral("new"))));
    QCOMPARE(await(store.read(name)).value(), QStringLiteral("new"));
    QVERIFY(await(store.remove(name)));
    QCOMPARE(await(store.read(name)).error().kind, ErrorKind::NotFound);
    QCOMPARE(await(store.remove(name)).error().kind, ErrorKind::NotFound);
    QCOMPARE(await(store.read(QStringLiteral("other"))).value(), QStringLiteral("x"));
    QVERIFY(!store.description().isEmpty());
}

void tst_SecretStores::theFileIsPrivateAndHoldsNoSecret()
{
    EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
    QVERIFY(await(store.write(name, QStringLiteral("plain-to-see"))));
    QFile written(file());
    QCOMPARE(written.permissions() & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray first = written.readAll();
    for (const char *word : {"plain-to-see", "master", "order_dw"})
        QVERIFY(!first.contains(word));
    written.close();
    QVERIFY(await(store.write(name, QStringLiteral("plain-to-see"))));
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll() != first); // a new nonce for the same content
}

void tst_SecretStores::theNextProgramReadsTheFile()
{
    {
        EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
        QVERIFY(await(store.write(name, secret)));
    }
    EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
    QCOMPARE(await(store.read(name)).value(), secret);
}

void tst_SecretStores::theMasterPasswordIsAskedOnce()
{
    int asked = 0;
    EncryptedFileSecretStore store(file(), answering(QStringLiteral("master"), &asked));
    QVERIFY(await(store.write(name, secret)));
    QVERIFY(await(store.read(name)));
    QVERIFY(await(store.write(name, secret)));
    QCOMPARE(asked, 1);
}

// What works in the background asks nobody.
void tst_SecretStores::whoMayBeAskedIsToldBefore()
{
    {
        EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
        QVERIFY(store.mayAsk());
        QVERIFY(core::await(store.write(QStringLiteral("a"), QStringLiteral("secret"))));
        QVERIFY(!store.mayAsk());
    }
    EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
    QVERIFY(store.mayAsk());
    QVERIFY(core::await(store.read(QStringLiteral("a"))));
    QVERIFY(!store.mayAsk());
    EncryptedFileSecretStore declining(file(), [](MasterPasswordQuestion) { return std::nullopt; });
    QVERIFY(!core::await(declining.read(QStringLiteral("a"))));
    QVERIFY(declining.mayAsk());
}

void tst_SecretStores::aWrongMasterPasswordIsAskedForAgain()
{
    QList<MasterPasswordQuestion> questions;
    QList<std::optional<QString>> answers;
    const auto ask = [&](MasterPasswordQuestion question) {
        questions.append(question);
        return answers.takeFirst();
    };
    answers = {QStringLiteral("master")};
    {
        EncryptedFileSecretStore store(file(), ask);
        QVERIFY(await(store.write(name, secret)));
    }
    QCOMPARE(questions, QList{MasterPasswordQuestion::New});
    questions.clear();
    answers = {QStringLiteral("Master"), QString(), QStringLiteral("master")};
    {
        EncryptedFileSecretStore store(file(), ask);
        QCOMPARE(await(store.read(name)).value(), secret);
    }
    QCOMPARE(questions,
             (QList{MasterPasswordQuestion::Unlock, MasterPasswordQuestion::Again, MasterPasswordQuestion::Again}));
    answers = {QStringLiteral("Master"), std::nullopt};
    EncryptedFileSecretStore store(file(), ask);
    QCOMPARE(await(store.write(name, QStringLiteral("y"))).error().kind, ErrorKind::Authentication);
    QVERIFY(answers.isEmpty());
    answers = {QStringLiteral("master")};
    QCOMPARE(await(store.read(name)).value(), secret);
}

void tst_SecretStores::aWrongMasterPasswordOfTheEnvironmentIsToldOnce()
{
    {
        EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
        QVERIFY(await(store.write(name, secret)));
    }
    qputenv("ISTHMUS_MASTER_PASSWORD", "wrong");
    int asked = 0;
    EncryptedFileSecretStore store(file(), answering(QStringLiteral("master"), &asked));
    const auto read = await(store.read(name));
    QCOMPARE(read.error().kind, ErrorKind::Authentication);
    QVERIFY2(read.error().hint.contains(u"ISTHMUS_MASTER_PASSWORD"), qPrintable(read.error().hint));
    QCOMPARE(asked, 0);
}

void tst_SecretStores::nobodyIsAskedForWhatCannotBeDone()
{
    int asked = 0;
    EncryptedFileSecretStore store(file(), answering(QStringLiteral("master"), &asked));
    QCOMPARE(await(store.read(name)).error().kind, ErrorKind::NotFound);
    QCOMPARE(await(store.remove(name)).error().kind, ErrorKind::NotFound);
    QCOMPARE(asked, 0);
    QVERIFY(!QFile::exists(file()));
}

// Another program writes while the first one waits for its user.
void tst_SecretStores::theFileIsFreeWhileTheUserIsAsked()
{
    {
        EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
        QVERIFY(await(store.write(name, QStringLiteral("old"))));
    }
    const auto ask = [this](MasterPasswordQuestion) -> std::optional<QString> {
        EncryptedFileSecretStore other(file(), answering(QStringLiteral("master")));
        if (!await(other.write(QStringLiteral("other"), QStringLiteral("o"))))
            return std::nullopt;
        return QStringLiteral("master");
    };
    EncryptedFileSecretStore store(file(), ask);
    QVERIFY(await(store.write(name, secret)));
    QCOMPARE(await(store.read(QStringLiteral("other"))).value(), QStringLiteral("o"));
    QCOMPARE(await(store.read(name)).value(), secret);
}

void tst_SecretStores::aDeclinedMasterPasswordIsAnAuthenticationError()
{
    EncryptedFileSecretStore store(file(),
                                   [](MasterPasswordQuestion) -> std::optional<QString> { return std::nullopt; });
    QCOMPARE(await(store.write(name, secret)).error().kind, ErrorKind::Authentication);
    QVERIFY(!QFile::exists(file()));
}

void tst_SecretStores::theMasterPasswordComesFromTheEnvironment()
{
    qputenv("ISTHMUS_MASTER_PASSWORD", "from environment");
    {
        EncryptedFileSecretStore store(file(), {});
        QVERIFY(await(store.write(name, secret)));
    }
    qunsetenv("ISTHMUS_MASTER_PASSWORD");
    const QString passwordFile = m_dir->filePath(QStringLiteral("master"));
    QFile out(passwordFile);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("from environment\nsecond line\n");
    out.close();
    qputenv("ISTHMUS_MASTER_PASSWORD_FILE", passwordFile.toUtf8());
    EncryptedFileSecretStore store(file(), {});
    QCOMPARE(await(store.read(name)).value(), secret);
}

void tst_SecretStores::aChangedFileIsAProtocolError_data()
{
    QTest::addColumn<QString>("member");
    QTest::newRow("ciphertext") << QStringLiteral("secrets");
    QTest::newRow("salt cut") << QStringLiteral("salt");
    QTest::newRow("version") << QStringLiteral("version");
    QTest::newRow("no JSON") << QString();
}

void tst_SecretStores::aChangedFileIsAProtocolError()
{
    QFETCH(QString, member);
    {
        EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
        QVERIFY(await(store.write(name, secret)));
    }
    QFile stored(file());
    QVERIFY(stored.open(QIODevice::ReadOnly));
    QJsonObject json = QJsonDocument::fromJson(stored.readAll()).object();
    stored.close();
    if (member == u"version") {
        json.insert(member, 2);
    } else if (member == u"salt") {
        json.insert(member, json.value(member).toString().left(8));
    } else if (!member.isEmpty()) {
        QByteArray bytes = QByteArray::fromBase64(json.value(member).toString().toLatin1());
        bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
        json.insert(member, QString::fromLatin1(bytes.toBase64()));
    }
    const QByteArray changed = member.isEmpty() ? QByteArray("{\"version\":") : QJsonDocument(json).toJson();
    QVERIFY(stored.open(QIODevice::WriteOnly));
    stored.write(changed);
    stored.close();

    EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
    QCOMPARE(await(store.read(name)).error().kind, ErrorKind::Protocol);
    QCOMPARE(await(store.write(name, QStringLiteral("y"))).error().kind, ErrorKind::Protocol);
    QVERIFY(stored.open(QIODevice::ReadOnly));
    QCOMPARE(stored.readAll(), changed);
}

void tst_SecretStores::aWriteThatFailsLosesNoSecret()
{
    EncryptedFileSecretStore store(file(), answering(QStringLiteral("master")));
    QVERIFY(await(store.write(name, secret)));
    const auto change = [](const auto &call) {
        const testsupport::FileSizeLimit noMore{0};
        return await(call());
    };
    for (const auto &failed : {change([&] { return store.write(QStringLiteral("other"), QStringLiteral("x")); }),
                               change([&] { return store.write(name, QStringLiteral("new")); }),
                               change([&] { return store.remove(name); })}) {
        QVERIFY(!failed);
        QVERIFY2(failed.error().message.contains(QStringLiteral("larger than a file may be")),
                 qPrintable(failed.error().message));
    }
    EncryptedFileSecretStore next(file(), answering(QStringLiteral("master")));
    QCOMPARE(await(next.read(name)).value(), secret);
    QCOMPARE(await(next.read(QStringLiteral("other"))).error().kind, ErrorKind::NotFound);
}

void tst_SecretStores::twoStoresOnOneFileLoseNothing()
{
    EncryptedFileSecretStore first(file(), answering(QStringLiteral("master")));
    QVERIFY(await(first.write(QStringLiteral("start"), secret)));
    EncryptedFileSecretStore second(file(), answering(QStringLiteral("master")));
    QList<QFuture<core::Result<core::Done>>> writes;
    for (int i = 0; i < 10; ++i) {
        writes.append(first.write(QStringLiteral("first %1").arg(i), secret));
        writes.append(second.write(QStringLiteral("second %1").arg(i), secret));
    }
    for (const auto &write : writes)
        QVERIFY(await(write));
    for (int i = 0; i < 10; ++i) {
        QVERIFY(await(first.read(QStringLiteral("second %1").arg(i))));
        QVERIFY(await(second.read(QStringLiteral("first %1").arg(i))));
    }
}

void tst_SecretStores::withoutASessionBusTheKeychainSaysNoAtOnce()
{
    KeychainSecretStore keychain;
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(await(keychain.probe()).value_or(true), false);
    QVERIFY(timer.elapsed() < 500);
    const auto read = await(keychain.read(name)); // nobody need run an event loop for the answer
    QVERIFY(!read);
}

void tst_SecretStores::withoutAKeychainTheFileIsUsed()
{
    const auto store = makeDefaultSecretStore(file(), answering(QStringLiteral("master")));
    QVERIFY(!QFile::exists(file()));
    QVERIFY(await(store->write(name, secret)));
    QVERIFY(QFile::exists(file()));
    QCOMPARE(await(store->read(name)).value(), secret);
    QVERIFY(store->description().contains(QStringLiteral("file")));
}

void tst_SecretStores::theSandboxsSecretIsReadFromItsFile()
{
    testsupport::registerTestKinds();
    Profile profile(hologres::kindId.toString());
    profile.name = name;
    profile.sandboxDir = m_dir->path();
    QCOMPARE(readSandboxSecret(profile).error().kind, ErrorKind::Network);
    QFile out(m_dir->filePath(QStringLiteral("sandbox.json")));
    const auto write = [&out](const char *content) {
        return out.open(QIODevice::WriteOnly) && out.write(content) >= 0 && (out.close(), true);
    };
    QVERIFY(write(R"({"access_key": "mc key", "hologres": {"password": "holo key"}})"));
    QCOMPARE(readSandboxSecret(profile).value(), QStringLiteral("holo key"));
    profile.kind = maxcompute::kindId.toString();
    QCOMPARE(readSandboxSecret(profile).value(), QStringLiteral("mc key"));
    QVERIFY(write("{\"access_key\": 5}"));
    QCOMPARE(readSandboxSecret(profile).error().kind, ErrorKind::Protocol);
}

QTEST_GUILESS_MAIN(tst_SecretStores)
#include "tst_secretstores.moc"
