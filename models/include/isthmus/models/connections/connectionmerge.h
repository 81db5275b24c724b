// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>

#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace isthmus::models {

/// What of a connection was changed elsewhere while a form of it was open.
struct ConnectionDifference {
    QString field; ///< member of its entry in the file
    QString title; ///< "Endpoint"
    QString before; ///< values in the user's words; empty for none
    QString now;
    QString mine; ///< as the form has it
    bool isEdited = false; ///< in the form too, and otherwise

    friend bool operator==(const ConnectionDifference &, const ConnectionDifference &) = default;
};

/// \a base: the connection as the form found it; \a mine: as the form has it; \a theirs: as it is saved now. In the
/// order of the form; its name is none of it.
[[nodiscard]] QList<ConnectionDifference> connectionDifferences(const connections::Profile &base,
                                                                const connections::Profile &mine,
                                                                const connections::Profile &theirs);

/// \a theirs with what was edited in \a mine. Of fields that were changed on both sides those in \a kept stay as in
/// \a mine. Nothing where they are connections of different kinds.
[[nodiscard]] std::optional<connections::Profile> mergedConnection(const connections::Profile &base,
                                                                   const connections::Profile &mine,
                                                                   const connections::Profile &theirs,
                                                                   const QSet<QString> &kept);

} // namespace isthmus::models
