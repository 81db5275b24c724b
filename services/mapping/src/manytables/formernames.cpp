// SPDX-License-Identifier: GPL-3.0-or-later
#include "manytables/formernames.h"

#include <QStringView>

namespace isthmus::mapping {

QString numberedName(const QString &base, int number, qsizetype maxBytes)
{
    const QString suffix = u'_' + QString::number(number);
    return base.left(maxBytes - suffix.size()) + suffix;
}

void FormerNames::add(const QString &source, const QString &name)
{
    m_names.insert(source, name);
}

QString FormerNames::find(const QString &source, const QString &base, qsizetype maxBytes) const
{
    for (auto it = m_names.constFind(source); it != m_names.cend() && it.key() == source; ++it) {
        bool isNumber = false;
        const int number = QStringView(*it).mid(it->lastIndexOf(u'_') + 1).toInt(&isNumber);
        if (isNumber && number > 1 && *it == numberedName(base, number, maxBytes))
            return *it;
    }
    return {};
}

} // namespace isthmus::mapping
