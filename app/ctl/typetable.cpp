// SPDX-License-Identifier: GPL-3.0-or-later
#include "typetable.h"

#include "texttable.h"
#include "typeoptions.h"

#include <isthmus/plan/words.h>

namespace isthmus::app {

namespace {

using mapping::MappingPath;
using mapping::TypeSettings;
using plan::words;

QString titled(const mapping::TypeVerdict &verdict)
{
    const QString title = mapping::verdictTitle(verdict.verdict);
    return verdict.verdict == mapping::Verdict::Unsupported ? title
                                                            : verdict.target.text + QStringLiteral(", ") + title;
}

QString exceptions(const QList<mapping::Risk> &risks)
{
    QStringList titles;
    for (const mapping::Risk risk : risks)
        titles.append(mapping::riskTitle(risk));
    return titles.join(QStringLiteral("; "));
}

QString reasons(const mapping::TypeVerdict &verdict)
{
    QStringList sentences{words(verdict.reason.isEmpty() ? verdict.note : verdict.reason), words(verdict.advice)};
    sentences.removeAll(QString());
    return sentences.join(verdict.reason.isEmpty() ? QStringLiteral("; ") : QStringLiteral(" "));
}

void printTable(const TextTable &table)
{
    standardOutput().text((table.toString(TableWidths::of(standardOutput())) + QStringLiteral("\n\n")).toStdString());
}

void printWay(const CtlSession &session, MappingPath way, const TypeSettings &settings)
{
    TextTable table({CtlText::tr("type"), CtlText::tr("becomes"), CtlText::tr("verdict"), CtlText::tr("but for"),
                     CtlText::tr("reason and advice")});
    for (const auto &type : mapping::tableTypes(way)) {
        const auto verdict = mapping::judge(type, way, settings);
        table.append({type.text, verdict.target.text, mapping::verdictTitle(verdict.verdict), exceptions(verdict.risks),
                      reasons(verdict)});
    }
    session.print(mapping::mappingPathTitle(way));
    printTable(table);
}

void printAllWays(const TypeSettings &settings)
{
    QList<MappingPath> ways = mapping::mappingPaths();
    ways.removeAll(MappingPath::ToHologres);
    QStringList header{QStringLiteral("Hologres")};
    for (const MappingPath way : ways)
        header.append(mapping::mappingPathTitle(way));
    TextTable table(header);
    for (const auto &type : mapping::tableTypes(ways.first())) {
        QStringList cells{type.text};
        for (const MappingPath way : ways)
            cells.append(titled(mapping::judge(type, way, settings)));
        table.append(cells);
    }
    printTable(table);
    TextTable back({QStringLiteral("MaxCompute"), mapping::mappingPathTitle(MappingPath::ToHologres)});
    for (const auto &type : mapping::tableTypes(MappingPath::ToHologres))
        back.append({type.text, titled(mapping::judge(type, MappingPath::ToHologres, settings))});
    printTable(back);
}

void printDisputes(const CtlSession &session, std::optional<MappingPath> way, const TypeSettings &settings)
{
    const QJsonObject chosen = settings.toJson();
    for (const auto &dispute : mapping::typeDisputes()) {
        if (way && (*way == MappingPath::ToHologres) != dispute.isToHologres)
            continue;
        QStringList choices;
        for (const auto &choice : dispute.choices) {
            const bool isChosen = chosen.value(dispute.name).toString() == choice.value;
            choices.append(isChosen ? QStringLiteral("[%1]").arg(choice.value) : choice.value);
        }
        session.print(QStringLiteral("--%1 %2").arg(typeOption(dispute), choices.join(QStringLiteral(" | "))));
        session.print(QStringLiteral("    ") + words(dispute.subject) + QStringLiteral(": ") + words(dispute.sources));
    }
}

QJsonObject tableJson(std::optional<MappingPath> way, const TypeSettings &settings)
{
    QJsonObject ways;
    for (const MappingPath path : mapping::mappingPaths()) {
        if (way && *way != path)
            continue;
        QJsonArray types;
        for (const auto &type : mapping::tableTypes(path)) {
            QJsonObject json = typeVerdictJson(mapping::judge(type, path, settings));
            json.insert(QStringLiteral("type"), type.text);
            types.append(json);
        }
        ways.insert(mapping::mappingPathName(path), types);
    }
    return {{QStringLiteral("settings"), settings.toJson()}, {QStringLiteral("ways"), ways}};
}

} // namespace

QJsonObject typeVerdictJson(const mapping::TypeVerdict &verdict)
{
    const bool isTyped = verdict.verdict != mapping::Verdict::Unsupported;
    QJsonArray risks;
    for (const mapping::Risk risk : verdict.risks)
        risks.append(mapping::riskName(risk));
    return {{QStringLiteral("target"), isTyped ? QJsonValue(verdict.target.text) : QJsonValue()},
            {QStringLiteral("verdict"), mapping::verdictName(verdict.verdict)},
            {QStringLiteral("disputed"), verdict.isDisputed},
            {QStringLiteral("note"), words(verdict.note)},
            {QStringLiteral("reason"), words(verdict.reason)},
            {QStringLiteral("advice"), words(verdict.advice)},
            {QStringLiteral("risks"), risks}};
}

void printTypeTable(const CtlSession &session, std::optional<MappingPath> way, const TypeSettings &settings)
{
    if (session.json) {
        session.printJson(tableJson(way, settings));
        return;
    }
    if (way)
        printWay(session, *way, settings);
    else
        printAllWays(settings);
    printDisputes(session, way, settings);
}

} // namespace isthmus::app
