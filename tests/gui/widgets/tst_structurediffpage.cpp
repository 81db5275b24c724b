// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/chip.h"
#include "windowtest.h"

#include <isthmus/models/catalog/gotomodel.h>
#include <isthmus/models/structurediff/structurediffdocument.h>
#include <isthmus/views/structurediff/structurediffpage.h>

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>

using namespace isthmus;
using namespace Qt::StringLiterals;
using models::StructureDiffModel;
using testsupport::path;

namespace {

const QString left = u"order_dw/public/dwd_orders"_s;
const QString right = u"dbs_mc/default/dwd_orders"_s;

catalog::Column maxComputeColumn(const QString &name, const QString &type, const QString &comment = {})
{
    catalog::Column column;
    column.name = name;
    column.type = catalog::parseMaxComputeType(type);
    column.comment = comment;
    return column;
}

// As dwd_orders, but for one type, one comment and one column on each side.
catalog::TableInfo maxComputeOrders()
{
    catalog::TableInfo info;
    info.path = path(right);
    info.database = u"dbs_mc"_s;
    info.schema = u"default"_s;
    info.name = u"dwd_orders"_s;
    info.comment = u"Orders with their payments"_s;
    info.columns = {maxComputeColumn(u"order_id"_s, u"BIGINT"_s, u"Order ID"_s),
                    maxComputeColumn(u"order_user_id"_s, u"STRING"_s, u"<b>who & \"how\"</b>"_s),
                    maxComputeColumn(u"order_shop_id"_s, u"BIGINT"_s),
                    maxComputeColumn(u"order_product_catalog_name"_s, u"STRING"_s),
                    maxComputeColumn(u"order_fee"_s, u"DECIMAL(18,2)"_s),
                    maxComputeColumn(u"order_create_time"_s, u"TIMESTAMP_NTZ"_s),
                    maxComputeColumn(u"order_state"_s, u"INT"_s, u"0: unpaid, 1: paid"_s),
                    maxComputeColumn(u"old"_s, u"STRING"_s)};
    info.columns[0].nullable = false;
    info.columns[0].keyPosition = 1;
    return info;
}

} // namespace

/// Two tables compared in the window, by keyboard and by mouse.
class tst_StructureDiffPage : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void twoSelectedTablesAreCompared();
    void theOtherTableIsPicked();
    void aTableIsNotComparedWithItself();
    void differencesStandSideBySide();
    void rowsAreFiltered();
    void sidesAreSwapped();
    void sqlOfEitherDirectionIsCopiedAndSaved();
    void aWaitIsToldAndCancelled();
    void aTableThatIsGoneIsToldAndReadAgain();
    void nothingIsCutWhereThePageIsNarrow();
    void manyColumnsAreShownAndFiltered();
    void aTabComesBackAtTheNextStart();

private:
    void fill()
    {
        m_fakes->catalog(u"dbs_mc"_s).setTable(maxComputeOrders());
        const auto schema = path(u"dbs_mc/default"_s);
        m_fakes->catalog(u"dbs_mc"_s)
            .setChildren(schema,
                         {testsupport::entry(schema, u"dwd_orders"_s, catalog::ObjectKind::Table),
                          testsupport::entry(schema, u"other"_s, catalog::ObjectKind::View)});
    }
    [[nodiscard]] views::StructureDiffPage *page() const
    {
        auto *documents = m_window->findChild<QTabWidget *>(u"documents"_s);
        auto *current = documents->currentWidget();
        return current ? current->findChild<views::StructureDiffPage *>() : nullptr;
    }
    template <typename Widget>
    [[nodiscard]] Widget *part(const QString &name) const
    {
        return page()->findChild<Widget *>(name);
    }
    [[nodiscard]] QTreeView *view() const { return part<QTreeView>(u"structureDiff"_s); }
    [[nodiscard]] bool isRead() const { return page() && view()->model()->rowCount() == 2; }
    [[nodiscard]] bool compare()
    {
        fill();
        openWindow();
        m_window->perform(models::compareStructure(path(left), path(right)));
        return QTest::qWaitFor([this] { return isRead(); });
    }
    // The row of a column, or of a fact by its label.
    [[nodiscard]] QModelIndex rowOf(const QString &name) const
    {
        for (int group = 0; group < view()->model()->rowCount(); ++group) {
            const QModelIndex parent = view()->model()->index(group, 0);
            for (int row = 0; row < view()->model()->rowCount(parent); ++row) {
                for (const int column : {StructureDiffModel::Left, StructureDiffModel::Right}) {
                    const QModelIndex index = view()->model()->index(row, column, parent);
                    if (index.data().toString() == name)
                        return index;
                }
            }
        }
        return {};
    }
    [[nodiscard]] QString cell(const QString &name, int column) const
    {
        return rowOf(name).siblingAtColumn(column).data().toString();
    }
    [[nodiscard]] QString sql() const { return part<QPlainTextEdit>(u"diffDdl"_s)->toPlainText(); }
};

void tst_StructureDiffPage::twoSelectedTablesAreCompared()
{
    auto small = testsupport::dwdOrders();
    small.path = path(u"order_dw/public/product_catalog"_s);
    small.name = u"product_catalog"_s;
    small.columns.removeLast();
    m_fakes->catalog(u"order_dw"_s).setTable(small);
    openWindow();
    auto *hologres = tree("hologresTree");
    open(hologres, u"order_dw"_s);
    open(hologres, u"order_dw/public"_s);
    hologres->setFocus();
    hologres->setCurrentIndex(row(hologres, u"order_dw/public/dwd_orders"_s));
    const QRect other = hologres->visualRect(row(hologres, u"order_dw/public/product_catalog"_s));
    QTest::mouseClick(hologres->viewport(), Qt::LeftButton, Qt::ControlModifier, other.center());
    QContextMenuEvent wanted(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(hologres, &wanted);
    auto *menu = m_window->findChild<QMenu *>(u"contextMenu"_s);
    QVERIFY(menu);
    QTest::keyClick(menu, Qt::Key_U); // Compare struct&ure
    QTRY_VERIFY(isRead());
    QCOMPARE(part<QPushButton>(u"diffLeft"_s)->text(), left);
    QCOMPARE(part<QPushButton>(u"diffRight"_s)->text(), u"order_dw/public/product_catalog"_s);
    QCOMPARE(cell(u"tags"_s, StructureDiffModel::State), u"only left"_s);
}

void tst_StructureDiffPage::theOtherTableIsPicked()
{
    fill();
    for (const QString &connection : {u"order_dw"_s, u"dbs_mc"_s}) {
        const auto reading = m_names->read(connection, nameindex::Depth::Names);
        QTRY_VERIFY(reading.isFinished());
    }
    openWindow();
    m_window->perform(models::CompareWith{path(left)});
    auto *purpose = m_window->findChild<QLabel *>(u"goToPurpose"_s);
    QVERIFY(purpose->isVisible());
    QVERIFY2(purpose->text().contains(left), qPrintable(purpose->text()));
    auto *field = m_window->findChild<QLineEdit *>(u"goTo"_s);
    QCOMPARE(field->accessibleName(), purpose->text());
    QTest::keyClicks(field, u"dbs_mc/default/dwd"_s);
    auto *matches = m_window->findChild<QListView *>(u"goToMatches"_s);
    QTRY_COMPARE(matches->currentIndex().data(models::GoToModel::PathRole).value<catalog::ObjectPath>(), path(right));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(isRead());
    QCOMPARE(part<QPushButton>(u"diffRight"_s)->text(), right);
    QTRY_COMPARE(QApplication::focusWidget(), view());
    QVERIFY(!purpose->isVisible());
    QCOMPARE(field->accessibleName(), u"Go to anything"_s); // for the next time
}

void tst_StructureDiffPage::aTableIsNotComparedWithItself()
{
    const auto reading = m_names->read(u"order_dw"_s, nameindex::Depth::Names);
    QTRY_VERIFY(reading.isFinished());
    openWindow();
    m_window->perform(models::CompareWith{path(left)});
    auto *field = m_window->findChild<QLineEdit *>(u"goTo"_s);
    QTest::keyClicks(field, u"dwd_orders"_s);
    QTest::keyClick(field, Qt::Key_Return);
    const auto isTold = [this] {
        for (const auto *label : m_window->findChildren<QLabel *>(u"messageText"_s)) {
            if (label->isVisible() && label->text().contains(u"is the same table"))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(isTold());
    QVERIFY(!page());
}

void tst_StructureDiffPage::differencesStandSideBySide()
{
    QVERIFY(compare());
    using Model = StructureDiffModel;
    QCOMPARE(cell(u"order_id"_s, Model::State), u"equivalent"_s);
    QCOMPARE(cell(u"order_id"_s, Model::LeftType), u"BIGINT NOT NULL"_s);
    QCOMPARE(cell(u"order_fee"_s, Model::State), u"different"_s);
    QCOMPARE(cell(u"order_fee"_s, Model::LeftType), u"NUMERIC(20,2)"_s);
    QCOMPARE(cell(u"order_fee"_s, Model::RightType), u"DECIMAL(18,2)"_s);
    QVERIFY(rowOf(u"order_fee"_s).siblingAtColumn(Model::RightType).data(Model::DiffersRole).toBool());
    QVERIFY(!rowOf(u"order_id"_s).siblingAtColumn(Model::RightType).data(Model::DiffersRole).toBool());
    QCOMPARE(cell(u"tags"_s, Model::State), u"only left"_s);
    QCOMPARE(cell(u"old"_s, Model::State), u"only right"_s);
    QCOMPARE(cell(u"old"_s, Model::Left), QString());
    QVERIFY(rowOf(u"Primary key"_s).isValid());
    // Markup in a comment is text; the reason is read out too.
    const QString tip = rowOf(u"order_user_id"_s).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(u"&lt;b&gt;who &amp;"), qPrintable(tip));
    const QString spoken = rowOf(u"order_fee"_s).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"order_fee NUMERIC(20,2), order_fee DECIMAL(18,2), different, NUMERIC(20,2) becomes"),
             qPrintable(spoken));
    const QString summary = part<QLabel>(u"diffSummary"_s)->text();
    QVERIFY2(summary.startsWith(u"9 columns: 5 equivalent, 2 different, 1 only left, 1 only right"),
             qPrintable(summary));
    QVERIFY(view()->isExpanded(view()->model()->index(0, 0)));
    shoot(m_window.get(), u"31-structure-diff"_s);
    m_theme->setChoice(views::Theme::Choice::Dark);
    shoot(m_window.get(), u"31-structure-diff-dark"_s);
}

void tst_StructureDiffPage::rowsAreFiltered()
{
    QVERIFY(compare());
    auto *only = part<QCheckBox>(u"onlyDifferences"_s);
    QTest::mouseClick(only, Qt::LeftButton, Qt::NoModifier, QPoint(8, 8));
    QVERIFY(!rowOf(u"order_id"_s).isValid());
    QVERIFY(rowOf(u"order_fee"_s).isValid());
    QVERIFY(page()->focusFilter());
    auto *filter = part<QLineEdit>(u"diffFilter"_s);
    QCOMPARE(QApplication::focusWidget(), filter);
    QTest::keyClicks(filter, u"decimal"_s); // of the right side
    QVERIFY(rowOf(u"order_fee"_s).isValid());
    QVERIFY(!rowOf(u"old"_s).isValid());
    filter->clear();
    only->click();
    QVERIFY(rowOf(u"order_id"_s).isValid());
    view()->setFocus();
    view()->setCurrentIndex(view()->model()->index(0, 0));
    QTest::keyClick(view(), Qt::Key_Space);
    QVERIFY(!view()->isExpanded(view()->currentIndex()));
}

void tst_StructureDiffPage::sidesAreSwapped()
{
    QVERIFY(compare());
    const QString before = sql();
    QVERIFY2(before.contains(u"ALTER TABLE dbs_mc.default.dwd_orders"), qPrintable(before));
    const auto calls = m_fakes->catalog(u"dbs_mc"_s).calls();
    QTest::keyClick(view(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(cell(u"tags"_s, StructureDiffModel::State), u"only right"_s);
    QCOMPARE(part<QPushButton>(u"diffLeft"_s)->text(), right);
    QCOMPARE(part<QComboBox>(u"diffTarget"_s)->currentText(), u"Make left like right"_s);
    QCOMPARE(sql(), before); // the same table is changed
    QCOMPARE(m_fakes->catalog(u"dbs_mc"_s).calls(), calls);
}

void tst_StructureDiffPage::sqlOfEitherDirectionIsCopiedAndSaved()
{
    QVERIFY(compare());
    QVERIFY2(sql().contains(u"-- DESTRUCTIVE: drops old with all of its values\nALTER TABLE dbs_mc.default.dwd_orders "
                            u"DROP COLUMN old;"),
             qPrintable(sql()));
    QVERIFY(part<QPlainTextEdit>(u"diffDdl"_s)->isReadOnly());
    QCOMPARE(part<views::ChipLabel>(u"diffDdlWarning"_s)->chip().text, u"1 destructive"_s);
    QVERIFY(part<QLabel>(u"diffDdlCounts"_s)->text().startsWith(u"4 statements"));
    QTest::mouseClick(part<QPushButton>(u"copyDdl"_s), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), sql());
    auto *target = part<QComboBox>(u"diffTarget"_s);
    target->setFocus();
    QTest::keyClick(target, Qt::Key_Down); // left like right
    QTRY_VERIFY(sql().contains(u"ALTER TABLE public.dwd_orders ADD COLUMN old TEXT;"));
    auto *form = part<QComboBox>(u"diffForm"_s);
    form->setFocus();
    QTest::keyClick(form, Qt::Key_Down); // CREATE TABLE
    QTRY_VERIFY(sql().contains(u"CREATE TABLE public.dwd_orders ("));
    m_prompter.file = m_folder->filePath(u"like.sql"_s);
    QTest::mouseClick(part<QPushButton>(u"saveDdl"_s), Qt::LeftButton);
    QVERIFY2(m_prompter.proposedFile.endsWith(u"/Compare_dwd_orders.sql"), qPrintable(m_prompter.proposedFile));
    auto *message = part<QLabel>(u"messageText"_s);
    QTRY_VERIFY(message->isVisible() && message->text().contains(m_prompter.file));
    QFile file(m_prompter.file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), sql());
    m_prompter.file = m_folder->filePath(u"gone/like.sql"_s);
    QTest::mouseClick(part<QPushButton>(u"saveDdl"_s), Qt::LeftButton);
    QTRY_VERIFY(message->text().contains(u"could not be written"));
}

void tst_StructureDiffPage::aWaitIsToldAndCancelled()
{
    fill();
    openWindow();
    auto &fake = m_fakes->catalog(u"dbs_mc"_s);
    fake.hold(true);
    m_window->perform(models::compareStructure(path(left), path(right)));
    QTRY_VERIFY(!fake.heldTables().empty());
    auto *waiting = part<QLabel>(u"diffWaiting"_s);
    QTRY_COMPARE(waiting->text(), u"Reading "_s + right); // the left one is there
    QTRY_VERIFY_WITH_TIMEOUT(waiting->text().contains(u"no answer for"), 10'000);
    QTest::mouseClick(part<QPushButton>(u"cancelDiff"_s), Qt::LeftButton);
    QTRY_VERIFY(fake.heldTables().back().isCancelled());
    fake.heldTables().back().finishCancelled();
    QVERIFY(!waiting->isVisible());
    auto *retry = part<QPushButton>(u"retry"_s);
    QVERIFY(retry->isVisible());
    QCOMPARE(part<QLabel>(u"messageText"_s)->text(), u"Reading was cancelled."_s);
    fake.hold(false);
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_VERIFY(isRead());
    QVERIFY(!retry->isVisible());
}

void tst_StructureDiffPage::aTableThatIsGoneIsToldAndReadAgain()
{
    QVERIFY(compare());
    auto &fake = m_fakes->catalog(u"dbs_mc"_s);
    fake.setTableError(path(right), {core::ErrorKind::NotFound, u"dwd_orders is gone."_s, {}, {}, {}});
    QTest::keyClick(view(), Qt::Key_F5);
    auto *retry = part<QPushButton>(u"retry"_s);
    QTRY_VERIFY(retry->isVisible());
    QVERIFY(part<QLabel>(u"messageText"_s)->text().contains(u"dwd_orders is gone."));
    QVERIFY(isRead()); // what was read stays
    auto changed = maxComputeOrders();
    changed.columns.removeLast();
    fake.setTable(changed);
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_VERIFY(!rowOf(u"old"_s).isValid());
    QVERIFY(!retry->isVisible());
}

void tst_StructureDiffPage::nothingIsCutWhereThePageIsNarrow()
{
    QVERIFY(compare());
    m_window->resize(1024, 700);
    const auto buttons = page()->findChildren<QPushButton *>();
    QVERIFY(buttons.size() >= 6);
    for (const QPushButton *button : buttons) {
        if (button->isVisible())
            QTRY_VERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->objectName()));
    }
    const auto *link = part<QPushButton>(u"diffRight"_s);
    QVERIFY2(link->accessibleName().contains(right), qPrintable(link->accessibleName())); // whatever gave way
    shoot(m_window.get(), u"31-structure-diff-narrow"_s);
}

void tst_StructureDiffPage::manyColumnsAreShownAndFiltered()
{
    auto wide = testsupport::dwdOrders();
    auto other = maxComputeOrders();
    wide.columns.clear();
    other.columns.clear();
    for (int i = 0; i < 2'000; ++i) {
        wide.columns.append(testsupport::column(u"column_%1"_s.arg(i), u"bigint"_s));
        other.columns.append(maxComputeColumn(u"column_%1"_s.arg(i), i % 2 ? u"BIGINT"_s : u"INT"_s));
    }
    openWindow();
    m_fakes->catalog(u"order_dw"_s).setTable(wide);
    m_fakes->catalog(u"dbs_mc"_s).setTable(other);
    m_window->perform(models::compareStructure(path(left), path(right)));
    QTRY_VERIFY_WITH_TIMEOUT(isRead(), 10'000);
    QTRY_COMPARE(view()->model()->rowCount(view()->model()->index(0, 0)), 2'000);
    const auto columns = [this] { return view()->model()->index(0, 0); };
    QTest::keyClick(view(), Qt::Key_Home);
    QTest::keyClick(view(), Qt::Key_PageDown);
    const int page = view()->currentIndex().row();
    QVERIFY(page > 5);
    QVERIFY(page < 100);
    part<QCheckBox>(u"onlyDifferences"_s)->click();
    QCOMPARE(view()->model()->rowCount(columns()), 1'000);
    view()->setCurrentIndex(view()->model()->index(999, 0, columns()));
    QVERIFY(view()->viewport()->rect().contains(view()->visualRect(view()->currentIndex()).center()));
    QVERIFY(view()->currentIndex().siblingAtColumn(1).data().toString().contains(u"column_1998"_s));
}

void tst_StructureDiffPage::aTabComesBackAtTheNextStart()
{
    QVERIFY(compare());
    part<QCheckBox>(u"onlyDifferences"_s)->click();
    auto *target = part<QComboBox>(u"diffTarget"_s);
    target->setFocus();
    QTest::keyClick(target, Qt::Key_Down);
    m_window->save();
    openAgain();
    QTRY_VERIFY(isRead());
    QCOMPARE(part<QPushButton>(u"diffLeft"_s)->text(), left);
    QVERIFY(part<QCheckBox>(u"onlyDifferences"_s)->isChecked());
    QVERIFY(!rowOf(u"order_id"_s).isValid());
    QCOMPARE(part<QComboBox>(u"diffTarget"_s)->currentText(), u"Make left like right"_s);
    QVERIFY(sql().contains(u"public.dwd_orders"));
}

QTEST_MAIN(tst_StructureDiffPage)
#include "tst_structurediffpage.moc"
