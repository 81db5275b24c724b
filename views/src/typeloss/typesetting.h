// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/types/typetable.h>

class QComboBox;
class QWidget;

namespace isthmus::views {

/// The choices of one matter on which the sources disagree; their values are the items' data. Its object name is
/// "typeSetting_" and the name of the matter, its tool tip says who says what.
[[nodiscard]] QComboBox *makeTypeSetting(const mapping::TypeDispute &dispute, QWidget *parent);

/// Shows what \a settings say of the matter \a name.
void showTypeSetting(QComboBox *choices, const QString &name, const mapping::TypeSettings &settings);

} // namespace isthmus::views
