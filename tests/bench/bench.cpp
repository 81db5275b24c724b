// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTextStream>

#include <algorithm>

namespace isthmus::bench {

namespace {

double secondsOf(const std::function<void()> &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

double medianSeconds(int times, const std::function<void()> &work)
{
    work();
    std::vector<double> seconds;
    for (int i = 0; i < times; ++i)
        seconds.push_back(secondsOf(work));
    return median(seconds);
}

Pair medianSecondsInTurn(int times, const std::function<void()> &ours, const std::function<void()> &baseline)
{
    ours();
    baseline();
    std::vector<double> oursSeconds;
    std::vector<double> baselineSeconds;
    for (int i = 0; i < times; ++i) {
        oursSeconds.push_back(secondsOf(ours));
        baselineSeconds.push_back(secondsOf(baseline));
    }
    return {median(oursSeconds), median(baselineSeconds)};
}

void giveUp(const QString &what)
{
    QTextStream(stderr) << "isthmus-bench: " << what << '\n';
    std::exit(1);
}

} // namespace isthmus::bench

using namespace isthmus::bench;

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // some cases show widgets, to nobody
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures Isthmus beside a baseline; ratios above 1 are faster."));
    parser.addHelpOption();
    const QCommandLineOption list(QStringLiteral("list"), QStringLiteral("Name the cases and end."));
    const QCommandLineOption only(QStringLiteral("only"),
                                  QStringLiteral("Run only cases whose name matches <pattern> (wildcards)."),
                                  QStringLiteral("pattern"), QStringLiteral("*"));
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("One JSON object a line."));
    parser.addOptions({list, only, json});
    parser.process(app);

    std::vector<Case> cases = wireCases();
    for (auto &more : {endpointCases(), storeCases(), browsingCases(), hugeCatalogCases(), nameCases(),
                       selectionCases(), lineageCases(), valuesCases(), batchCases()})
        cases.insert(cases.end(), more.begin(), more.end());
    const auto pattern = QRegularExpression::fromWildcard(parser.value(only));
    QTextStream out(stdout);
    int matched = 0;
    for (const auto &benchmark : cases) {
        if (!pattern.match(benchmark.name).hasMatch())
            continue;
        ++matched;
        if (parser.isSet(list)) {
            out << benchmark.name << '\n';
            continue;
        }
        const Figure figure = benchmark.measure();
        if (parser.isSet(json)) {
            const QJsonObject line{{QStringLiteral("name"), benchmark.name},
                                   {QStringLiteral("value"), figure.value},
                                   {QStringLiteral("unit"), figure.unit},
                                   {QStringLiteral("baseline"),
                                    QJsonObject{{QStringLiteral("value"), figure.baselineValue},
                                                {QStringLiteral("what"), figure.baseline}}},
                                   {QStringLiteral("ratio"), figure.ratio()},
                                   {QStringLiteral("goal"), figure.goal},
                                   {QStringLiteral("ok"), figure.isReached()}};
            out << QJsonDocument(line).toJson(QJsonDocument::Compact) << '\n';
        } else {
            out << QStringLiteral("%1 %2 %3, baseline %4 %3 (%5): %6 times, goal %7, %8\n")
                       .arg(benchmark.name.leftJustified(24))
                       .arg(figure.value, 0, 'g', 4)
                       .arg(figure.unit)
                       .arg(figure.baselineValue, 0, 'g', 4)
                       .arg(figure.baseline)
                       .arg(figure.ratio(), 0, 'f', 2)
                       .arg(figure.goal)
                       .arg(figure.isReached() ? QStringLiteral("reached") : QStringLiteral("not reached"));
        }
        out.flush();
    }
    if (matched == 0)
        giveUp(QStringLiteral("no case is called %1; see --list").arg(parser.value(only)));
    return 0;
}
