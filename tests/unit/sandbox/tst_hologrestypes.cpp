// SPDX-License-Identifier: GPL-3.0-or-later
#include "hologrestypes.h"

#include <isthmus/mapping/types/typetable.h>

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

/// The sandbox plays the server and does not know the program's table of types: both say the same.
class tst_HologresTypes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExternalSchemaHasTheTypesOfTheTable_data();
    void anExternalSchemaHasTheTypesOfTheTable();
};

void tst_HologresTypes::anExternalSchemaHasTheTypesOfTheTable_data()
{
    QTest::addColumn<QString>("hologres");
    QStringList types;
    for (const auto &type : mapping::tableTypes(mapping::MappingPath::ExternalSchema))
        types.append(type.text);
    // Edges of sizes, and names that nobody knows.
    types += {u"NUMERIC(1,0)"_s,  u"NUMERIC(18,18)"_s, u"NUMERIC(38,19)"_s, u"NUMERIC(39,2)"_s,     u"NUMERIC(3,5)"_s,
              u"NUMERIC(5,-2)"_s, u"VARCHAR(1)"_s,     u"VARCHAR(65535)"_s, u"VARCHAR(10485760)"_s, u"CHAR(1)"_s,
              u"CHAR(255)"_s,     u"BPCHAR"_s,         u"TIMESTAMP(3)"_s,   u"TIMESTAMPTZ(0)"_s,    u"JSON[]"_s,
              u"UUID[]"_s,        u"MOOD"_s,           u"\"Odd name\""_s};
    types.removeDuplicates();
    for (const QString &type : types)
        QTest::newRow(qPrintable(type)) << type;
}

void tst_HologresTypes::anExternalSchemaHasTheTypesOfTheTable()
{
    QFETCH(QString, hologres);
    const auto judged = mapping::judge(catalog::parsePostgresType(hologres), mapping::MappingPath::ExternalSchema);
    const auto served = sandbox::mappedType(hologres);
    QCOMPARE(served.has_value(), judged.verdict != mapping::Verdict::Unsupported);
    if (served)
        QCOMPARE(*served, judged.target);
}

QTEST_GUILESS_MAIN(tst_HologresTypes)
#include "tst_hologrestypes.moc"
