// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/mapping/typeloss/reportfile.h>
#include <isthmus/plan/words.h>

#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using plan::words;

QJsonValue optionalJson(const std::optional<qint64> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonObject columnJson(const ColumnLoss &column)
{
    QJsonArray risks;
    for (const RiskCount &risk : column.risks) {
        risks.append(QJsonObject{{QStringLiteral("risk"), riskName(risk.risk)},
                                 {QStringLiteral("rows"), optionalJson(risk.rows)}});
    }
    const bool hasTarget = column.judged.verdict != Verdict::Unsupported;
    QJsonObject json{{QStringLiteral("column"), column.column.name},
                     {QStringLiteral("type"), column.column.type.text},
                     {QStringLiteral("target"), hasTarget ? QJsonValue(column.judged.target.text) : QJsonValue()},
                     {QStringLiteral("verdict"), verdictName(column.verdict())},
                     {QStringLiteral("type_verdict"), verdictName(column.judged.verdict)},
                     {QStringLiteral("disputed"), column.judged.isDisputed},
                     {QStringLiteral("note"), words(column.judged.note)},
                     {QStringLiteral("reason"), words(column.judged.reason)},
                     {QStringLiteral("advice"), words(column.judged.advice)},
                     {QStringLiteral("risks"), risks},
                     {QStringLiteral("values_at_risk"), optionalJson(column.atRisk)}};
    if (const QString condition = column.condition(); !condition.isEmpty())
        json.insert(QStringLiteral("condition"), condition);
    return json;
}

QJsonObject tableJson(const TableLoss &table)
{
    QJsonArray columns;
    for (const ColumnLoss &column : table.columns)
        columns.append(columnJson(column));
    QJsonObject json{{QStringLiteral("path"), table.path.toString()},
                     {QStringLiteral("kind"), catalog::objectKindName(table.kind)},
                     {QStringLiteral("rows"), optionalJson(table.rows)},
                     {QStringLiteral("row_estimate"), optionalJson(table.rowEstimate)},
                     {QStringLiteral("columns"), columns}};
    if (!table.statement.isEmpty()) {
        json.insert(QStringLiteral("statement"), table.statement);
        json.insert(QStringLiteral("elapsed_ms"), qint64(table.elapsed.count()));
    }
    if (table.countError)
        json.insert(QStringLiteral("error"), table.countError->toJson());
    return json;
}

// RFC 4180; absent is nothing, the empty text is quoted.
QByteArray csvCell(const QString &text)
{
    static const QString special = QStringLiteral(",\"\n\r");
    const bool isQuoted = text.isEmpty() || text.front() == u' ' || text.back() == u' '
        || std::ranges::any_of(text, [](QChar c) { return special.contains(c); });
    return isQuoted ? '"' + QString(text).replace(u'"', QStringLiteral("\"\"")).toUtf8() + '"' : text.toUtf8();
}

QByteArray csvCell(const std::optional<qint64> &number)
{
    return number ? QByteArray::number(*number) : QByteArray();
}

QByteArray csvLine(const TableLoss &table, const ColumnLoss &column)
{
    const TypeVerdict &judged = column.judged;
    QStringList risks;
    for (const RiskCount &risk : column.risks)
        risks.append(riskName(risk.risk) + (risk.rows ? u'=' + QString::number(*risk.rows) : QString()));
    const QList<QByteArray> cells{csvCell(table.path.toString()),
                                  csvCell(column.column.name),
                                  csvCell(column.column.type.text),
                                  judged.verdict == Verdict::Unsupported ? QByteArray() : csvCell(judged.target.text),
                                  csvCell(verdictName(column.verdict())),
                                  csvCell(column.atRisk),
                                  csvCell(table.rows),
                                  csvCell(risks.join(u' ')),
                                  csvCell(words(judged.reason.isEmpty() ? judged.note : judged.reason)),
                                  csvCell(words(judged.advice)),
                                  table.countError ? csvCell(table.countError->message) : QByteArray()};
    return cells.join(',') + '\n';
}

// Of a table that has no columns to be judged: why.
QByteArray csvLine(const catalog::ObjectPath &table, const QString &reason)
{
    return csvCell(table.toString()) + ",,,,,,,," + csvCell(reason) + ",,\n";
}

} // namespace

std::optional<ReportFormat> reportFormatOf(const QString &file)
{
    const QString ending = file.section(u'/', -1).section(u'.', -1).toLower();
    if (ending == u"html" || ending == u"htm")
        return ReportFormat::Html;
    if (ending == u"csv")
        return ReportFormat::Csv;
    if (ending == u"json")
        return ReportFormat::Json;
    return std::nullopt;
}

QJsonObject reportJson(const TypeLossReport &report)
{
    QJsonArray tables;
    for (const TableLoss &table : report.tables)
        tables.append(tableJson(table));
    QJsonObject verdicts;
    for (const Verdict verdict :
         {Verdict::Exact, Verdict::Wider, Verdict::Narrower, Verdict::Lossy, Verdict::Unsupported})
        verdicts.insert(verdictName(verdict), report.count(verdict));
    return {
        {QStringLiteral("path"), report.scope.toString()},
        {QStringLiteral("way"), mappingPathName(report.way)},
        {QStringLiteral("settings"), report.settings.toJson()},
        {QStringLiteral("read_at"), report.readAt.toOffsetFromUtc(report.readAt.offsetFromUtc()).toString(Qt::ISODate)},
        {QStringLiteral("verdicts"), verdicts},
        {QStringLiteral("passed_over"), QJsonArray::fromStringList(report.passedOver)},
        {QStringLiteral("tables"), tables}};
}

QByteArray reportCsv(const TypeLossReport &report)
{
    QByteArray csv("table,column,type,target,verdict,values_at_risk,rows,risks,reason,advice,error\n");
    for (const TableLoss &table : report.tables) {
        for (const ColumnLoss &column : table.columns)
            csv += csvLine(table, column);
        if (table.columns.isEmpty())
            csv += csvLine(table.path, Text::tr("It has no columns"));
    }
    for (const QString &name : report.passedOver)
        csv += csvLine(report.isSchema ? report.scope.child(name) : report.scope, Text::tr("Not taken on this way"));
    return csv;
}

QByteArray reportBytes(const TypeLossReport &report, ReportFormat format)
{
    switch (format) {
    case ReportFormat::Html:
        return reportHtml(report);
    case ReportFormat::Csv:
        return reportCsv(report);
    case ReportFormat::Json:
        break;
    }
    return QJsonDocument(reportJson(report)).toJson();
}

core::Result<core::Done> writeReport(const TypeLossReport &report, ReportFormat format, const QString &file)
{
    const QByteArray bytes = reportBytes(report, format);
    QSaveFile saved(file);
    if (!saved.open(QIODevice::WriteOnly) || saved.write(bytes) != bytes.size() || !saved.commit())
        return core::fail(
            core::ErrorKind::Internal,
            Text::tr("%1 could not be written: %2.").arg(QDir::toNativeSeparators(file), saved.errorString()),
            Text::tr("Choose another folder, or make room."));
    return core::Done{};
}

} // namespace isthmus::mapping
