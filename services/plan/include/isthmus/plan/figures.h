// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

#include <optional>

namespace isthmus::plan {

/// Names of the figures that every reader knows; a kind of step may add its own ("differing_rows").
namespace figure {
inline const QString rowsDone = QStringLiteral("rows_done");
inline const QString rowsTotal = QStringLiteral("rows_total"); ///< may be an estimate
inline const QString bytesDone = QStringLiteral("bytes_done");
inline const QString bytesTotal = QStringLiteral("bytes_total");
} // namespace figure

/// Counts that a step reports, by name. Compared, added and stored as numbers; never text.
struct Figures {
    QMap<QString, qint64> values;

    [[nodiscard]] std::optional<qint64> value(const QString &name) const
    {
        const auto it = values.constFind(name);
        return it == values.cend() ? std::nullopt : std::optional(*it);
    }
    [[nodiscard]] bool isEmpty() const { return values.isEmpty(); }

    [[nodiscard]] QJsonObject toJson() const;
    /// What is no whole number is left out.
    [[nodiscard]] static Figures fromJson(const QJsonObject &json);

    friend bool operator==(const Figures &, const Figures &) = default;
};

/// One report of progress. First `set` replaces, then `add` counts up: several channels of a step add what each moved.
struct StepProgress {
    Figures set;
    Figures add;

    /// The usual report: so many rows of so many.
    [[nodiscard]] static StepProgress rows(qint64 done, std::optional<qint64> total = {});
    void applyTo(Figures &figures) const;
};

} // namespace isthmus::plan
