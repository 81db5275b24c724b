// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlscript.h"

#include "text.h"

#include <isthmus/dialect/statements.h>
#include <isthmus/records/zone.h>

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace isthmus::maxcompute {

using dialect::Dialect;

namespace {

// False for anything but "SET key=value;".
bool takeSetting(QStringView statement, QMap<QString, QString> &settings)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\bset\s+([\w.]+)\s*=(.*)\z)"),
                                            QRegularExpression::CaseInsensitiveOption
                                                | QRegularExpression::DotMatchesEverythingOption);
    if (dialect::firstWord(Dialect::MaxCompute, statement) != u"set")
        return false;
    const auto match = pattern.match(statement.toString());
    if (!match.hasMatch())
        return false;
    settings.insert(match.captured(1), match.captured(2).trimmed());
    return true;
}

// "@rows := SELECT …".
bool beginsWithVariable(QStringView statement)
{
    static const QRegularExpression pattern(QStringLiteral(R"((?:^|\n|\*/)\s*@\w+\s*(?::=|\w))"));
    return dialect::firstWord(Dialect::MaxCompute, statement).isEmpty()
        && pattern.match(statement.toString()).hasMatch();
}

QString terminated(QString statement)
{
    if (statement.isEmpty() || statement.endsWith(u';'))
        return statement;
    const bool mayEndInComment = QStringView(statement).mid(statement.lastIndexOf(u'\n') + 1).contains(u"--");
    return statement + (mayEndInComment ? QStringLiteral("\n;") : QStringLiteral(";"));
}

} // namespace

SqlScript parseScript(const QString &sql)
{
    SqlScript script;
    const auto statements = dialect::statementsOf(Dialect::MaxCompute, sql);
    for (const dialect::Statement &statement : statements) {
        if (statement.isTerminated && takeSetting(statement.in(sql), script.settings))
            continue;
        script.statement = terminated(sql.mid(statement.begin).trimmed());
        break;
    }
    return script;
}

QList<SqlScript> jobsOf(const QString &sql)
{
    static const QString modeKey = QStringLiteral("odps.sql.submit.mode");
    const auto statements = dialect::statementsOf(Dialect::MaxCompute, sql);
    QList<SqlScript> jobs;
    QMap<QString, QString> settings;
    const bool usesVariables = std::any_of(statements.begin(), statements.end(), [&sql](const auto &statement) {
        return beginsWithVariable(statement.in(sql));
    });
    if (usesVariables)
        settings.insert(modeKey, QStringLiteral("script"));
    for (const dialect::Statement &statement : statements) {
        if (takeSetting(statement.in(sql), settings))
            continue;
        const int line = dialect::lineAt(sql, dialect::contentBegin(Dialect::MaxCompute, sql, statement));
        if (settings.value(modeKey).compare(u"script", Qt::CaseInsensitive) == 0) {
            jobs.append({settings, terminated(sql.mid(statement.begin).trimmed()), line});
            break;
        }
        jobs.append({settings, terminated(statement.in(sql).toString()), line});
    }
    return jobs;
}

core::Result<core::Done> checkZone(const SqlScript &script)
{
    const auto set = script.settings.constFind(zoneSetting);
    if (set == script.settings.cend() || records::Zone::named(*set))
        return core::Done{};
    return core::fail(
        core::ErrorKind::Invalid,
        said(QT_TRANSLATE_NOOP("MaxCompute", "%1: \"%2\" is no name of a time zone.")).arg(zoneSetting, set->left(100)),
        said(QT_TRANSLATE_NOOP("MaxCompute",
                               "Write a name such as Asia/Shanghai; offsets (GMT+8, +08:00) and abbreviations (CST) "
                               "are not taken.")));
}

bool SqlScript::mayAnswerRows() const
{
    static const QSet<QString> textOnly{
        QStringLiteral("create"),  QStringLiteral("drop"),    QStringLiteral("alter"),    QStringLiteral("insert"),
        QStringLiteral("show"),    QStringLiteral("desc"),    QStringLiteral("describe"), QStringLiteral("truncate"),
        QStringLiteral("merge"),   QStringLiteral("delete"),  QStringLiteral("update"),   QStringLiteral("explain"),
        QStringLiteral("grant"),   QStringLiteral("revoke"),  QStringLiteral("use"),      QStringLiteral("msck"),
        QStringLiteral("analyze"), QStringLiteral("comment"), QStringLiteral("load"),     QStringLiteral("unload"),
        QStringLiteral("set"),
    };
    return !textOnly.contains(dialect::firstWord(Dialect::MaxCompute, statement));
}

} // namespace isthmus::maxcompute
