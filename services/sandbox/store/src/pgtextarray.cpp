// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/store/metadata.h>

namespace isthmus::sandbox {

QString pgTextArray(const QStringList &values)
{
    QString text = QStringLiteral("{");
    for (const QString &value : values) {
        if (text.size() > 1)
            text += u',';
        text += u'"';
        for (const QChar c : value) {
            if (c == u'"' || c == u'\\')
                text += u'\\';
            text += c;
        }
        text += u'"';
    }
    return text + u'}';
}

} // namespace isthmus::sandbox
