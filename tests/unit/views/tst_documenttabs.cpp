// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/documenttabs.h"

#include <QDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPromise>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace isthmus;
using models::DocumentAddress;
using views::DocumentTabs;
using How = models::OpenDocument::How;

namespace {

DocumentAddress note(const QString &name)
{
    return {QStringLiteral("note"), {name}};
}

models::OpenDocument opening(const QString &name, How how = How::Keep, const QString &part = {})
{
    return {note(name), how, part};
}

/// A document of the kind "note": one name, and a part that is any text.
class Note : public models::Document {
public:
    [[nodiscard]] DocumentAddress address() const override { return note(m_name); }
    [[nodiscard]] bool open(const DocumentAddress &address) override
    {
        if (address.kind != u"note" || address.names.size() != 1)
            return false;
        m_name = address.names.first();
        Q_EMIT changed();
        return true;
    }
    void load() override { ++loads; }
    void reload() override { ++reloads; }
    [[nodiscard]] QString title() const override { return m_name; }
    [[nodiscard]] QString description() const override { return QStringLiteral("the note ") + m_name; }
    [[nodiscard]] bool showPart(const QString &shown) override
    {
        part = shown;
        return true;
    }
    [[nodiscard]] QJsonObject state() const override { return {{QStringLiteral("part"), part}}; }
    void restore(const QJsonObject &state) override { part = state.value(QStringLiteral("part")).toString(); }
    [[nodiscard]] bool isModified() const override { return m_edits > m_savedEdits; }
    [[nodiscard]] QFuture<core::Result<core::Done>> save() override
    {
        m_saving = std::make_unique<QPromise<core::Result<core::Done>>>();
        m_saving->start();
        m_editsToSave = m_edits;
        return m_saving->future();
    }
    void edit()
    {
        ++m_edits;
        Q_EMIT changed();
    }
    void finishSavingBehindTheTabs()
    {
        m_savedEdits = m_edits;
        Q_EMIT changed();
    }
    [[nodiscard]] bool isSaving() const { return m_saving != nullptr; }
    void finishSaving(const core::Result<core::Done> &result)
    {
        if (result)
            m_savedEdits = m_editsToSave;
        m_saving->addResult(result);
        m_saving->finish();
        m_saving.reset();
        Q_EMIT changed();
    }

    int loads = 0;
    int reloads = 0;
    QString part;

private:
    QString m_name;
    int m_edits = 0;
    int m_savedEdits = 0;
    int m_editsToSave = 0;
    std::unique_ptr<QPromise<core::Result<core::Done>>> m_saving;
};

/// A document of another kind, which no note can become.
class Other final : public Note {
public:
    [[nodiscard]] DocumentAddress address() const override { return {QStringLiteral("other"), {}}; }
    [[nodiscard]] bool open(const DocumentAddress &address) override { return address.kind == u"other"; }
    [[nodiscard]] QString title() const override { return QStringLiteral("other"); }
};

/// Keeps the questions; the test answers them.
class Questions final : public views::Prompter {
public:
    struct Question {
        QStringList titles;
        std::function<void(Unsaved)> answer;
    };
    QList<Question> asked;

    void confirmRemoveConnection(QWidget *, const QString &, std::function<void(bool)>) override { }
    void confirmProduction(QWidget *, const QString &, const QStringList &, std::function<void(bool)>) override { }
    void confirmCloseDuringRuns(QWidget *, int, std::function<void(bool)>) override { }
    void confirmCloseUnremembered(QWidget *, const core::Error &, std::function<void(bool)>) override { }
    void chooseFileToRead(QWidget *, const QString &, std::function<void(QString)>) override { }
    void chooseFileToWrite(QWidget *, const QString &, const QString &, std::function<void(QString)>) override { }
    void askForFile(QWidget *, const QString &, const QString &, const QStringList &,
                    std::function<void(const QString &, int)>) override
    {
    }
    void askAboutUnsaved(QWidget *, const QStringList &titles, std::function<void(Unsaved)> answer) override
    {
        asked.append({titles, std::move(answer)});
    }
};
using Unsaved = views::Prompter::Unsaved;

} // namespace

class tst_DocumentTabs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void thePreviewGivesWayAndWhatIsKeptStays();
    void aNewTabShowsTheSameAgain();
    void anUnknownDocumentIsNotOpened();
    void titlesFollowTheDocument();
    void aPartIsShownBeforeItIsRead();
    void closingForgetsThePreview();
    void reloadReachesAllTabsOfTheDocument();
    void theFocusGoesIntoThePage();
    void tabsAreRestoredWithoutBeingRead();
    void anyBytesCanBeRestored_data();
    void anyBytesCanBeRestored();
    void whatIsModifiedIsMarkedAndNoPreviewAnyMore();
    void closingWhatIsModifiedAsksFirst();
    void savingClosesOnceItIsDone();
    void whatCannotBeSavedStaysOpen();
    void whatIsTypedDuringSavingStaysOpen();
    void allThatIsModifiedIsSettledInOneQuestion();
    void aDocumentThatGoesDuringTheQuestionIsNotMissed();
    void theQuestionIsADialogWithThreeAnswers();

private:
    [[nodiscard]] QStringList titles() const
    {
        QStringList texts;
        for (int index = 0; index < m_tabs->count(); ++index)
            texts.append(m_tabs->tabText(index));
        return texts;
    }
    [[nodiscard]] Note &current() const { return *static_cast<Note *>(m_tabs->current()); }

    views::DocumentFactory m_factory;
    Questions m_questions;
    std::unique_ptr<DocumentTabs> m_tabs;
    int m_pages = 0; // made
};

void tst_DocumentTabs::init()
{
    m_tabs.reset();
    m_questions.asked.clear();
    m_pages = 0;
    m_factory = {};
    const auto page = [this](const models::Document &, QWidget *parent) {
        ++m_pages;
        return new QLineEdit(parent);
    };
    const auto icon = [](const models::Document &) { return QIcon(); };
    m_factory.add<Note>(
        QStringLiteral("note"), [] { return std::make_unique<Note>(); }, page, icon);
    m_factory.add<Other>(
        QStringLiteral("other"), [] { return std::make_unique<Other>(); }, page, icon);
    m_tabs = std::make_unique<DocumentTabs>(m_factory, m_questions);
}

void tst_DocumentTabs::thePreviewGivesWayAndWhatIsKeptStays()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"), How::Preview)));
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"), How::Preview)));
    QCOMPARE(titles(), QStringList{QStringLiteral("b")});
    QCOMPARE(m_pages, 1); // the page shows another document
    QVERIFY(m_tabs->open(opening(QStringLiteral("b")))); // kept now
    QVERIFY(m_tabs->open(opening(QStringLiteral("c"), How::Preview)));
    QCOMPARE(titles(), QStringList({QStringLiteral("b"), QStringLiteral("c")}));
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"), How::Preview))); // it has a tab
    QCOMPARE(m_tabs->currentIndex(), 0);
    QVERIFY(
        m_tabs->open({{QStringLiteral("other"), {}}, How::Preview, {}})); // of another kind: one preview all the same
    QCOMPARE(titles(), QStringList({QStringLiteral("b"), QStringLiteral("other")}));
}

void tst_DocumentTabs::aNewTabShowsTheSameAgain()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    QCOMPARE(m_tabs->count(), 1);
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"), How::NewTab)));
    QCOMPARE(titles(), QStringList({QStringLiteral("a"), QStringLiteral("a")}));
    QCOMPARE(m_tabs->currentIndex(), 1);
    m_tabs->closeDocument(note(QStringLiteral("a")));
    QCOMPARE(m_tabs->count(), 0);
    QVERIFY(!m_tabs->current());
}

void tst_DocumentTabs::anUnknownDocumentIsNotOpened()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"), How::Preview)));
    QVERIFY(!m_tabs->open({{QStringLiteral("run"), {QStringLiteral("7")}}, How::Preview, {}}));
    QVERIFY(!m_tabs->open({{QStringLiteral("note"), {}}, How::Keep, {}}));
    QCOMPARE(titles(), QStringList{QStringLiteral("a")});
}

void tst_DocumentTabs::titlesFollowTheDocument()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"))));
    QSignalSpy changed(m_tabs.get(), &DocumentTabs::currentDocumentChanged);
    QVERIFY(current().open(note(QStringLiteral("R&D"))));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(titles(), QStringList({QStringLiteral("a"), QStringLiteral("R&&D")})); // '&' marks no letter
    QCOMPARE(m_tabs->tabToolTip(1), QStringLiteral("the note R&D"));
    m_tabs->setCurrentIndex(0);
    QVERIFY(changed.count() > 1);
    QCOMPARE(m_tabs->current()->title(), QStringLiteral("a"));
}

void tst_DocumentTabs::aPartIsShownBeforeItIsRead()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"), How::Preview, QStringLiteral("head"))));
    QCOMPARE(current().part, QStringLiteral("head"));
    QCOMPARE(current().loads, 1);
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"), How::Preview)));
    QCOMPARE(current().part, QStringLiteral("head")); // stays until another is asked for
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"), How::Keep, QStringLiteral("tail"))));
    QCOMPARE(current().part, QStringLiteral("tail"));
}

void tst_DocumentTabs::closingForgetsThePreview()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"), How::Preview)));
    m_tabs->closeDocument(0);
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"), How::Preview)));
    QCOMPARE(titles(), QStringList{QStringLiteral("b")});
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(titles(), QStringList{QStringLiteral("b")});
}

void tst_DocumentTabs::reloadReachesAllTabsOfTheDocument()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    Note &first = current();
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"))));
    Note &other = current();
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"), How::NewTab)));
    m_tabs->reload(note(QStringLiteral("a")));
    QCOMPARE(first.reloads, 1);
    QCOMPARE(current().reloads, 1);
    QCOMPARE(other.reloads, 0);
}

void tst_DocumentTabs::theFocusGoesIntoThePage()
{
    m_tabs->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_tabs.get()));
    QApplication::setActiveWindow(m_tabs.get());
    m_tabs->focusPage(Qt::OtherFocusReason);
    QVERIFY(m_tabs->tabBar()->hasFocus());
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    m_tabs->focusPage(Qt::OtherFocusReason);
    QTRY_VERIFY(m_tabs->findChild<QLineEdit *>()->hasFocus());
}

void tst_DocumentTabs::tabsAreRestoredWithoutBeingRead()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"), How::Keep, QStringLiteral("head"))));
    QVERIFY(m_tabs->open(opening(QStringLiteral("b/c d"))));
    QVERIFY(m_tabs->open(opening(QStringLiteral("e"), How::Preview)));
    m_tabs->setCurrentIndex(1);
    const QByteArray saved = m_tabs->save();

    init();
    m_tabs->restore(saved);
    QCOMPARE(titles(), QStringList({QStringLiteral("a"), QStringLiteral("b/c d"), QStringLiteral("e")}));
    QCOMPARE(m_tabs->currentIndex(), 1);
    QCOMPARE(m_pages, 1);
    QCOMPARE(current().loads, 1);
    m_tabs->setCurrentIndex(0);
    QCOMPARE(m_pages, 2);
    QCOMPARE(current().loads, 1);
    QCOMPARE(current().part, QStringLiteral("head"));
    QVERIFY(m_tabs->open(opening(QStringLiteral("f"), How::Preview))); // in the place of the restored preview
    QCOMPARE(titles().last(), QStringLiteral("f"));
    QCOMPARE(m_tabs->count(), 3);
}

void tst_DocumentTabs::anyBytesCanBeRestored_data()
{
    QTest::addColumn<QByteArray>("saved");
    QTest::addColumn<int>("count");
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("no JSON") << QByteArray("[{\"address\":") << 0;
    QTest::newRow("no list") << QByteArray("{\"address\":\"isthmus://note/a\"}") << 0;
    QTest::newRow("no tabs") << QByteArray("[1,null,[],{},{\"address\":7}]") << 0;
    QTest::newRow("no addresses") << QByteArray("[{\"address\":\"http://note/a\"},{\"address\":\"isthmus://note/%\"}]")
                                  << 0;
    QTest::newRow("unknown kind beside a known one")
        << QByteArray("[{\"address\":\"isthmus://run/7\",\"current\":true},{\"address\":\"isthmus://note/a\","
                      "\"state\":[]}]")
        << 1;
    QJsonArray many;
    for (int number = 0; number < 1000; ++number)
        many.append(QJsonObject{{QStringLiteral("address"), note(QString::number(number)).toString()},
                                {QStringLiteral("preview"), number < 2}});
    QTest::newRow("too many, two previews") << QJsonDocument(many).toJson() << DocumentTabs::mostRestored;
}

void tst_DocumentTabs::anyBytesCanBeRestored()
{
    QFETCH(QByteArray, saved);
    QFETCH(int, count);
    m_tabs->restore(saved);
    QCOMPARE(m_tabs->count(), count);
    QCOMPARE(m_pages, count > 0 ? 1 : 0);
}

void tst_DocumentTabs::whatIsModifiedIsMarkedAndNoPreviewAnyMore()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"), How::Preview)));
    QVERIFY(!m_tabs->isModified());
    current().edit();
    QVERIFY(m_tabs->isModified());
    QCOMPARE(titles(), QStringList{QStringLiteral("a*")});
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"), How::Preview)));
    QCOMPARE(titles(), QStringList({QStringLiteral("a*"), QStringLiteral("b")}));
    QVERIFY(m_questions.asked.isEmpty());
}

void tst_DocumentTabs::closingWhatIsModifiedAsksFirst()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    Note &edited = current();
    edited.edit();
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"))));
    m_tabs->closeDocument(0);
    m_tabs->closeDocument(0); // it is being asked about
    QCOMPARE(m_questions.asked.size(), 1);
    QCOMPARE(m_questions.asked.first().titles, QStringList{QStringLiteral("a")});
    QCOMPARE(m_tabs->currentIndex(), 0); // what is asked about is shown
    m_questions.asked.takeFirst().answer(Unsaved::KeepOpen);
    QCOMPARE(titles(), QStringList({QStringLiteral("a*"), QStringLiteral("b")}));
    m_tabs->closeDocument(note(QStringLiteral("a")));
    QCOMPARE(m_questions.asked.size(), 1);
    m_questions.asked.takeFirst().answer(Unsaved::Discard);
    QCOMPARE(titles(), QStringList{QStringLiteral("b")});
    QVERIFY(!edited.isSaving());
}

void tst_DocumentTabs::savingClosesOnceItIsDone()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    current().edit();
    m_tabs->closeDocument(0);
    m_questions.asked.takeFirst().answer(Unsaved::Save);
    QVERIFY(current().isSaving());
    m_tabs->closeDocument(0); // while it is saved
    QVERIFY(m_questions.asked.isEmpty());
    QCOMPARE(m_tabs->count(), 1);
    current().finishSaving(core::Done{});
    QTRY_COMPARE(m_tabs->count(), 0);
}

void tst_DocumentTabs::whatCannotBeSavedStaysOpen()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    current().edit();
    QSignalSpy failed(m_tabs.get(), &DocumentTabs::failed);
    m_tabs->closeDocument(0);
    m_questions.asked.takeFirst().answer(Unsaved::Save);
    current().finishSaving(core::fail(core::ErrorKind::Permission, QStringLiteral("The folder is read-only")));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.first().first().value<core::Error>().message, QStringLiteral("The folder is read-only"));
    QCOMPARE(titles(), QStringList{QStringLiteral("a*")});
    m_tabs->closeDocument(0); // can be tried again
    QCOMPARE(m_questions.asked.size(), 1);
}

void tst_DocumentTabs::whatIsTypedDuringSavingStaysOpen()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    current().edit();
    QSignalSpy failed(m_tabs.get(), &DocumentTabs::failed);
    bool isAnswered = false;
    bool mayClose = true;
    m_tabs->settle([&](bool may) {
        isAnswered = true;
        mayClose = may;
    });
    m_questions.asked.takeFirst().answer(Unsaved::Save);
    current().edit();
    current().finishSaving(core::Done{});
    QTRY_VERIFY(isAnswered);
    QVERIFY(!mayClose);
    QCOMPARE(titles(), QStringList{QStringLiteral("a*")});
    QCOMPARE(failed.count(), 0);
}

void tst_DocumentTabs::allThatIsModifiedIsSettledInOneQuestion()
{
    QList<bool> answers;
    const auto keepAnswer = [&answers](bool mayClose) { answers.append(mayClose); };
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    m_tabs->settle(keepAnswer);
    QCOMPARE(answers, QList<bool>{true}); // nothing to ask
    Note &a = current();
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"))));
    QVERIFY(m_tabs->open(opening(QStringLiteral("c"))));
    Note &c = current();
    a.edit();
    c.edit();
    m_tabs->settle(keepAnswer);
    QCOMPARE(m_questions.asked.size(), 1);
    QCOMPARE(m_questions.asked.first().titles, QStringList({QStringLiteral("a"), QStringLiteral("c")}));
    m_questions.asked.takeFirst().answer(Unsaved::Save);
    QVERIFY(a.isSaving() && !c.isSaving()); // one after another
    a.finishSaving(core::Done{});
    QTRY_VERIFY(c.isSaving());
    c.finishSaving(core::fail(core::ErrorKind::Network, QStringLiteral("cut off")));
    QTRY_COMPARE(answers, QList<bool>({true, false}));
    QCOMPARE(&current(), &c);
    QCOMPARE(titles(), QStringList({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c*")}));
    m_tabs->settle(keepAnswer);
    QCOMPARE(m_questions.asked.first().titles, QStringList{QStringLiteral("c")});
    m_questions.asked.takeFirst().answer(Unsaved::Discard);
    QCOMPARE(answers, QList<bool>({true, false, true}));
}

void tst_DocumentTabs::aDocumentThatGoesDuringTheQuestionIsNotMissed()
{
    QVERIFY(m_tabs->open(opening(QStringLiteral("a"))));
    current().edit();
    m_tabs->closeDocument(0);
    QCOMPARE(m_questions.asked.size(), 1);
    current().finishSavingBehindTheTabs();
    m_tabs->closeDocument(0); // not modified any more
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(m_tabs->count(), 0);
    m_questions.asked.takeFirst().answer(Unsaved::Save);
    QVERIFY(m_tabs->open(opening(QStringLiteral("b"))));
    current().edit();
    m_tabs->closeDocument(0);
    QCOMPARE(m_questions.asked.size(), 1); // the next question can be asked
}

void tst_DocumentTabs::theQuestionIsADialogWithThreeAnswers()
{
    views::DialogPrompter prompter;
    QWidget window;
    window.show();
    QList<Unsaved> answers;
    for (const char *button : {"cancel", "discard", "save"}) {
        prompter.askAboutUnsaved(&window, {QStringLiteral("a"), QStringLiteral("b")},
                                 [&answers](Unsaved answer) { answers.append(answer); });
        auto *dialog = window.findChild<QDialog *>(QStringLiteral("askAboutUnsaved"));
        QVERIFY(dialog && dialog->isVisible());
        bool isTold = false;
        for (const auto *label : dialog->findChildren<QLabel *>())
            isTold = isTold || label->text() == QStringLiteral("2 documents have unsaved changes: a, b");
        QVERIFY(isTold);
        QVERIFY(dialog->findChild<QPushButton *>(QStringLiteral("save"))->isDefault());
        QTest::mouseClick(dialog->findChild<QPushButton *>(QLatin1String(button)), Qt::LeftButton);
        QTRY_VERIFY(!window.findChild<QDialog *>(QStringLiteral("askAboutUnsaved")));
    }
    prompter.askAboutUnsaved(&window, {QStringLiteral("a")}, [&answers](Unsaved answer) { answers.append(answer); });
    QTest::keyClick(window.findChild<QDialog *>(QStringLiteral("askAboutUnsaved")), Qt::Key_Escape);
    QCOMPARE(answers, QList<Unsaved>({Unsaved::KeepOpen, Unsaved::Discard, Unsaved::Save, Unsaved::KeepOpen}));
}

QTEST_MAIN(tst_DocumentTabs)
#include "tst_documenttabs.moc"
