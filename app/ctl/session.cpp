// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "output.h"
#include "password.h"
#include "runfollower.h"

#include <algorithm>
#include <limits>

namespace isthmus::app {

CtlSession::~CtlSession() = default;

core::Result<AppServices *> CtlSession::services(const Paths &paths)
{
    if (m_services)
        return m_services.get();
    return onMain([this, &paths]() -> core::Result<AppServices *> {
        const auto ask = [this](connections::MasterPasswordQuestion question) {
            m_isAsking = true; // and waits for nobody else
            auto password = askMasterPassword(question);
            m_isAsking = false;
            return password;
        };
        m_services = std::make_unique<AppServices>(paths, ask, AppServices::Runs::Held);
        m_services->setOnWaiting([this](const catalog::ObjectPath &what) { setWaitedFor(what); });
        const auto loaded = m_services->load();
        if (!loaded)
            return core::fail(loaded.error());
        QObject::connect(&m_services->runs(), &tasks::Runs::storeFailed, &m_services->runs(),
                         [this](const core::Error &error) {
                             note(error.message);
                             note(error.hint);
                         });
        return m_services.get();
    });
}

core::Result<connections::Backend> CtlSession::open(const QString &connection)
{
    const auto made = services();
    if (!made)
        return core::fail(made.error());
    return await((*made)->connections().open(connection), {connection, {}});
}

void CtlSession::setWaitedFor(const catalog::ObjectPath &what)
{
    const std::lock_guard lock(m_mutex);
    m_waitedFor = what.toString();
}

std::unique_ptr<WaitTeller> CtlSession::tellWaiting()
{
    if (json)
        return nullptr;
    const auto waitedFor = [this] {
        const std::lock_guard lock(m_mutex);
        return m_isAsking ? QString() : m_waitedFor;
    };
    return std::make_unique<WaitTeller>(waitedFor, [this](const QString &line) { note(line); });
}

bool CtlSession::showsDatabases(const QString &connection)
{
    const auto made = services();
    if (!made)
        return false; // whatever is asked for next tells why
    const auto profile = onMain([&] { return (*made)->connections().profile(connection); });
    return profile && catalog::databaseKindBelow(profile->rootKind()).has_value();
}

core::Result<plan::Plan> CtlSession::plan(const plan::Task &task)
{
    const auto made = services();
    if (!made)
        return core::fail(made.error());
    const auto teller = tellWaiting();
    return await((*made)->planners().plan(task));
}

core::Result<plan::Run> CtlSession::runToEnd(const plan::Task &task, const plan::Plan &plan,
                                             const QStringList &confirmed,
                                             const std::function<void(const plan::LogLine &)> &onLog)
{
    return followToEnd(
        [&](tasks::Runs &runs) { return core::await(onMain([&] { return runs.start(task, plan, confirmed); })); },
        onLog);
}

core::Result<plan::Run> CtlSession::resumeToEnd(const QString &id, const QStringList &confirmed,
                                                const std::function<void(const plan::LogLine &)> &onLog)
{
    return followToEnd(
        [&](tasks::Runs &runs) -> core::Result<QString> {
            const auto resumed = core::await(onMain([&] { return runs.resume(id, confirmed); }));
            return resumed ? core::Result<QString>(id) : core::fail(resumed.error());
        },
        onLog);
}

core::Result<plan::Run> CtlSession::followToEnd(const std::function<core::Result<QString>(tasks::Runs &)> &begin,
                                                const std::function<void(const plan::LogLine &)> &onLog)
{
    const auto made = services();
    if (!made)
        return core::fail(made.error());
    auto &runs = (*made)->runs();
    RunFollower *follower = nullptr;
    onMain([&] {
        (*made)->beginRuns(); // what only reads neither needs the store of runs nor hears of its trouble
        static_cast<void>((*made)->names()); // hears of what the run makes and drops
        follower = new RunFollower(runs, onLog);
    });
    const auto id = begin(runs); // once it is asked for, the run exists: Ctrl+C cancels it below
    auto outcome = core::Result<plan::Run>(plan::Run());
    if (id) {
        const auto ended = onMain([&] {
            follower->follow(*id);
            return follower->ended();
        });
        const auto guard = m_cancellation.interruptWith(
            [&runs, id = *id] { QMetaObject::invokeMethod(&runs, [&runs, id] { runs.cancel(id); }); });
        static_cast<void>(core::await(ended));
        outcome = core::await(onMain([&] { return runs.run(*id); }));
    } else {
        outcome = core::fail(id.error());
    }
    onMain([follower] { delete follower; });
    return outcome;
}

void CtlSession::closeServices()
{
    onMain([this] { m_services.reset(); });
}

void CtlSession::print(const QString &text) const
{
    standardOutput().line(text);
}

void CtlSession::printJson(const QJsonValue &value) const
{
    standardOutput().line(jsonText(value));
}

void CtlSession::note(const QString &line) const
{
    standardOutput().flush(); // both often go to one terminal: in the order in which they were said
    standardError().line(line);
}

int CtlSession::fail(const core::Error &error) const
{
    standardOutput().flush();
    if (json) {
        printErrorJson(error);
        return exitFailed;
    }
    if (error.isCancelled()) {
        if (!standardOutput().isClosed()) // whoever closed it knows
            note(CtlText::tr("Cancelled."));
        if (!error.hint.isEmpty())
            note(error.hint);
        return exitFailed;
    }
    note(error.code.isEmpty() ? error.message : QStringLiteral("%1 [%2]").arg(error.message, error.code));
    if (!error.hint.isEmpty())
        note(error.hint);
    if (const QString more = error.furtherDetail(); !more.isEmpty())
        note(more);
    return exitFailed;
}

CtlArguments::CtlArguments(const QString &verb, const QString &description) : m_verb(verb)
{
    m_usage = QStringLiteral("isthmusctl ") + verb;
    m_parser.setApplicationDescription(description);
    addOption(QStringLiteral("json"), CtlText::tr("Print JSON."));
    m_parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, CtlText::tr("Show this help.")});
    m_switches << QStringLiteral("-h") << QStringLiteral("--help");
}

void CtlArguments::addPositional(const QString &name, const QString &description, bool isOptional)
{
    m_parser.addPositionalArgument(name, description, isOptional ? u'[' + name + u']' : name);
    m_usage += u' ' + (isOptional ? u'[' + name + u']' : name);
    m_required += isOptional ? 0 : 1;
    ++m_allowed;
}

void CtlArguments::addPositionals(const QString &name, const QString &description)
{
    addPositional(name + QStringLiteral("..."), description, true);
    m_allowed = std::numeric_limits<int>::max();
}

void CtlArguments::addText(const QString &name, const QString &description, bool isOptional)
{
    m_textPosition = m_allowed;
    addPositional(name, description, isOptional);
}

void CtlArguments::addOption(const QString &name, const QString &description, const QString &valueName)
{
    m_parser.addOption({name, description, valueName});
    (valueName.isEmpty() ? m_switches : m_options).append(QStringLiteral("--") + name);
}

// The options, "--", the positional arguments: QCommandLineParser would take a text that begins with '-' for options.
QStringList CtlArguments::sorted(const QStringList &arguments) const
{
    QStringList options;
    QStringList words;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (argument == u"--") {
            words += arguments.mid(i + 1);
            break;
        }
        const bool isOneLine = !argument.contains(u'\n');
        const bool hasValue = isOneLine && argument.contains(u'=') && m_options.contains(argument.section(u'=', 0, 0));
        const bool isOption = m_switches.contains(argument) || m_options.contains(argument) || hasValue;
        const bool isText = words.size() == m_textPosition && !isOption;
        if (isText || !argument.startsWith(u'-') || argument == u"-") {
            words.append(argument);
            continue;
        }
        options.append(argument);
        if (m_options.contains(argument) && i + 1 < arguments.size())
            options.append(arguments.at(++i));
    }
    return options + QStringList{QStringLiteral("--")} + words;
}

std::optional<int> CtlArguments::parse(const QStringList &arguments, CtlSession &session)
{
    const bool isParsed = m_parser.parse(QStringList{QStringLiteral("isthmusctl ") + m_verb} + sorted(arguments));
    session.json = m_parser.isSet(QStringLiteral("json"));
    m_session = &session;
    if (!isParsed)
        return usageError(m_parser.errorText());
    if (m_parser.isSet(QStringLiteral("help"))) {
        // QCommandLineParser names the executable; the verb belongs to the line as well.
        QString text = m_parser.helpText();
        const qsizetype end = text.indexOf(u'\n');
        text.replace(0, end, CtlText::tr("Usage: %1 [options]").arg(m_usage));
        session.print(text.trimmed());
        return exitDone;
    }
    const qsizetype count = m_parser.positionalArguments().size();
    if (count < m_required)
        return usageError(CtlText::tr("An argument is missing."));
    if (count > m_allowed)
        return usageError(CtlText::tr("Too many arguments: %1").arg(m_parser.positionalArguments().at(m_allowed)));
    return std::nullopt;
}

int CtlArguments::usageError(const QString &problem) const
{
    const bool isForPrograms = m_session && m_session->json;
    return tellWrongUse(problem, CtlText::tr("Usage: %1 [options]; --help tells more.").arg(m_usage), isForPrograms);
}

int tellWrongUse(const QString &problem, const QString &usage, bool asJson)
{
    if (asJson) {
        printErrorJson({core::ErrorKind::Invalid, problem, usage, {}, {}});
        return exitUsage;
    }
    standardError().line(problem);
    standardError().line(usage);
    return exitUsage;
}

} // namespace isthmus::app
