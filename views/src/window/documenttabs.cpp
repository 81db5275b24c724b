// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/documenttabs.h"

#include "parts/connectionmark.h"
#include "parts/objecticons.h"

#include <isthmus/views/parts/filterable.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyleOptionTab>
#include <QStylePainter>
#include <QTabBar>
#include <QVBoxLayout>

namespace isthmus::views {

namespace {

const QString addressKey = QStringLiteral("address");
const QString stateKey = QStringLiteral("state");
const QString previewKey = QStringLiteral("preview");
const QString currentKey = QStringLiteral("current");

} // namespace

// What a tab holds: a document and, once it was looked at, its page.
class DocumentTabs::Place final : public QWidget {
public:
    Place(std::unique_ptr<models::Document> document, QWidget *parent)
        : QWidget(parent), m_document(std::move(document))
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
    }
    // The page goes before the document that it shows.
    ~Place() override { delete m_page; }

    [[nodiscard]] models::Document &document() const { return *m_document; }
    [[nodiscard]] QWidget *page() const { return m_page; } ///< null until it was looked at

    void look(const DocumentFactory &factory)
    {
        if (!m_page) {
            m_page = factory.makePage(*m_document, this);
            layout()->addWidget(m_page);
            m_page->show(); // a layout would do so later
            setFocusProxy(m_page);
        }
        m_document->load();
    }

private:
    std::unique_ptr<models::Document> m_document;
    QWidget *m_page = nullptr;
};

class DocumentTabs::Bar final : public QTabBar {
public:
    explicit Bar(DocumentTabs *tabs) : QTabBar(tabs), m_tabs(tabs) { }

protected:
    // QTabBar has one font for all tabs.
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionTab option;
        for (int pass = 0; pass < 2; ++pass) { // the current tab last: it covers its neighbours' edges
            for (int index = 0; index < count(); ++index) {
                if ((index == currentIndex()) != (pass == 1))
                    continue;
                initStyleOption(&option, index);
                const bool isPreview = m_tabs->m_preview && m_tabs->widget(index) == m_tabs->m_preview;
                painter.setFont(isPreview ? remarkFont(font()) : font());
                painter.drawControl(QStyle::CE_TabBarTab, option);
                paintMark(painter, index, option.rect);
            }
        }
    }

    void mouseReleaseEvent(QMouseEvent *event) override
    {
        const int index = tabAt(event->position().toPoint());
        if (event->button() == Qt::MiddleButton && index >= 0)
            m_tabs->closeDocument(index);
        QTabBar::mouseReleaseEvent(event);
    }

    void mouseDoubleClickEvent(QMouseEvent *event) override
    {
        QTabBar::mouseDoubleClickEvent(event);
        if (const int index = tabAt(event->position().toPoint()); index >= 0)
            m_tabs->keep(m_tabs->place(index));
    }

private:
    void paintMark(QPainter &painter, int index, const QRect &tab) const
    {
        const QColor mark = m_tabs->m_mark ? m_tabs->m_mark(m_tabs->place(index)->document().connection()) : QColor();
        if (mark.isValid())
            painter.fillRect(tab.left() + 3, tab.top() + 8, connectionMarkWidth, tab.height() - 15, mark);
    }

    DocumentTabs *m_tabs;
};

DocumentTabs::DocumentTabs(const DocumentFactory &factory, Prompter &prompter, QWidget *parent)
    : QTabWidget(parent), m_factory(factory), m_prompter(prompter), m_bar(new Bar(this))
{
    setObjectName(QStringLiteral("documents"));
    setTabBar(m_bar);
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(true);
    setElideMode(Qt::ElideRight);
    m_bar->setObjectName(QStringLiteral("documentTabBar"));
    m_bar->setAccessibleName(tr("Open documents"));
    m_bar->setExpanding(false);
    connect(this, &QTabWidget::tabCloseRequested, this, [this](int index) { closeDocument(index); });
    connect(this, &QTabWidget::currentChanged, this, [this] {
        if (!m_isAdding)
            look();
    });
}

void DocumentTabs::setMarks(std::function<QColor(const QString &)> mark)
{
    m_mark = std::move(mark);
    marksChanged();
}

void DocumentTabs::marksChanged()
{
    m_bar->update();
}

DocumentTabs::Place *DocumentTabs::place(int index) const
{
    return static_cast<Place *>(widget(index)); // only addPlace() adds tabs
}

DocumentTabs::Place *DocumentTabs::placeOf(const models::DocumentAddress &address) const
{
    for (int index = 0; index < count(); ++index) {
        if (place(index)->document().address() == address)
            return place(index);
    }
    return nullptr;
}

models::Document *DocumentTabs::current() const
{
    return currentIndex() < 0 ? nullptr : &place(currentIndex())->document();
}

bool DocumentTabs::open(const models::OpenDocument &command)
{
    using How = models::OpenDocument::How;
    Place *shown = command.how == How::NewTab ? nullptr : placeOf(command.address);
    if (!shown && command.how != How::NewTab && m_preview && m_preview->document().open(command.address))
        shown = m_preview;
    if (!shown) {
        auto document = m_factory.makeDocument(command.address);
        if (!document)
            return false;
        // Not yet looked at: the part that is asked for is the one to be read.
        static_cast<void>(document->showPart(command.part));
        const QScopedValueRollback adding(m_isAdding, true);
        shown = addPlace(std::move(document));
        if (command.how == How::Preview)
            setPreview(shown);
    } else if (!command.part.isEmpty()) {
        static_cast<void>(shown->document().showPart(command.part));
    }
    if (command.how != How::Preview)
        keep(shown);
    if (currentWidget() == shown)
        look();
    else
        setCurrentWidget(shown);
    return true;
}

DocumentTabs::Place *DocumentTabs::addPlace(std::unique_ptr<models::Document> document)
{
    auto *added = new Place(std::move(document), this);
    addTab(added, QString());
    connect(&added->document(), &models::Document::changed, this, [this, added] { describe(added); });
    describe(added);
    return added;
}

void DocumentTabs::describe(Place *place)
{
    const int index = indexOf(place);
    if (index < 0)
        return; // it was just closed
    const models::Document &document = place->document();
    if (document.isModified())
        keep(place);
    setTabIcon(index, m_factory.icon(document));
    setTabText(index, document.markedTitle().replace(u'&', QStringLiteral("&&")));
    setTabToolTip(index, document.description());
    if (index == currentIndex() && !m_isAdding)
        Q_EMIT currentDocumentChanged();
}

// The current tab is on screen.
void DocumentTabs::look()
{
    if (currentIndex() >= 0)
        place(currentIndex())->look(m_factory);
    Q_EMIT currentDocumentChanged();
}

// Makes it the one preview.
void DocumentTabs::setPreview(Place *place)
{
    if (m_preview)
        remove(m_preview); // it is not modified
    m_preview = place->document().isModified() ? nullptr : place;
    m_bar->update();
}

void DocumentTabs::keep(Place *place)
{
    if (m_preview != place)
        return;
    m_preview = nullptr;
    m_bar->update();
}

void DocumentTabs::reload(const models::DocumentAddress &address)
{
    for (int index = 0; index < count(); ++index) {
        if (place(index)->document().address() == address)
            place(index)->document().reload();
    }
}

void DocumentTabs::renameConnection(const QString &before, const QString &after, bool leadsElsewhere)
{
    for (int index = 0; index < count(); ++index)
        place(index)->document().renameConnection(before, after, leadsElsewhere);
}

void DocumentTabs::comeBack(const QString &connection)
{
    for (int index = 0; index < count(); ++index)
        place(index)->document().comeBack(connection);
}

void DocumentTabs::focusPage(Qt::FocusReason reason)
{
    QWidget *page = currentWidget();
    (page ? page : static_cast<QWidget *>(m_bar))->setFocus(reason);
}

bool DocumentTabs::focusFilter()
{
    auto *page = count() > 0 ? dynamic_cast<Filterable *>(place(currentIndex())->page()) : nullptr;
    return page && page->focusFilter();
}

QByteArray DocumentTabs::save() const
{
    QJsonArray tabs;
    for (int index = 0; index < count(); ++index) {
        const models::Document &document = place(index)->document();
        QJsonObject tab{{addressKey, document.address().toString()}};
        if (const QJsonObject state = document.state(); !state.isEmpty())
            tab.insert(stateKey, state);
        if (widget(index) == m_preview)
            tab.insert(previewKey, true);
        if (index == currentIndex())
            tab.insert(currentKey, true);
        tabs.append(tab);
    }
    return QJsonDocument(tabs).toJson(QJsonDocument::Compact);
}

void DocumentTabs::restore(const QByteArray &saved)
{
    const QJsonArray tabs = QJsonDocument::fromJson(saved).array();
    Place *current = nullptr;
    {
        const QScopedValueRollback adding(m_isAdding, true);
        for (const QJsonValue &value : tabs) {
            if (count() >= mostRestored)
                break;
            const QJsonObject tab = value.toObject();
            const auto address = models::DocumentAddress::parse(tab.value(addressKey).toString());
            auto document = address ? m_factory.makeDocument(*address) : nullptr;
            if (!document)
                continue;
            document->restore(tab.value(stateKey).toObject());
            Place *added = addPlace(std::move(document));
            if (tab.value(previewKey).toBool())
                setPreview(added);
            if (tab.value(currentKey).toBool())
                current = added;
        }
        if (current)
            setCurrentWidget(current);
    }
    look();
}

void DocumentTabs::paintEvent(QPaintEvent *event)
{
    QTabWidget::paintEvent(event);
    if (count() > 0)
        return;
    QPainter painter(this);
    painter.setPen(tokensOf(palette()).muted);
    painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Select a table to see its rows, columns and definition."));
}

void DocumentTabs::remove(Place *place)
{
    if (m_preview == place)
        m_preview = nullptr;
    removeTab(indexOf(place));
    place->deleteLater(); // its page may be what asked for it
}

void DocumentTabs::closeDocument(int index)
{
    if (index < 0 || index >= count())
        return;
    Place *closed = place(index);
    if (!closed->document().isModified()) {
        remove(closed);
        return;
    }
    settle({closed}, [this, asked = QPointer(closed)](bool mayClose) {
        if (mayClose && asked)
            remove(asked);
    });
}

void DocumentTabs::closeDocument(const models::DocumentAddress &address)
{
    for (int index = count() - 1; index >= 0; --index) {
        if (place(index)->document().address() == address)
            closeDocument(index);
    }
}

bool DocumentTabs::isModified() const
{
    for (int index = 0; index < count(); ++index) {
        if (place(index)->document().isModified())
            return true;
    }
    return false;
}

void DocumentTabs::settle(std::function<void(bool mayClose)> done)
{
    Places modified;
    for (int index = 0; index < count(); ++index) {
        if (place(index)->document().isModified())
            modified.append(place(index));
    }
    if (modified.isEmpty())
        done(true);
    else
        settle(modified, std::move(done));
}

void DocumentTabs::settle(const Places &places, std::function<void(bool mayClose)> done)
{
    if (m_isSettling)
        return;
    m_isSettling = true;
    setCurrentWidget(places.first()); // what is asked about is on screen
    QStringList titles;
    for (const auto &place : places)
        titles.append(place->document().title());
    m_prompter.askAboutUnsaved(this, titles, [this, places, done = std::move(done)](Prompter::Unsaved answer) {
        if (answer == Prompter::Unsaved::Save) {
            saveNext(places, done);
            return;
        }
        m_isSettling = false;
        done(answer == Prompter::Unsaved::Discard);
    });
}

// One after another: the first that cannot be saved, or is modified again, keeps all open.
void DocumentTabs::saveNext(Places places, std::function<void(bool mayClose)> done)
{
    places.removeIf([](const QPointer<Place> &place) { return !place || !place->document().isModified(); });
    if (places.isEmpty()) {
        m_isSettling = false;
        done(true);
        return;
    }
    const QPointer<Place> saved = places.takeFirst();
    core::whenDone(saved->document().save(), this,
                   [this, saved, places, done = std::move(done)](const core::Result<core::Done> &result) {
                       const bool staysOpen = !result || (saved && saved->document().isModified());
                       if (!staysOpen) {
                           saveNext(places, done);
                           return;
                       }
                       m_isSettling = false;
                       if (saved)
                           setCurrentWidget(saved);
                       if (!result)
                           Q_EMIT failed(result.error());
                       done(false);
                   });
}

} // namespace isthmus::views
