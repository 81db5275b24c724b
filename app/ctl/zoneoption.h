// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/records/recordbatch.h>

#include <optional>

namespace isthmus::app {

/// --timezone: in which zone instants are shown. Display only; what is read stays the same.
class ZoneOption {
public:
    explicit ZoneOption(CtlArguments &args);

    /// After CtlArguments::parse(): the exit code if the value is no zone, which is then said.
    [[nodiscard]] std::optional<int> read();
    /// The zone that was asked for, else the one of the session that gave the rows.
    [[nodiscard]] records::Zone zoneFor(const records::RecordBatch &rows) const { return m_zone.value_or(rows.zone()); }
    /// "times in Asia/Shanghai", for people; empty where no instants are.
    [[nodiscard]] QString remark(const records::RecordBatch &rows) const;

private:
    CtlArguments &m_args;
    std::optional<records::Zone> m_zone;
};

} // namespace isthmus::app
