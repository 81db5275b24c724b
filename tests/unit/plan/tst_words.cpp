// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/plan/words.h>

#include <QCoreApplication>
#include <QJsonObject>
#include <QTest>
#include <QTranslator>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace isthmus::plan;

namespace {

// A language that knows some sentences of two contexts.
class Language final : public QTranslator {
public:
    [[nodiscard]] QString translate(const char *context, const char *sourceText, const char *, int) const override
    {
        if (qstrcmp(context, "Mapping") == 0 && qstrcmp(sourceText, "Create %1 in %2") == 0)
            return u"In %2 wird %1 angelegt"_s;
        if (qstrcmp(context, "Plan") == 0 && qstrcmp(sourceText, "Failed") == 0)
            return u"Fehlgeschlagen"_s;
        return {};
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

Text createText()
{
    return Text::coded("Mapping.create", "Create %1 in %2", {u"orders"_s, u"default"_s});
}

} // namespace

class tst_Words : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTextReadsInTheReadersLanguage();
    void anUnknownCodeReadsInEnglish();
    void whatCameAsItIsStaysSo();
    void argumentsAreWrittenByTheirKind();
    void aPlaceInAnArgumentIsNoPlace();
    void nestingHasAnEnd();
    void textsReadBackAsThemselves();
    void aDocumentReadsInWords();
    void credentialsAreTakenOutOfTextsAndArguments();
    void aFailureBecomesAnErrorOfTheReader();
    void aStepThatWasNotReachedSaysSo();
};

void tst_Words::aTextReadsInTheReadersLanguage()
{
    const Text kept = Text::fromJson(createText().toJson()).value(); // as a store gives it back
    QCOMPARE(words(kept), u"Create orders in default"_s);
    Language german;
    QCoreApplication::installTranslator(&german);
    QCOMPARE(words(kept), u"In default wird orders angelegt"_s);
    QCOMPARE(runStateTitle(RunState::Failed), u"Fehlgeschlagen"_s);
    QCoreApplication::removeTranslator(&german);
    QCOMPARE(words(kept), u"Create orders in default"_s);
}

void tst_Words::anUnknownCodeReadsInEnglish()
{
    Language german;
    QCoreApplication::installTranslator(&german);
    QCOMPARE(words(Text::coded("Later.kind", "Sync %1", {u"orders"_s})), u"Sync orders"_s);
    QCoreApplication::removeTranslator(&german);
}

void tst_Words::whatCameAsItIsStaysSo()
{
    QCOMPARE(words(Text(u"100 %1 of it"_s)), u"100 %1 of it"_s);
    QVERIFY(words(Text()).isEmpty());
}

void tst_Words::argumentsAreWrittenByTheirKind()
{
    const Text text =
        Text::coded("Test.x", "%1 | %2 | %3 | %4",
                    {1'234'567, QJsonArray{u"a"_s, u"b"_s}, durationArgument(1500), createText().toJson()});
    QCOMPARE(words(text), u"1,234,567 | a, b | 1.5 s | Create orders in default"_s);
}

void tst_Words::aPlaceInAnArgumentIsNoPlace()
{
    QCOMPARE(words(Text::coded("Test.x", "%1 and %2", {u"%2"_s, u"b"_s})), u"%2 and b"_s);
    QCOMPARE(words(Text::coded("Test.x", "%2 and %3, 50%", {u"a"_s, u"b"_s})), u"b and %3, 50%"_s); // %3 has none
}

void tst_Words::nestingHasAnEnd()
{
    Text text(u"inner"_s);
    for (int i = 0; i < 1000; ++i)
        text = Text::coded("Test.x", "(%1)", {text.toJson()});
    QVERIFY(words(text).size() < 100);
}

void tst_Words::textsReadBackAsThemselves()
{
    for (const Text &text : {Text(), Text(u"as it came"_s), createText()})
        QCOMPARE(Text::fromJson(text.toJson()).value(), text);
    QVERIFY(!Text::fromJson(7));
    QVERIFY(!Text::fromJson(QJsonObject{{u"code"_s, u"x"_s}}));
}

void tst_Words::aDocumentReadsInWords()
{
    const QJsonObject document{{u"title"_s, createText().toJson()},
                               {u"code"_s, u"no text"_s},
                               {u"steps"_s, QJsonArray{QJsonObject{{u"title"_s, createText().toJson()}, {u"n"_s, 7}}}}};
    const QJsonObject expected{{u"title"_s, words(createText())},
                               {u"code"_s, u"no text"_s},
                               {u"steps"_s, QJsonArray{QJsonObject{{u"title"_s, words(createText())}, {u"n"_s, 7}}}}};
    QCOMPARE(inWords(document).toObject(), expected);
}

void tst_Words::credentialsAreTakenOutOfTextsAndArguments()
{
    const auto secret = u"password=hunter2"_s;
    QVERIFY(!words(Text(secret).redacted()).contains(u"hunter2"));
    const Text inner = Text::coded("Test.y", "said: %1", {secret});
    const Text text = Text::coded("Test.x", "%1, %2, %3", {secret, QJsonArray{secret}, inner.toJson()});
    QVERIFY(words(text).contains(u"hunter2"));
    QCOMPARE(words(text.redacted()), u"password=***, password=***, said: password=***"_s);
    QCOMPARE(text.redacted().code, text.code);
}

void tst_Words::aFailureBecomesAnErrorOfTheReader()
{
    Failure failure(isthmus::core::ErrorKind::Permission, createText(), Text(u"Ask"_s), u"raw"_s);
    failure.code = u"42501"_s;
    QCOMPARE(Failure::fromJson(failure.toJson()), failure);
    const isthmus::core::Error error = words(failure);
    QCOMPARE(error,
             (isthmus::core::Error{isthmus::core::ErrorKind::Permission, u"Create orders in default"_s, u"Ask"_s,
                                   u"42501"_s, u"raw"_s}));
    QCOMPARE(words(Failure(error)), error);
}

void tst_Words::aStepThatWasNotReachedSaysSo()
{
    Plan plan;
    plan.append({});
    plan.append({});
    Run run = Run::of({}, plan);
    QVERIFY(outcomeWords(run, 1).isEmpty()); // it may still come
    run.steps[0].state = RunState::Succeeded;
    run.steps[0].outcome = u"done"_s;
    run.state = RunState::Failed;
    QCOMPARE(outcomeWords(run, 0), u"done"_s);
    QCOMPARE(outcomeWords(run, 1), u"Not run"_s);
}

QTEST_GUILESS_MAIN(tst_Words)
#include "tst_words.moc"
