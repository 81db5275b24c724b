// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/doctor/report.h>
#include <isthmus/plan/words.h>

#include <QJsonArray>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using plan::words;
using Outcome = Finding::Outcome;

QString indented(const QString &text)
{
    return QStringLiteral("  ") + QString(text).replace(u'\n', QStringLiteral("\n  "));
}

QString lineOf(const Finding &finding, qsizetype width)
{
    QString line = QStringLiteral("  ") + outcomeTitle(finding.outcome).leftJustified(width) + QStringLiteral("  ")
        + words(finding.title);
    if (!finding.fact.isEmpty())
        line += QStringLiteral(": ") + words(finding.fact);
    if (finding.elapsed)
        line += QStringLiteral(" (") + core::formatDuration(*finding.elapsed) + u')';
    return line;
}

QString connectionOf(const Finding &finding)
{
    if (!finding.fix)
        return {};
    const QJsonObject &definition = finding.fix->definition;
    for (const char *key : {"project", "database", "schema"}) {
        const auto path = catalog::ObjectPath::parse(definition.value(QLatin1String(key)).toString());
        if (path)
            return path->connection;
    }
    return {};
}

// What there is to do for one check.
QString toDo(const Finding &finding)
{
    const bool isUnknown = finding.outcome == Outcome::Unknown; // which its trouble says itself
    QStringList lines{isUnknown ? words(finding.trouble)
                                : outcomeTitle(finding.outcome) + QStringLiteral(": ") + words(finding.trouble)};
    if (!finding.explanation.isEmpty())
        lines.append(indented(words(finding.explanation)));
    if (!finding.statement.isEmpty()) {
        const QString connection = connectionOf(finding);
        if (!connection.isEmpty())
            lines.append(indented(Text::tr("To run on %1:").arg(connection)));
        lines.append(indented(finding.statement));
    }
    if (!finding.where.isEmpty())
        lines.append(indented(Text::tr("Where: %1").arg(words(finding.where))));
    for (const ConsoleValue &value : finding.values)
        lines.append(indented(value.label + QStringLiteral(": ") + value.value));
    if (!finding.detail.isEmpty())
        lines.append(indented(Text::tr("Server's words: %1").arg(finding.detail)));
    return lines.join(u'\n');
}

QJsonObject findingJson(const Finding &finding)
{
    QJsonObject values;
    for (const ConsoleValue &value : finding.values)
        values.insert(value.label, value.value);
    QJsonObject json{{QStringLiteral("id"), finding.id},
                     {QStringLiteral("group"), findingGroupName(finding.group)},
                     {QStringLiteral("outcome"), outcomeName(finding.outcome)},
                     {QStringLiteral("title"), words(finding.title)},
                     {QStringLiteral("fact"), words(finding.fact)}};
    if (finding.elapsed)
        json.insert(QStringLiteral("elapsed_ms"), qint64(finding.elapsed->count()));
    if (finding.readAt.isValid())
        json.insert(QStringLiteral("read_at"), finding.readAt.toUTC().toString(Qt::ISODateWithMs));
    if (!finding.isOpen())
        return json;
    json.insert(QStringLiteral("trouble"), words(finding.trouble));
    json.insert(QStringLiteral("explanation"), words(finding.explanation));
    json.insert(QStringLiteral("statement"), finding.statement);
    json.insert(QStringLiteral("connection"), connectionOf(finding));
    json.insert(QStringLiteral("where"), words(finding.where));
    json.insert(QStringLiteral("values"), values);
    json.insert(QStringLiteral("detail"), finding.detail);
    return json;
}

} // namespace

FindingCounts countsOf(const QList<Finding> &findings)
{
    const auto count = [&findings](Outcome outcome) {
        return qsizetype(std::ranges::count(findings, outcome, &Finding::outcome));
    };
    return {count(Outcome::Passed), count(Outcome::Warning), count(Outcome::Failed), count(Outcome::Unknown),
            count(Outcome::Waiting)};
}

QString countsText(const FindingCounts &counts)
{
    QStringList parts;
    const auto add = [&parts](qsizetype count, const QString &text) {
        if (count > 0)
            parts.append(text);
    };
    add(counts.failed, Text::tr("%1 failed").arg(counts.failed));
    add(counts.warnings, counts.warnings == 1 ? Text::tr("1 warning") : Text::tr("%1 warnings").arg(counts.warnings));
    add(counts.unknown, Text::tr("%1 cannot be known").arg(counts.unknown));
    add(counts.waiting, Text::tr("%1 being read").arg(counts.waiting));
    add(counts.passed, Text::tr("%1 passed").arg(counts.passed));
    return parts.join(QStringLiteral(", "));
}

QString outcomeTitle(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Passed:
        return Text::tr("passed");
    case Outcome::Warning:
        return Text::tr("warning");
    case Outcome::Failed:
        return Text::tr("failed");
    case Outcome::Unknown:
        return Text::tr("cannot be known");
    case Outcome::Waiting:
        break;
    }
    return Text::tr("being read");
}

QString groupText(Finding::Group group, const Examination &what, const ExaminationFacts &facts)
{
    return words(groupTitle(group, what, facts)).trimmed();
}

QString reportText(const Examination &what, const ExaminationFacts &facts, const QList<Finding> &findings)
{
    qsizetype width = 0;
    for (const Finding &finding : findings)
        width = std::max(width, outcomeTitle(finding.outcome).size());
    QStringList lines{words(what.title())};
    std::optional<Finding::Group> group;
    for (const Finding &finding : findings) {
        if (group != finding.group)
            lines.append(u'\n' + groupText(finding.group, what, facts));
        group = finding.group;
        lines.append(lineOf(finding, width));
    }
    for (const Outcome outcome : {Outcome::Failed, Outcome::Warning, Outcome::Unknown}) {
        for (const Finding &finding : findings) {
            if (finding.outcome == outcome)
                lines.append(u'\n' + toDo(finding));
        }
    }
    lines.append(u'\n' + countsText(countsOf(findings)));
    return lines.join(u'\n');
}

QJsonObject reportJson(const Examination &what, const ExaminationFacts &facts, const QList<Finding> &findings)
{
    const FindingCounts counts = countsOf(findings);
    QJsonArray checks;
    for (const Finding &finding : findings)
        checks.append(findingJson(finding));
    return {{QStringLiteral("title"), words(what.title())},
            {QStringLiteral("source"), what.hasSource() ? what.source.toString() : QString()},
            {QStringLiteral("target"), what.target().toString()},
            {QStringLiteral("foreign_server"), facts.serverName},
            {QStringLiteral("failed"), counts.failed},
            {QStringLiteral("warnings"), counts.warnings},
            {QStringLiteral("cannot_know"), counts.unknown},
            {QStringLiteral("passed"), counts.passed},
            {QStringLiteral("checks"), checks}};
}

} // namespace isthmus::mapping
