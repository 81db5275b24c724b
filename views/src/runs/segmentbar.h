// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/views/style/theme.h>

#include <QList>
#include <QWidget>

namespace isthmus::views {

/// A flat bar whose parts are counts: what succeeded, failed, was left, runs; the rest is still to come.
class SegmentBar final : public QWidget {
    Q_OBJECT

public:
    struct Segment {
        qsizetype count = 0;
        enum class Kind : quint8 { Done, Failed, Stopped, Running } kind = Kind::Done;
        friend bool operator==(const Segment &, const Segment &) = default;
    };

    explicit SegmentBar(QWidget *parent = nullptr);
    void setSegments(const QList<Segment> &segments, qsizetype total);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Segment> m_segments;
    qsizetype m_total = 0;
};

} // namespace isthmus::views
