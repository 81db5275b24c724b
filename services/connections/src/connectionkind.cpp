// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/printable.h>
#include <isthmus/records/zone.h>

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

#include <algorithm>
#include <deque>
#include <mutex>

namespace isthmus::connections {

namespace {

constexpr qsizetype maxNameLength = 128;

// Members of a saved connection that are no fields, and the names that the form has for its own.
const QStringList &reservedIds()
{
    static const QStringList ids{
        QStringLiteral("name"),   QStringLiteral("system"),         QStringLiteral("read_only"),
        QStringLiteral("secret"), QStringLiteral("hidden_schemas"), QStringLiteral("sandbox_dir"),
        QStringLiteral("token"),  QStringLiteral("description"),    QStringLiteral("environment"),
        QStringLiteral("group"),  QStringLiteral("colour")};
    return ids;
}

bool holdsControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

bool holdsHidden(const QString &text)
{
    const std::u32string characters = text.toStdU32String();
    return std::any_of(characters.begin(), characters.end(), isHidden);
}

QString problemOfTimeZone(const Profile &profile)
{
    const QString zone = profile.text(timeZoneFieldId);
    if (zone.isEmpty() || records::Zone::named(zone))
        return {};
    return kindText(QT_TRANSLATE_NOOP("Connections", "\"%1\" is no time zone; write a name such as Asia/Shanghai."))
        .arg(zone);
}

// Window and command line run in whatever folder they were started from.
QString problemOfAuthorities(const Profile &profile)
{
    const QString file = profile.text(authoritiesFieldId);
    if (file.isEmpty() || QDir::isAbsolutePath(file))
        return {};
    return kindText(QT_TRANSLATE_NOOP("Connections", "The CA file \"%1\" is to be named by its whole path.")).arg(file);
}

struct Registry {
    std::mutex mutex;
    std::deque<ConnectionKind> kinds; // stay where they are when others come
};

Registry &registry()
{
    static Registry all;
    return all;
}

QString text(const char *source)
{
    return QCoreApplication::translate("Connections", source);
}

QString problemOfNumber(const ConnectionField &field, int value)
{
    if (value >= field.minimum && value <= field.maximum)
        return {};
    return text(QT_TRANSLATE_NOOP("Connections", "%1: %2 is not between %3 and %4."))
        .arg(titleOf(field))
        .arg(value)
        .arg(field.minimum)
        .arg(field.maximum);
}

QString problemOfChoice(const ConnectionField &field, const QString &value)
{
    QStringList known;
    for (const auto &choice : field.choices)
        known.append(choice.value);
    if (known.contains(value))
        return {};
    return text(QT_TRANSLATE_NOOP("Connections", "%1: \"%2\" is not known; use one of %3."))
        .arg(titleOf(field), value, known.join(QStringLiteral(", ")));
}

} // namespace

QJsonValue ConnectionField::defaultValue() const
{
    switch (type) {
    case Type::Text:
        return byDefault.toString();
    case Type::Number:
        return byDefault.toInt();
    case Type::Choice:
        break;
    }
    return byDefault.isString() || choices.isEmpty() ? byDefault.toString() : choices.first().value;
}

const ConnectionField *ConnectionKind::field(QStringView fieldId) const
{
    const auto found = std::ranges::find_if(fields, [&](const auto &field) { return field.id == fieldId; });
    return found == fields.end() ? nullptr : &*found;
}

void registerKind(ConnectionKind kind)
{
    Q_ASSERT(std::ranges::none_of(kind.fields, [](const auto &field) { return reservedIds().contains(field.id); }));
    Q_ASSERT(kind.accountField.isEmpty() || kind.field(kind.accountField));
    auto &all = registry();
    const std::lock_guard lock(all.mutex);
    if (std::ranges::find(all.kinds, kind.id, &ConnectionKind::id) == all.kinds.end())
        all.kinds.push_back(std::move(kind));
}

QList<const ConnectionKind *> connectionKinds()
{
    auto &all = registry();
    const std::lock_guard lock(all.mutex);
    QList<const ConnectionKind *> kinds;
    for (const auto &kind : all.kinds)
        kinds.append(&kind);
    return kinds;
}

QList<const ConnectionKind *> connectionKinds(catalog::Side side)
{
    auto kinds = connectionKinds();
    kinds.removeIf([side](const ConnectionKind *kind) { return kind->side != side; });
    return kinds;
}

const ConnectionKind *findKind(QStringView id)
{
    auto &all = registry();
    const std::lock_guard lock(all.mutex);
    const auto found = std::ranges::find_if(all.kinds, [&](const auto &kind) { return kind.id == id; });
    return found == all.kinds.end() ? nullptr : &*found;
}

ConnectionField timeZoneField(const char *placeholder)
{
    return {.id = timeZoneFieldId.toString(),
            .label = QT_TRANSLATE_NOOP("Connections", "Time &zone"),
            .help = QT_TRANSLATE_NOOP("Connections", "time zone of the sessions, for example Asia/Shanghai."),
            .valueName = "NAME",
            .placeholder = placeholder,
            .check = problemOfTimeZone};
}

ConnectionField timeLimitField()
{
    constexpr int aDay = 24 * 3600;
    return {.id = timeLimitFieldId.toString(),
            .type = ConnectionField::Type::Number,
            .label = QT_TRANSLATE_NOOP("Connections", "Time &limit (s)"),
            .help = QT_TRANSLATE_NOOP("Connections",
                                      "seconds that connecting and each answer may take, SQL too; the usual limits if "
                                      "not given."),
            .valueName = "SECONDS",
            .placeholder = QT_TRANSLATE_NOOP("Connections", "as usual"),
            .maximum = aDay};
}

std::optional<std::chrono::milliseconds> timeLimitOf(const Profile &profile)
{
    const int seconds = profile.number(timeLimitFieldId);
    return seconds > 0 ? std::optional<std::chrono::milliseconds>(std::chrono::seconds(seconds)) : std::nullopt;
}

ConnectionField authoritiesField()
{
    return {.id = authoritiesFieldId.toString(),
            .label = QT_TRANSLATE_NOOP("Connections", "CA &file"),
            .help = QT_TRANSLATE_NOOP("Connections", "file with the certificate authorities to trust (PEM)."),
            .valueName = "FILE",
            .placeholder = QT_TRANSLATE_NOOP("Connections", "this system's certificates"),
            .check = problemOfAuthorities};
}

QString kindText(const char *source)
{
    return source ? text(source) : QString();
}

QString titleOf(const ConnectionField &field)
{
    static const QRegularExpression mnemonic(QStringLiteral("\\(&.\\)|&")); // "&Port", "Port(&P)"
    return kindText(field.label).remove(mnemonic);
}

SecretParts SecretParts::of(const QString &kept)
{
    const qsizetype end = kept.indexOf(u'\n');
    return end < 0 ? SecretParts{kept, {}} : SecretParts{kept.first(end), kept.sliced(end + 1)};
}

QString SecretParts::joined() const
{
    return token.isEmpty() ? secret : secret + u'\n' + token;
}

QString problemOf(const ConnectionField &field, const Profile &profile)
{
    if (field.applies && !field.applies(profile))
        return {};
    const QString value = profile.text(field.id);
    QString problem;
    switch (field.type) {
    case ConnectionField::Type::Text:
        if (field.missing && value.isEmpty())
            problem = text(field.missing);
        break;
    case ConnectionField::Type::Number:
        problem = problemOfNumber(field, profile.number(field.id));
        break;
    case ConnectionField::Type::Choice:
        problem = problemOfChoice(field, value);
        break;
    }
    return problem.isEmpty() && field.check ? field.check(profile) : problem;
}

bool isHidden(char32_t c)
{
    constexpr char32_t nonJoiner = 0x200c;
    constexpr char32_t joiner = 0x200d;
    return core::isControlling(c) && c != nonJoiner && c != joiner;
}

QString withoutHidden(const QString &text)
{
    QString seen;
    for (const char32_t c : text.toStdU32String()) {
        if (!isHidden(c) || QChar::category(c) == QChar::Other_Control)
            seen += QString::fromUcs4(&c, 1);
    }
    return seen;
}

QString problemOfName(const QString &name)
{
    if (name.isEmpty())
        return text(QT_TRANSLATE_NOOP("Connections", "The connection needs a name."));
    if (name.size() > maxNameLength)
        return text(QT_TRANSLATE_NOOP("Connections", "The name is longer than %1 characters.")).arg(maxNameLength);
    if (name.trimmed() != name)
        return text(QT_TRANSLATE_NOOP("Connections", "The name begins or ends with a blank."));
    if (holdsControl(name))
        return text(QT_TRANSLATE_NOOP("Connections", "The name holds a character that cannot be shown."));
    return {};
}

QString problemOfNewName(const QString &name)
{
    if (name.contains(u'/') || name.contains(u'%')) {
        return text(QT_TRANSLATE_NOOP("Connections",
                                      "The name holds \"/\" or \"%\", which mean something of their own in paths."));
    }
    if (name.startsWith(u'-'))
        return text(QT_TRANSLATE_NOOP("Connections", "The name begins with \"-\", as options of the command line do."));
    if (name == u"." || name == u"..")
        return text(QT_TRANSLATE_NOOP("Connections", "\".\" and \"..\" mean folders; choose another name."));
    if (name.contains(QChar::ReplacementCharacter))
        return text(QT_TRANSLATE_NOOP("Connections", "The name holds bytes that are no text."));
    if (holdsHidden(name))
        return text(QT_TRANSLATE_NOOP("Connections", "The name holds a character that cannot be shown."));
    return problemOfName(name);
}

QString problemOfDescription(const QString &description)
{
    constexpr qsizetype maxLength = 500;
    if (description.size() > maxLength)
        return text(QT_TRANSLATE_NOOP("Connections", "The description is longer than %1 characters.")).arg(maxLength);
    if (holdsHidden(description))
        return text(QT_TRANSLATE_NOOP("Connections", "The description holds a character that cannot be shown."));
    return {};
}

QString problemOfGroup(const QString &group)
{
    constexpr qsizetype maxLength = 60;
    if (group.size() > maxLength)
        return text(QT_TRANSLATE_NOOP("Connections", "The group is longer than %1 characters.")).arg(maxLength);
    if (holdsHidden(group))
        return text(QT_TRANSLATE_NOOP("Connections", "The group holds a character that cannot be shown."));
    return {};
}

} // namespace isthmus::connections
