// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/mapping/externaltable/definition.h>

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace isthmus::mapping {

/// Which external or foreign table is meant, whatever the connection to it is called.
struct MappingKey {
    QString server; ///< catalog::ServerInfo::host of the project; host and port of a Hologres
    QString project; ///< or database
    QString schema;
    QString table;

    /// An external table of MaxCompute, where capitals do not count.
    [[nodiscard]] static MappingKey of(const catalog::ServerInfo &server, const QString &schema, const QString &table);
    /// A foreign table of Hologres, where they do.
    [[nodiscard]] static MappingKey ofForeign(const catalog::ServerInfo &server, const QString &schema,
                                              const QString &table);
    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<MappingKey> fromJson(const QJsonObject &json);

    friend bool operator==(const MappingKey &, const MappingKey &) = default;
};

/// What the source and the external or foreign table were like when a mapping was made, and what the user had asked
/// for. Without secrets.
struct Fingerprint {
    /// What is kept of a foreign table of Hologres alone.
    struct Foreign {
        /// catalog::ServerInfo::host of the project: Hologres does not tell which MaxCompute its odps_server reads.
        QString endpoint;
        TypeSettings types;
        friend bool operator==(const Foreign &, const Foreign &) = default;
    };

    catalog::TableInfo source; ///< names, identity, comment, columns
    /// As it was seen right after it was made, else as it was planned. Of a foreign table `external` has
    /// ForeignSource::location().
    catalog::TableInfo target;
    bool isTargetSeen = false; ///< the former of the two
    MapTable definition; ///< its choices; connections may be called otherwise by now. Means nothing for a foreign table
    QDateTime made;
    std::optional<Foreign> foreign = {}; ///< nothing: an external table of MaxCompute

    /// The MaxCompute table that a foreign table was made to show.
    [[nodiscard]] std::optional<catalog::ForeignSource> shown() const;

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
