// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/propertywords.h>

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::FactLine;

namespace {

QList<FactLine> propertyLines(const QList<QPair<QString, QString>> &properties)
{
    catalog::TableInfo info;
    info.properties = properties;
    return catalog::propertyLines(info);
}

} // namespace

class tst_PropertyWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void keysStayReadable();
    void groupsStandTogether();
    void keysOfColumnsAreNotSaidTwice();
};

void tst_PropertyWords::values_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("words");
    const auto row = [](const QString &key, const QString &value, const QString &label, const QString &words) {
        QTest::newRow(qPrintable(key + u' ' + value)) << key << value << label << words;
    };
    row(u"binlog.ttl"_s, u"604800"_s, u"Binary log kept"_s, u"7 days"_s);
    row(u"binlog.ttl"_s, u"86400"_s, u"Binary log kept"_s, u"1 day"_s);
    row(u"binlog.ttl"_s, u"90000"_s, u"Binary log kept"_s, u"25 hours"_s);
    row(u"binlog.ttl"_s, u"3600"_s, u"Binary log kept"_s, u"1 hour"_s);
    row(u"binlog.ttl"_s, u"5400"_s, u"Binary log kept"_s, u"90 minutes"_s);
    row(u"binlog.ttl"_s, u"61"_s, u"Binary log kept"_s, u"61 seconds"_s);
    row(u"binlog.ttl"_s, u"-1"_s, u"Binary log kept"_s, u"-1"_s); // no duration
    row(u"binlog.ttl"_s, u"a week"_s, u"Binary log kept"_s, u"a week"_s);
    row(u"binlog.ttl"_s, u"99999999999999999999"_s, u"Binary log kept"_s, u"99999999999999999999"_s);
    row(u"time_to_live_in_seconds"_s, u"3153600000"_s, u"Rows kept"_s, u"100 years"_s);
    row(u"time_to_live_in_seconds"_s, u"31536000"_s, u"Rows kept"_s, u"365 days"_s);
    row(u"time_to_live_in_seconds"_s, u"315446400"_s, u"Rows kept"_s, u"3,651 days"_s);
    row(u"acid.data.retain.hours"_s, u"24"_s, u"Earlier versions kept"_s, u"24 hours"_s);
    row(u"acid.data.retain.hours"_s, u"168"_s, u"Earlier versions kept"_s, u"7 days"_s);
    row(u"binlog.level"_s, u"replica"_s, u"Binary log"_s, u"on"_s);
    row(u"binlog.level"_s, u"none"_s, u"Binary log"_s, u"off"_s);
    row(u"binlog.level"_s, u"later"_s, u"Binary log"_s, u"later"_s);
    row(u"orientation"_s, u"row,column"_s, u"Stored"_s, u"by rows and by columns"_s);
    row(u"clustering_key"_s, u"a:asc,b:desc"_s, u"Clustering key"_s, u"a, b (descending)"_s);
    row(u"bitmap_columns"_s, u"a:auto,b:on,c:off"_s, u"Bitmap index"_s, u"a (automatic), b, c (off)"_s);
    row(u"bitmap_columns"_s, u"\"a,b\":on"_s, u"Bitmap index"_s, u"\"a,b\":on"_s); // a name that needs quotes
    row(u"clustering_key"_s, u"a:up"_s, u"Clustering key"_s, u"a:up"_s);
    row(u"transactional"_s, u"true"_s, u"Transactional"_s, u"yes"_s);
    row(u"is_logical_partitioned_table"_s, u"FALSE"_s, u"Logical partitions"_s, u"no"_s);
    row(u"is_logical_partitioned_table"_s, u"perhaps"_s, u"Logical partitions"_s, u"perhaps"_s);
    row(u"%1"_s, u"%1"_s, u"%1"_s, u"%1"_s);
}

void tst_PropertyWords::values()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    const auto lines = propertyLines({{key, value}});
    QCOMPARE(lines.size(), 1);
    QTEST(lines.first().label, "label");
    QTEST(lines.first().value, "words");
}

void tst_PropertyWords::keysStayReadable()
{
    const auto lines = propertyLines({{u"binlog.ttl"_s, u"604800"_s}, {u"odps.own"_s, u"1"_s}});
    QCOMPARE(lines.at(0).source, u"binlog.ttl = 604800"_s);
    QCOMPARE(lines.at(1).label, u"odps.own"_s); // it is the server's own word already
    QVERIFY(lines.at(1).source.isEmpty());
    QVERIFY(lines.at(1).isIdentifier);
}

void tst_PropertyWords::groupsStandTogether()
{
    const auto lines = propertyLines({{u"a.unknown"_s, u"1"_s},
                                      {u"binlog.level"_s, u"replica"_s},
                                      {u"binlog.ttl"_s, u"60"_s},
                                      {u"distribution_key"_s, u"id"_s},
                                      {u"orientation"_s, u"column"_s},
                                      {u"time_to_live_in_seconds"_s, u"60"_s},
                                      {u"z.unknown"_s, u"1"_s}});
    QStringList labels;
    QStringList groups;
    for (const FactLine &line : lines) {
        labels.append(line.label);
        if (groups.isEmpty() || groups.last() != line.group)
            groups.append(line.group);
    }
    QCOMPARE(labels.join(u'|'), u"Stored|Distribution key|Rows kept|Binary log|Binary log kept|a.unknown|z.unknown"_s);
    QCOMPARE(groups.join(u'|'), u"Layout|Retention|Changes|Other properties"_s);
}

void tst_PropertyWords::keysOfColumnsAreNotSaidTwice()
{
    catalog::TableInfo info;
    info.properties = {{u"primary_key"_s, u"a,b"_s}};
    QCOMPARE(catalog::propertyLines(info).size(), 1); // nothing else tells it
    for (const auto &[name, position] : {std::pair(u"a"_s, 1), std::pair(u"b"_s, 2)}) {
        catalog::Column column;
        column.name = name;
        column.keyPosition = position;
        info.columns.append(column);
    }
    QVERIFY(catalog::propertyLines(info).isEmpty());
}

QTEST_GUILESS_MAIN(tst_PropertyWords)
#include "tst_propertywords.moc"
