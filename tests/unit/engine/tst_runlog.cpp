// SPDX-License-Identifier: GPL-3.0-or-later
// What the log of a run says of a failure.
#include "enginefixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace enginefixture;
using core::Error;

class tst_RunLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailureIsToldOnce_data();
    void aFailureIsToldOnce();
};

void tst_RunLog::aFailureIsToldOnce_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("hint");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char *name, const char *message, const char *hint, const char *code, const char *detail,
                        const QStringList &lines) {
        QTest::newRow(name) << QString::fromLatin1(message) << QString::fromLatin1(hint) << QString::fromLatin1(code)
                            << QString::fromLatin1(detail) << lines;
    };
    const auto line = [](const char *text) { return QString::fromLatin1(text); };
    row("our own words alone", "No room.", "", "", "", {line("No room.")});
    row("with what to do", "No room.", "Make room.", "", "", {line("No room."), line("Make room.")});
    row("the server's words are the message", "Semantic analysis exception - column x cannot be resolved", "",
        "ODPS-0130071", "FAILED: ODPS-0130071:[1,8] Semantic analysis exception - column x cannot be resolved",
        {line("Semantic analysis exception - column x cannot be resolved"),
         line("ODPS-0130071: At line 1, character 8 of the statement.")});
    row("and tell no place", "quota exceeded", "", "ODPS-0110", "ODPS-0110: quota exceeded",
        {line("quota exceeded"), line("ODPS-0110")});
    row("the server says more", "You may not read orders.", "Ask for SELECT.", "42501",
        "permission denied for table orders",
        {line("You may not read orders."), line("42501: permission denied for table orders"), line("Ask for SELECT.")});
    row("with its code", "t does not exist.", "", "ODPS-0130131", "ODPS-0130131: Table not found - t",
        {line("t does not exist."), line("ODPS-0130131: Table not found - t")});
}

void tst_RunLog::aFailureIsToldOnce()
{
    QFETCH(QString, message);
    QFETCH(QString, hint);
    QFETCH(QString, code);
    QFETCH(QString, detail);
    QFETCH(QStringList, lines);
    QTemporaryDir dir;
    auto runs = makeRuns(dir.filePath(QStringLiteral("runs.sqlite")), [&](const Step &, const StepContext &) {
        return StepResult(core::fail(core::ErrorKind::Invalid, message, hint, code, detail));
    });
    const QString id = start(*runs, planOf({QStringLiteral("a")}));
    QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
    // Between the step that begins and the run that ends.
    const QStringList log = logTexts(*runs, id);
    QCOMPARE(log.mid(1, log.size() - 2), lines);
    QCOMPARE(runOf(*runs, id).error->detail, detail); // all of it is remembered
}

QTEST_GUILESS_MAIN(tst_RunLog)
#include "tst_runlog.moc"
