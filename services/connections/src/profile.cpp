// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/profile.h>
#include <isthmus/core/jsonreader.h>

#include <QCoreApplication>
#include <QJsonArray>

#include <utility>

namespace isthmus::connections {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Connections", source);
}

// Names for files and the command line, and titles.
constexpr std::pair<const char *, const char *> colours[] = {
    {"blue", QT_TRANSLATE_NOOP("Connections", "Blue")},     {"teal", QT_TRANSLATE_NOOP("Connections", "Teal")},
    {"green", QT_TRANSLATE_NOOP("Connections", "Green")},   {"yellow", QT_TRANSLATE_NOOP("Connections", "Yellow")},
    {"orange", QT_TRANSLATE_NOOP("Connections", "Orange")}, {"pink", QT_TRANSLATE_NOOP("Connections", "Pink")},
    {"purple", QT_TRANSLATE_NOOP("Connections", "Purple")}, {"grey", QT_TRANSLATE_NOOP("Connections", "Grey")},
};

QJsonValue readField(core::JsonReader &reader, const ConnectionField &field)
{
    const QJsonValue byDefault = field.defaultValue();
    const bool isNumber = field.type == ConnectionField::Type::Number;
    if (field.missing && !field.applies)
        return isNumber ? QJsonValue(reader.integer(field.id)) : QJsonValue(reader.text(field.id));
    return isNumber ? QJsonValue(reader.integer(field.id, byDefault.toInt()))
                    : QJsonValue(reader.text(field.id, byDefault.toString()));
}

// What may stand in the file for the damaged members of \a profile.
QString properValues(const Profile &profile)
{
    QStringList sentences;
    for (const QString &damaged : profile.damage) {
        const QString member = damaged.section(u'[', 0, 0); // "hidden_schemas[0]"
        if (member == u"system" && !findKind(profile.kind))
            continue; // which is told by itself
        const ConnectionField *field = profile.info().field(member);
        const char *sentence = QT_TRANSLATE_NOOP("Connections", "\"%1\" is a text.");
        if (member == u"environment")
            sentence = QT_TRANSLATE_NOOP("Connections", "\"%1\" is \"development\" or \"production\", or is left out.");
        else if (member == u"read_only")
            sentence = QT_TRANSLATE_NOOP("Connections", "\"%1\" is true or false.");
        else if (member == u"hidden_schemas")
            sentence = QT_TRANSLATE_NOOP("Connections", "\"%1\" is a list of texts.");
        else if (field && field->type == ConnectionField::Type::Number)
            sentence = QT_TRANSLATE_NOOP("Connections", "\"%1\" is a whole number, without quotes.");
        const QString told = text(sentence).arg(member);
        if (!sentences.contains(told))
            sentences.append(told);
    }
    return sentences.isEmpty() ? QString() : u' ' + sentences.join(u' ');
}

} // namespace

QString environmentName(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return QStringLiteral("development");
    case Environment::Production:
        return QStringLiteral("production");
    case Environment::None:
        break;
    }
    return {};
}

std::optional<Environment> environmentFromName(const QString &name)
{
    for (const auto environment : {Environment::None, Environment::Development, Environment::Production}) {
        if (environmentName(environment) == name)
            return environment;
    }
    return std::nullopt;
}

QString environmentTitle(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return text(QT_TRANSLATE_NOOP("Connections", "Development"));
    case Environment::Production:
        return text(QT_TRANSLATE_NOOP("Connections", "Production"));
    case Environment::None:
        break;
    }
    return {};
}

QStringList connectionColours()
{
    QStringList names;
    for (const auto &[name, title] : colours)
        names.append(QLatin1String(name));
    return names;
}

QString colourTitle(const QString &colour)
{
    for (const auto &[name, title] : colours) {
        if (colour == QLatin1String(name))
            return text(title);
    }
    return {};
}

const ConnectionKind &Profile::info() const
{
    static const ConnectionKind unknown;
    const ConnectionKind *found = findKind(kind);
    return found ? *found : unknown;
}

QString Profile::text(QStringView field) const
{
    const auto value = m_values.constFind(field);
    if (value != m_values.constEnd())
        return value->toString();
    const ConnectionField *known = info().field(field);
    return known ? known->defaultValue().toString() : QString();
}

int Profile::number(QStringView field) const
{
    const auto value = m_values.constFind(field);
    if (value != m_values.constEnd())
        return value->toInt();
    const ConnectionField *known = info().field(field);
    return known ? known->defaultValue().toInt() : 0;
}

void Profile::set(QStringView field, const QJsonValue &value)
{
    const ConnectionField *known = info().field(field);
    if (!known)
        return;
    if (value == known->defaultValue())
        m_values.remove(field);
    else
        m_values.insert(field, value);
}

bool Profile::can(Capability capability) const
{
    return info().capabilities.testFlag(capability);
}

catalog::Side Profile::side() const
{
    return info().side;
}

catalog::ObjectKind Profile::rootKind() const
{
    return info().rootKind(*this);
}

QString Profile::database() const
{
    return info().database(*this);
}

QString Profile::computeGroup() const
{
    return text(info().computeGroupField);
}

QString Profile::account() const
{
    return text(info().accountField);
}

bool Profile::needsSecret() const
{
    const ConnectionKind &own = info();
    return own.secretMissing && !(own.signsInAlone && own.signsInAlone(*this));
}

bool Profile::hasToken() const
{
    const ConnectionKind &own = info();
    return own.hasToken && own.hasToken(*this);
}

void Profile::describeAs(const Profile &other)
{
    description = other.description;
    environment = other.environment;
    group = other.group;
    colour = other.colour;
}

QStringList Profile::problems() const
{
    QStringList problems;
    if (!damage.isEmpty()) {
        problems.append(
            connections::text(QT_TRANSLATE_NOOP("Connections", "The saved connection \"%1\" lacks a proper \"%2\"."))
                .arg(name, damage.join(QStringLiteral("\", \"")))
            + properValues(*this));
    }
    if (!findKind(kind)) {
        problems.append(
            connections::text(QT_TRANSLATE_NOOP("Connections", "There is no kind of connection called \"%1\"."))
                .arg(kind));
    }
    if (!damage.isEmpty())
        return problems; // what stands for the damaged members is nobody's mistake
    problems.prepend(problemOfName(name));
    for (const auto &field : info().fields)
        problems.append(problemOf(field, *this));
    problems.append(problemOfDescription(description));
    problems.append(problemOfGroup(group));
    problems.removeAll(QString());
    return problems;
}

QJsonObject Profile::toJson() const
{
    QJsonObject json{{QStringLiteral("name"), name},
                     {QStringLiteral("system"), kind},
                     {QStringLiteral("read_only"), readOnly},
                     {QStringLiteral("hidden_schemas"), QJsonArray::fromStringList(hiddenSchemas)}};
    if (!description.isEmpty())
        json.insert(QStringLiteral("description"), description);
    if (environment != Environment::None)
        json.insert(QStringLiteral("environment"), environmentName(environment));
    if (!group.isEmpty())
        json.insert(QStringLiteral("group"), group);
    if (!colour.isEmpty())
        json.insert(QStringLiteral("colour"), colour);
    if (!sandboxDir.isEmpty())
        json.insert(QStringLiteral("sandbox_dir"), sandboxDir);
    for (const auto &field : info().fields)
        json.insert(field.id, m_values.contains(field.id) ? m_values.value(field.id) : field.defaultValue());
    return json;
}

std::optional<Profile> Profile::fromJson(const QJsonObject &json)
{
    core::JsonReader reader(json);
    Profile profile;
    profile.name = reader.text(QStringLiteral("name"));
    if (profile.name.isEmpty())
        return std::nullopt;
    profile.kind = reader.text(QStringLiteral("system"));
    if (reader.ok() && !findKind(profile.kind))
        reader.note(QStringLiteral("system"));
    profile.readOnly = reader.boolean(QStringLiteral("read_only"), false);
    profile.hiddenSchemas = reader.texts(QStringLiteral("hidden_schemas"), {});
    profile.description = withoutHidden(reader.text(QStringLiteral("description"), QString()));
    if (const auto known = environmentFromName(reader.text(QStringLiteral("environment"), QString())))
        profile.environment = *known;
    else
        reader.note(QStringLiteral("environment"));
    profile.group = withoutHidden(reader.text(QStringLiteral("group"), QString())).trimmed();
    profile.colour = reader.text(QStringLiteral("colour"), QString());
    profile.sandboxDir = reader.text(QStringLiteral("sandbox_dir"), QString());
    for (const auto &field : profile.info().fields) {
        const qsizetype wrongBefore = reader.wrong().size();
        const QJsonValue value = readField(reader, field);
        if (reader.wrong().size() == wrongBefore)
            profile.set(field.id, value);
    }
    profile.damage = reader.wrong();
    // Who cannot say whether it may write must not.
    profile.readOnly = profile.readOnly || profile.damage.contains(QStringLiteral("read_only"));
    return profile;
}

} // namespace isthmus::connections
