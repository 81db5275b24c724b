// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace isthmus::exporting {

class Text {
    Q_DECLARE_TR_FUNCTIONS(Exporting)
};

} // namespace isthmus::exporting
