// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/connections/profile.h>

#include <QList>

#include <optional>

namespace isthmus::app {

/// As ConnectionManager::save(), and waits. Errors: its own; those of CtlSession::services().
[[nodiscard]] core::Result<core::Done> saveProfile(CtlSession &session, const connections::Profile &profile,
                                                   const QString &replaces, const std::optional<QString> &secret);

/// A table of \a profiles, or their JSON.
void printProfiles(const CtlSession &session, const QList<connections::Profile> &profiles);

/// All there is to say of \a profile, a line each, or as an element of the list's JSON. No secret.
void printProfile(const CtlSession &session, const connections::Profile &profile);

} // namespace isthmus::app
