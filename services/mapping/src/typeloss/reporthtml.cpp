// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/typeloss/reportfile.h>
#include <isthmus/plan/words.h>

#include <QLocale>

namespace isthmus::mapping {

namespace {

using plan::words;

// Colours of their own for light and dark: a report is read in a browser.
constexpr auto style =
    R"(:root{color-scheme:light dark;--fg:#1f2933;--mute:#5b6774;--line:#d5dae0;--bg:#fff;--alt:#f4f6f8;
--ok:#1b7f3b;--warn:#8a5a00;--err:#b3261e}
@media(prefers-color-scheme:dark){:root{--fg:#e4e7eb;--mute:#9aa5b1;--line:#3a434d;--bg:#1d2228;--alt:#252b32;
--ok:#6fcf8b;--warn:#e0b04c;--err:#ff8a80}}
body{font:14px/1.45 system-ui,sans-serif;color:var(--fg);background:var(--bg);margin:24px}
h1{font-size:20px}h2{font-size:16px;margin-top:28px}p,li{color:var(--mute)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:4px 10px;border-bottom:1px solid var(--line)}
th{background:var(--alt)}td.n,th.n{text-align:right;white-space:nowrap}td.k{font-weight:600;white-space:nowrap}
code{font:13px ui-monospace,monospace}pre{background:var(--alt);padding:8px;white-space:pre-wrap}
.exact{color:var(--ok)}.narrower,.lossy{color:var(--warn);font-weight:600}.unsupported{color:var(--err);font-weight:600})";

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString cell(const char *tag, const QString &html, const char *classes = "")
{
    const QString name = QString::fromLatin1(tag);
    const QString attribute = *classes ? QStringLiteral(" class=\"") + QString::fromLatin1(classes) + u'"' : QString();
    return u'<' + name + attribute + u'>' + html + QStringLiteral("</") + name + u'>';
}

QString risksHtml(const ColumnLoss &column)
{
    QStringList parts;
    for (const RiskCount &risk : column.risks) {
        if (!risk.rows)
            parts.append(escaped(riskTitle(risk.risk)));
        else if (*risk.rows > 0)
            parts.append(escaped(Text::tr("%1: %2").arg(riskTitle(risk.risk), core::formatCount(*risk.rows))));
    }
    return parts.join(QStringLiteral("<br>"));
}

QString atRiskHtml(const TableLoss &table, const ColumnLoss &column)
{
    if (column.risks.isEmpty())
        return {};
    if (!column.atRisk)
        return escaped(Text::tr("not counted"));
    return escaped(
        Text::tr("%1 of %2").arg(core::formatCount(*column.atRisk), core::formatCount(table.rows.value_or(0))));
}

QString columnHtml(const TableLoss &table, const ColumnLoss &column)
{
    const TypeVerdict &judged = column.judged;
    QStringList why{escaped(words(judged.reason.isEmpty() ? judged.note : judged.reason)),
                    escaped(words(judged.advice))};
    why.removeAll(QString());
    const bool hasTarget = judged.verdict != Verdict::Unsupported;
    return QStringLiteral("<tr>") + cell("td", escaped(column.column.name), "k")
        + cell("td", QStringLiteral("<code>") + escaped(column.column.type.text) + QStringLiteral("</code>"))
        + cell("td",
               hasTarget ? QStringLiteral("<code>") + escaped(judged.target.text) + QStringLiteral("</code>")
                         : QStringLiteral("–"))
        + cell("td", escaped(verdictTitle(column.verdict())), verdictName(column.verdict()).toLatin1().constData())
        + cell("td", atRiskHtml(table, column), "n") + cell("td", risksHtml(column))
        + cell("td", why.join(QStringLiteral("<br>"))) + QStringLiteral("</tr>\n");
}

QString rowsText(const TableLoss &table)
{
    if (table.rows)
        return *table.rows == 1 ? Text::tr("1 row") : Text::tr("%1 rows").arg(core::formatCount(*table.rows));
    return table.rowEstimate ? Text::tr("about %1 rows").arg(core::formatCount(*table.rowEstimate)) : QString();
}

QString tableHtml(const TableLoss &table)
{
    QString html = cell("h2", escaped(table.path.toString()));
    if (const QString rows = rowsText(table); !rows.isEmpty())
        html += cell("p", escaped(rows));
    if (table.countError)
        html += cell("p", escaped(Text::tr("The values could not be counted: %1").arg(table.countError->message)),
                     "unsupported");
    html += QStringLiteral("\n<table><thead><tr>") + cell("th", escaped(Text::tr("Column")))
        + cell("th", escaped(Text::tr("Type"))) + cell("th", escaped(Text::tr("Becomes")))
        + cell("th", escaped(Text::tr("Verdict"))) + cell("th", escaped(Text::tr("Values at risk")), "n")
        + cell("th", escaped(Text::tr("Which"))) + cell("th", escaped(Text::tr("Reason and advice")))
        + QStringLiteral("</tr></thead><tbody>\n");
    for (const ColumnLoss &column : table.columns)
        html += columnHtml(table, column);
    html += QStringLiteral("</tbody></table>\n");
    if (!table.statement.isEmpty())
        html += QStringLiteral("<details>") + cell("summary", escaped(Text::tr("How it was counted")))
            + QStringLiteral("<pre>") + escaped(table.statement) + QStringLiteral("</pre></details>\n");
    return html;
}

} // namespace

QByteArray reportHtml(const TypeLossReport &report)
{
    const QString title = Text::tr("Types of %1: %2").arg(report.scope.toString(), mappingPathTitle(report.way));
    QString html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"") + QLocale().bcp47Name()
        + QStringLiteral("\"><head><meta charset=\"utf-8\"><title>") + escaped(title)
        + QStringLiteral("</title><style>") + QString::fromUtf8(style) + QStringLiteral("</style></head><body>\n")
        + cell("h1", escaped(title)) + cell("p", escaped(report.summary()))
        + cell("p", escaped(Text::tr("Types read %1.").arg(core::formatTime(report.readAt))));
    if (!report.passedOver.isEmpty())
        html += cell("p",
                     escaped(Text::tr("Not taken on this way: %1.").arg(report.passedOver.join(QStringLiteral(", ")))));
    for (const TableLoss &table : report.tables)
        html += tableHtml(table);
    return (html + QStringLiteral("</body></html>\n")).toUtf8();
}

} // namespace isthmus::mapping
