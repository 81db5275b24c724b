// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QSyntaxHighlighter>

namespace isthmus::views {

/// Colours SQL of both systems: keywords, 'text', numbers, -- and /* */ comments. "Names" and `names` stay plain.
class SqlHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT

public:
    SqlHighlighter(QTextDocument *document, const QPalette &palette);
    void setPalette(const QPalette &palette); ///< repaints everything

protected:
    void highlightBlock(const QString &text) override;

private:
    QTextCharFormat m_keyword;
    QTextCharFormat m_string;
    QTextCharFormat m_number;
    QTextCharFormat m_comment;
};

} // namespace isthmus::views
