// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/fingerprint.h>

#include <QList>
#include <QString>

#include <optional>

namespace isthmus::mapping {

/// The fingerprints of all mappings that were made here, one private file each, in a folder a schema; several programs
/// may use them at once. Everything blocks for the disk. Thread: any but the window's.
class Fingerprints {
public:
    /// \a folder is made with the first of them.
    explicit Fingerprints(QString folder) : m_folder(std::move(folder)) { }

    /// Errors: those of core::writePrivateFile().
    [[nodiscard]] core::Result<core::Done> keep(const MappingKey &key, const Fingerprint &fingerprint) const;
    /// One that is not there is no error. Errors: as keep().
    [[nodiscard]] core::Result<core::Done> forget(const MappingKey &key) const;
    /// Nothing for a mapping that was not made here. Errors: Invalid for a damaged file; those of reading.
    [[nodiscard]] core::Result<std::optional<Fingerprint>> find(const MappingKey &key) const;
    /// Those of the schema that \a key names, whatever its table; of all schemas of its project or database where it
    /// names none. Damaged ones are left out.
    [[nodiscard]] QList<Remembered> below(const MappingKey &key) const;

private:
    QString m_folder;
};

} // namespace isthmus::mapping
