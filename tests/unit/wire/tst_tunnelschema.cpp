// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/tunnelschema.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace isthmus;
using namespace isthmus::wire;

class tst_TunnelSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsColumnsAndPartitionKeys()
    {
        const auto text = [](QLatin1String name, QLatin1String type) {
            return QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("type"), type}};
        };
        QJsonObject id = text(QLatin1String("id"), QLatin1String("bigint"));
        id.insert(QStringLiteral("comment"), QStringLiteral("key"));
        id.insert(QStringLiteral("isNullable"), false);
        id.insert(QStringLiteral("hasDefaultValue"), true);
        id.insert(QStringLiteral("defaultValue"), QStringLiteral("0"));
        const QJsonArray plain{id, text(QLatin1String("amt"), QLatin1String("DECIMAL(20,2)"))};
        const QJsonArray keys{text(QLatin1String("pt"), QLatin1String("string"))};
        const auto columns =
            columnsFromSchema({{QStringLiteral("columns"), plain}, {QStringLiteral("partitionKeys"), keys}});
        QVERIFY(columns);
        QCOMPARE(columns->size(), 3);
        QCOMPARE(columns->at(0).type.base, catalog::DataType::Base::BigInt);
        QCOMPARE(columns->at(0).comment, QStringLiteral("key"));
        QCOMPARE(columns->at(0).nullable, false);
        QCOMPARE(columns->at(0).defaultSql, std::optional(QStringLiteral("0")));
        QCOMPARE(columns->at(1).type.scale, std::optional(2));
        QCOMPARE(columns->at(1).nullable, true);
        QVERIFY(columns->at(2).isPartitionKey);
        QCOMPARE(*columnsFromSchema(schemaFromColumns(*columns)), *columns);
    }

    void refusesAnotherShape_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no columns") << QByteArray("{}");
        QTest::newRow("columns are text") << QByteArray(R"({"columns":"id bigint"})");
        QTest::newRow("no type") << QByteArray(R"({"columns":[{"name":"id"}]})");
        QTest::newRow("a number for a column") << QByteArray(R"({"columns":[7]})");
    }

    void refusesAnotherShape()
    {
        QFETCH(QByteArray, json);
        const auto columns = columnsFromSchema(QJsonDocument::fromJson(json).object());
        QVERIFY(!columns);
        QCOMPARE(columns.error().kind, core::ErrorKind::Protocol);
    }

    void refusesTooManyColumns()
    {
        QJsonArray many;
        for (int i = 0; i < 10'001; ++i)
            many.append(QJsonObject{{QStringLiteral("name"), QStringLiteral("c")},
                                    {QStringLiteral("type"), QStringLiteral("int")}});
        QVERIFY(!columnsFromSchema({{QStringLiteral("columns"), many}}));
    }
};

QTEST_GUILESS_MAIN(tst_TunnelSchema)
#include "tst_tunnelschema.moc"
