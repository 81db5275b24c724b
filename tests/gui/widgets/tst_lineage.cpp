// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/views/lineage/lineagepage.h>
#include <isthmus/views/lineage/lineageview.h>
#include <isthmus/views/table/tablepage.h>

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QXmlStreamReader>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using catalog::ObjectPath;
using mapping::LineageWay;
using testsupport::path;

namespace {

const QString source = u"order_dw/public/dwd_orders"_s;

} // namespace

/// Lineage as a user meets it: a page that begins with one object and grows on request.
class tst_Lineage : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void theMenuOpensIt();
    void thePageOfATableOpensIt();
    void handlesGrowAndFoldByMouse();
    void everythingByKeyboard();
    void tabGoesThroughTheObjects();
    void objectsAreFound();
    void theListSaysTheSame();
    void readersAreLookedForOnRequest();
    void manyReadersAreShownBitByBit();
    void waitingIsToldAndCancelled();
    void aConnectionThatFailsIsAnUnknownObject();
    void runsChangeThePicture();
    void picturesAreWritten();
    void namesAreText();
    void aPageOfTheLastStartIsGrownAgain();
    void aRightClickOffersTheActions();
    void zoomIsKeptInBounds();
    void darkAndLight();

private:
    /// External tables of dbs_mc/default over dwd_orders, which their definitions alone tell.
    void map(const QStringList &names);
    [[nodiscard]] views::LineagePage *openLineage(const QString &object);
    [[nodiscard]] views::LineagePage *page() const;
    [[nodiscard]] views::LineageView *view() const { return page()->findChild<views::LineageView *>(); }
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] bool isQuiet() const;
    void lookIn();
    void click(const QString &name, std::optional<LineageWay> knob);
    template <typename T>
    [[nodiscard]] T *part(const char *name) const
    {
        return page()->findChild<T *>(QString::fromLatin1(name));
    }
};

void tst_Lineage::map(const QStringList &names)
{
    const auto schema = path(u"dbs_mc/default"_s);
    auto &holo = m_fakes->catalog(u"order_dw"_s);
    auto &mc = m_fakes->catalog(u"dbs_mc"_s);
    mapping::MapTableFacts facts;
    facts.source = testsupport::dwdOrders();
    facts.sourceServer = *core::await(holo.server());
    facts.targetServer = *core::await(mc.server());
    QList<catalog::Entry> entries;
    QList<catalog::ExternalLink> links;
    for (const QString &name : names) {
        mapping::MapTable definition;
        definition.source = facts.source.path;
        definition.targetSchema = schema;
        definition.tableName = name;
        auto target = mapping::rememberedOf(definition, facts).fingerprint.target;
        target.path = schema.child(name);
        target.name = name;
        mc.setTable(target);
        entries.append(testsupport::entry(schema, name, ObjectKind::ExternalTable));
        links.append({target.path, target.external->location});
    }
    mc.setChildren(schema, entries);
    mc.setExternalLinks(links);
}

views::LineagePage *tst_Lineage::page() const
{
    auto *documents = m_window->findChild<QTabWidget *>(u"documents"_s);
    QWidget *shown = documents->currentWidget();
    auto *page = qobject_cast<views::LineagePage *>(shown);
    return page || !shown ? page : shown->findChild<views::LineagePage *>();
}

bool tst_Lineage::isQuiet() const
{
    auto *waiting = part<QLabel>("lineageWaiting");
    return waiting && waiting->text().isEmpty();
}

views::LineagePage *tst_Lineage::openLineage(const QString &object)
{
    m_window->perform(models::openLineage(path(object)));
    if (!page() || !QTest::qWaitFor([this] { return isQuiet(); }))
        return nullptr;
    return page();
}

QStringList tst_Lineage::names() const
{
    QStringList names;
    const auto *rows = part<QTableView>("lineageList")->model();
    for (int row = 0; row < rows->rowCount(); ++row)
        names.append(rows->index(row, models::LineageListModel::Object).data().toString());
    return names;
}

void tst_Lineage::lookIn()
{
    auto *menu = page()->findChild<QMenu *>(u"lookInMenu"_s);
    Q_EMIT menu->aboutToShow();
    for (QAction *action : menu->actions()) {
        if (action->text() == u"dbs_mc")
            action->trigger();
    }
    QTRY_VERIFY(isQuiet());
}

void tst_Lineage::click(const QString &name, std::optional<LineageWay> knob)
{
    const qsizetype row = names().indexOf(name);
    QVERIFY2(row >= 0, qPrintable(name));
    view()->setCurrentBox(row);
    view()->showCurrent();
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->placeOf(row, knob));
    QTRY_VERIFY(isQuiet());
}

void tst_Lineage::theMenuOpensIt()
{
    map({u"ext_a"_s});
    openWindow();
    auto *trees = tree("maxcomputeTree");
    open(trees, u"dbs_mc"_s);
    open(trees, u"dbs_mc/default"_s);
    trees->setFocus();
    trees->setCurrentIndex(row(trees, u"dbs_mc/default/ext_a"_s));
    auto *action = m_window->findChild<QAction *>(u"lineage.show"_s);
    QTRY_VERIFY(action->isEnabled() && action->isVisible());
    QTest::keyClick(trees, Qt::Key_L, Qt::ControlModifier);
    QTRY_VERIFY(page());
    QTRY_COMPARE(names(), (QStringList{u"dbs_mc/default/ext_a"_s, source}));
    QCOMPARE(part<QLabel>("lineageTitle")->text(), u"Lineage of ext_a"_s);
    QTRY_COMPARE(part<QLabel>("lineageSummary")->text(), u"2 objects"_s);
    QVERIFY(view()->hasFocus()); // its keys grow and find
    shoot(m_window.get(), u"31-lineage"_s);
}

// While a page has the focus the menu is about what it shows.
void tst_Lineage::thePageOfATableOpensIt()
{
    openWindow();
    auto *table = openOrders();
    QVERIFY(table);
    table->setFocus();
    auto *menu = m_window->findChild<QMenu *>(u"taskMenu"_s);
    Q_EMIT menu->aboutToShow();
    auto *action = m_window->findChild<QAction *>(u"lineage.show"_s);
    QVERIFY(menu->actions().contains(action) && action->isVisible());
    action->trigger();
    QTRY_VERIFY(page());
    QCOMPARE(part<QLabel>("lineageTitle")->text(), u"Lineage of dwd_orders"_s);
}

void tst_Lineage::handlesGrowAndFoldByMouse()
{
    map({u"ext_a"_s, u"ext_b"_s});
    openWindow();
    QVERIFY(openLineage(u"dbs_mc/default/ext_a"_s));
    lookIn(); // so that ext_b is known
    QCOMPARE(names().size(), 2);
    click(source, LineageWay::Readers);
    QTRY_COMPARE(names().size(), 3);
    QVERIFY(names().contains(u"dbs_mc/default/ext_b"_s));
    click(source, LineageWay::Readers);
    QTRY_COMPARE(names().size(), 2);
    // A double click opens the page of the object.
    view()->setCurrentBox(1);
    view()->showCurrent();
    QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, view()->placeOf(1));
    auto *documents = m_window->findChild<QTabWidget *>(u"documents"_s);
    QTRY_VERIFY(documents->currentWidget()->findChild<views::TablePage *>()
                || qobject_cast<views::TablePage *>(documents->currentWidget()));
}

void tst_Lineage::everythingByKeyboard()
{
    map({u"ext_a"_s, u"ext_b"_s});
    openWindow();
    QVERIFY(openLineage(u"dbs_mc/default/ext_a"_s));
    lookIn();
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Left); // along the line to the source
    QCOMPARE(view()->currentBox(), 1);
    QVERIFY(view()->accessibleDescription().startsWith(u"dwd_orders"_s));
    QTest::keyClick(view(), Qt::Key_Right, Qt::ControlModifier); // who reads it
    QTRY_COMPARE(names().size(), 3);
    QTest::keyClick(view(), Qt::Key_Right, Qt::ControlModifier); // and folds
    QTRY_COMPARE(names().size(), 2);
    QTest::keyClick(view(), Qt::Key_Right); // back to ext_a
    QCOMPARE(view()->currentBox(), 0);
    // Where nothing is shown yet there is the handle: Enter grows.
    QTest::keyClick(view(), Qt::Key_Left, Qt::ControlModifier);
    QTRY_COMPARE(names().size(), 1);
    QTest::keyClick(view(), Qt::Key_Left);
    QCOMPARE(view()->focusedKnob(), LineageWay::Sources);
    QVERIFY(view()->accessibleDescription().startsWith(u"What it reads"_s));
    QTest::keyClick(view(), Qt::Key_Return);
    QTRY_COMPARE(names().size(), 2);
    QTest::keyClick(view(), Qt::Key_Home);
    QCOMPARE(view()->currentBox(), 0);
    QTest::keyClick(view(), Qt::Key_Return); // of the box itself: its page
    QTRY_VERIFY(!page());
}

void tst_Lineage::tabGoesThroughTheObjects()
{
    map({u"ext_a"_s});
    openWindow();
    QVERIFY(openLineage(u"dbs_mc/default/ext_a"_s));
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Backtab); // the source stands left of it
    QCOMPARE(view()->currentBox(), 1);
    QTest::keyClick(view(), Qt::Key_Tab);
    QCOMPARE(view()->currentBox(), 0);
    QVERIFY(view()->hasFocus());
    QTest::keyClick(view(), Qt::Key_Tab); // behind the last one
    QTRY_VERIFY(!view()->hasFocus());
}

void tst_Lineage::objectsAreFound()
{
    map({u"ext_a"_s, u"ext_b"_s});
    openWindow();
    QVERIFY(openLineage(source));
    lookIn();
    QTRY_COMPARE(names().size(), 3);
    view()->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *search = part<QLineEdit>("lineageSearch");
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, u"EXT_"_s);
    QCOMPARE(part<QLabel>("lineageMatches")->text(), u"1 of 2"_s);
    const qsizetype first = view()->currentBox();
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(part<QLabel>("lineageMatches")->text(), u"2 of 2"_s);
    QVERIFY(view()->currentBox() != first);
    QTest::keyClick(search, Qt::Key_F3);
    QCOMPARE(view()->currentBox(), first); // and around
    search->setText(u"nothing of the kind"_s);
    QCOMPARE(part<QLabel>("lineageMatches")->text(), u"not among what is shown"_s);
    search->clear();
    QVERIFY(part<QLabel>("lineageMatches")->text().isEmpty());
}

void tst_Lineage::theListSaysTheSame()
{
    map({u"ext_a"_s});
    openWindow();
    QVERIFY(openLineage(u"dbs_mc/default/ext_a"_s));
    auto *list = part<QTableView>("lineageList");
    QVERIFY(!list->isVisible());
    part<QToolButton>("showLineageList")->click();
    QVERIFY(list->isVisible());
    QVERIFY(!list->accessibleName().isEmpty());
    const auto text = [list](int row, int column) { return list->model()->index(row, column).data().toString(); };
    QCOMPARE(text(0, models::LineageListModel::Kind), u"external table"_s);
    QCOMPARE(text(0, models::LineageListModel::Reads), u"dwd_orders"_s);
    QCOMPARE(text(0, models::LineageListModel::Known), u"definition"_s);
    QVERIFY(!text(0, models::LineageListModel::Drift).isEmpty());
    QCOMPARE(text(1, models::LineageListModel::ReadBy), u"ext_a"_s);
    QCOMPARE(text(1, models::LineageListModel::Reads), u"not read yet"_s);
    QCOMPARE(list->model()->index(1, models::LineageListModel::Kind).data(Qt::AccessibleTextRole).toString(),
             u"Kind: table"_s);
    // What is chosen there is chosen in the picture, and the buttons are about it.
    list->setFocus();
    list->setCurrentIndex(list->model()->index(1, 0));
    QCOMPARE(view()->currentBox(), 1);
    auto *readers = part<QPushButton>("toggleReaders");
    QVERIFY(readers->isEnabled());
    QCOMPARE(readers->text(), u"Show readers"_s);
    readers->click();
    QTRY_COMPARE(readers->text(), u"Fold readers"_s);
}

void tst_Lineage::readersAreLookedForOnRequest()
{
    map({u"ext_a"_s});
    openWindow();
    QVERIFY(openLineage(source));
    QCOMPARE(names(), QStringList{source}); // no run has told of it, and nobody has looked
    QVERIFY(!m_fakes->catalog(u"dbs_mc"_s).calls().contains(u"externalLinks dbs_mc"_s));
    lookIn();
    QTRY_COMPARE(names(), (QStringList{source, u"dbs_mc/default/ext_a"_s}));
    QVERIFY(m_fakes->catalog(u"dbs_mc"_s).calls().contains(u"externalLinks dbs_mc"_s));
}

void tst_Lineage::manyReadersAreShownBitByBit()
{
    QStringList many;
    for (int i = 0; i < 1000; ++i)
        many.append(u"t%1"_s.arg(i, 4, 10, QLatin1Char('0')));
    map(many);
    openWindow();
    QVERIFY(openLineage(source));
    lookIn();
    QTRY_COMPARE(names().size(), 101);
    const auto *rows = part<QTableView>("lineageList")->model();
    QVERIFY2(rows->index(0, models::LineageListModel::ReadBy).data().toString().contains(u"… and 990 more"_s),
             qPrintable(rows->index(0, models::LineageListModel::ReadBy).data().toString()));
    // The rest is a box of its own, behind the objects; a click shows some more.
    QCOMPARE(part<QLabel>("lineageSummary")->text(), u"101 objects"_s);
    view()->setCurrentBox(101);
    view()->showCurrent();
    QCOMPARE(view()->accessibleDescription(), u"… and 900 more"_s);
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Return);
    QTRY_COMPARE(names().size(), 201);
    shoot(m_window.get(), u"31-lineage-many"_s);
}

void tst_Lineage::waitingIsToldAndCancelled()
{
    map({u"ext_a"_s});
    openWindow();
    auto &mc = m_fakes->catalog(u"dbs_mc"_s);
    mc.hold(true);
    m_window->perform(models::openLineage(path(u"dbs_mc/default/ext_a"_s)));
    QTRY_VERIFY(page());
    QTRY_VERIFY(!mc.heldTables().empty());
    auto *waiting = part<QLabel>("lineageWaiting");
    QTRY_VERIFY2(waiting->text().contains(u"ext_a"_s), qPrintable(waiting->text()));
    QTRY_VERIFY_WITH_TIMEOUT(waiting->text().contains(u"no answer for"_s), 10'000);
    part<QPushButton>("cancelLineage")->click();
    QVERIFY(isQuiet());
    for (const auto &held : mc.heldTables()) {
        QTRY_VERIFY(held.isCancelled());
        held.finishCancelled();
    }
    auto *retry = part<QPushButton>("retry");
    QTRY_VERIFY(retry->isVisible());
    mc.hold(false);
    retry->click();
    QTRY_COMPARE(names().size(), 2);
    QVERIFY(!retry->isVisible());
}

void tst_Lineage::aConnectionThatFailsIsAnUnknownObject()
{
    map({u"ext_a"_s});
    m_fakes->catalog(u"dbs_mc"_s)
        .setTableError(path(u"dbs_mc/default/ext_a"_s),
                       {core::ErrorKind::Network, u"dbs_mc does not <b>answer</b>."_s, {}, {}, {}});
    openWindow();
    QVERIFY(openLineage(u"dbs_mc/default/ext_a"_s));
    const auto *rows = part<QTableView>("lineageList")->model();
    QCOMPARE(rows->index(0, models::LineageListModel::Kind).data().toString(),
             u"table, not known: dbs_mc does not <b>answer</b>."_s);
    map({u"ext_a"_s}); // it is back
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_F5);
    QTRY_COMPARE(names().size(), 2);
}

void tst_Lineage::runsChangeThePicture()
{
    map({u"ext_a"_s});
    openWindow();
    QVERIFY(openLineage(source));
    QCOMPARE(names(), QStringList{source});
    plan::Plan plan;
    plan::Step step;
    step.kind = u"quick"_s;
    step.effect = plan::Effect::Read;
    plan.append(step);
    plan.touches = {{u"dbs_mc/default/ext_a"_s, plan::Change::Created, source}};
    QVERIFY(core::await(m_runs->start({u"task"_s, u"map_table"_s, {}, {}}, plan, {})));
    QTRY_COMPARE(names(), (QStringList{source, u"dbs_mc/default/ext_a"_s}));
    const auto *rows = part<QTableView>("lineageList")->model();
    QVERIFY2(rows->index(1, models::LineageListModel::Known).data().toString().startsWith(u"definition, run of "_s),
             qPrintable(rows->index(1, models::LineageListModel::Known).data().toString()));
}

void tst_Lineage::picturesAreWritten()
{
    map({u"ext_a"_s});
    openWindow();
    QVERIFY(openLineage(u"dbs_mc/default/ext_a"_s));
    m_prompter.file = m_folder->filePath(u"lineage.svg"_s);
    m_prompter.fileKind = 0;
    part<QPushButton>("exportLineage")->click();
    QVERIFY(m_prompter.proposedFile.endsWith(u"Lineage_of_ext_a.svg"_s));
    auto *told = part<QLabel>("messageText");
    QTRY_VERIFY(told->text().contains(u"lineage.svg"_s));
    QFile svg(m_prompter.file);
    QVERIFY(svg.open(QIODevice::ReadOnly));
    QVERIFY(svg.readAll().contains(">dwd_orders</text>"));
    m_prompter.file = m_folder->filePath(u"lineage.png"_s);
    m_prompter.fileKind = 1;
    part<QPushButton>("exportLineage")->click();
    QTRY_VERIFY(told->text().contains(u"lineage.png"_s));
    const QImage image(m_prompter.file);
    QVERIFY(image.width() > 2 * mapping::LineageLayout::columnPitch && image.height() > 48);
    m_prompter.file = m_folder->filePath(u"no/such/folder.png"_s);
    part<QPushButton>("exportLineage")->click();
    QTRY_VERIFY(told->text().contains(u"could not be written"_s));
}

// What servers say is text, in the tips and in the file.
void tst_Lineage::namesAreText()
{
    const QString name = u"a.\"b\"<i>订单</i>&'x'"_s;
    map({name});
    openWindow();
    QVERIFY(openLineage(source));
    lookIn();
    QTRY_COMPARE(names().size(), 2);
    QCOMPARE(names().last(), path(u"dbs_mc/default"_s).child(name).toString());
    m_prompter.file = m_folder->filePath(u"names.svg"_s);
    part<QPushButton>("exportLineage")->click();
    QTRY_VERIFY(QFile::exists(m_prompter.file));
    QFile svg(m_prompter.file);
    QVERIFY(svg.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&svg);
    QStringList texts;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"text")
            texts.append(xml.readElementText());
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY2(texts.contains(name), qPrintable(texts.join(u'\n')));
}

void tst_Lineage::aPageOfTheLastStartIsGrownAgain()
{
    map({u"ext_a"_s});
    openWindow();
    QVERIFY(openLineage(u"dbs_mc/default/ext_a"_s));
    click(source, LineageWay::Sources); // has none
    part<QToolButton>("showLineageList")->click();
    m_window->close();
    openAgain();
    QTRY_VERIFY(page());
    QTRY_COMPARE(names(), (QStringList{u"dbs_mc/default/ext_a"_s, source}));
    QVERIFY(part<QTableView>("lineageList")->isVisible());
    const auto *rows = part<QTableView>("lineageList")->model();
    QTRY_COMPARE(rows->index(1, models::LineageListModel::Reads).data().toString(), QString()); // read, and nothing
}

void tst_Lineage::aRightClickOffersTheActions()
{
    map({u"ext_a"_s});
    openWindow();
    QVERIFY(openLineage(u"dbs_mc/default/ext_a"_s));
    view()->setCurrentBox(1);
    view()->showCurrent();
    const QPoint place = view()->placeOf(1);
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, view()->viewport()->mapToGlobal(place));
    QApplication::sendEvent(view()->viewport(), &event);
    QMenu *menu = nullptr;
    QTRY_VERIFY(menu = m_window->findChild<QMenu *>(u"documentMenu"_s));
    QStringList ids;
    for (const QAction *action : menu->actions()) {
        if (action->isVisible() && !action->objectName().isEmpty())
            ids.append(action->objectName());
    }
    QVERIFY2(ids.contains(u"map.table"_s) && ids.contains(u"table.open"_s), qPrintable(ids.join(u' ')));
    menu->close();
}

void tst_Lineage::zoomIsKeptInBounds()
{
    map({u"ext_a"_s});
    openWindow();
    QVERIFY(openLineage(u"dbs_mc/default/ext_a"_s));
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(view()->scaling() > 1);
    QTest::keyClick(view(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(view()->scaling(), 1.0);
    for (int i = 0; i < 60; ++i)
        QTest::keyClick(view(), Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(view()->scaling() >= 0.049);
    QTest::keyClick(view(), Qt::Key_9, Qt::ControlModifier);
    QVERIFY(view()->scaling() <= 1.0 && view()->scaling() > 0.5); // all of it, not larger than it is
}

void tst_Lineage::darkAndLight()
{
    map({u"ext_a"_s});
    openWindow();
    QVERIFY(openLineage(u"dbs_mc/default/ext_a"_s));
    const auto ground = [this] { return view()->grab().toImage().pixelColor(3, 3).lightness(); };
    m_theme->setChoice(views::Theme::Choice::Light);
    QTRY_VERIFY(ground() > 200);
    m_theme->setChoice(views::Theme::Choice::Dark);
    QTRY_VERIFY(ground() < 60);
    shoot(m_window.get(), u"31-lineage-dark"_s);
}

QTEST_MAIN(tst_Lineage)
#include "tst_lineage.moc"
