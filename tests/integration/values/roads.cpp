// SPDX-License-Identifier: GPL-3.0-or-later
#include "roads.h"

#include "sandboxfixture.h"
#include "tokens.h"

#include <isthmus/core/async.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/models/table/copyrows.h>
#include <isthmus/models/table/recordbatchmodel.h>

#include <algorithm>
#include <cwchar>
#include <utility>

namespace isthmus::test {

namespace {

using models::CopyFormat;
using models::RecordBatchModel;
using records::RecordBatch;
using Batch = std::shared_ptr<const RecordBatch>;

QString words(const core::Error &error)
{
    return error.message + u' ' + error.detail;
}

core::Result<Batch> preview(const Side &side, const QString &table)
{
    records::PreviewRequest request;
    request.table = {side.connection, {side.schema, table}};
    const auto answer = core::await(side.reader->preview(request));
    if (!answer)
        return core::fail(answer.error());
    return answer->rows;
}

core::Result<Batch> query(const Side &side, const QString &table)
{
    const auto answer =
        core::await(side.sql->run({QStringLiteral("SELECT * FROM %1 ORDER BY id LIMIT 10").arg(side.name(table)), 10}));
    if (!answer)
        return core::fail(answer.error());
    return answer->rows;
}

// The cells as a grid has them, without the first column, which is the row's number.
Reading cellsOf(const core::Result<Batch> &batch)
{
    if (!batch)
        return {words(batch.error()), {}, {}};
    RecordBatchModel model;
    model.setBatch(*batch);
    Reading reading;
    for (int column = 1; column < model.columnCount(); ++column)
        reading.columns.append(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    QList<QPair<QString, QStringList>> rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 1; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data(RecordBatchModel::FullTextRole).toString());
        rows.append({model.index(row, 0).data().toString(), cells});
    }
    std::sort(rows.begin(), rows.end()); // a preview promises no order
    for (const auto &row : rows)
        reading.rows.append(row.second);
    return reading;
}

Reading copied(const Side &side, const Family &family, CopyFormat format, Reading (*parse)(const QString &))
{
    const auto batch = query(side, family.name);
    if (!batch)
        return {words(batch.error()), {}, {}};
    models::CopySelection selection{{0, 1}, {}};
    for (int column = 1; column < (*batch)->columnCount(); ++column)
        selection.columns.append(column);
    return parse(*copyText(**batch, selection, format));
}

Reading fromDelimited(const QString &text, QChar delimiter)
{
    Reading reading;
    reading.rows = delimitedRows(text, delimiter);
    if (!reading.rows.isEmpty())
        reading.columns = reading.rows.takeFirst();
    return reading;
}

Reading fromJson(const QByteArray &document, bool skipsId)
{
    Reading reading;
    for (JsonMembers members : jsonRows(document)) {
        if (skipsId && !members.isEmpty())
            members.removeFirst();
        QStringList cells;
        reading.columns.clear();
        for (const auto &[name, value] : members) {
            reading.columns.append(name);
            cells.append(value == u"null" ? QString() : value);
        }
        reading.rows.append(cells);
    }
    if (reading.rows.isEmpty())
        reading.problem = QString::fromUtf8(document.left(300));
    return reading;
}

// "| a | b |": what Markdown would read is escaped by '\\', line breaks are <br>, blanks that it would drop &nbsp;.
Reading fromMarkdown(const QString &text)
{
    Reading reading;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        QStringList cells;
        QString cell;
        for (qsizetype i = 1; i < line.size(); ++i) {
            if (line[i] == u'\\' && i + 1 < line.size())
                cell += line[++i];
            else if (line[i] == u'|')
                cells.append(std::exchange(cell, QString()).mid(1).chopped(1));
            else if (line[i] == u'<' || line[i] == u'&') // what stands for itself is escaped
                cell += QChar(line[i] == u'<' ? u'\n' : u'\u00a0'), i = line.indexOf(line[i] == u'<' ? u'>' : u';', i);
            else
                cell += line[i];
        }
        for (QString &read : cells)
            read = read == u"*NULL*" ? QString() : read.replace(QChar(u'\u00a0'), u' ');
        reading.rows.append(cells);
    }
    if (reading.rows.size() > 2) {
        reading.columns = reading.rows.takeFirst();
        reading.rows.removeFirst();
    }
    return reading;
}

// A document has one sort of line break and no control characters.
QString inMarkdown(const QString &text)
{
    QString out = text;
    out.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    QString shown;
    for (const QChar c : out)
        shown += (c.unicode() < 0x20 && c != u'\n' && c != u'\t') || c.unicode() == 0x7F
            ? QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'))
            : QString(c);
    return shown;
}

int widthOf(const QString &text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4())
        width += std::max(wcwidth(wchar_t(c)), 0);
    return width;
}

// The columns of a table stand where the dashes of its second line do.
Reading fromTable(const QString &text)
{
    const QStringList lines = text.split(u'\n');
    Reading reading;
    if (lines.size() < 3)
        return {QStringLiteral("no table: ") + text.left(300), {}, {}};
    const QStringList dashes = lines.at(1).split(QStringLiteral("  "));
    for (qsizetype number = 2; number < lines.size() && reading.rows.size() < 2; ++number) {
        const QList<uint> characters = lines.at(number).toUcs4();
        QStringList cells;
        qsizetype at = 0;
        for (const QString &dash : dashes) {
            QString cell;
            const bool isLast = &dash == &dashes.last(); // may reach beyond its dashes
            for (int width = 0; at < characters.size() && (isLast || width < dash.size()); ++at) {
                const QString c = QString::fromUcs4(reinterpret_cast<const char32_t *>(&characters[at]), 1);
                width += widthOf(c);
                cell += c;
            }
            at += 2;
            cells.append(cell);
        }
        reading.rows.append(cells);
    }
    return reading;
}

// A line of a terminal: what breaks or steers it is an escape, and a backslash that looks like one is doubled.
QString onALine(const QString &text)
{
    if (text == u"NULL")
        return QStringLiteral("\"NULL\"");
    const auto isEscaped = [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; };
    QString line;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar(u' ');
        if (c == u'\\')
            line += isEscaped(next) || QStringLiteral("\\nrtuU").contains(next) ? QStringLiteral("\\\\") : QString(c);
        else if (c == u'\n')
            line += QStringLiteral("\\n");
        else if (c == u'\r')
            line += QStringLiteral("\\r");
        else if (c == u'\t')
            line += QStringLiteral("\\t");
        else if (isEscaped(c))
            line += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            line += c;
    }
    return line;
}

QString selection(const Side &side, const Family &family)
{
    return QStringLiteral("SELECT * FROM %1 ORDER BY id LIMIT 10").arg(side.name(family.name));
}

Reading printed(const QStringList &arguments, Reading (*parse)(const QByteArray &))
{
    const CtlOutcome outcome = runCtl(arguments);
    if (outcome.exitCode != 0)
        return {QString::fromUtf8(outcome.err), {}, {}};
    return parse(outcome.out);
}

// Without the column that numbers the rows.
Reading withoutId(Reading reading)
{
    for (QStringList &row : reading.rows)
        row.removeFirst();
    return reading;
}

Reading printedSql(const Side &side, const Family &family, const QString &format, Reading (*parse)(const QByteArray &))
{
    return printed(
        {QStringLiteral("sql"), side.connection, selection(side, family), QStringLiteral("--format"), format}, parse);
}

// The copied INSERT statements, run on the server into a table of the same columns, which is then read.
Reading insertedAgain(const Side &side, const Family &family)
{
    const auto batch = query(side, family.name);
    if (!batch)
        return {words(batch.error()), {}, {}};
    models::CopySelection selection{{0, 1}, {}};
    for (int column = 0; column < (*batch)->columnCount(); ++column)
        selection.columns.append(column);
    const QString copy = family.name + QStringLiteral("_again");
    const QString inserts = *copyText(**batch, selection, CopyFormat::Insert, {side.sqlDialect, {side.schema, copy}});
    QString problem = side.run(QStringLiteral("DROP TABLE IF EXISTS ") + side.name(copy));
    if (problem.isEmpty())
        problem = side.run(QStringLiteral("CREATE TABLE %1 %2")
                               .arg(side.name(copy),
                                    side.sqlDialect == dialect::Dialect::Hologres
                                        ? QStringLiteral("(LIKE %1)").arg(side.name(family.name))
                                        : QStringLiteral("LIKE %1").arg(side.name(family.name))));
    if (problem.isEmpty())
        problem = side.run(inserts);
    if (!problem.isEmpty())
        return {problem + u'\n' + inserts.left(2000), {}, {}};
    return cellsOf(query(side, copy));
}

} // namespace

QString Side::run(const QString &statement) const
{
    const auto done = core::await(sql->run({statement, 10}));
    return done ? QString() : words(done.error());
}

QString makeTable(const Side &side, const Family &family, const QString &table)
{
    const bool isHologres = side.sqlDialect == dialect::Dialect::Hologres;
    QStringList columns{isHologres ? QStringLiteral("id int NOT NULL") : QStringLiteral("id BIGINT")};
    QStringList values{QStringLiteral("1")};
    QStringList nulls{QStringLiteral("2")};
    for (const Specimen &specimen : family.specimens) {
        columns.append(dialect::quoteName(side.sqlDialect, specimen.column) + u' ' + specimen.type);
        values.append(specimen.sql);
        nulls.append(QStringLiteral("NULL"));
    }
    const QString name = side.name(table);
    QString problem = side.run(QStringLiteral("CREATE TABLE %1 (%2)").arg(name, columns.join(QStringLiteral(", "))));
    for (const QStringList &row : {values, nulls}) {
        if (problem.isEmpty()) // not arg(): the values have '%'
            problem = side.run(QStringLiteral("INSERT INTO ") + name + QStringLiteral(" SELECT ")
                               + row.join(QStringLiteral(", ")));
    }
    return problem;
}

Reading previewed(const Side &side, const QString &table)
{
    return cellsOf(preview(side, table));
}

const QList<Road> &roads()
{
    static const QList<Road> all{
        {"preview", false, [](const Side &side, const Family &family) { return previewed(side, family.name); }},
        {"query", false, [](const Side &side, const Family &family) { return cellsOf(query(side, family.name)); }},
        {"tsv", false,
         [](const Side &side, const Family &family) {
             return copied(side, family, CopyFormat::Tsv,
                           [](const QString &text) { return fromDelimited(text, u'\t'); });
         }},
        {"csv", false,
         [](const Side &side, const Family &family) {
             return copied(side, family, CopyFormat::Csv,
                           [](const QString &text) { return fromDelimited(text, u','); });
         }},
        {"markdown", false,
         [](const Side &side, const Family &family) {
             return copied(side, family, CopyFormat::Markdown, fromMarkdown);
         },
         inMarkdown},
        {"copied JSON", true,
         [](const Side &side, const Family &family) {
             return copied(side, family, CopyFormat::Json,
                           [](const QString &text) { return fromJson(text.toUtf8(), false); });
         }},
        {"copied INSERT", false, insertedAgain},
        {"preview --json", true,
         [](const Side &side, const Family &family) {
             return printed({QStringLiteral("preview"), side.path(family.name), QStringLiteral("--json")},
                            [](const QByteArray &out) { return fromJson(out, true); });
         }},
        {"sql --json", true,
         [](const Side &side, const Family &family) {
             return printed({QStringLiteral("sql"), side.connection, selection(side, family), QStringLiteral("--json")},
                            [](const QByteArray &out) { return fromJson(out, true); });
         }},
        {"sql --format csv", false,
         [](const Side &side, const Family &family) {
             return printedSql(side, family, QStringLiteral("csv"), [](const QByteArray &out) {
                 return withoutId(fromDelimited(QString::fromUtf8(out), u','));
             });
         }},
        {"sql --format markdown", false,
         [](const Side &side, const Family &family) {
             return printedSql(side, family, QStringLiteral("markdown"),
                               [](const QByteArray &out) { return withoutId(fromMarkdown(QString::fromUtf8(out))); });
         },
         inMarkdown},
        {"sql as a table", false,
         [](const Side &side, const Family &family) {
             return printedSql(side, family, QStringLiteral("table"),
                               [](const QByteArray &out) { return withoutId(fromTable(QString::fromUtf8(out))); });
         },
         onALine},
    };
    return all;
}

} // namespace isthmus::test
