// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"
#include "texttable.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/lane.h>
#include <isthmus/core/printable.h>
#include <isthmus/mapping/structurediff/reading.h>
#include <isthmus/mapping/structurediff/structureddl.h>
#include <isthmus/plan/words.h>

namespace isthmus::app {

namespace {

using mapping::DiffSide;
using mapping::DiffState;
using mapping::DiffTarget;
using mapping::StructureDiff;

// The table at \a text, and whose it is.
core::Result<DiffSide> readSide(CtlSession &session, const catalog::ObjectPath &path)
{
    const auto backend = session.open(path.connection);
    if (!backend)
        return core::fail(backend.error());
    const auto system = backend->profile.info().sqlDialect;
    return session.await(
        core::runOnPool<DiffSide>([catalog = backend->catalog, path, system](const core::Cancellation &cancellation) {
            return mapping::awaitDiffSide(*catalog, path, system, cancellation);
        }),
        path);
}

QString columnName(const std::optional<catalog::Column> &column)
{
    return column ? column->name : QString();
}

QString columnType(const std::optional<catalog::Column> &column)
{
    return column ? column->type.text : QString();
}

QString reasonsText(const QList<plan::Text> &reasons)
{
    QStringList texts;
    for (const plan::Text &reason : reasons)
        texts.append(plan::words(reason));
    return texts.join(QStringLiteral("; "));
}

void printTable(const TextTable &table)
{
    standardOutput().text((table.toString(TableWidths::of(standardOutput())) + QStringLiteral("\n\n")).toStdString());
}

QString sideText(const DiffSide &side)
{
    return QStringLiteral("%1 (%2, %3)")
        .arg(side.table.path.toString(), side.systemTitle(), catalog::objectKindTitle(side.table.kind));
}

// What there is to know of the rows that are not simply equal, a line each: on a terminal it would not fit beside them.
void printReasons(const CtlSession &session, const StructureDiff &diff)
{
    QStringList lines;
    for (const auto &column : diff.columns) {
        if (mapping::isDifference(column.state) && !column.reasons.isEmpty())
            lines.append(QStringLiteral("%1: %2").arg(column.left ? column.left->name : column.right->name,
                                                      reasonsText(column.reasons)));
    }
    for (const QString &line : std::as_const(lines))
        session.print(core::printableLine(line));
    if (!lines.isEmpty())
        session.print({});
}

void printDiff(const CtlSession &session, const StructureDiff &diff)
{
    session.print(CtlText::tr("left:  %1").arg(sideText(diff.left)));
    session.print(CtlText::tr("right: %1").arg(sideText(diff.right)) + u'\n');
    const bool isTerminal = standardOutput().isTerminal();
    const QStringList why = isTerminal ? QStringList() : QStringList{CtlText::tr("why")};
    TextTable columns(QStringList{CtlText::tr("state"), CtlText::tr("left"), CtlText::tr("type"), CtlText::tr("right"),
                                  CtlText::tr("type")}
                      + why);
    for (const auto &column : diff.columns) {
        QStringList cells{mapping::diffStateTitle(column.state), columnName(column.left), columnType(column.left),
                          columnName(column.right), columnType(column.right)};
        if (!isTerminal)
            cells.append(reasonsText(column.reasons));
        columns.append(cells);
    }
    if (!diff.columns.isEmpty())
        printTable(columns);
    if (isTerminal)
        printReasons(session, diff);
    TextTable facts(QStringList{CtlText::tr("state"), CtlText::tr("table"), CtlText::tr("left"), CtlText::tr("right")}
                    + why);
    for (const auto &fact : diff.facts) {
        QStringList cells{mapping::diffStateTitle(fact.state), fact.label, fact.left, fact.right};
        if (!isTerminal)
            cells.append(plan::words(fact.reason));
        facts.append(cells);
    }
    printTable(facts);
    session.print(diff.summary());
}

QJsonObject ddlJson(const mapping::StructureDdl &ddl)
{
    return {{QStringLiteral("create"), ddl.create},
            {QStringLiteral("alter"), ddl.alter},
            {QStringLiteral("refused_columns"), QJsonArray::fromStringList(ddl.refused)},
            {QStringLiteral("statements"), ddl.statements},
            {QStringLiteral("destructive"), ddl.destructive},
            {QStringLiteral("remaining"), ddl.remaining}};
}

// Which statements are wanted, if any.
struct WantedDdl {
    std::optional<DiffTarget> target;
    bool isCreating = false;
};

// Nothing but SQL and its comments, so that it can go into a file.
void printDdl(const StructureDiff &diff, const WantedDdl &wanted)
{
    const auto ddl = mapping::structureDdl(diff, *wanted.target);
    const bool isLeft = *wanted.target == DiffTarget::Left;
    const QString changed = (isLeft ? diff.left : diff.right).table.path.toString();
    const QString like = (isLeft ? diff.right : diff.left).table.path.toString();
    const auto comment = [](const QString &text) {
        standardOutput().line(QStringLiteral("-- ") + core::printableLine(text));
    };
    comment(wanted.isCreating ? CtlText::tr("%1 like %2, made anew").arg(changed, like)
                              : CtlText::tr("%1 like %2, by changing it").arg(changed, like));
    const QString &sql = wanted.isCreating ? ddl.create : ddl.alter;
    if (sql.isEmpty())
        comment(CtlText::tr("Nothing is to be changed."));
    standardOutput().data(sql.toStdString());
}

std::optional<DiffTarget> targetOf(const QString &text)
{
    if (text == u"left")
        return DiffTarget::Left;
    return text == u"right" ? std::optional(DiffTarget::Right) : std::nullopt;
}

int tell(const CtlSession &session, const StructureDiff &diff, const WantedDdl &wanted)
{
    if (session.json) {
        QJsonObject json = diff.toJson();
        if (wanted.target)
            json.insert(QStringLiteral("ddl"), ddlJson(mapping::structureDdl(diff, *wanted.target)));
        session.printJson(json);
    } else if (wanted.target) {
        printDdl(diff, wanted);
    } else {
        printDiff(session, diff);
    }
    return diff.hasDifferences() ? exitDrift : exitDone;
}

} // namespace

int runDiffVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("diff"),
                      CtlText::tr("Compares the structure of two tables of any two connections: columns, types, keys, "
                                  "comments and properties. Types of MaxCompute and Hologres that stand for each other "
                                  "are equivalent. Changes nothing. The exit code is 0 where nothing differs, 3 where "
                                  "something does."));
    args.addPositional(QStringLiteral("LEFT"), CtlText::tr("A table or view, for example order_dw/public/dwd_orders."));
    args.addPositional(QStringLiteral("RIGHT"), CtlText::tr("Another, for example dbs_mc/default/dwd_orders."));
    args.addOption(QStringLiteral("ddl"),
                   CtlText::tr("Prints SQL that makes one table, left or right, like the other; never runs it."),
                   QStringLiteral("SIDE"));
    args.addOption(QStringLiteral("create"),
                   CtlText::tr("With --ddl: the statements that make the table anew, not those that change it."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const QString sideName = args.value(QStringLiteral("ddl"));
    const auto target = targetOf(sideName);
    if (args.isSet(QStringLiteral("ddl")) && !target)
        return args.usageError(CtlText::tr("--ddl is left or right, not %1.").arg(sideName));
    const bool isCreating = args.isSet(QStringLiteral("create"));
    if (isCreating && !target)
        return args.usageError(CtlText::tr("--create is for --ddl left and --ddl right."));
    QList<catalog::ObjectPath> paths;
    for (int i = 0; i < 2; ++i) {
        const auto path = catalog::ObjectPath::parse(args.positional(i));
        if (!path || path->isConnection())
            return args.usageError(
                CtlText::tr("%1 is no table: a path is CONNECTION/SCHEMA/TABLE.").arg(args.positional(i)));
        paths.append(*path);
    }
    if (paths.first() == paths.last())
        return args.usageError(CtlText::tr("Both are the same table: name two."));
    const auto left = readSide(session, paths.first());
    if (!left)
        return session.fail(left.error());
    const auto right = readSide(session, paths.last());
    if (!right)
        return session.fail(right.error());
    return tell(session, mapping::structureDiff(*left, *right), {target, isCreating});
}

} // namespace isthmus::app
