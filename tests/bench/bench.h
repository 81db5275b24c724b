// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <functional>
#include <vector>

namespace isthmus::bench {

/// One figure and what it is held against. Absolute values depend on the machine; the ratio is what counts.
struct Figure {
    double value = 0;
    QString unit; ///< "1/s", "rows/s", "ms" or "bytes"
    QString baseline; ///< what was measured beside it in the same run, by which command
    double baselineValue = 0; ///< in the same unit
    double goal = 0; ///< the ratio to reach

    /// How many times as good as the baseline: more rows a second, less time, fewer bytes.
    [[nodiscard]] double ratio() const
    {
        const bool isLessBetter = unit == u"ms" || unit == u"bytes";
        return isLessBetter ? baselineValue / value : value / baselineValue;
    }
    [[nodiscard]] bool isReached() const { return ratio() >= goal; }
};

struct Case {
    QString name; ///< "wire.sign"
    std::function<Figure()> measure;
};

/// Median of \a times runs of \a work, after one that does not count, in seconds.
[[nodiscard]] double medianSeconds(int times, const std::function<void()> &work);

/// Medians of both, run in turn, so that what else the machine does falls on both alike.
struct Pair {
    double ours;
    double baseline;
};
[[nodiscard]] Pair medianSecondsInTurn(int times, const std::function<void()> &ours,
                                       const std::function<void()> &baseline);

/// Ends the program with \a what on stderr: a benchmark that does not do its work has no figure.
[[noreturn]] void giveUp(const QString &what);

[[nodiscard]] std::vector<Case> wireCases();
[[nodiscard]] std::vector<Case> endpointCases(); ///< need the sandbox, started at the first one
[[nodiscard]] std::vector<Case> storeCases();
[[nodiscard]] std::vector<Case> browsingCases(); ///< need the sandbox, started at the first one
[[nodiscard]] std::vector<Case> hugeCatalogCases(); ///< as above; make 200,000 tables at the first one
[[nodiscard]] std::vector<Case> nameCases();
[[nodiscard]] std::vector<Case> selectionCases();
[[nodiscard]] std::vector<Case> lineageCases();
[[nodiscard]] std::vector<Case> valuesCases();
[[nodiscard]] std::vector<Case> batchCases(); ///< need a sandbox of their own, started at the first one

} // namespace isthmus::bench
