// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionkinds.h"
#include "connectionoptions.h"
#include "fakeconnections.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/models/actions/actions.h>
#include <isthmus/models/connections/connectionform.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using connections::ConnectionField;
using connections::ConnectionKind;
using connections::Profile;

namespace {

QString problemOfUrl(const Profile &profile)
{
    return profile.text(u"url").startsWith(u"https://") ? QString() : QStringLiteral("The URL is not safe.");
}

// A source that can be browsed and nothing else, that nobody signs in to.
ConnectionKind ledger(const std::shared_ptr<catalog::Catalog> &catalog)
{
    return {
        .id = QStringLiteral("ledger"),
        .title = QStringLiteral("Ledger"),
        .connectText = "Connect to &Ledger",
        .fields = {{.id = QStringLiteral("url"),
                    .label = "&URL",
                    .help = "address.",
                    .valueName = "URL",
                    .missing = "The URL is missing.",
                    .check = problemOfUrl},
                   {.id = QStringLiteral("max_tries"),
                    .type = ConnectionField::Type::Number,
                    .label = "&Tries",
                    .help = "tries.",
                    .valueName = "COUNT",
                    .byDefault = 3,
                    .minimum = 1,
                    .maximum = 9},
                   {.id = QStringLiteral("format"),
                    .type = ConnectionField::Type::Choice,
                    .label = "&Format",
                    .choices = {{.value = QStringLiteral("csv"), .title = "CSV"},
                                {.value = QStringLiteral("json"),
                                 .title = "JSON",
                                 .option = "as-json",
                                 .help = "it is JSON."}}}},
        .makeBackend = [catalog](const Profile &profile, const QString &secret) -> core::Result<connections::Backend> {
            if (!secret.isEmpty())
                return core::fail(core::ErrorKind::Invalid, QStringLiteral("There is a secret."));
            return connections::Backend{profile, catalog, nullptr, nullptr};
        }};
}

} // namespace

/// A kind that no layer knows, registered in one call, is all there.
class tst_ConnectionKind : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void theFormReadsItsFieldsAndChecks();
    void theCommandLineReadsItsOptions();
    void theCommandLineRefusesWhatIsNotOfIt_data();
    void theCommandLineRefusesWhatIsNotOfIt();
    void theFileKeepsIt();
    void itIsSavedTestedAndOpenedWithoutASecret();
    void whatItCannotDoIsUnsupported();
    void itHasAnActionAndASide();

private:
    [[nodiscard]] static Profile profile();
    // What readKindOptions() says.
    [[nodiscard]] static QString read(const QStringList &arguments, Profile &profile);

    std::shared_ptr<testsupport::FakeCatalog> m_catalog = std::make_shared<testsupport::FakeCatalog>();
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<connections::ConnectionManager> m_manager;
};

void tst_ConnectionKind::initTestCase()
{
    app::registerConnectionKinds();
    app::registerConnectionKinds(); // each program part may
    connections::registerKind(ledger(m_catalog));
    QCOMPARE(connections::connectionKinds().size(), 3);
}

void tst_ConnectionKind::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_manager = std::make_unique<connections::ConnectionManager>(
        connections::ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))),
        std::make_shared<testsupport::FakeSecretStore>(), app::makeBackend);
    QVERIFY(m_manager->load());
}

void tst_ConnectionKind::cleanup()
{
    m_manager.reset();
}

Profile tst_ConnectionKind::profile()
{
    Profile made(QStringLiteral("ledger"));
    made.name = QStringLiteral("books");
    made.set(u"url", QStringLiteral("https://books.example"));
    return made;
}

QString tst_ConnectionKind::read(const QStringList &arguments, Profile &profile)
{
    app::CtlSession session{{}};
    app::CtlArguments args(QStringLiteral("connection add"), QStringLiteral("Adds."));
    app::addKindOptions(args);
    if (args.parse(arguments, session))
        return QStringLiteral("not parsed");
    return app::readKindOptions(args, profile);
}

void tst_ConnectionKind::theFormReadsItsFieldsAndChecks()
{
    models::ConnectionForm form(*m_manager, *connections::findKind(u"ledger"));
    QCOMPARE(form.problem(u"url"), QStringLiteral("The URL is missing."));
    QVERIFY(form.problem(u"secret").isEmpty()); // it has none
    form.setValue(QStringLiteral("url"), QStringLiteral("http://books.example"));
    QCOMPARE(form.problem(u"url"), QStringLiteral("The URL is not safe."));
    form.setValue(QStringLiteral("url"), QStringLiteral("https://books.example"));
    form.edit([](Profile &p) { p.name = QStringLiteral("books"); });
    QCOMPARE(form.problems(), QStringList());
    form.setValue(QStringLiteral("max_tries"), 10);
    QCOMPARE(form.problem(u"max_tries"), QStringLiteral("Tries: 10 is not between 1 and 9."));
    form.setValue(QStringLiteral("max_tries"), 9);
    form.setValue(QStringLiteral("format"), QStringLiteral("xml"));
    QCOMPARE(form.problem(u"format"), QStringLiteral("Format: \"xml\" is not known; use one of csv, json."));
    form.setValue(QStringLiteral("format"), QStringLiteral("json"));
    QVERIFY(form.canSave());
    QCOMPARE(form.problems(), QStringList());
}

void tst_ConnectionKind::theCommandLineReadsItsOptions()
{
    Profile read;
    QCOMPARE(tst_ConnectionKind::read({QStringLiteral("--system"), QStringLiteral("ledger"), QStringLiteral("--url"),
                                       QStringLiteral("https://books.example"), QStringLiteral("--max-tries"),
                                       QStringLiteral("5"), QStringLiteral("--as-json")},
                                      read),
             QString());
    QCOMPARE(read.kind, QStringLiteral("ledger"));
    QCOMPARE(read.text(u"url"), QStringLiteral("https://books.example"));
    QCOMPARE(read.number(u"max_tries"), 5);
    QCOMPARE(read.text(u"format"), QStringLiteral("json"));
    // And the kinds of the program beside it, by the options they always had.
    Profile instance;
    QCOMPARE(
        tst_ConnectionKind::read({QStringLiteral("--system"), QStringLiteral("hologres"), QStringLiteral("--instance"),
                                  QStringLiteral("--instance-name"), QStringLiteral("holo"), QStringLiteral("--tls"),
                                  QStringLiteral("disable"), QStringLiteral("--access-id"), QStringLiteral("LTAI")},
                                 instance),
        QString());
    QCOMPARE(instance.rootKind(), catalog::ObjectKind::HologresInstance);
    Profile tenant;
    QCOMPARE(
        tst_ConnectionKind::read({QStringLiteral("--system"), QStringLiteral("maxcompute"), QStringLiteral("--tenant"),
                                  QStringLiteral("--region"), QStringLiteral("cn-shanghai"),
                                  QStringLiteral("--access-id"), QStringLiteral("LTAI")},
                                 tenant),
        QString());
    QCOMPARE(tenant.rootKind(), catalog::ObjectKind::MaxComputeTenant);
    QCOMPARE(tenant.database(), QString());
    QCOMPARE(instance.text(u"tls"), QStringLiteral("disable"));
    QCOMPARE(instance.account(), QStringLiteral("LTAI"));
}

void tst_ConnectionKind::theCommandLineRefusesWhatIsNotOfIt_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("problem");
    QTest::newRow("no system") << QStringList{} << QStringLiteral("--system is one of hologres, maxcompute, ledger.");
    QTest::newRow("unknown system") << QStringList{QStringLiteral("--system=oracle")}
                                    << QStringLiteral("--system is one of hologres, maxcompute, ledger.");
    QTest::newRow("option of another") << QStringList{QStringLiteral("--system=ledger"), QStringLiteral("--host=h")}
                                       << QStringLiteral("--host is no option of Ledger.");
    QTest::newRow("option of the new one")
        << QStringList{QStringLiteral("--system=maxcompute"), QStringLiteral("--as-json")}
        << QStringLiteral("--as-json is no option of MaxCompute.");
    QTest::newRow("no number") << QStringList{QStringLiteral("--system=ledger"), QStringLiteral("--max-tries=often")}
                               << QStringLiteral("--max-tries takes a number.");
}

void tst_ConnectionKind::theCommandLineRefusesWhatIsNotOfIt()
{
    QFETCH(QStringList, arguments);
    Profile ignored;
    QTEST(read(arguments, ignored), "problem");
}

void tst_ConnectionKind::theFileKeepsIt()
{
    Profile kept = profile();
    kept.set(u"max_tries", 7);
    const auto json = kept.toJson();
    QCOMPARE(json.value(QStringLiteral("format")).toString(), QStringLiteral("csv")); // said, though it is the default
    QCOMPARE(Profile::fromJson(json).value(), kept);
    auto damaged = json;
    damaged.remove(QStringLiteral("url"));
    QCOMPARE(Profile::fromJson(damaged).value().damage, QStringList{QStringLiteral("url")});
}

void tst_ConnectionKind::itIsSavedTestedAndOpenedWithoutASecret()
{
    const catalog::ObjectPath root{QStringLiteral("books"), {}};
    m_catalog->setServer(catalog::ServerInfo{});
    m_catalog->setChildren(root, {testsupport::entry(root, QStringLiteral("2024"), catalog::ObjectKind::Schema)});
    models::ConnectionForm form(*m_manager, *connections::findKind(u"ledger"));
    form.edit([](Profile &p) { p = profile(); });
    QSignalSpy tested(&form, &models::ConnectionForm::testFinished);
    form.test();
    QTRY_COMPARE(tested.size(), 1);
    QVERIFY2(form.isTested(), qPrintable(form.testError() ? form.testError()->message : QString()));
    QSignalSpy saved(&form, &models::ConnectionForm::saved);
    form.save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(m_manager->profiles(), QList<Profile>{profile()});
    QVERIFY(core::await(m_manager->open(QStringLiteral("books"))));
}

void tst_ConnectionKind::whatItCannotDoIsUnsupported()
{
    QVERIFY(core::await(m_manager->save(profile(), {}, {})));
    const auto backend = core::await(m_manager->open(QStringLiteral("books")));
    QVERIFY(backend);
    const auto preview = core::await(connections::preview(*backend, {}));
    QCOMPARE(preview.error().kind, core::ErrorKind::Unsupported);
    QVERIFY(preview.error().message.contains(QStringLiteral("books")));
    QCOMPARE(core::await(connections::run(*backend, {})).error().kind, core::ErrorKind::Unsupported);
    QVERIFY(!backend->profile.can(connections::Capability::Sql));
}

void tst_ConnectionKind::itHasAnActionAndASide()
{
    const models::ActionSpec *action = models::findAction(u"connection.add.ledger");
    QVERIFY(action);
    QCOMPARE(models::actionText(*action), QStringLiteral("Connect to &Ledger"));
    QVERIFY(models::commandOf(*action, {}) == models::Command(models::AddConnection{QStringLiteral("ledger")}));
    QCOMPARE(connections::connectionKinds(catalog::Side::Sources).size(), 2);
    QCOMPARE(catalog::infoOf(profile().rootKind()).side, catalog::Side::Sources);
}

QTEST_GUILESS_MAIN(tst_ConnectionKind)
#include "tst_connectionkind.moc"
