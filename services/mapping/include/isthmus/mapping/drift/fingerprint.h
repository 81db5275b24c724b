// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externaltable/definition.h>

#include <QDateTime>
#include <QJsonObject>

namespace isthmus::mapping {

/// Which external table is meant, whatever the connection to its project is called. Capitals do not count.
struct MappingKey {
    QString server; ///< catalog::ServerInfo::host of the project
    QString project;
    QString schema;
    QString table;

    [[nodiscard]] static MappingKey of(const catalog::ServerInfo &server, const QString &schema, const QString &table);
    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<MappingKey> fromJson(const QJsonObject &json);

    friend bool operator==(const MappingKey &, const MappingKey &) = default;
};

/// What the source and the external table were like when a mapping was made, and what the user had asked for. Without
/// secrets.
struct Fingerprint {
    catalog::TableInfo source; ///< names, identity, comment, columns
    catalog::TableInfo target; ///< as it was seen right after it was made, else as it was planned
    bool isTargetSeen = false; ///< the former of the two
    MapTable definition; ///< its choices; connections may be called otherwise by now
    QDateTime made;

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<Fingerprint> fromJson(const QJsonObject &json);

    friend bool operator==(const Fingerprint &, const Fingerprint &) = default;
};

/// A mapping as a step that makes it carries it, until the external table is there.
struct Remembered {
    MappingKey key;
    Fingerprint fingerprint;

    friend bool operator==(const Remembered &, const Remembered &) = default;
};

/// What is to be remembered of the table that planMapTable() makes: `made` is not set yet. Pure; any thread.
[[nodiscard]] Remembered rememberedOf(const MapTable &definition, const MapTableFacts &facts);

/// \a info without what no comparison asks for: figures, owner, times but `created`. Pure; any thread.
[[nodiscard]] catalog::TableInfo comparable(const catalog::TableInfo &info);

} // namespace isthmus::mapping
