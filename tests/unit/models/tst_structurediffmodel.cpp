// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/structurediff/structurediffmodel.h>

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using mapping::DiffAspect;
using models::StructureDiffModel;

/// The cells of a comparison: what differs can be read in them, also where they are narrow.
class tst_StructureDiffModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typeCellsShowWhatDiffers_data()
    {
        QTest::addColumn<mapping::DiffAspects>("aspects");
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::newRow("nothing") << mapping::DiffAspects() << u"VARCHAR(20) NOT NULL"_s << u"VARCHAR(20) NOT NULL"_s;
        QTest::newRow("the default") << mapping::DiffAspects(DiffAspect::Default) << u"VARCHAR(20) DEFAULT 'a'"_s
                                     << u"VARCHAR(20) NOT NULL"_s;
        QTest::newRow("the default and NOT NULL") << (DiffAspect::Default | DiffAspect::Nullability)
                                                  << u"VARCHAR(20) NOT NULL DEFAULT 'a'"_s << u"VARCHAR(20) NOT NULL"_s;
        QTest::newRow("how it is computed")
            << mapping::DiffAspects(DiffAspect::Generated) << u"VARCHAR(20) NOT NULL"_s << u"VARCHAR(20) AS lower(b)"_s;
    }
    void typeCellsShowWhatDiffers()
    {
        QFETCH(const mapping::DiffAspects, aspects);
        QFETCH(const QString, left);
        QFETCH(const QString, right);
        mapping::ColumnDiff column;
        column.left.emplace();
        column.left->name = u"a"_s;
        column.left->type.text = u"VARCHAR(20)"_s;
        column.left->nullable = false;
        column.right = column.left;
        column.left->defaultSql = u"'a'"_s;
        column.right->generatedSql = u"lower(b)"_s;
        column.aspects = aspects;
        mapping::StructureDiff diff;
        diff.facts.append({u"kind"_s, u"Kind"_s, u"Table"_s, u"Table"_s, {}, {}, mapping::DiffState::Equal, {}});
        diff.columns.append(column);
        StructureDiffModel model;
        model.setDiff(diff);
        const QModelIndex group = model.index(StructureDiffModel::Columns, 0);
        QCOMPARE(model.index(0, StructureDiffModel::LeftType, group).data().toString(), left);
        QCOMPARE(model.index(0, StructureDiffModel::RightType, group).data().toString(), right);
    }
};

QTEST_GUILESS_MAIN(tst_StructureDiffModel)
#include "tst_structurediffmodel.moc"
