// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/script.h"

#include "externaltable/names.h"
#include "externaltable/targetschema.h"
#include "structurediff/defaults.h"
#include "text.h"

#include <isthmus/core/printable.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/plan/words.h>

#include <QDir>
#include <QHash>
#include <QSaveFile>

namespace isthmus::mapping {

namespace {

// Names from outside stand in it: none of them may end the line.
QString commentLine(const plan::Text &text)
{
    return QStringLiteral("-- ") + core::printableLine(plan::words(text));
}

} // namespace

void DdlScript::comment(const plan::Text &text)
{
    m_lines.append(commentLine(text));
}

void DdlScript::statement(const QString &sql)
{
    m_lines.append(sql);
    ++m_statements;
}

void DdlScript::destructive(const QString &sql, const plan::Text &what)
{
    m_lines.append(commentLine(
        coded("Mapping.ddl_destructive", QT_TRANSLATE_NOOP("Mapping", "DESTRUCTIVE: %1"), {what.toJson()})));
    statement(sql);
    ++m_destructive;
}

void DdlScript::remains(const plan::Text &what)
{
    m_leftOver.append(
        commentLine(coded("Mapping.ddl_remains", QT_TRANSLATE_NOOP("Mapping", "Not done here: %1"), {what.toJson()})));
    ++m_remaining;
}

QString DdlScript::text() const
{
    QStringList lines = m_lines;
    if (m_statements > 0)
        lines = m_settings + lines;
    lines += m_leftOver;
    return lines.isEmpty() ? QString() : lines.join(u'\n') + u'\n';
}

QString ddlTableName(const DiffSide &side)
{
    const catalog::TableInfo &table = side.table;
    if (!side.isMaxCompute())
        return dialect::postgresName(table.schema) + u'.' + dialect::postgresName(table.name);
    catalog::ServerInfo server;
    server.database = table.database;
    server.schemasEnabled = side.hasSchemas;
    return maxComputeTableText(server, table.schema, table.name);
}

// A column that has a partner keeps the partner's name, so that both are paired again.
QStringList ddlColumnNames(const DdlTask &task)
{
    QStringList sources;
    for (const catalog::Column &column : task.wanted().table.columns)
        sources.append(column.name);
    QStringList names = task.target().isMaxCompute() && task.isCrossing() ? proposedColumnNames(sources) : sources;
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < sources.size(); ++i)
        places.insert(sources.at(i), i);
    for (const ColumnDiff &column : task.diff.columns) {
        if (task.wanted(column) && task.target(column))
            names[places.value(task.wanted(column)->name)] = task.target(column)->name;
    }
    return names;
}

std::optional<QString> ddlDefault(const DdlTask &task, const catalog::Column &wanted, plan::Text &problem)
{
    if (!wanted.defaultSql)
        return std::nullopt;
    const bool isOfSequence = wanted.defaultSql->contains(u"nextval(", Qt::CaseInsensitive);
    if (!task.isCrossing() && !isOfSequence)
        return wanted.defaultSql;
    const auto literal = literalDefault(wanted, task.wanted().system);
    const bool isPlain = wanted.type.isNumeric() || wanted.type.base == catalog::DataType::Base::Boolean
        || wanted.type.base == catalog::DataType::Base::String || wanted.type.base == catalog::DataType::Base::VarChar
        || wanted.type.base == catalog::DataType::Base::Char
        || (literal && literal->kind == LiteralDefault::Kind::Date);
    if (literal && isPlain && !isOfSequence)
        return literalSql(*literal, task.target().system);
    problem = isOfSequence
        ? coded("Mapping.ddl_sequence",
                QT_TRANSLATE_NOOP("Mapping", "DEFAULT %2 of %1 takes numbers of a sequence of the other table"),
                {wanted.name, *wanted.defaultSql})
        : coded("Mapping.ddl_default",
                QT_TRANSLATE_NOOP("Mapping", "DEFAULT %2 of %1 is in words of %3 and is not translated"),
                {wanted.name, *wanted.defaultSql, task.wanted().systemTitle()});
    return std::nullopt;
}

plan::Text ofColumn(const QString &column, const plan::Text &text)
{
    return coded("Mapping.ddl_of_column", QT_TRANSLATE_NOOP("Mapping", "%1: %2"), {column, text.toJson()});
}

bool isMadeByServer(const catalog::Column &column)
{
    return column.generatedSql || column.identity != catalog::Column::Identity::No;
}

plan::Text serverMadeText(const QString &column)
{
    return coded("Mapping.ddl_generated", QT_TRANSLATE_NOOP("Mapping", "how values of %1 are made by the server"),
                 {column});
}

StructureDdl structureDdl(const StructureDiff &diff, DiffTarget target)
{
    const DdlTask task{diff, target == DiffTarget::Left};
    StructureDdl ddl;
    DdlScript create;
    writeCreate(task, create, ddl.refused);
    ddl.create = create.text();
    DdlScript alter;
    if (task.target().isMaxCompute())
        writeMaxComputeAlter(task, alter);
    else
        writeHologresAlter(task, alter);
    ddl.alter = alter.text();
    ddl.statements = alter.statements();
    ddl.destructive = alter.destructiveCount();
    ddl.remaining = alter.remainingCount();
    return ddl;
}

core::Result<core::Done> writeDdl(const QString &sql, const QString &file)
{
    const QByteArray bytes = sql.toUtf8();
    QSaveFile saved(file);
    if (!saved.open(QIODevice::WriteOnly) || saved.write(bytes) != bytes.size() || !saved.commit())
        return core::fail(
            core::ErrorKind::Internal,
            Text::tr("%1 could not be written: %2.").arg(QDir::toNativeSeparators(file), saved.errorString()),
            Text::tr("Choose another folder, or make room."));
    return core::Done{};
}

} // namespace isthmus::mapping
