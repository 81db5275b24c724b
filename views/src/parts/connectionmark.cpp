// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/connectionmark.h"

#include <isthmus/views/style/theme.h>

#include <QPixmap>

namespace isthmus::views {

QColor connectionMark(const QString &colour, bool isProduction, const QPalette &palette)
{
    const Tokens &tokens = tokensOf(palette);
    const QColor chosen = tokens.connections.value(colour);
    return chosen.isValid() || !isProduction ? chosen : tokens.error.text;
}

QIcon colourIcon(const QString &colour, const QPalette &palette)
{
    QPixmap square(12, 12);
    square.fill(tokensOf(palette).connections.value(colour, Qt::transparent));
    return square;
}

} // namespace isthmus::views
