// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace isthmus::views {

namespace {

const QByteArray &drawing(const QString &name)
{
    static QHash<QString, QByteArray> drawings;
    auto found = drawings.find(name);
    if (found == drawings.end()) {
        QFile file(QStringLiteral(":/isthmus/icons/%1.svg").arg(name));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT_X(isOpen, "icon", qPrintable(name));
        found = drawings.insert(name, isOpen ? file.readAll() : QByteArray());
    }
    return *found;
}

QPixmap tinted(const QString &name, const QColor &color, int side, qreal ratio)
{
    const QString key =
        QStringLiteral("isthmus/%1/%2/%3@%4").arg(name, color.name(), QString::number(side), QString::number(ratio));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QByteArray svg = drawing(name);
    QSvgRenderer renderer(svg.replace("currentColor", color.name().toLatin1()));
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(0, 0, side, side));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TintedEngine final : public QIconEngine {
public:
    TintedEngine(QString name, IconRole role) : m_name(std::move(name)), m_role(role) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        Q_UNUSED(state)
        paintIcon(painter, rect, m_name, color(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    // Qt asks with a size in device pixels.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        Q_UNUSED(state)
        Q_UNUSED(scale)
        return tinted(m_name, color(mode), qMin(size.width(), size.height()), 1.0);
    }

    QIconEngine *clone() const override { return new TintedEngine(*this); }
    QString key() const override { return QStringLiteral("isthmus-tinted"); }

private:
    QColor color(QIcon::Mode mode) const
    {
        const QPalette palette = QApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::Text);
        if (m_role == IconRole::Menu && mode == QIcon::Active)
            return palette.color(QPalette::HighlightedText);
        return iconColor(m_role, palette);
    }

    QString m_name;
    IconRole m_role;
};

} // namespace

QColor iconColor(IconRole role, const QPalette &palette)
{
    const auto &tokens = tokensOf(palette);
    switch (role) {
    case IconRole::Text:
        return palette.color(QPalette::Text);
    case IconRole::Accent:
        return palette.color(QPalette::Link);
    case IconRole::OnAccent:
        return palette.color(QPalette::HighlightedText);
    case IconRole::Ok:
        return tokens.ok.text;
    case IconRole::Warning:
        return tokens.warning.text;
    case IconRole::Error:
        return tokens.error.text;
    case IconRole::Live:
        return tokens.live.text;
    case IconRole::Mapped:
        return tokens.mapped.text;
    case IconRole::Hologres:
        return tokens.hologres;
    case IconRole::MaxCompute:
        return tokens.maxcompute;
    case IconRole::Muted:
    case IconRole::Menu:
        break;
    }
    return tokens.muted;
}

QIcon icon(const QString &name, IconRole role)
{
    if (drawing(name).isEmpty())
        return {};
    return QIcon(new TintedEngine(name, role));
}

void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &color)
{
    const int side = qMin(rect.width(), rect.height());
    if (side <= 0 || drawing(name).isEmpty())
        return;
    const QPoint corner(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2);
    painter->drawPixmap(corner, tinted(name, color, side, painter->device()->devicePixelRatioF()));
}

} // namespace isthmus::views
