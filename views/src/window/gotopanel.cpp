// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/gotopanel.h"

#include "parts/buttons.h"
#include "parts/line.h"
#include "parts/tonelabel.h"
#include "window/gotodelegate.h"
#include "window/gotofactspane.h"

#include <isthmus/core/format.h>
#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QMenuBar>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace isthmus::views {

using models::GoToModel;
using nameindex::Sort;
using How = models::OpenDocument::How;

namespace {

constexpr int widest = 1000;
constexpr int leastWithFacts = 640; // below that the list has all the width
constexpr int margin = 12;
constexpr std::array sorts{Sort::All, Sort::Relations, Sort::Columns, Sort::Containers}; // Alt+1 to Alt+4

QString sortText(Sort sort)
{
    switch (sort) {
    case Sort::All:
        return GoToPanel::tr("All");
    case Sort::Relations:
        return GoToPanel::tr("Tables");
    case Sort::Columns:
        return GoToPanel::tr("Columns");
    case Sort::Containers:
        return GoToPanel::tr("Schemas");
    }
    return {};
}

QLabel *makeLabel(const QString &name, ToneLabel::Tone tone, QWidget *parent)
{
    auto *label = new ToneLabel(tone, parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    return label;
}

} // namespace

GoToPanel::GoToPanel(nameindex::NameIndex &names, connections::ConnectionManager &connections, QWidget *window)
    : QWidget(window), m_model(names, connections), m_facts(names, connections), m_connections(connections)
{
    setObjectName(QStringLiteral("goToPanel"));
    setAccessibleName(tr("Go to anything"));
    setAutoFillBackground(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    m_purpose = makeLabel(QStringLiteral("goToPurpose"), ToneLabel::Tone::Plain, this);
    m_purpose->setTextFormat(Qt::PlainText);
    m_purpose->setContentsMargins(margin, margin, margin, 0);
    m_purpose->hide();
    column->addWidget(m_purpose);
    column->addLayout(makeField());
    column->addLayout(makeSorts());
    column->addWidget(makeLine(Qt::Horizontal, this));
    makeList();
    m_factsPane = new GoToFactsPane(m_facts, this);
    m_factsLine = makeLine(Qt::Vertical, this);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_list, 1);
    middle->addWidget(m_message, 1);
    middle->addWidget(m_factsLine);
    middle->addWidget(m_factsPane);
    column->addLayout(middle, 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addLayout(makeFoot());
    connect(&m_model, &GoToModel::answered, this, &GoToPanel::showAnswer);
    connect(&m_model, &GoToModel::stateChanged, this, &GoToPanel::showState);
    connect(&m_model, &GoToModel::failed, this, &GoToPanel::failed);
    window->installEventFilter(this);
    hide();
}

QLayout *GoToPanel::makeField()
{
    m_field = new QLineEdit(this);
    m_field->setObjectName(QStringLiteral("goTo"));
    m_field->setPlaceholderText(tr("Name of a table, schema or column"));
    m_field->setAccessibleName(tr("Go to anything"));
    m_field->setMaxLength(nameindex::Query::mostCharacters);
    m_field->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_current = {};
        m_pending.reset();
        m_model.setPattern(text);
    });
    m_hits = makeLabel(QStringLiteral("goToHits"), ToneLabel::Tone::Muted, this);
    m_hits->setWordWrap(false);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(margin, margin, margin, 6);
    row->setSpacing(margin);
    row->addWidget(m_field, 1);
    row->addWidget(m_hits);
    return row;
}

QLayout *GoToPanel::makeSorts()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(margin, 0, margin, 8);
    row->setSpacing(4);
    m_sorts = new QButtonGroup(this);
    for (const Sort sort : sorts) {
        auto *button = makeCompactButton(sortText(sort), {}, QStringLiteral("goToSort%1").arg(int(sort)), this);
        button->setCheckable(true);
        button->setChecked(sort == Sort::All);
        button->setFocusPolicy(Qt::NoFocus);
        button->setToolTip(
            QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + m_sorts->buttons().size())).toString(QKeySequence::NativeText));
        m_sorts->addButton(button, int(sort));
        row->addWidget(button);
    }
    connect(m_sorts, &QButtonGroup::idClicked, this, [this](int sort) {
        m_current = {};
        m_model.setSort(Sort(sort));
    });
    row->addStretch(1);
    auto *hint = makeLabel(QStringLiteral("goToHint"), ToneLabel::Tone::Muted, this);
    hint->setWordWrap(false);
    hint->setText(tr("also %1").arg(QStringLiteral("schema.table  column:fee  @connection")));
    row->addWidget(hint);
    row->addSpacing(margin);
    m_connection = new QComboBox(this);
    m_connection->setObjectName(QStringLiteral("goToConnection"));
    m_connection->setAccessibleName(tr("Connection"));
    m_connection->setFocusPolicy(Qt::NoFocus);
    connect(m_connection, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_current = {};
        m_model.setConnection(index > 0 ? m_connection->itemText(index) : QString());
    });
    row->addWidget(m_connection);
    return row;
}

void GoToPanel::makeList()
{
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("goToMatches"));
    m_list->setAccessibleName(tr("Matches"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new GoToDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(GoToModel::PathRole).isValid())
            choose(How::Preview);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &GoToPanel::showDetail);
    m_message = makeLabel(QStringLiteral("goToMessage"), ToneLabel::Tone::Muted, this);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setMargin(2 * margin);
}

QLayout *GoToPanel::makeFoot()
{
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(margin, 6, margin, 6);
    foot->setSpacing(4);
    m_detail = makeLabel(QStringLiteral("goToDetail"), ToneLabel::Tone::Plain, this);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setFocusPolicy(Qt::NoFocus);
    foot->addWidget(m_detail);
    m_keys = makeLabel(QStringLiteral("goToKeys"), ToneLabel::Tone::Muted, this);
    foot->addWidget(m_keys);
    showKeys();
    m_state = makeLabel(QStringLiteral("goToState"), ToneLabel::Tone::Plain, this);
    m_read = makeLinkButton(tr("&Read them now"), QStringLiteral("goToRead"), this);
    m_readColumns = makeLinkButton(tr("Read &all columns"), QStringLiteral("goToReadColumns"), this);
    m_pause = makeLinkButton(tr("&Pause reading"), QStringLiteral("goToPause"), this);
    connect(m_read, &QPushButton::clicked, this, [this] { m_model.readMissing(); });
    connect(m_readColumns, &QPushButton::clicked, this, [this] { m_model.readColumns(); });
    connect(m_pause, &QPushButton::clicked, this, [this] { m_model.setPaused(!m_model.isPaused()); });
    auto *state = new QHBoxLayout;
    state->setSpacing(margin);
    state->addWidget(m_state, 1);
    for (QPushButton *button : {m_read, m_readColumns, m_pause}) {
        button->setFocusPolicy(Qt::NoFocus);
        button->setFont(resized(button->font(), -1));
        state->addWidget(button, 0, Qt::AlignBottom);
    }
    foot->addLayout(state);
    return foot;
}

void GoToPanel::showKeys()
{
    m_keys->setText(m_picked ? tr("Enter choose · Alt+1 to Alt+4 sort · Tab connection · Esc close")
                             : tr("Enter preview · F4 open for good · Ctrl+T show in tree · Alt+1 to Alt+4 sort · Tab "
                                  "connection · Esc close"));
}

void GoToPanel::activate()
{
    if (!isVisible()) {
        m_focusBefore = window()->focusWidget();
        const QString before = m_connection->currentIndex() > 0 ? m_connection->currentText() : QString();
        {
            const QSignalBlocker blocker(m_connection);
            m_connection->clear();
            m_connection->addItem(tr("All connections"));
            for (const auto &profile : m_connections.profiles())
                m_connection->addItem(profile.name);
            m_connection->setCurrentIndex(std::max(0, m_connection->findText(before)));
        }
        m_model.setConnection(m_connection->currentIndex() > 0 ? m_connection->currentText() : QString());
        m_current = {};
        m_model.setActive(true);
        showAnswer();
        showState();
        place();
        show();
        raise();
        showDetail();
    }
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void GoToPanel::pick(const QString &purpose, std::function<void(const catalog::ObjectPath &)> picked)
{
    dismiss();
    m_picked = std::move(picked);
    m_purpose->setText(purpose);
    m_purpose->show();
    m_field->setAccessibleName(purpose);
    showKeys();
    activate();
}

void GoToPanel::place()
{
    const QWidget *around = parentWidget();
    const auto *mainWindow = qobject_cast<const QMainWindow *>(around);
    const int top = mainWindow && mainWindow->menuWidget() ? mainWindow->menuWidget()->height() : 0;
    const int width = std::min(std::max(widest, fontMetrics().averageCharWidth() * 110), around->width() - 2 * margin);
    const int height = std::min(std::max(620, fontMetrics().height() * 34), around->height() - top - 2 * margin);
    setGeometry((around->width() - width) / 2, top, width, height);
    m_factsPane->setFixedWidth(width * 3 / 10);
    showFacts();
}

void GoToPanel::dismiss()
{
    if (!isVisible())
        return;
    // Not to whatever is next to what is hidden: Ctrl+F and others are for where the focus is.
    if (m_field->hasFocus() && m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    else if (m_field->hasFocus())
        m_field->clearFocus();
    hide();
    m_pending.reset();
    m_picked = nullptr;
    m_purpose->hide();
    m_field->setAccessibleName(tr("Go to anything"));
    showKeys();
    m_model.setActive(false);
    m_facts.clear();
}

bool GoToPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize && isVisible())
            place();
        return false;
    }
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        // Keys that mean something here mean nothing to the window meanwhile.
        const auto &key = *static_cast<const QKeyEvent *>(event);
        const bool isOurs = key.key() == Qt::Key_F4 || key.key() == Qt::Key_Escape
            || (key.modifiers() == Qt::ControlModifier && (key.key() == Qt::Key_T || key.key() == Qt::Key_I))
            || (key.modifiers() == Qt::AltModifier && key.key() >= Qt::Key_1 && key.key() <= Qt::Key_4);
        if (isOurs) {
            event->accept();
            return true;
        }
        break;
    }
    case QEvent::KeyPress:
        if (takeKey(*static_cast<const QKeyEvent *>(event)))
            return true;
        break;
    case QEvent::FocusOut: {
        const auto reason = static_cast<const QFocusEvent *>(event)->reason();
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason && reason != Qt::MenuBarFocusReason)
            QMetaObject::invokeMethod(
                this,
                [this] {
                    if (!m_field->hasFocus())
                        dismiss();
                },
                Qt::QueuedConnection);
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void GoToPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Dark));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void GoToPanel::keyPressEvent(QKeyEvent *event)
{
    event->accept(); // what the field has no use for is not for the window either
}

bool GoToPanel::takeKey(const QKeyEvent &key)
{
    if (key.modifiers() == Qt::AltModifier && key.key() >= Qt::Key_1 && key.key() <= Qt::Key_4) {
        m_sorts->button(int(sorts.at(size_t(key.key() - Qt::Key_1))))->click();
        return true;
    }
    const int page = std::max(1, m_list->viewport()->height() / std::max(1, m_list->sizeHintForRow(0)) - 1);
    switch (key.key()) {
    case Qt::Key_Down:
        moveBy(1);
        return true;
    case Qt::Key_Up:
        moveBy(-1);
        return true;
    case Qt::Key_PageDown:
        moveBy(page);
        return true;
    case Qt::Key_PageUp:
        moveBy(-page);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(How::Preview);
        return true;
    case Qt::Key_F4:
        choose(How::Keep);
        return true;
    case Qt::Key_T:
        if (key.modifiers() != Qt::ControlModifier)
            return false;
        choose(std::nullopt);
        return true;
    case Qt::Key_I:
        if (key.modifiers() != Qt::ControlModifier)
            return false;
        m_facts.read();
        return true;
    case Qt::Key_Tab:
        nextConnection(1);
        return true;
    case Qt::Key_Backtab:
        nextConnection(-1);
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    default:
        return false;
    }
}

// Over titles, which are no hits; at the ends it stays.
void GoToPanel::moveBy(int rows)
{
    const int step = rows > 0 ? 1 : -1;
    const int from = m_list->currentIndex().row();
    const int wanted = std::clamp(from + rows, 0, std::max(0, m_model.rowCount() - 1));
    int row = m_model.nextHit(wanted, step);
    if (row < 0)
        row = m_model.nextHit(wanted, -step);
    if (row < 0)
        return;
    m_list->setCurrentIndex(m_model.index(row));
    if (m_model.nextHit(0, 1) == row)
        m_list->scrollToTop(); // with its title
    m_current = m_model.index(row).data(GoToModel::PathRole).value<catalog::ObjectPath>();
}

void GoToPanel::nextConnection(int step)
{
    const int count = m_connection->count();
    m_connection->setCurrentIndex((m_connection->currentIndex() + step + count) % count);
}

void GoToPanel::choose(std::optional<How> how)
{
    if (!m_model.isAnswered()) {
        m_pending = how; // typed faster than found
        return;
    }
    m_pending.reset();
    const QModelIndex index = m_list->currentIndex();
    const QVariant path = index.data(GoToModel::PathRole);
    if (!path.isValid())
        return;
    const auto kind = catalog::ObjectKind(index.data(GoToModel::KindRole).toInt());
    if (m_picked) {
        pickHit(path.value<catalog::ObjectPath>(), kind);
        return;
    }
    dismiss();
    Q_EMIT chosen(path.value<catalog::ObjectPath>(), kind, how);
}

// A column stands for its table; what is no relation cannot be picked, and the panel stays.
void GoToPanel::pickHit(const catalog::ObjectPath &path, catalog::ObjectKind kind)
{
    const bool isColumn = kind == catalog::ObjectKind::Column;
    if (!isColumn && !catalog::isRelation(kind)) {
        m_detail->setText(tr("%1 is no table or view.").arg(path.toString()));
        return;
    }
    const auto picked = m_picked;
    dismiss();
    picked(isColumn ? path.parent() : path);
}

void GoToPanel::showAnswer()
{
    m_hits->setText(m_model.hitsText());
    for (const Sort sort : sorts) {
        const bool isCounted = m_model.isAnswered() && !m_model.pattern().trimmed().isEmpty();
        m_sorts->button(int(sort))->setText(
            isCounted ? QStringLiteral("%1 %2").arg(sortText(sort), core::formatCount(m_model.countOf(sort)))
                      : sortText(sort));
    }
    // The best hit, unless the user has gone to another, which is there still.
    int row = m_model.nextHit(0, 1);
    for (int i = 0; !m_current.connection.isEmpty() && i < m_model.rowCount(); ++i) {
        const QVariant path = m_model.index(i).data(GoToModel::PathRole);
        if (path.isValid() && path.value<catalog::ObjectPath>() == m_current)
            row = i;
    }
    m_list->setCurrentIndex(m_model.index(row));
    if (row >= 0 && row == m_model.nextHit(0, 1))
        m_list->scrollToTop();
    const QString message = m_model.message();
    m_message->setText(message);
    m_message->setVisible(m_model.rowCount() == 0);
    m_list->setVisible(m_model.rowCount() > 0);
    showDetail();
    showState();
    if (m_pending)
        choose(*std::exchange(m_pending, std::nullopt));
}

void GoToPanel::showState()
{
    QStringList parts{m_model.namesText()};
    for (const QString &part : {m_model.readingText(), m_model.lackText()}) {
        if (!part.isEmpty())
            parts.append(part);
    }
    if (m_model.isPaused())
        parts.append(tr("reading is paused"));
    m_state->setText(parts.join(QStringLiteral(" · ")));
    m_read->setVisible(m_model.lacksConnections());
    m_readColumns->setVisible(m_model.chosenSort() == Sort::Columns && m_model.readingText().isEmpty());
    m_pause->setText(m_model.isPaused() ? tr("&Resume reading") : tr("&Pause reading"));
    m_pause->setVisible(m_model.isPaused() || !m_model.readingText().isEmpty());
}

void GoToPanel::showDetail()
{
    m_detail->setText(m_model.detailOf(m_list->currentIndex()));
    if (isVisible())
        m_facts.setHit(m_list->currentIndex());
    showFacts();
}

void GoToPanel::showFacts()
{
    const bool isShown = width() >= leastWithFacts && m_facts.hasHit();
    m_factsPane->setVisible(isShown);
    m_factsLine->setVisible(isShown);
}

} // namespace isthmus::views
