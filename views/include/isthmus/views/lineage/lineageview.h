// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/lineage/lineagedocument.h>

#include <QGraphicsView>

#include <memory>
#include <optional>

namespace isthmus::views {

struct LineageInks;

/// The picture of a lineage: boxes from left to right, a handle on either side of each that grows or folds its
/// neighbours. Arrow keys follow the lines, Tab goes from box to box. Thread: the window's.
class LineageView final : public QGraphicsView {
    Q_OBJECT

public:
    /// \a document outlives it.
    explicit LineageView(models::LineageDocument &document, QWidget *parent = nullptr);
    ~LineageView() override;

    void zoom(int steps); ///< in, or out where negative
    void resetZoom();
    void fit(); ///< all of it, not larger than it is
    [[nodiscard]] qreal scaling() const { return transform().m11(); }

    /// Marks the boxes whose name or place holds \a text, and goes to the first. Empty: none.
    void search(const QString &text);
    void goToMatch(int by); ///< the next one, or the one before
    [[nodiscard]] qsizetype matches() const { return m_matches.size(); }
    [[nodiscard]] qsizetype currentMatch() const { return m_match; } ///< from 0; -1: none

    /// The box that has the focus: places in LineagePicture::boxes.
    [[nodiscard]] qsizetype currentBox() const { return m_current; }
    void setCurrentBox(qsizetype box);
    [[nodiscard]] std::optional<mapping::LineageWay> focusedKnob() const { return m_knob; }
    void showCurrent(); ///< scrolls to it

    /// Where a box, or one of its handles, is in the viewport.
    [[nodiscard]] QPoint placeOf(qsizetype box, std::optional<mapping::LineageWay> knob = {}) const;
    [[nodiscard]] const LineageInks &inks() const { return *m_inks; }

Q_SIGNALS:
    void openRequested(const isthmus::catalog::ObjectPath &path);
    void menuRequested(const QPoint &position); ///< global, for the current box
    void matchesChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool isNext) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    class BoxItem;
    class LinesItem;
    struct Hit {
        qsizetype box = -1;
        std::optional<mapping::LineageWay> knob;
    };

    void takeInks();
    void showGraph();
    void showBoxes();
    void showLooks();
    void showWords();
    void findMatches();
    void activate();
    void toggle(mapping::LineageWay way);
    void step(int key);
    [[nodiscard]] qsizetype nearest(mapping::LineageWay way) const;
    [[nodiscard]] qsizetype inColumn(int by) const;
    [[nodiscard]] QList<qsizetype> readingOrder() const;
    [[nodiscard]] Hit hitAt(const QPoint &position) const;
    [[nodiscard]] const mapping::LineagePicture::Box *box() const;

    models::LineageDocument &m_document;
    std::unique_ptr<LineageInks> m_inks;
    QGraphicsScene m_scene;
    LinesItem *m_lines = nullptr; // of the scene
    QList<BoxItem *> m_boxes; // of the scene, as the boxes of the picture
    qsizetype m_current = -1;
    std::optional<mapping::LineageWay> m_knob; // that has the focus, of the current box
    QString m_text; // that is searched for
    QList<qsizetype> m_matches;
    qsizetype m_match = -1;
    bool m_isShown = false;
};

} // namespace isthmus::views
