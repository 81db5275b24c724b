// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/jsonreader.h>

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace isthmus::core;

namespace {

QJsonObject objectOf(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class tst_JsonReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void properMembersAreRead();
    void whatIsAbsentHasItsDefault();
    void eachWrongMemberIsNotedByItsPlace_data();
    void eachWrongMemberIsNotedByItsPlace();
    void allThatIsWrongIsNotedOnce();
    void aWhollyWrongDocumentIsNotNotedWithoutEnd();
    void errorsReadBackAsThemselves();
    void unknownMembersAreToldByTheirPlace();
    void namesOfAnyLengthAreToldInPart();
    void whatIsAskedForIsKnown();
    void whatIsMeantIsGuessed_data();
    void whatIsMeantIsGuessed();
    void whatWasFoundIsToldOfWhatPeopleWrite();
};

void tst_JsonReader::properMembersAreRead()
{
    JsonReader reader(objectOf(R"({"t": "x", "b": true, "n": -9007199254740992, "a": [1, null], "s": ["p", "q"],
                                   "o": {"t": "inner"}, "l": [{"t": "1"}, {"t": "2"}]})"));
    QCOMPARE(reader.text(u"t"_s), u"x"_s);
    QCOMPARE(reader.boolean(u"b"_s), true);
    QCOMPARE(reader.integer(u"n"_s), -9'007'199'254'740'992);
    QCOMPARE(reader.array(u"a"_s).size(), 2);
    QCOMPARE(reader.texts(u"s"_s), (QStringList{u"p"_s, u"q"_s}));
    QCOMPARE(reader.object(u"o"_s).text(u"t"_s), u"inner"_s);
    auto elements = reader.objects(u"l"_s);
    QCOMPARE(elements.size(), 2);
    QCOMPARE(elements[1].text(u"t"_s), u"2"_s);
    QCOMPARE(reader.optionalText(u"t"_s), std::optional(u"x"_s));
    QCOMPARE(reader.optionalInteger(u"n"_s).value(), -9'007'199'254'740'992);
    QVERIFY(reader.optionalObject(u"o"_s).has_value());
    QVERIFY2(reader.ok(), qPrintable(reader.wrong().join(u' ')));
}

void tst_JsonReader::whatIsAbsentHasItsDefault()
{
    JsonReader reader(objectOf(R"({"null": null})"));
    for (const auto &key : {u"gone"_s, u"null"_s}) {
        QCOMPARE(reader.text(key, u"d"_s), u"d"_s);
        QCOMPARE(reader.boolean(key, true), true);
        QCOMPARE(reader.integer(key, 7), 7);
        QCOMPARE(reader.texts(key, {u"d"_s}), QStringList{u"d"_s});
        QVERIFY(!reader.optionalText(key) && !reader.optionalInteger(key) && !reader.optionalObject(key));
        QVERIFY(reader.optionalObjects(key).isEmpty());
    }
    QVERIFY(reader.ok());
}

void tst_JsonReader::eachWrongMemberIsNotedByItsPlace_data()
{
    using Read = std::function<void(JsonReader &)>;
    QTest::addColumn<Read>("read");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const QString &place, const Read &read) {
        QTest::newRow(name) << read << place;
    };
    row("text missing", u"gone"_s, [](auto &r) { static_cast<void>(r.text(u"gone"_s)); });
    row("text null", u"null"_s, [](auto &r) { static_cast<void>(r.text(u"null"_s)); });
    row("text is a number", u"n"_s, [](auto &r) { static_cast<void>(r.text(u"n"_s)); });
    row("optional text is a number", u"n"_s, [](auto &r) { static_cast<void>(r.optionalText(u"n"_s)); });
    row("default of a wrong type", u"n"_s, [](auto &r) { static_cast<void>(r.text(u"n"_s, u"d"_s)); });
    row("boolean is a text", u"t"_s, [](auto &r) { static_cast<void>(r.boolean(u"t"_s)); });
    row("integer with a fraction", u"f"_s, [](auto &r) { static_cast<void>(r.integer(u"f"_s)); });
    row("integer beyond what a double holds", u"big"_s, [](auto &r) { static_cast<void>(r.integer(u"big"_s)); });
    row("array is an object", u"o"_s, [](auto &r) { static_cast<void>(r.array(u"o"_s)); });
    row("one of the texts is none", u"mixed[1]"_s, [](auto &r) { static_cast<void>(r.texts(u"mixed"_s)); });
    row("one of the objects is none", u"mixed[0]"_s, [](auto &r) { static_cast<void>(r.objects(u"mixed"_s)); });
    row("member of a member", u"o.gone"_s, [](auto &r) { static_cast<void>(r.object(u"o"_s).text(u"gone"_s)); });
    row("member of an element", u"l[1].t"_s, [](auto &r) {
        for (auto &element : r.objects(u"l"_s))
            static_cast<void>(element.text(u"t"_s));
    });
    row("what only the caller can tell", u"o.t"_s, [](auto &r) { r.object(u"o"_s).note(u"t"_s); });
    row("no value", u"null"_s, [](auto &r) { static_cast<void>(r.value(u"null"_s)); });
}

void tst_JsonReader::eachWrongMemberIsNotedByItsPlace()
{
    using Read = std::function<void(JsonReader &)>;
    QFETCH(Read, read);
    QFETCH(QString, place);
    JsonReader reader(objectOf(R"({"null": null, "n": 1, "t": "x", "f": 0.5, "big": 9007199254740994, "o": {"t": ""},
                                   "mixed": ["x", 1], "l": [{"t": "1"}, {"t": 2}]})"));
    read(reader);
    QVERIFY(!reader.ok());
    QVERIFY2(reader.wrong().contains(place), qPrintable(reader.wrong().join(u' ')));
    QVERIFY(reader.error().value().message.contains(reader.wrong().first()));
}

void tst_JsonReader::allThatIsWrongIsNotedOnce()
{
    JsonReader reader(objectOf("{}"));
    static_cast<void>(reader.text(u"a"_s));
    static_cast<void>(reader.text(u"b"_s));
    static_cast<void>(reader.text(u"a"_s));
    QCOMPARE(reader.wrong(), (QStringList{u"a"_s, u"b"_s}));
    const Error error = reader.error(u"This plan"_s).value();
    QCOMPARE(error.kind, ErrorKind::Invalid);
    QCOMPARE(error.message, u"This plan lacks a proper \"a\"."_s);
    QCOMPARE(error.detail, u"b"_s);
}

void tst_JsonReader::aWhollyWrongDocumentIsNotNotedWithoutEnd()
{
    QJsonArray numbers;
    for (int i = 0; i < 10'000; ++i)
        numbers.append(i);
    JsonReader reader(QJsonObject{{u"a"_s, numbers}});
    QVERIFY(reader.texts(u"a"_s).isEmpty());
    QCOMPARE(reader.wrong().size(), 100);
}

void tst_JsonReader::errorsReadBackAsThemselves()
{
    for (auto kind = quint8(ErrorKind::Cancelled); kind <= quint8(ErrorKind::Internal); ++kind) {
        const Error error{ErrorKind(kind), u"m"_s, u"h"_s, u"c"_s, u"d"_s};
        QCOMPARE(Error::fromJson(error.toJson()), error);
    }
    QCOMPARE(Error::fromJson({}).kind, ErrorKind::Internal);
    const Error secret{ErrorKind::Permission, u"password=hunter2"_s, u"password=hunter2"_s, u"28P01"_s,
                       u"password=hunter2"_s};
    for (const QString &text : {secret.redacted().message, secret.redacted().hint, secret.redacted().detail})
        QCOMPARE(text, u"password=***"_s);
    QCOMPARE(secret.redacted().code, secret.code);
}

void tst_JsonReader::namesOfAnyLengthAreToldInPart()
{
    QJsonObject json;
    for (int i = 0; i < 200; ++i)
        json.insert(QString(100'000, u'x') + QString::number(i), i);
    JsonReader reader(json, {}, UnknownMembers::Refused);
    static_cast<void>(reader.optionalText(u"name"_s));
    const auto error = reader.error().value();
    QVERIFY(error.message.size() < 300);
    QVERIFY(error.detail.size() < 20'000);
}

void tst_JsonReader::unknownMembersAreToldByTheirPlace()
{
    const QJsonObject json =
        objectOf(R"({"t": "x", "more": null, "o": {"t": "inner", "n": 1}, "l": [{"t": "1"}, {"t": "2", "z": {}}]})");
    const auto read = [](JsonReader &reader) {
        static_cast<void>(reader.text(u"t"_s));
        static_cast<void>(reader.object(u"o"_s).text(u"t"_s));
        for (auto &element : reader.objects(u"l"_s))
            static_cast<void>(element.text(u"t"_s));
    };
    JsonReader strict(json, u"task"_s, UnknownMembers::Refused);
    read(strict);
    QVERIFY(!strict.ok());
    QCOMPARE(strict.unknown(), (QStringList{u"task.more"_s, u"task.o.n"_s, u"task.l[1].z"_s}));
    const Error error = strict.error(u"This task"_s).value();
    QCOMPARE(error.kind, ErrorKind::Invalid);
    QCOMPARE(error.message, u"This task has a member \"task.more\", which is not known."_s);
    QCOMPARE(error.detail, u"task.o.n\ntask.l[1].z"_s);
    JsonReader lenient(json);
    read(lenient);
    QVERIFY(lenient.ok() && lenient.unknown().isEmpty());
}

void tst_JsonReader::whatIsAskedForIsKnown()
{
    JsonReader reader(
        objectOf(R"({"a": null, "b": null, "c": [], "d": 1, "e": "x", "f": {}, "g": [{"q": 1}], "h": {"p": 1},
                                   "i": true, "j": null})"),
        {}, UnknownMembers::Refused);
    static_cast<void>(reader.text(u"a"_s, u"d"_s));
    static_cast<void>(reader.optionalInteger(u"b"_s));
    static_cast<void>(reader.texts(u"c"_s, {}));
    static_cast<void>(reader.integer(u"d"_s, 0));
    static_cast<void>(reader.value(u"e"_s));
    static_cast<void>(reader.contains(u"f"_s));
    QCOMPARE(reader.optionalObjects(u"g"_s).first().integer(u"q"_s), 1);
    QVERIFY(!reader.object(u"h"_s).json().isEmpty()); // whoever takes it knows its members
    static_cast<void>(reader.boolean(u"i"_s));
    static_cast<void>(reader.texts(u"j"_s, {u"x"_s}));
    QVERIFY2(reader.ok(), qPrintable((reader.unknown() + reader.wrong()).join(u' ')));
}

void tst_JsonReader::whatIsMeantIsGuessed_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("meant");
    QTest::newRow("a letter less") << u"lifecycle_day"_s << u"lifecycle_days"_s;
    QTest::newRow("capitals") << u"Lifecycle_Days"_s << u"lifecycle_days"_s;
    QTest::newRow("another style") << u"lifecycleDays"_s << u"lifecycle_days"_s;
    QTest::newRow("letters turned") << u"lifecylce_days"_s << u"lifecycle_days"_s;
    QTest::newRow("null where it belongs") << u"lifecycle_day"_s << u"lifecycle_days"_s;
    QTest::newRow("nothing like it") << u"retention"_s << QString();
    QTest::newRow("like one that is there") << u"nam"_s << QString();
}

void tst_JsonReader::whatIsMeantIsGuessed()
{
    QFETCH(const QString, written);
    QFETCH(const QString, meant);
    QJsonObject json{{u"name"_s, u"x"_s}, {written, 7}};
    if (QTest::currentDataTag() == QByteArray("null where it belongs"))
        json.insert(meant, QJsonValue::Null);
    JsonReader reader(json, {}, UnknownMembers::Refused);
    static_cast<void>(reader.text(u"name"_s));
    static_cast<void>(reader.optionalInteger(u"lifecycle_days"_s));
    const Error error = reader.error().value();
    QVERIFY2(error.message.contains(u'"' + written + u'"'), qPrintable(error.message));
    QCOMPARE(error.hint.contains(u"meant"), !meant.isEmpty());
    QVERIFY2(error.hint.contains(meant), qPrintable(error.hint));
}

void tst_JsonReader::whatWasFoundIsToldOfWhatPeopleWrite()
{
    const QJsonObject json = objectOf(R"({"l": [{"n": "four"}], "long": 1, "gone": null})");
    JsonReader strict(json, {}, UnknownMembers::Refused);
    static_cast<void>(strict.objects(u"l"_s).first().integer(u"n"_s));
    static_cast<void>(strict.text(u"long"_s));
    static_cast<void>(strict.text(u"gone"_s));
    QCOMPARE(strict.error(u"This task"_s).value().message, u"This task has an improper \"l[0].n\": \"four\"."_s);
    QCOMPARE(strict.error().value().detail, u"long\ngone"_s);
    JsonReader missing(QJsonObject{{u"gone"_s, QJsonValue::Null}}, {}, UnknownMembers::Refused);
    static_cast<void>(missing.text(u"gone"_s));
    QCOMPARE(missing.error(u"This task"_s).value().message, u"This task lacks a proper \"gone\"."_s);
    JsonReader lenient(json); // which may hold anything
    static_cast<void>(lenient.objects(u"l"_s).first().integer(u"n"_s));
    QVERIFY(!lenient.error().value().message.contains(u"four"));
}

QTEST_GUILESS_MAIN(tst_JsonReader)
#include "tst_jsonreader.moc"
