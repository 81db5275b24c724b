// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace isthmus::mapping {

/// Text::tr() translates in this layer's context.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Mapping)
};

[[nodiscard]] inline QString columnCountText(qsizetype count)
{
    return count == 1 ? Text::tr("1 column") : Text::tr("%1 columns").arg(count);
}

} // namespace isthmus::mapping
