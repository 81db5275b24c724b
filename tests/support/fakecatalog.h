// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/async.h>
#include <isthmus/records/sqlrunner.h>
#include <isthmus/records/tablereader.h>

#include <QHash>
#include <QPromise>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace isthmus::testsupport {

/// A call that the test has yet to answer. Copies share it.
template <typename T>
struct HeldCall {
    catalog::ObjectPath path;
    QString marker; ///< of children()
    std::shared_ptr<QPromise<core::Result<T>>> promise;

    /// Once.
    void answer(core::Result<T> result) const
    {
        promise->addResult(std::move(result));
        promise->finish();
    }
    /// As a lane does with a call that was cancelled before it ran.
    void finishCancelled() const
    {
        promise->future().cancel();
        promise->finish();
    }
    [[nodiscard]] bool isCancelled() const { return promise->isCanceled(); }
};

/// A catalog in the test's hand: answers at once from what was set, or holds calls until the test answers them.
/// What was not set is NotFound. Thread: any.
class FakeCatalog final : public catalog::Catalog {
public:
    /// From now on children() and table() wait for the test.
    void hold(bool isHolding);

    void setServer(core::Result<catalog::ServerInfo> server);
    /// From now on children() tells names and kinds of relations only, as real lists do; entries() tells the rest.
    void setBrief(bool isBrief);
    void setHidden(const catalog::ObjectPath &parent, const QStringList &names); ///< Page::hidden of its last page
    void setEntriesError(const std::optional<core::Error> &error); ///< of entries(), whatever it is asked
    void setChildren(const catalog::ObjectPath &parent, const QList<catalog::Entry> &children);
    void setChildrenError(const catalog::ObjectPath &parent, const core::Error &error);
    void setTable(const catalog::TableInfo &info);
    void setTableError(const catalog::ObjectPath &path, const core::Error &error);
    void setDdl(const core::Result<QString> &ddl);
    void setExternalLinks(const QList<catalog::ExternalLink> &links);
    void setFacts(const core::Result<QList<catalog::Fact>> &facts);
    void setFacts(const catalog::ObjectPath &path, const QList<catalog::Fact> &facts); ///< of one object

    [[nodiscard]] std::vector<HeldCall<catalog::Page>> heldChildren() const; ///< all so far, answered ones too
    [[nodiscard]] std::vector<HeldCall<catalog::TableInfo>> heldTables() const;
    [[nodiscard]] int childrenCalls(const catalog::ObjectPath &parent) const; ///< how often it was asked
    [[nodiscard]] int tablesCalls(const catalog::ObjectPath &schema) const; ///< how often tables() was asked
    [[nodiscard]] QList<catalog::ObjectPath> lookedAt() const; ///< what table() was asked for, in order
    /// What was called, in order: "children order_dw", "entries order_dw/public a,b", "server", "server sales" of one
    /// of several.
    [[nodiscard]] QStringList calls() const;

    using catalog::Catalog::server;
    [[nodiscard]] QFuture<core::Result<catalog::ServerInfo>> server(const QString &database) override;
    [[nodiscard]] QFuture<core::Result<catalog::Page>> children(const catalog::ListRequest &request) override;
    /// From what was set with setChildren(); never held.
    [[nodiscard]] QFuture<core::Result<QList<catalog::Entry>>> entries(const catalog::ObjectPath &schema,
                                                                       const QStringList &names) override;
    /// From what was set with setChildren(), schema by schema; never held.
    [[nodiscard]] QFuture<core::Result<catalog::NamePage>> names(const catalog::ObjectPath &scope,
                                                                 const QString &marker) override;
    [[nodiscard]] QFuture<core::Result<QList<catalog::TableInfo>>> tables(const catalog::ObjectPath &schema,
                                                                          const QStringList &names) override;
    [[nodiscard]] QFuture<core::Result<QList<catalog::ExternalLink>>>
    externalLinks(const catalog::ObjectPath &scope) override;
    [[nodiscard]] QFuture<core::Result<catalog::TableInfo>> table(const catalog::ObjectPath &path) override;
    /// From what was set with setTable(); never held.
    [[nodiscard]] QFuture<core::Result<catalog::ObjectPath>> whereIs(const QString &database,
                                                                     const QString &identity) override;
    [[nodiscard]] QFuture<core::Result<QString>> ddl(const catalog::ObjectPath &path) override;
    [[nodiscard]] QFuture<core::Result<QList<catalog::Fact>>> facts(const catalog::ObjectPath &path) override;

private:
    mutable std::mutex m_mutex;
    bool m_isHolding = false;
    bool m_isBrief = false;
    QHash<catalog::ObjectPath, QStringList> m_hidden;
    std::optional<core::Error> m_entriesError;
    core::Result<catalog::ServerInfo> m_server;
    QHash<catalog::ObjectPath, core::Result<QList<catalog::Entry>>> m_children;
    QHash<catalog::ObjectPath, core::Result<catalog::TableInfo>> m_tables;
    QHash<catalog::ObjectPath, int> m_childrenCalls;
    QHash<catalog::ObjectPath, int> m_tablesCalls;
    core::Result<QString> m_ddl;
    core::Result<QList<catalog::Fact>> m_facts;
    QHash<catalog::ObjectPath, QList<catalog::Fact>> m_factsOf;
    QList<catalog::ExternalLink> m_links;
    QStringList m_calls;
    QList<catalog::ObjectPath> m_lookedAt;
    std::vector<HeldCall<catalog::Page>> m_heldChildren;
    std::vector<HeldCall<catalog::TableInfo>> m_heldTables;
};

/// Gives the preview that was set, for every table, or holds previews until the test answers them.
class FakeTableReader final : public records::TableReader {
public:
    void hold(bool isHolding); ///< from now on preview() and check() wait for the test
    [[nodiscard]] std::vector<HeldCall<records::Preview>> held() const; ///< all so far, answered ones too
    [[nodiscard]] std::vector<HeldCall<core::Done>> heldChecks() const; ///< the same of check()
    void setPreview(core::Result<records::Preview> preview);
    /// What is answered to each request, in place of one preview.
    void setPreviews(std::function<core::Result<records::Preview>(const records::PreviewRequest &)> answer);
    [[nodiscard]] QList<records::PreviewRequest> requests() const;
    void setCheck(core::Result<core::Done> check); ///< of filters; "understood" at first
    [[nodiscard]] QFuture<core::Result<core::Done>> check(const records::PreviewRequest &request) override;
    /// What is answered to each request; "cannot be counted" at first.
    void setSummaries(std::function<core::Result<records::Summary>(const records::SummaryRequest &)> answer);
    [[nodiscard]] QFuture<core::Result<records::Summary>> summarize(const records::SummaryRequest &request) override;
    /// What is answered to each request; "cannot be counted" at first.
    void setCounts(
        std::function<QFuture<core::Result<records::ConditionCounts>>(const records::ConditionsRequest &)> answer);
    [[nodiscard]] QFuture<core::Result<records::ConditionCounts>>
    countConditions(const records::ConditionsRequest &request) override;
    [[nodiscard]] int calls() const;
    [[nodiscard]] QFuture<core::Result<records::Preview>> preview(const records::PreviewRequest &request) override;

private:
    mutable std::mutex m_mutex;
    QList<records::PreviewRequest> m_requests;
    core::Result<records::Preview> m_preview;
    std::function<core::Result<records::Preview>(const records::PreviewRequest &)> m_answer;
    bool m_isHolding = false;
    std::vector<HeldCall<records::Preview>> m_held;
    std::vector<HeldCall<core::Done>> m_heldChecks;
    core::Result<core::Done> m_check = core::Done{};
    std::function<core::Result<records::Summary>(const records::SummaryRequest &)> m_summaries;
    std::function<QFuture<core::Result<records::ConditionCounts>>(const records::ConditionsRequest &)> m_counts;
};

/// Remembers what was run and answers "OK", or what the test says.
class FakeSqlRunner final : public records::SqlRunner {
public:
    void setAnswer(std::function<core::Result<records::SqlResult>(const records::SqlRequest &)> answer);
    [[nodiscard]] QStringList statements() const;
    [[nodiscard]] QFuture<core::Result<records::SqlResult>> run(const records::SqlRequest &request) override;

private:
    mutable std::mutex m_mutex;
    QStringList m_statements;
    std::function<core::Result<records::SqlResult>(const records::SqlRequest &)> m_answer;
};

/// One row of texts, as a query of texts answers; without values: no row of \a columns columns.
[[nodiscard]] records::SqlResult textRow(const QStringList &values, int columns = 0);

/// An entry below \a parent; schemas and relations may have children.
[[nodiscard]] catalog::Entry entry(const catalog::ObjectPath &parent, const QString &name, catalog::ObjectKind kind);

/// "order_dw/public" as a path; the test fails if it is none.
[[nodiscard]] catalog::ObjectPath path(const QString &text);

} // namespace isthmus::testsupport
