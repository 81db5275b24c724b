// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/sessionbus.h>
#include <isthmus/views/style/isthmusstyle.h>
#include <isthmus/views/style/theme.h>

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFile>
#include <QFontMetrics>
#include <QRegularExpression>
#include <QStandardPaths>

namespace isthmus::views {

namespace {

QColor rgb(quint32 value)
{
    return QColor::fromRgb(value);
}

const Tokens &lightTokens()
{
    static const Tokens tokens{
        .muted = rgb(0x586270),
        .guide = rgb(0xDCE0E5),
        .hover = rgb(0xEDF2F7),
        .neutral = {rgb(0x1B2026), rgb(0xE8EBEE)},
        .ok = {rgb(0x1B7338), rgb(0xE3F3E7)},
        .warning = {rgb(0x8A5300), rgb(0xFCF0D6)},
        .error = {rgb(0xB3261E), rgb(0xFCE9E7)},
        .live = {rgb(0x0A6C7E), rgb(0xDDF1F4)},
        .mapped = {rgb(0x6743B2), rgb(0xEEE8FA)},
        .hologres = rgb(0x0A6C7E),
        .maxcompute = rgb(0xA4480A),
        .sqlKeyword = rgb(0x1A5596),
        .sqlString = rgb(0x8A4B00),
        .sqlNumber = rgb(0x0A6C7E),
        .sqlComment = rgb(0x667080),
        .connections = {{QStringLiteral("blue"), rgb(0x2563C9)},
                        {QStringLiteral("teal"), rgb(0x0A7F86)},
                        {QStringLiteral("green"), rgb(0x2E7D32)},
                        {QStringLiteral("yellow"), rgb(0x8F6B00)},
                        {QStringLiteral("orange"), rgb(0xC2570C)},
                        {QStringLiteral("pink"), rgb(0xC2347F)},
                        {QStringLiteral("purple"), rgb(0x7446BD)},
                        {QStringLiteral("grey"), rgb(0x66707C)}},
    };
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens{
        .muted = rgb(0xA3ACB7),
        .guide = rgb(0x363C43),
        .hover = rgb(0x272C31),
        .neutral = {rgb(0xE3E6EA), rgb(0x343A41)},
        .ok = {rgb(0x74CB90), rgb(0x1D3426)},
        .warning = {rgb(0xE8BA62), rgb(0x3A2F17)},
        .error = {rgb(0xFF9186), rgb(0x43221F)},
        .live = {rgb(0x63CBDC), rgb(0x163439)},
        .mapped = {rgb(0xBDA8F7), rgb(0x302850)},
        .hologres = rgb(0x63CBDC),
        .maxcompute = rgb(0xF0A36B),
        .sqlKeyword = rgb(0x86BDF3),
        .sqlString = rgb(0xE8BA62),
        .sqlNumber = rgb(0x63CBDC),
        .sqlComment = rgb(0x99A2AD),
        .connections = {{QStringLiteral("blue"), rgb(0x7FB0F5)},
                        {QStringLiteral("teal"), rgb(0x5CC9CF)},
                        {QStringLiteral("green"), rgb(0x7CC97F)},
                        {QStringLiteral("yellow"), rgb(0xE3C04B)},
                        {QStringLiteral("orange"), rgb(0xF2A266)},
                        {QStringLiteral("pink"), rgb(0xF28CC0)},
                        {QStringLiteral("purple"), rgb(0xBFA6F7)},
                        {QStringLiteral("grey"), rgb(0xA6AFBA)}},
    };
    return tokens;
}

struct RoleColors {
    QPalette::ColorRole role;
    quint32 light;
    quint32 dark;
};

constexpr RoleColors roleColors[] = {
    {QPalette::Window, 0xF1F3F5, 0x23272B},        {QPalette::WindowText, 0x1B2026, 0xE3E6EA},
    {QPalette::Base, 0xFFFFFF, 0x1A1D20},          {QPalette::Text, 0x1B2026, 0xE3E6EA},
    {QPalette::AlternateBase, 0xF7F8FA, 0x1F2226}, {QPalette::Button, 0xFBFCFD, 0x2E3338},
    {QPalette::ButtonText, 0x1B2026, 0xE3E6EA},    {QPalette::PlaceholderText, 0x667080, 0x99A2AD},
    {QPalette::ToolTipBase, 0xFFFFFF, 0x2E3338},   {QPalette::ToolTipText, 0x1B2026, 0xE3E6EA},
    {QPalette::Highlight, 0x1A62A6, 0x2A70B8},     {QPalette::HighlightedText, 0xFFFFFF, 0xFFFFFF},
    {QPalette::Link, 0x1A62A6, 0x7DB9F2},          {QPalette::LinkVisited, 0x1A62A6, 0x7DB9F2},
    {QPalette::Light, 0xFFFFFF, 0x434A52},         {QPalette::Midlight, 0xE5E8EC, 0x2F343A},
    {QPalette::Mid, 0xC8CED6, 0x444B53},           {QPalette::Dark, 0x97A0AC, 0x14171A},
    {QPalette::Shadow, 0x5A6470, 0x0B0D0F},        {QPalette::BrightText, 0xB3261E, 0xFF9186},
};

// Lists and tables are selected softly, so that chips and state colours stay readable on a selected row.
QPalette itemViewPalette(QPalette palette, bool dark)
{
    palette.setColor(QPalette::Highlight, rgb(dark ? 0x223E5C : 0xD5E5F5));
    palette.setColor(QPalette::HighlightedText, rgb(dark ? 0xF1F5F9 : 0x10253B));
    palette.setColor(QPalette::Inactive, QPalette::Highlight, rgb(dark ? 0x30363C : 0xE4E7EB));
    palette.setColor(QPalette::Inactive, QPalette::HighlightedText, palette.color(QPalette::Text));
    return palette;
}

QPalette menuPalette(QPalette palette)
{
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Button})
        palette.setColor(role, palette.color(QPalette::ToolTipBase));
    return palette;
}

// Names and sizes that the style sheet may use besides palette(): "@muted", "@height(26)".
QString expandedStyleSheet(QString sheet, const QPalette &palette, const QFont &font)
{
    const auto &tokens = tokensOf(palette);
    const QPair<QString, QColor> names[] = {
        {QStringLiteral("@muted"), tokens.muted},
        {QStringLiteral("@hover"), tokens.hover},
        {QStringLiteral("@disabled"), palette.color(QPalette::Disabled, QPalette::Text)},
        {QStringLiteral("@tooltip"), palette.color(QPalette::ToolTipBase)},
        {QStringLiteral("@placeholder"), palette.color(QPalette::PlaceholderText)},
    };
    for (const auto &[name, color] : names)
        sheet.replace(name, color.name());
    static const QRegularExpression height(QStringLiteral("@height\\((\\d+)\\)"));
    for (auto match = height.match(sheet); match.hasMatch(); match = height.match(sheet)) {
        const int pixels = rowHeight(font, match.captured(1).toInt());
        sheet.replace(match.capturedStart(), match.capturedLength(), QString::number(pixels) + QStringLiteral("px"));
    }
    return sheet;
}

QString styleSheetSource()
{
    QFile file(QStringLiteral(":/isthmus/style.qss"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

const QString portalService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString portalSettings = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearanceGroup = QStringLiteral("org.freedesktop.appearance");
const QString colorSchemeKey = QStringLiteral("color-scheme");

} // namespace

const Tint &Tokens::tint(Meaning meaning) const
{
    switch (meaning) {
    case Meaning::Ok:
        return ok;
    case Meaning::Warning:
        return warning;
    case Meaning::Error:
        return error;
    case Meaning::Live:
        return live;
    case Meaning::Mapped:
        return mapped;
    case Meaning::Neutral:
        break;
    }
    return neutral;
}

const Tokens &tokensOf(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128 ? darkTokens() : lightTokens();
}

QPalette applicationPalette(bool dark)
{
    QPalette palette;
    for (const auto &entry : roleColors)
        palette.setColor(entry.role, rgb(dark ? entry.dark : entry.light));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, rgb(dark ? 0x737C87 : 0x8B939E));
    return palette;
}

QFont resized(const QFont &base, int pixels)
{
    QFont font = base;
    if (font.pixelSize() > 0)
        font.setPixelSize(qMax(6, font.pixelSize() + pixels));
    else
        font.setPointSizeF(qMax(5.0, font.pointSizeF() + pixels * 0.75));
    return font;
}

QFont titleFont(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

int rowHeight(const QFont &font, int token)
{
    return qMax(token, QFontMetrics(font).height() + 6);
}

Theme::Theme(QObject *parent) : QObject(parent)
{
    m_platformIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    askPortal();
}

Theme::~Theme() = default;

void Theme::setChoice(Choice choice)
{
    m_choice = choice;
    apply();
}

void Theme::askPortal()
{
    if (!core::hasSessionBus())
        return;
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    // QtDBus connects to signals by name only.
    bus.connect(portalService, portalPath, portalSettings, QStringLiteral("SettingChanged"), this,
                SLOT(onPortalSettingChanged(QString, QString, QDBusVariant)));
    auto call = QDBusMessage::createMethodCall(portalService, portalPath, portalSettings, QStringLiteral("Read"));
    call << appearanceGroup << colorSchemeKey;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *finished;
        if (reply.isValid())
            takePortalValue(reply.value().variant());
    });
}

void Theme::onPortalSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearanceGroup && key == colorSchemeKey)
        takePortalValue(value.variant());
}

// 0 no preference, 1 dark, 2 light; Read() wraps the value in a second variant. Source: XDG Desktop Portal, "Settings".
void Theme::takePortalValue(const QVariant &value)
{
    const QVariant inner = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    const uint scheme = inner.toUInt();
    m_portalIsDark = scheme == 1 ? std::optional(true) : scheme == 2 ? std::optional(false) : std::nullopt;
    if (m_hasStyle && m_choice == Choice::System)
        apply();
}

void Theme::apply()
{
    const bool dark = m_choice == Choice::System ? m_portalIsDark.value_or(m_platformIsDark) : m_choice == Choice::Dark;
    if (m_hasStyle && dark == m_isDark)
        return;
    m_isDark = dark;
    if (!m_hasStyle) {
        m_hasStyle = true;
        QApplication::setStyle(new IsthmusStyle);
    }
    const QPalette palette = applicationPalette(dark);
    QApplication::setPalette(palette);
    QApplication::setPalette(itemViewPalette(palette, dark), "QAbstractItemView");
    QApplication::setPalette(menuPalette(palette), "QMenu");
    qApp->setStyleSheet(expandedStyleSheet(styleSheetSource(), palette, QApplication::font()));
    Q_EMIT changed();
}

} // namespace isthmus::views
