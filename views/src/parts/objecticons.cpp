// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/objecticons.h"

#include <QLocale>
#include <QPainter>

namespace isthmus::views {

namespace {

IconRole roleOf(catalog::Side side)
{
    return side == catalog::Side::Warehouse ? IconRole::MaxCompute : IconRole::Hologres;
}

} // namespace

Mark markOf(catalog::ObjectKind kind)
{
    const catalog::KindInfo &info = catalog::infoOf(kind);
    Mark mark{QLatin1String(info.icon)};
    if (info.role == catalog::ObjectRole::Root)
        mark.role = roleOf(info.side);
    return mark;
}

Mark markOf(const connections::ConnectionKind &kind)
{
    return {kind.icon ? QString::fromLatin1(kind.icon) : QStringLiteral("server"), roleOf(kind.side)};
}

Mark markOf(plan::RunState state)
{
    switch (state) {
    case plan::RunState::Waiting:
        return {QStringLiteral("wait")};
    case plan::RunState::Running:
        return {QStringLiteral("play"), IconRole::Accent};
    case plan::RunState::Succeeded:
        return {QStringLiteral("ok"), IconRole::Ok};
    case plan::RunState::Failed:
        return {QStringLiteral("err"), IconRole::Error};
    case plan::RunState::Cancelled:
        return {QStringLiteral("skip")};
    case plan::RunState::Interrupted:
        return {QStringLiteral("warn"), IconRole::Warning};
    }
    return {QStringLiteral("wait")};
}

Mark markOf(const core::Error &error)
{
    switch (error.kind) {
    case core::ErrorKind::Permission:
        return {QStringLiteral("lock"), IconRole::Warning};
    case core::ErrorKind::Authentication:
        return {QStringLiteral("key"), IconRole::Warning};
    case core::ErrorKind::Network:
    case core::ErrorKind::Timeout:
        return {QStringLiteral("offline"), IconRole::Error};
    default:
        return {QStringLiteral("err"), IconRole::Error};
    }
}

Meaning meaningOf(const core::Error &error)
{
    return error.kind == core::ErrorKind::Permission || error.kind == core::ErrorKind::Authentication ? Meaning::Warning
                                                                                                      : Meaning::Error;
}

Mark markOf(mapping::DriftState state)
{
    switch (state) {
    case mapping::DriftState::Equal:
        return {QStringLiteral("ok"), IconRole::Ok};
    case mapping::DriftState::Differs:
        return {QStringLiteral("warn"), IconRole::Warning};
    case mapping::DriftState::Broken:
        return {QStringLiteral("err"), IconRole::Error};
    case mapping::DriftState::Unknown:
        break;
    }
    return {QStringLiteral("offline")};
}

Meaning meaningOf(mapping::DriftState state)
{
    switch (state) {
    case mapping::DriftState::Equal:
        return Meaning::Ok;
    case mapping::DriftState::Differs:
        return Meaning::Warning;
    case mapping::DriftState::Broken:
        return Meaning::Error;
    case mapping::DriftState::Unknown:
        break;
    }
    return Meaning::Neutral;
}

QFont remarkFont(const QFont &font)
{
    QFont remark = font;
    remark.setItalic(QLocale().language() != QLocale::Chinese);
    return remark;
}

void paintDot(QPainter *painter, const QRect &rect, const QColor &color, bool hollow)
{
    QRectF dot(0, 0, 8, 8);
    dot.moveCenter(QRectF(rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (hollow) {
        painter->setPen(QPen(color, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
    } else {
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawEllipse(dot);
    }
    painter->restore();
}

} // namespace isthmus::views
