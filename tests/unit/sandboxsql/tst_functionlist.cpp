// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandboxsql/functions.h>

#include <QFile>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

const QString readmePath = QStringLiteral(ISTHMUS_SOURCE_DIR "/services/sandbox/README.md");
const QString beginning = u"<!-- functions: tst_functionlist -->\n"_s;
const QString ending = u"<!-- end of functions -->"_s;

/// The table of all functions as the README has it.
QString functionTable()
{
    QString text = u"| Function | Group | Supported |\n|---|---|---|\n"_s;
    for (const sandboxsql::FunctionInfo &function : sandboxsql::supportedFunctions()) {
        QString signature = function.signature;
        signature.replace(u'|', u"\\|"_s);
        text += u"| `%1` | %2 | %3 |\n"_s.arg(signature, function.group, function.supported ? u"yes" : u"no");
    }
    return text;
}

} // namespace

/// The list of functions in the documentation is that of the program.
class tst_FunctionList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readmeListsEveryFunction();
    void everyEntryIsWhole();
};

/// With ISTHMUS_UPDATE_DOCS set it is written anew.
void tst_FunctionList::readmeListsEveryFunction()
{
    QFile file(readmePath);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(readmePath));
    QString readme = QString::fromUtf8(file.readAll());
    file.close();
    const qsizetype from = readme.indexOf(beginning) + beginning.size();
    const qsizetype to = readme.indexOf(ending);
    QVERIFY(readme.contains(beginning) && to >= from);
    if (qEnvironmentVariableIsSet("ISTHMUS_UPDATE_DOCS")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(readme.replace(from, to - from, functionTable()).toUtf8());
        return;
    }
    const QStringList listed = readme.mid(from, to - from).split(u'\n');
    const QStringList wanted = functionTable().split(u'\n');
    for (const QString &line : wanted)
        QVERIFY2(listed.contains(line), qPrintable(u"not in the README (run with ISTHMUS_UPDATE_DOCS=1): "_s + line));
    QCOMPARE(listed, wanted);
}

void tst_FunctionList::everyEntryIsWhole()
{
    const QStringList groups{u"aggregate"_s,    u"complex"_s, u"conditional"_s, u"date"_s,
                             u"mathematical"_s, u"other"_s,   u"string"_s,      u"window"_s};
    for (const sandboxsql::FunctionInfo &function : sandboxsql::supportedFunctions()) {
        QVERIFY2(groups.contains(function.group), qPrintable(function.name));
        QVERIFY2(function.signature.contains(function.name), qPrintable(function.signature));
        QCOMPARE(function.name, function.name.toLower());
    }
}

QTEST_GUILESS_MAIN(tst_FunctionList)
#include "tst_functionlist.moc"
