// SPDX-License-Identifier: GPL-3.0-or-later
// Debian's Qt is not instrumented: the thread sanitizer does not see that a call which goes through the queue of an
// event loop comes after its posting, nor that a future's result comes after it was made, and takes what they hand over
// for races. Here it is told. Programs' own symbols come before those of libQt6Core, so that its functions below, which
// our code calls, are found here first; each tells the sanitizer and calls Qt's.
#include <QDeadlineTimer>
#include <QFutureInterfaceBase>
#include <QObject>
#include <QThread>
#include <QThreadPool>

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

#include <functional>

namespace {

template <typename Function>
Function *qtsOwn(const char *symbol)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, symbol));
}

// Calls another slot, in the order of the queue.
class OrderedSlot final : public QtPrivate::QSlotObjectBase {
public:
    explicit OrderedSlot(QtPrivate::QSlotObjectBase *slot) : QSlotObjectBase(&act), m_slot(slot) { }

private:
    static void act(int which, QSlotObjectBase *base, QObject *receiver, void **arguments, bool *)
    {
        __tsan_acquire(base);
        auto *self = static_cast<OrderedSlot *>(base);
        if (which == Call) {
            self->m_slot->call(receiver, arguments);
            __tsan_release(base); // who posted it may be the one that deletes it
            __tsan_release(QThread::currentThread()); // and who waits for this thread sees what was done
        } else if (which == Destroy) {
            self->m_slot->destroyIfLastRef();
            delete self;
        }
    }

    QtPrivate::QSlotObjectBase *m_slot;
};

// What all copies of a future have in common: the first member after the table of virtual functions. Nothing: the
// future was moved away.
void *stateOf(const void *future)
{
    return static_cast<void *const *>(future)[1];
}

void acquireState(const void *future)
{
    if (void *const state = stateOf(future))
        __tsan_acquire(state);
}

void releaseState(const void *future)
{
    if (void *const state = stateOf(future))
        __tsan_release(state);
}

} // namespace

extern "C" {

#define INVOKE "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv"
bool orderedInvoke(QObject *receiver, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                   void *answer) asm(INVOKE);
bool orderedInvoke(QObject *receiver, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *answer)
{
    static auto *const qts = qtsOwn<decltype(orderedInvoke)>(INVOKE);
    auto *ordered = new OrderedSlot(slot);
    __tsan_release(ordered);
    return qts(receiver, ordered, type, answer);
}

#define START "_ZN11QThreadPool5startESt8functionIFvvEEi"
void orderedStart(QThreadPool *pool, std::function<void()> work, int priority) asm(START);
void orderedStart(QThreadPool *pool, std::function<void()> work, int priority)
{
    static auto *const qts = qtsOwn<decltype(orderedStart)>(START);
    auto *ordered = new std::function<void()>(std::move(work));
    __tsan_release(ordered);
    qts(
        pool,
        [ordered] {
            __tsan_acquire(ordered);
            (*ordered)();
            delete ordered;
        },
        priority);
}

#define REPORT_FINISHED "_ZN20QFutureInterfaceBase14reportFinishedEv"
void orderedFinish(QFutureInterfaceBase *future) asm(REPORT_FINISHED);
void orderedFinish(QFutureInterfaceBase *future)
{
    static auto *const qts = qtsOwn<decltype(orderedFinish)>(REPORT_FINISHED);
    releaseState(future);
    qts(future);
}

#define WAIT_FOR_FINISHED "_ZN20QFutureInterfaceBase15waitForFinishedEv"
void orderedWait(QFutureInterfaceBase *future) asm(WAIT_FOR_FINISHED);
void orderedWait(QFutureInterfaceBase *future)
{
    static auto *const qts = qtsOwn<decltype(orderedWait)>(WAIT_FOR_FINISHED);
    qts(future);
    acquireState(future);
}

#define IS_FINISHED "_ZNK20QFutureInterfaceBase10isFinishedEv"
bool orderedIsFinished(const QFutureInterfaceBase *future) asm(IS_FINISHED);
bool orderedIsFinished(const QFutureInterfaceBase *future)
{
    static auto *const qts = qtsOwn<decltype(orderedIsFinished)>(IS_FINISHED);
    const bool isFinished = qts(future);
    if (isFinished)
        acquireState(future);
    return isFinished;
}

// The last one to let go of a future deletes what the others have used.
#define LET_RESULTS_GO "_ZNK20QFutureInterfaceBase6derefTEv"
bool orderedLetResultsGo(const QFutureInterfaceBase *future) asm(LET_RESULTS_GO);
bool orderedLetResultsGo(const QFutureInterfaceBase *future)
{
    static auto *const qts = qtsOwn<decltype(orderedLetResultsGo)>(LET_RESULTS_GO);
    void *const state = stateOf(future); // which may be gone afterwards
    __tsan_release(state);
    const bool isKept = qts(future);
    __tsan_acquire(state);
    return isKept;
}

#define LET_GO "_ZN20QFutureInterfaceBaseD2Ev"
void orderedLetGo(QFutureInterfaceBase *future) asm(LET_GO);
void orderedLetGo(QFutureInterfaceBase *future)
{
    static auto *const qts = qtsOwn<decltype(orderedLetGo)>(LET_GO);
    releaseState(future);
    acquireState(future);
    qts(future);
}

// Of an object that is no part of another one; Qt's is the same.
#define LET_GO_WHOLE "_ZN20QFutureInterfaceBaseD1Ev"
void orderedLetGoWhole(QFutureInterfaceBase *future) asm(LET_GO_WHOLE);
void orderedLetGoWhole(QFutureInterfaceBase *future)
{
    orderedLetGo(future);
}

// A thread that quits its event loop from within has done all that who waits for it may see.
#define QUIT "_ZN7QThread4quitEv"
void orderedQuit(QThread *thread) asm(QUIT);
void orderedQuit(QThread *thread)
{
    static auto *const qts = qtsOwn<decltype(orderedQuit)>(QUIT);
    __tsan_release(thread);
    qts(thread);
}

#define WAIT "_ZN7QThread4waitE14QDeadlineTimer"
bool orderedThreadWait(QThread *thread, QDeadlineTimer deadline) asm(WAIT);
bool orderedThreadWait(QThread *thread, QDeadlineTimer deadline)
{
    static auto *const qts = qtsOwn<decltype(orderedThreadWait)>(WAIT);
    const bool hasEnded = qts(thread, deadline);
    if (hasEnded)
        __tsan_acquire(thread);
    return hasEnded;
}

// What Qt and GLib allocate, copy and free on their own in the course of all that.
const char *__tsan_default_suppressions()
{
    return "called_from_lib:libQt6Core.so.6\ncalled_from_lib:libglib-2.0.so.0\n";
}

} // extern "C"
