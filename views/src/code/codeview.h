// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace isthmus::views {

class SqlHighlighter;

/// SQL to read and copy: fixed font, line numbers, colours, long lines wrapped.
class CodeView final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeView(QWidget *parent = nullptr);

    /// Keeps the scroll position if the text changes only in part.
    void setCode(const QString &code);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Gutter;
    void fitGutter();
    void paintGutter(QPaintEvent *event);

    Gutter *m_gutter;
    SqlHighlighter *m_highlighter;
};

} // namespace isthmus::views
