// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace isthmus::models {

/// What \a work, a Result<T>(), answers on the global pool: for what would hold up the window. It must own all it uses.
template <typename T, typename Work>
[[nodiscard]] QFuture<core::Result<T>> onPool(Work work)
{
    auto promise = std::make_shared<QPromise<core::Result<T>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::make_shared<Work>(std::move(work))] {
        promise->addResult((*work)());
        promise->finish();
    });
    return promise->future();
}

/// Frees \a value, which nobody else refers to, on the global pool: two hundred thousand rows take long to free.
template <typename T>
void freeLater(T value)
{
    QThreadPool::globalInstance()->start([kept = std::make_shared<T>(std::move(value))]() mutable { kept.reset(); });
}

} // namespace isthmus::models
