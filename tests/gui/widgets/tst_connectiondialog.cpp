// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/connections/importdialog.h>

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace isthmus;

class tst_ConnectionDialog : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void connectionDialogNeverShowsASecret();
    void theKeptSecretTestsAnEditedConnection();
    void removingAConnectionAsksFirst();
    void theKeyboardAddsTestsAndSaves();
    void noFieldIsCut_data();
    void noFieldIsCut();
    void groupsThatThereAreAreProposed();
    void aPastedUrlFillsTheFormAndIsGone();
    void aFailedTestIsToldAndCanBeOverruled();
    void whatSignsInIsWhatIsAskedFor();
    void theKeyboardImports();
    void whatIsExportedHoldsNoSecret();
    void whatAnotherProgramChangedIsTakenOver();

private:
    /// Tab until \a name has the focus; false if it never gets it.
    [[nodiscard]] static bool tabTo(QWidget *dialog, const QString &name);
    /// Where a secret must not be: titles of windows, texts of fields and labels, files of the settings.
    [[nodiscard]] QString leakOf(const QString &secret) const;
};

bool tst_ConnectionDialog::tabTo(QWidget *dialog, const QString &name)
{
    for (int tab = 0; tab < 60; ++tab) {
        QWidget *focused = dialog->focusWidget();
        if (focused && focused->objectName() == name)
            return true;
        QTest::keyClick(focused ? focused : dialog, Qt::Key_Tab);
    }
    return false;
}

QString tst_ConnectionDialog::leakOf(const QString &secret) const
{
    const auto widgets = QApplication::allWidgets();
    for (const QWidget *widget : widgets) {
        if (widget->windowTitle().contains(secret) || widget->toolTip().contains(secret)
            || widget->accessibleName().contains(secret))
            return widget->objectName();
        const auto *label = qobject_cast<const QLabel *>(widget);
        const auto *edit = qobject_cast<const QLineEdit *>(widget);
        if ((label && label->text().contains(secret))
            || (edit && edit->echoMode() == QLineEdit::Normal && edit->displayText().contains(secret)))
            return widget->objectName();
    }
    QDirIterator files(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QFile::ReadOnly) && file.readAll().contains(secret.toUtf8()))
            return file.fileName();
    }
    return {};
}

void tst_ConnectionDialog::connectionDialogNeverShowsASecret()
{
    openWindow();
    m_window->perform(models::EditConnection{QStringLiteral("order_dw")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->isVisible());
    auto *secret = dialog->findChild<QLineEdit *>(QStringLiteral("secret"));
    QCOMPARE(secret->text(), QString());
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("host"))->text(), QStringLiteral("holo.example"));
    auto *save = dialog->findChild<QPushButton *>(QStringLiteral("save"));
    QTRY_VERIFY(save->isEnabled());
    auto *host = dialog->findChild<QLineEdit *>(QStringLiteral("host"));
    host->setFocus();
    host->selectAll();
    QTest::keyClick(host, Qt::Key_Delete);
    QTRY_VERIFY(!save->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("hostProblem"))->isVisible());
    shoot(dialog, QStringLiteral("14-connection-problem"));
    QTest::keyClicks(host, QStringLiteral("holo.example"));
    QTRY_VERIFY(save->isEnabled());
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("test")), Qt::LeftButton);
    QTRY_VERIFY(dialog->form().isTested());
    shoot(dialog, QStringLiteral("14-connection"));
    dialog->reject();

    m_window->perform(models::AddConnection{QStringLiteral("maxcompute")});
    auto *fresh = m_window->findChildren<views::ConnectionDialog *>().last();
    QTRY_COMPARE(fresh->focusWidget(), fresh->findChild<QLineEdit *>(QStringLiteral("name"))); // typing goes there
    QVERIFY(fresh->findChild<QLineEdit *>(QStringLiteral("endpoint")));
    QVERIFY(!fresh->findChild<QLineEdit *>(QStringLiteral("host")));
    shoot(fresh, QStringLiteral("14-connection-maxcompute"));
}

void tst_ConnectionDialog::theKeptSecretTestsAnEditedConnection()
{
    openWindow();
    m_window->perform(models::EditConnection{QStringLiteral("order_dw")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    auto *warehouse = dialog->findChild<QLineEdit *>(QStringLiteral("warehouse"));
    warehouse->setFocus();
    QTest::keyClicks(warehouse, QStringLiteral("read_warehouse_1"));
    auto *test = dialog->findChild<QPushButton *>(QStringLiteral("test"));
    QVERIFY(test->isEnabled());
    QTest::mouseClick(test, Qt::LeftButton);
    QTRY_VERIFY(dialog->form().isTested());
    QCOMPARE(m_fakes->lastSecret(), QStringLiteral("secret of order_dw"));
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("secret"))->text(), QString());
    auto *steps = dialog->findChild<QAbstractItemView *>(QStringLiteral("testSteps"));
    QCOMPARE(steps->model()->rowCount(), 3);
    QCOMPARE(steps->model()->index(2, models::TestStepsModel::Detail).data().toString(), QStringLiteral("2 names"));
    QCOMPARE(m_fakes->manager().profile(QStringLiteral("order_dw"))->text(u"warehouse"), QString()); // not saved yet
}

void tst_ConnectionDialog::whatAnotherProgramChangedIsTakenOver()
{
    openWindow();
    const QString name = QStringLiteral("order_dw");
    auto &manager = m_fakes->manager();
    m_window->perform(models::EditConnection{name});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QVERIFY(dialog);
    auto *conflict = dialog->findChild<QWidget *>(QStringLiteral("connectionConflict"));
    QVERIFY(!conflict->isVisible());
    auto *description = dialog->findChild<QLineEdit *>(QStringLiteral("description"));
    auto *database = dialog->findChild<QLineEdit *>(QStringLiteral("database"));
    description->setFocus();
    QTest::keyClicks(description, QStringLiteral("mine"));
    database->setFocus();
    database->selectAll();
    QTest::keyClicks(database, QStringLiteral("mine"));
    auto theirs = *manager.profile(name);
    theirs.set(u"host", QStringLiteral("new.example"));
    theirs.description = QStringLiteral("theirs & others");
    theirs.set(u"database", QStringLiteral("theirs"));
    QVERIFY(core::await(manager.save(theirs, name, std::nullopt)));

    QTRY_VERIFY(conflict->isVisible());
    auto *save = dialog->findChild<QPushButton *>(QStringLiteral("save"));
    QVERIFY(!save->isEnabled());
    const QString told = conflict->findChild<QLabel *>(QStringLiteral("conflictText"))->text();
    QVERIFY2(told.contains(QStringLiteral("new.example")) && !told.contains(QStringLiteral("theirs")),
             qPrintable(told));
    auto *keepDescription = conflict->findChild<QCheckBox *>(QStringLiteral("keep_description"));
    auto *keepDatabase = conflict->findChild<QCheckBox *>(QStringLiteral("keep_database"));
    QVERIFY(keepDescription && keepDatabase && !keepDescription->isChecked() && !keepDatabase->isChecked());
    QVERIFY2(keepDescription->text().contains(QStringLiteral("theirs && others")), qPrintable(keepDescription->text()));
    QTest::mouseClick(keepDatabase, Qt::LeftButton, {}, QPoint(8, keepDatabase->height() / 2));
    QVERIFY(keepDatabase->isChecked());
    QTest::keyClicks(description, QStringLiteral(" too")); // goes on meanwhile, and the choice stays
    QVERIFY(conflict->findChild<QCheckBox *>(QStringLiteral("keep_database"))->isChecked());
    shoot(dialog, QStringLiteral("connection-conflict"));
    conflict->findChild<QPushButton *>(QStringLiteral("takeOver"))->click();
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("host"))->text(), QStringLiteral("new.example"));
    QCOMPARE(database->text(), QStringLiteral("mine"));
    QCOMPARE(description->text(), QStringLiteral("theirs & others"));
    QVERIFY(save->isEnabled());
    save->click();
    theirs.set(u"database", QStringLiteral("mine"));
    QTRY_COMPARE(*manager.profile(name), theirs);
}

void tst_ConnectionDialog::removingAConnectionAsksFirst()
{
    openWindow();
    m_prompter.answer = false;
    m_window->perform(models::RemoveConnection{QStringLiteral("test_dbs_holo")});
    QCOMPARE(m_prompter.removed, QStringList{QStringLiteral("test_dbs_holo")});
    m_prompter.answer = true;
    m_window->perform(models::RemoveConnection{QStringLiteral("dbs_mc")});
    QTRY_VERIFY(!m_fakes->manager().profile(QStringLiteral("dbs_mc")));
    QTRY_COMPARE(tree("maxcomputeTree")->model()->rowCount(), 0);
    // A removal that was asked for earlier would be done by now.
    QVERIFY(m_fakes->manager().profile(QStringLiteral("test_dbs_holo")));
    QCOMPARE(tree("hologresTree")->model()->rowCount(), 2);
}

void tst_ConnectionDialog::theKeyboardAddsTestsAndSaves()
{
    const QString canary = QStringLiteral("canary-4711");
    openWindow();
    m_window->perform(models::AddConnection{QStringLiteral("hologres")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    QTRY_VERIFY(dialog->focusWidget());
    QTest::keyClicks(dialog->focusWidget(), QStringLiteral("new_dw")); // at once, the name has it
    const auto type = [&](const char *name, const QString &text) {
        if (!tabTo(dialog, QLatin1String(name)))
            return false;
        QTest::keyClicks(dialog->focusWidget(), text);
        return true;
    };
    auto *save = dialog->findChild<QPushButton *>(QStringLiteral("save"));
    auto *foot = dialog->findChild<QLabel *>(QStringLiteral("footText"));
    QVERIFY(type("host", QStringLiteral("h.example")));
    QVERIFY2(foot->toolTip().contains(QStringLiteral("database")) || foot->text().contains(QStringLiteral("database")),
             qPrintable(foot->text())); // which field is missing
    QVERIFY(type("database", QStringLiteral("new_dw")));
    QVERIFY(type("accessId", QStringLiteral("LTAI9")));
    QVERIFY(!save->isEnabled());
    QVERIFY(type("secret", canary));
    QVERIFY(save->isEnabled());
    QVERIFY(type("description", QStringLiteral("the new one")));
    QVERIFY(type("groupList", QStringLiteral("Nightly ")));
    QVERIFY(type("colour", QStringLiteral("Te")));
    m_fakes->catalog(QStringLiteral("new_dw")).setServer(catalog::ServerInfo{});
    m_fakes->catalog(QStringLiteral("new_dw")).setChildren({QStringLiteral("new_dw"), {}}, {});
    QVERIFY(tabTo(dialog, QStringLiteral("test")));
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Space);
    QTRY_VERIFY2(dialog->form().isTested(), qPrintable(dialog->form().testSummary()));
    QCOMPARE(leakOf(canary), QString());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(m_fakes->manager().profile(QStringLiteral("new_dw")));
    QCOMPARE(m_fakes->manager().profile(QStringLiteral("new_dw"))->description, QStringLiteral("the new one"));
    QCOMPARE(m_fakes->manager().profile(QStringLiteral("new_dw"))->group, QStringLiteral("Nightly"));
    QCOMPARE(m_fakes->manager().profile(QStringLiteral("new_dw"))->colour, QStringLiteral("teal"));
    QCOMPARE(m_fakes->secrets().secretOf(QStringLiteral("new_dw")), canary);
    QTRY_VERIFY(row(tree("hologresTree"), QStringLiteral("new_dw")).isValid());
    m_settings->sync();
    QCOMPARE(leakOf(canary), QString());
}

void tst_ConnectionDialog::noFieldIsCut_data()
{
    QTest::addColumn<int>("pixels");
    for (const int pixels : {11, 12, 13, 15, 20})
        QTest::addRow("%d", pixels) << pixels;
}

void tst_ConnectionDialog::noFieldIsCut()
{
    QFETCH(int, pixels);
    QFont font = QApplication::font();
    font.setPixelSize(pixels);
    QApplication::setFont(font);
    openWindow();
    m_window->perform(models::EditConnection{QStringLiteral("dbs_mc")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    shoot(dialog, QStringLiteral("14-connection-%1").arg(pixels));
    const auto isWhole = [](const QWidget *field) {
        return field->height() >= field->minimumSizeHint().height()
            && field->parentWidget()->rect().contains(field->geometry());
    };
    const auto cut = [&] {
        QStringList names;
        const auto fields = dialog->findChildren<QWidget *>();
        for (const QWidget *field : fields) {
            const bool isPart = qobject_cast<const QComboBox *>(field->parentWidget());
            const bool isField =
                !isPart && (qobject_cast<const QLineEdit *>(field) || qobject_cast<const QComboBox *>(field));
            if (isField && field->isVisible() && !isWhole(field))
                names.append(field->objectName());
        }
        return names;
    };
    QTRY_VERIFY2(cut().isEmpty(), qPrintable(cut().join(u' ')));
    dialog->form().edit([](connections::Profile &profile) { profile.group = QString(61, u'x'); }); // a problem more
    QTRY_VERIFY(dialog->findChild<QLabel *>(QStringLiteral("groupProblem"))->isVisible());
    QTRY_VERIFY2(cut().isEmpty(), qPrintable(cut().join(u' ')));
}

void tst_ConnectionDialog::groupsThatThereAreAreProposed()
{
    openWindow();
    const auto setGroup = [this](const QString &name, const QString &group) {
        auto profile = *m_fakes->manager().profile(name);
        profile.group = group;
        return core::await(m_fakes->manager().save(profile, name, std::nullopt)).has_value();
    };
    QVERIFY(setGroup(QStringLiteral("order_dw"), QStringLiteral("Team 10")));
    QVERIFY(setGroup(QStringLiteral("dbs_mc"), QStringLiteral("Team 2")));
    m_window->perform(models::EditConnection{QStringLiteral("test_dbs_holo")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    auto *groups = dialog->findChild<QComboBox *>(QStringLiteral("groupList"));
    QCOMPARE(groups->currentText(), QString());
    QCOMPARE(groups->count(), 2);
    QCOMPARE(groups->itemText(0), QStringLiteral("Team 2"));
    QCOMPARE(groups->itemText(1), QStringLiteral("Team 10"));
    groups->setFocus();
    QTest::keyClick(groups, Qt::Key_Down);
    QCOMPARE(dialog->form().profile().group, groups->currentText());
    groups->lineEdit()->selectAll();
    QTest::keyClicks(groups->lineEdit(), QString(61, u'x'));
    auto *save = dialog->findChild<QPushButton *>(QStringLiteral("save"));
    QVERIFY(!save->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("groupProblem"))->isVisible());
    groups->lineEdit()->clear();
    QTRY_VERIFY(save->isEnabled());
    QCOMPARE(dialog->form().profile().group, QString());
}

void tst_ConnectionDialog::aPastedUrlFillsTheFormAndIsGone()
{
    const QString canary = QStringLiteral("canary-4712");
    openWindow();
    m_window->perform(models::AddConnection{QStringLiteral("hologres")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    auto *host = dialog->findChild<QLineEdit *>(QStringLiteral("host"));
    QApplication::clipboard()->setText(
        QStringLiteral("jdbc:postgresql://holo.example:81/pasted?user=u&password=%1&options=x").arg(canary));
    QVERIFY(tabTo(dialog, QStringLiteral("host")));
    QTest::keySequence(host, QKeySequence::Paste);
    QCOMPARE(host->text(), QStringLiteral("holo.example"));
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("database"))->text(), QStringLiteral("pasted"));
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("name"))->text(), QStringLiteral("pasted"));
    QTest::keySequence(host, QKeySequence::Undo);
    QVERIFY(!host->text().contains(canary));
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("secret"))->text(), QString());
    QVERIFY(dialog->form().canSave());
    auto *notes = dialog->findChild<QWidget *>(QStringLiteral("urlNotes"));
    QVERIFY(notes->isVisible());
    shoot(dialog, QStringLiteral("14-connection-url"));
    QCOMPARE(leakOf(canary), QString());
    QApplication::clipboard()->clear();
}

void tst_ConnectionDialog::aFailedTestIsToldAndCanBeOverruled()
{
    openWindow();
    m_fakes->catalog(QStringLiteral("order_dw"))
        .setServer(core::fail(core::ErrorKind::Network, QStringLiteral("It refuses"), QStringLiteral("Start it")));
    m_window->perform(models::TestConnection{QStringLiteral("order_dw")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    auto *save = dialog->findChild<QPushButton *>(QStringLiteral("save"));
    QTRY_VERIFY(dialog->form().hasFailed());
    QVERIFY(save->isEnabled());
    QCOMPARE(save->text(), QStringLiteral("Save anyway"));
    shoot(dialog, QStringLiteral("14-connection-failed"));
    auto *port = dialog->findChild<QWidget *>(QStringLiteral("port"));
    QTest::keyClick(port, Qt::Key_Up);
    QVERIFY(dialog->form().isTestOutdated());
    QVERIFY(!dialog->findChild<QAbstractItemView *>(QStringLiteral("testSteps"))->isEnabled());
    QCOMPARE(save->text(), QStringLiteral("Save and open"));
    shoot(dialog, QStringLiteral("14-connection-outdated"));
}

void tst_ConnectionDialog::whatSignsInIsWhatIsAskedFor()
{
    openWindow();
    m_window->perform(models::AddConnection{QStringLiteral("maxcompute")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    auto *way = dialog->findChild<QComboBox *>(QStringLiteral("signIn"));
    auto *id = dialog->findChild<QLineEdit *>(QStringLiteral("accessId"));
    auto *secret = dialog->findChild<QLineEdit *>(QStringLiteral("secret"));
    auto *token = dialog->findChild<QLineEdit *>(QStringLiteral("token"));
    const auto isThere = [](const QWidget *widget) {
        return !widget->isHidden() && !widget->parentWidget()->isHidden();
    };
    QVERIFY(isThere(id) && isThere(secret) && !isThere(token));
    QTest::keyClick(way, Qt::Key_Down);
    QVERIFY(isThere(id) && isThere(secret) && isThere(token));
    QTest::keyClick(way, Qt::Key_Down);
    QVERIFY(!isThere(id) && !isThere(secret) && !isThere(token));
    QVERIFY(dialog->form().problem(u"access_id").isEmpty());
    auto *region = dialog->findChild<QComboBox *>(QStringLiteral("regionList"));
    QTest::keyClick(region, Qt::Key_Down);
    QTest::keyClick(region, Qt::Key_Down);
    QCOMPARE(region->lineEdit()->text(), dialog->form().profile().text(u"region"));
    QCOMPARE(dialog->form().profile().text(u"endpoint"),
             QStringLiteral("https://service.%1.maxcompute.aliyun.com/api").arg(region->lineEdit()->text()));
    shoot(dialog, QStringLiteral("14-connection-environment"));
}

void tst_ConnectionDialog::theKeyboardImports()
{
    const QString canary = QStringLiteral("canary-4713");
    const QTemporaryDir home;
    qputenv("HOME", home.path().toUtf8());
    qputenv("PGSYSCONFDIR", home.path().toUtf8());
    QFile file(home.filePath(QStringLiteral(".pg_service.conf")));
    QVERIFY(file.open(QFile::WriteOnly));
    QVERIFY(file.write("[from_service]\nhost=x.hologres.aliyuncs.com\nport=80\nuser=u\npassword=" + canary.toUtf8()
                       + "\noptions=x\n[other]\nhost=pg.example\nuser=u\n")
            > 0);
    file.close();
    openWindow();
    m_window->perform(models::ImportConnections{});
    auto *dialog = m_window->findChild<views::ImportDialog *>();
    QTRY_COMPARE(dialog->model().rowCount(), 2);
    auto *table = dialog->findChild<QAbstractItemView *>(QStringLiteral("importTable"));
    auto *import = dialog->findChild<QPushButton *>(QStringLiteral("import"));
    QTRY_VERIFY(import->isEnabled());
    shoot(dialog, QStringLiteral("import"));
    QCOMPARE(dialog->focusWidget(), table);
    QTest::keyClick(table, Qt::Key_Space); // the first is ticked: takes it away
    QVERIFY(!import->isEnabled());
    QVERIFY(!import->toolTip().isEmpty());
    QTest::keyClick(table, Qt::Key_Space);
    QTest::keyClick(table, Qt::Key_F2);
    auto *editor = table->findChild<QLineEdit *>();
    QVERIFY(editor);
    QTest::keyClicks(editor, QStringLiteral("mine"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(!table->findChild<QLineEdit *>());
    QCOMPARE(dialog->model().index(0, 0).data().toString(), QStringLiteral("mine"));
    QCOMPARE(leakOf(canary), QString());
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_VERIFY(m_fakes->manager().profile(QStringLiteral("mine")));
    QCOMPARE(m_fakes->secrets().secretOf(QStringLiteral("mine")), canary);
    QVERIFY(!m_fakes->manager().profile(QStringLiteral("other")));
    QTRY_VERIFY(row(tree("hologresTree"), QStringLiteral("mine")).isValid());
}

void tst_ConnectionDialog::whatIsExportedHoldsNoSecret()
{
    openWindow();
    m_prompter.file = m_folder->filePath(QStringLiteral("exported.json"));
    m_window->perform(models::ExportConnections{});
    QFile file(m_prompter.file);
    QTRY_VERIFY(file.exists());
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("holo.example") && !text.contains("secret of"));
}

QTEST_MAIN(tst_ConnectionDialog)
#include "tst_connectiondialog.moc"
