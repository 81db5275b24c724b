// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>

/// What plans and runs read like, in the language that is installed in the reading program: the last thing before
/// showing or printing. Pure; any thread.
namespace isthmus::plan {

/// Translated where the installed language knows it, in English where not, with its arguments put in.
[[nodiscard]] QString words(const Text &text);
[[nodiscard]] core::Error words(const Failure &failure);
/// \a document, such as that of a plan, with a string wherever it holds a Text: for programs that read it.
[[nodiscard]] QJsonValue inWords(const QJsonValue &document);
/// What came of step \a index of \a run: its outcome, "Not run" for one that was not reached; empty while it is open.
[[nodiscard]] QString outcomeWords(const Run &run, qsizetype index);

[[nodiscard]] QString runStateTitle(RunState state); ///< "Succeeded"
[[nodiscard]] Text runStateText(RunState state);

} // namespace isthmus::plan
