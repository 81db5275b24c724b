// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/wordlist.h>

#include <QCoreApplication>

namespace isthmus::core {

QString inOneLine(const QStringList &parts)
{
    return parts.join(QCoreApplication::translate("Core", ", ", "between words of a list"));
}

} // namespace isthmus::core
