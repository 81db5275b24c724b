// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/sentences.h>

#include <QCoreApplication>

namespace isthmus::maxcompute {

/// Text::tr() translates in this layer's context.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(MaxCompute)
};

/// As Text::tr(), of what runs keep: core::said(). \a source goes through QT_TRANSLATE_NOOP.
[[nodiscard]] inline QString said(const char *source)
{
    return core::said("MaxCompute", source);
}

} // namespace isthmus::maxcompute
