// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/documenttabs.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
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

    int loads = 0;
    int reloads = 0;
    QString part;

private:
    QString m_name;
};

/// A document of another kind, which no note can become.
class Other final : public Note {
public:
    [[nodiscard]] DocumentAddress address() const override { return {QStringLiteral("other"), {}}; }
    [[nodiscard]] bool open(const DocumentAddress &address) override { return address.kind == u"other"; }
    [[nodiscard]] QString title() const override { return QStringLiteral("other"); }
};

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
    std::unique_ptr<DocumentTabs> m_tabs;
    int m_pages = 0; // made
};

void tst_DocumentTabs::init()
{
    m_tabs.reset();
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
    m_tabs = std::make_unique<DocumentTabs>(m_factory);
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

QTEST_MAIN(tst_DocumentTabs)
#include "tst_documenttabs.moc"
