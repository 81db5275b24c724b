// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTabWidget>

namespace isthmus::views {

/// Documents side by side. At most one is a preview: its title is in italics, and the next preview takes its place.
class DocumentTabs final : public QTabWidget {
    Q_OBJECT

public:
    explicit DocumentTabs(QWidget *parent = nullptr);

    void addDocument(QWidget *document, const QIcon &icon, const QString &title, bool isPreview);
    void retitle(QWidget *document, const QIcon &icon, const QString &title, const QString &toolTip);
    [[nodiscard]] QWidget *preview() const { return m_preview; }
    /// Keeps the preview tab as an ordinary one.
    void keep(QWidget *document);
    void closeDocument(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Bar;
    Bar *m_bar;
    QPointer<QWidget> m_preview;
};

} // namespace isthmus::views
