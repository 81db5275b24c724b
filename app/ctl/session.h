// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appservices.h"
#include "waitteller.h"

#include <isthmus/core/async.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <atomic>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>

namespace isthmus::app {

/// Exit codes of isthmusctl.
inline constexpr int exitDone = 0;
inline constexpr int exitFailed = 1;
inline constexpr int exitUsage = 2;
inline constexpr int exitDrift = 3; ///< of drift and diff: what was compared differs
inline constexpr int exitSignalled = 128; ///< and the number of the signal that ended the work: 130 for Ctrl+C

/// What a verb of isthmusctl works with. A verb runs on a thread of its own and may block; the main thread keeps its
/// event loop for the services.
class CtlSession {
public:
    explicit CtlSession(core::Cancellation cancellation) : m_cancellation(std::move(cancellation)) { }
    ~CtlSession();
    CtlSession(const CtlSession &) = delete;
    CtlSession &operator=(const CtlSession &) = delete;

    /// The services over this user's files, made at the first call. Errors: the saved connections cannot be read.
    [[nodiscard]] core::Result<AppServices *> services() { return services(Paths::ofUser()); }
    /// The same over other files; only one set of services is used by a session.
    [[nodiscard]] core::Result<AppServices *> services(const Paths &paths);
    /// Ends them; for a verb that removes the folders they lie in.
    void closeServices();

    [[nodiscard]] const core::Cancellation &cancellation() const { return m_cancellation; }
    /// Waits for \a future; Ctrl+C cancels it.
    template <typename T>
    [[nodiscard]] core::Result<T> await(QFuture<core::Result<T>> future) const
    {
        return core::await(std::move(future), m_cancellation);
    }
    /// As above; says on stderr how long \a what is waited for, where that takes more than two seconds.
    template <typename T>
    [[nodiscard]] core::Result<T> await(QFuture<core::Result<T>> future, const catalog::ObjectPath &what)
    {
        setWaitedFor(what);
        const auto teller = tellWaiting();
        return await(std::move(future));
    }
    [[nodiscard]] core::Result<connections::Backend> open(const QString &connection);
    /// Whether \a connection shows several databases or projects, whose names stand before schemas in paths; false for
    /// one that is not saved.
    [[nodiscard]] bool showsDatabases(const QString &connection);

    /// Calls \a function on the main thread and answers what it returns.
    template <typename Function>
    auto onMain(Function function) const
    {
        using Answer = std::invoke_result_t<Function>;
        if constexpr (std::is_void_v<Answer>) {
            QMetaObject::invokeMethod(qApp, function, Qt::BlockingQueuedConnection);
        } else {
            std::optional<Answer> answer;
            QMetaObject::invokeMethod(
                qApp, [&] { answer.emplace(function()); }, Qt::BlockingQueuedConnection);
            return std::move(*answer);
        }
    }

    /// Reads what \a task needs and plans it; writes nothing. Errors: those of planning::Planners::plan().
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task);

    /// Runs \a plan to its end; Ctrl+C cancels the run. \a onLog gets each line of its log, on the main thread.
    /// \a confirmed, errors: those of tasks::Runs::start().
    [[nodiscard]] core::Result<plan::Run> runToEnd(const plan::Task &task, const plan::Plan &plan,
                                                   const QStringList &confirmed,
                                                   const std::function<void(const plan::LogLine &)> &onLog);
    /// Goes on with the run \a id to its end, as above. Errors: those of tasks::Runs::resume().
    [[nodiscard]] core::Result<plan::Run> resumeToEnd(const QString &id, const QStringList &confirmed,
                                                      const std::function<void(const plan::LogLine &)> &onLog);

    bool json = false; ///< results and errors as JSON

    void print(const QString &text) const; ///< to stdout; one line or several, see Output::line()
    void printJson(const QJsonValue &value) const;
    void note(const QString &line) const; ///< to stderr: progress, for people only
    /// Says what went wrong, on stderr, with --json as of printErrorJson(); answers exitFailed.
    [[nodiscard]] int fail(const core::Error &error) const;

private:
    // Follows the run that \a begin starts, on this thread, and whose id it answers.
    [[nodiscard]] core::Result<plan::Run> followToEnd(const std::function<core::Result<QString>(tasks::Runs &)> &begin,
                                                      const std::function<void(const plan::LogLine &)> &onLog);
    void setWaitedFor(const catalog::ObjectPath &what);
    [[nodiscard]] std::unique_ptr<WaitTeller> tellWaiting();

    core::Cancellation m_cancellation;
    std::mutex m_mutex; // of what is waited for, which planners tell on threads of their own
    QString m_waitedFor;
    std::atomic<bool> m_isAsking = false; // for the master password
    std::unique_ptr<AppServices> m_services; // lives on the main thread
};

/// The options of one verb: parses, adds --json and --help, and says on stderr what is wrong.
class CtlArguments {
public:
    CtlArguments(const QString &verb, const QString &description);

    void addPositional(const QString &name, const QString &description, bool isOptional = false);
    /// Any number of positional arguments, or none; the last to be added.
    void addPositionals(const QString &name, const QString &description);
    /// A positional argument that may begin with anything ("-- header", "-1"): only an option of this verb, spelled
    /// exactly, is not taken for it. At most one.
    void addText(const QString &name, const QString &description, bool isOptional = false);
    /// An option with a value, or a switch where \a valueName is empty.
    void addOption(const QString &name, const QString &description, const QString &valueName = {});
    void allowMore() { m_allowed = std::numeric_limits<int>::max(); } ///< of the last positional argument

    /// Nothing if the verb is to go on; else the exit code: help was asked for, or the arguments are wrong.
    [[nodiscard]] std::optional<int> parse(const QStringList &arguments, CtlSession &session);

    [[nodiscard]] QString positional(int index) const { return m_parser.positionalArguments().value(index); }
    [[nodiscard]] int positionalCount() const { return int(m_parser.positionalArguments().size()); }
    [[nodiscard]] bool isSet(const QString &name) const { return m_parser.isSet(name); }
    /// Empty if it was not given, or is none of this verb's: the parser would say so to the user.
    [[nodiscard]] QString value(const QString &name) const
    {
        return m_parser.optionNames().contains(name) ? m_parser.value(name) : QString();
    }
    [[nodiscard]] QStringList given() const { return m_parser.optionNames(); } ///< options, without "--"
    /// As tellWrongUse(), with the verb's usage line.
    [[nodiscard]] int usageError(const QString &problem) const;

private:
    [[nodiscard]] QStringList sorted(const QStringList &arguments) const;

    const CtlSession *m_session = nullptr; // since parse()
    QString m_verb;
    QString m_usage;
    QCommandLineParser m_parser;
    int m_required = 0;
    int m_allowed = 0;
    int m_textPosition = -1; // none
    QStringList m_switches; // as they are spelled, without a value
    QStringList m_options; // with one
};

/// Says \a problem on stderr and how it is used, for programs as of printErrorJson(); answers exitUsage.
[[nodiscard]] int tellWrongUse(const QString &problem, const QString &usage, bool asJson);

/// One verb of isthmusctl.
struct CtlVerb {
    QString name; ///< "plan map-table" for a verb of two words
    QString summary; ///< for the list of verbs
    int (*run)(const QStringList &arguments, CtlSession &session) = nullptr;
};

int runConnectionVerb(const QStringList &arguments, CtlSession &session);
int runFindVerb(const QStringList &arguments, CtlSession &session);
int runLsVerb(const QStringList &arguments, CtlSession &session);
int runShowVerb(const QStringList &arguments, CtlSession &session);
int runExportVerb(const QStringList &arguments, CtlSession &session);
int runPreviewVerb(const QStringList &arguments, CtlSession &session);
int runCountVerb(const QStringList &arguments, CtlSession &session);
int runSqlVerb(const QStringList &arguments, CtlSession &session);
int runPlanMapTableVerb(const QStringList &arguments, CtlSession &session);
int runMapTableVerb(const QStringList &arguments, CtlSession &session);
int runPlanMapTablesVerb(const QStringList &arguments, CtlSession &session);
int runMapTablesVerb(const QStringList &arguments, CtlSession &session);
int runPlanMapToHologresVerb(const QStringList &arguments, CtlSession &session);
int runMapToHologresVerb(const QStringList &arguments, CtlSession &session);
int runPlanTaskVerb(const QStringList &arguments, CtlSession &session);
int runTaskVerb(const QStringList &arguments, CtlSession &session);
int runRunsVerb(const QStringList &arguments, CtlSession &session);
int runResumeVerb(const QStringList &arguments, CtlSession &session);
int runPlanMapSchemaVerb(const QStringList &arguments, CtlSession &session);
int runMapSchemaVerb(const QStringList &arguments, CtlSession &session);
int runPlanDropSchemaVerb(const QStringList &arguments, CtlSession &session);
int runDropSchemaVerb(const QStringList &arguments, CtlSession &session);
int runPlanDropTableVerb(const QStringList &arguments, CtlSession &session);
int runDropTableVerb(const QStringList &arguments, CtlSession &session);
int runPlanDriftVerb(const QStringList &arguments, CtlSession &session);
int runLineageVerb(const QStringList &arguments, CtlSession &session);
int runDriftVerb(const QStringList &arguments, CtlSession &session);
int runDiffVerb(const QStringList &arguments, CtlSession &session);
int runPlanLoadTableGroupVerb(const QStringList &arguments, CtlSession &session);
int runLoadTableGroupVerb(const QStringList &arguments, CtlSession &session);
int runTypesVerb(const QStringList &arguments, CtlSession &session);
int runPlanCreateServerVerb(const QStringList &arguments, CtlSession &session);
int runCreateServerVerb(const QStringList &arguments, CtlSession &session);
int runPlanDropServerVerb(const QStringList &arguments, CtlSession &session);
int runDropServerVerb(const QStringList &arguments, CtlSession &session);
int runPlanAddUserVerb(const QStringList &arguments, CtlSession &session);
int runAddUserVerb(const QStringList &arguments, CtlSession &session);
int runPlanGrantVerb(const QStringList &arguments, CtlSession &session);
int runGrantVerb(const QStringList &arguments, CtlSession &session);
int runDoctorVerb(const QStringList &arguments, CtlSession &session);
int runTourVerb(const QStringList &arguments, CtlSession &session);

/// Text::tr() translates in the command line's context.
struct CtlText {
    Q_DECLARE_TR_FUNCTIONS(Ctl)
};

} // namespace isthmus::app
