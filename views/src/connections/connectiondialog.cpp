// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/elidedlabel.h"
#include "parts/formfields.h"
#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/messageband.h"
#include "parts/sectiontitle.h"
#include "parts/stepsview.h"
#include "parts/tonelabel.h"

#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/style/theme.h>

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QScreen>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using connections::Profile;
using models::ConnectionForm;

namespace {

constexpr int formWidth = 620;
constexpr int testWidth = 440;

} // namespace

ConnectionDialog::ConnectionDialog(std::unique_ptr<ConnectionForm> form, QWidget *parent)
    : QDialog(parent), m_form(std::move(form))
{
    setObjectName(QStringLiteral("connectionDialog"));
    const bool holo = m_form->profile().system == Profile::System::Hologres;
    setWindowTitle(!m_form->isNew() ? tr("Edit connection — %1").arg(m_form->profile().name)
                       : holo       ? tr("Connect to Hologres")
                                    : tr("Connect to MaxCompute"));

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(makeForm());
    scroll->setMinimumWidth(formWidth);
    auto *halves = new QHBoxLayout;
    halves->setContentsMargins(0, 0, 0, 0);
    halves->setSpacing(0);
    halves->addWidget(scroll, 3);
    halves->addWidget(makeLine(Qt::Vertical, this));
    halves->addWidget(makeTest(), 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(halves, 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeFoot());
    const double letters = std::max(1.0, fontMetrics().height() / 16.0); // it grows with the font
    const QSize room = parent ? parent->window()->size() : screen()->availableSize();
    resize((QSize(formWidth + testWidth, 560) * letters).boundedTo(room.expandedTo({formWidth + testWidth, 560})));

    connect(m_form.get(), &ConnectionForm::changed, this, &ConnectionDialog::showForm);
    connect(m_form.get(), &ConnectionForm::testFinished, this, &ConnectionDialog::showTest);
    connect(m_form.get(), &ConnectionForm::saved, this, [this](const QString &name) {
        Q_EMIT saved(name);
        accept();
    });
    connect(m_form.get(), &ConnectionForm::saveFailed, this, [this](const core::Error &error) {
        m_band->showError(error);
        m_band->show();
    });
    showForm();
    showTest();
}

ConnectionDialog::~ConnectionDialog() = default;

void ConnectionDialog::startTest()
{
    m_form->test();
}

QLineEdit *ConnectionDialog::addText(QFormLayout *form, const QString &label, const QString &name, Field field,
                                     QString Profile::*member, const QString &placeholder)
{
    auto *box = new QWidget;
    auto *edit = new QLineEdit(box);
    edit->setObjectName(name);
    edit->setAccessibleName(QString(label).remove(u'&'));
    edit->setPlaceholderText(placeholder);
    auto *problem = new ToneLabel(ToneLabel::Tone::Error, box);
    problem->setObjectName(name + QStringLiteral("Problem"));
    problem->setWordWrap(true);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(edit);
    column->addWidget(problem);
    auto *words = new QLabel(label);
    words->setBuddy(edit);
    form->addRow(words, box);
    connect(edit, &QLineEdit::textEdited, m_form.get(), [this, member](const QString &text) {
        m_form->edit([&](Profile &profile) { profile.*member = text.trimmed(); });
    });
    m_texts.append({edit, problem, field, [member](const Profile &profile) { return profile.*member; }});
    return edit;
}

QWidget *ConnectionDialog::makeForm()
{
    auto *page = new QWidget(this);
    auto *form = makeFormLayout(page);
    form->setContentsMargins(16, 12, 16, 12);
    addText(form, tr("&Name"), QStringLiteral("name"), Field::Name, &Profile::name);
    if (m_form->profile().system == Profile::System::Hologres)
        addHologresFields(form);
    else
        addMaxComputeFields(form);
    addIdentityFields(form);
    return page;
}

void ConnectionDialog::addHologresFields(QFormLayout *form)
{
    m_mode = new QButtonGroup(this);
    auto *one = new QRadioButton(tr("One database (data source)"));
    one->setObjectName(QStringLiteral("modeDataSource"));
    auto *all = new QRadioButton(tr("All databases (instance)"));
    all->setObjectName(QStringLiteral("modeInstance"));
    m_mode->addButton(one, int(Profile::Mode::DataSource));
    m_mode->addButton(all, int(Profile::Mode::Instance));
    auto *modes = makeFormRow();
    modes->addWidget(one);
    modes->addWidget(all);
    modes->addStretch(1);
    form->addRow(tr("See"), modes);
    connect(m_mode, &QButtonGroup::idClicked, m_form.get(),
            [this](int id) { m_form->edit([id](Profile &profile) { profile.mode = Profile::Mode(id); }); });

    form->addRow(new SectionTitle(tr("Server")));
    addText(form, tr("&Host"), QStringLiteral("host"), Field::Host, &Profile::host);
    m_port = new QSpinBox;
    m_port->setObjectName(QStringLiteral("port"));
    m_port->setAccessibleName(tr("Port"));
    m_port->setRange(1, 65535);
    m_port->setMaximumWidth(96);
    auto *portLabel = new QLabel(tr("&Port"));
    portLabel->setBuddy(m_port);
    form->addRow(portLabel, m_port);
    connect(m_port, &QSpinBox::valueChanged, m_form.get(),
            [this](int port) { m_form->edit([port](Profile &profile) { profile.port = port; }); });
    addText(form, tr("&Database"), QStringLiteral("database"), Field::Database, &Profile::database);
    // A compute group cannot be wrong by itself; it shares the database's problem.
    addText(form, tr("Compute &group"), QStringLiteral("warehouse"), Field::Database, &Profile::warehouse,
            tr("the default one"));

    m_tls = new QComboBox;
    m_tls->setObjectName(QStringLiteral("tls"));
    m_tls->setAccessibleName(tr("TLS"));
    m_tls->addItem(icon(QStringLiteral("lock")), tr("Verify certificate and host name"), QStringLiteral("verify-full"));
    m_tls->addItem(tr("Off, this machine only"), QStringLiteral("disable"));
    m_tlsProblem = new ToneLabel(ToneLabel::Tone::Error);
    m_tlsProblem->setWordWrap(true);
    auto *tls = new QVBoxLayout;
    tls->setSpacing(2);
    tls->addWidget(m_tls);
    tls->addWidget(m_tlsProblem);
    auto *tlsLabel = new QLabel(tr("&TLS"));
    tlsLabel->setBuddy(m_tls);
    form->addRow(tlsLabel, tls);
    connect(m_tls, &QComboBox::activated, m_form.get(), [this](int row) {
        const QString mode = m_tls->itemData(row).toString();
        m_form->edit([&mode](Profile &profile) { profile.tlsMode = mode; });
    });
}

void ConnectionDialog::addMaxComputeFields(QFormLayout *form)
{
    form->addRow(new SectionTitle(tr("Service")));
    addText(form, tr("&Endpoint"), QStringLiteral("endpoint"), Field::Endpoint, &Profile::endpoint,
            QStringLiteral("https://service.cn-shanghai.maxcompute.aliyun.com/api"));
    addText(form, tr("T&unnel endpoint"), QStringLiteral("tunnelEndpoint"), Field::TunnelEndpoint,
            &Profile::tunnelEndpoint, tr("assigned by the service"));
    addText(form, tr("&Project"), QStringLiteral("project"), Field::Project, &Profile::project);
}

void ConnectionDialog::addIdentityFields(QFormLayout *form)
{
    const bool holo = m_form->profile().system == Profile::System::Hologres;
    form->addRow(new SectionTitle(tr("Identity")));
    addText(form, holo ? tr("&AccessKey ID or user") : tr("&AccessKey ID"), QStringLiteral("accessId"), Field::AccessId,
            &Profile::accessId);

    auto *box = new QWidget;
    m_secret = new QLineEdit(box);
    m_secret->setObjectName(QStringLiteral("secret"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setAccessibleName(tr("Secret"));
    if (!m_form->isNew())
        m_secret->setPlaceholderText(tr("unchanged"));
    m_secretProblem = new ToneLabel(ToneLabel::Tone::Error, box);
    m_secretProblem->setWordWrap(true);
    auto *place = new ToneLabel(ToneLabel::Tone::Muted, box);
    place->setWordWrap(true);
    place->setText(tr("Kept in %1, never in task files or logs").arg(m_form->secretPlace()));
    auto *lock = new IconLabel(box, 12);
    lock->setIcon(QStringLiteral("lock"), IconRole::Ok);
    auto *placeRow = makeFormRow();
    placeRow->setSpacing(6);
    placeRow->addWidget(lock);
    placeRow->addWidget(place, 1);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_secret);
    column->addWidget(m_secretProblem);
    column->addLayout(placeRow);
    auto *label = new QLabel(tr("&Secret"));
    label->setBuddy(m_secret);
    form->addRow(label, box);
    connect(m_secret, &QLineEdit::textEdited, m_form.get(), &ConnectionForm::setSecret);

    form->addRow(new SectionTitle(tr("Use")));
    m_readOnly = new QCheckBox(tr("&Read-only: refuse plans that write to this side"));
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    form->addRow(QString(), m_readOnly);
    connect(m_readOnly, &QCheckBox::toggled, m_form.get(),
            [this](bool on) { m_form->edit([on](Profile &profile) { profile.readOnly = on; }); });
}

QWidget *ConnectionDialog::makeTest()
{
    auto *part = new QWidget(this);
    m_testTitle = new SectionTitle(tr("Test"), part);
    m_testTitle->remarkLabel()->setObjectName(QStringLiteral("testSummary"));
    m_test = makeCompactButton(QString(), QStringLiteral("refresh"), QStringLiteral("test"), part);
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (m_form->isTesting())
            m_form->cancelTest();
        else
            m_form->test();
    });
    auto *head = makeFormRow();
    head->addWidget(m_testTitle, 1);
    head->addWidget(m_test);
    auto *steps = new StepsView(StepsView::Kind::Test, m_form->steps(), part);
    steps->setObjectName(QStringLiteral("testSteps"));
    steps->setAccessibleName(tr("Steps of the test"));
    m_band = new MessageBand(part);
    m_band->hide();
    auto *hint = new ToneLabel(ToneLabel::Tone::Muted, part);
    hint->setText(tr("The test reads only. It writes nothing on the server."));
    hint->setWordWrap(true);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(steps);
    column->addWidget(m_band);
    column->addStretch(1);
    column->addWidget(hint);
    part->setMinimumWidth(360);
    return part;
}

QWidget *ConnectionDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *words = new ElidedLabel(foot);
    words->setObjectName(QStringLiteral("footText"));
    words->setFont(resized(font(), -1));
    m_foot = words;
    auto *cancel = new QPushButton(tr("Cancel"), foot);
    cancel->setObjectName(QStringLiteral("cancel"));
    cancel->setAutoDefault(false);
    m_save = new QPushButton(tr("Save and open"), foot);
    m_save->setObjectName(QStringLiteral("save"));
    m_save->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, m_form.get(), &ConnectionForm::save);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 9, 16, 9);
    row->setSpacing(8);
    row->addWidget(m_foot, 1);
    row->addWidget(cancel);
    row->addWidget(m_save);
    return foot;
}

void ConnectionDialog::showForm()
{
    const Profile &profile = m_form->profile();
    QList<Field> told; // a field with two edits tells its problem once
    for (const TextField &text : std::as_const(m_texts)) {
        if (text.edit->text().trimmed() != text.value(profile))
            showText(text.edit, text.value(profile));
        // An untouched new form is not covered in complaints: the foot says what is missing.
        const bool tell = (m_form->isModified() || !m_form->isNew()) && !told.contains(text.field)
            && (text.edit->isModified() || !m_form->isNew());
        showProblem(text.edit, text.problem, tell ? m_form->problem(text.field) : QString());
        told.append(text.field);
    }
    if (m_mode) {
        m_mode->button(int(profile.mode))->setChecked(true);
        const QSignalBlocker blocker(m_port);
        m_port->setValue(profile.port);
        m_tls->setCurrentIndex(m_tls->findData(profile.tlsMode));
        m_tlsProblem->setText(m_form->problem(Field::Tls));
        m_tlsProblem->setVisible(!m_tlsProblem->text().isEmpty());
    }
    showProblem(m_secret, m_secretProblem,
                m_secret->isModified() || !m_form->isNew() ? m_form->problem(Field::Secret) : QString());
    {
        const QSignalBlocker blocker(m_readOnly);
        m_readOnly->setChecked(profile.readOnly);
    }
    const QStringList problems = m_form->problems();
    m_foot->setText(problems.isEmpty() ? QString() : tr("Save waits: %1").arg(problems.first()));
    m_save->setEnabled(m_form->canSave());
    m_save->setToolTip(problems.join(u'\n'));
    m_save->setAccessibleDescription(problems.join(u'\n'));
    showTest();
}

void ConnectionDialog::showTest()
{
    m_testTitle->setRemark(m_form->testSummary());
    m_test->setText(m_form->isTesting() ? tr("Stop") : m_form->testSummary().isEmpty() ? tr("Test") : tr("Test again"));
    m_test->setEnabled(m_form->isTesting() || m_form->canTest());
    const auto error = m_form->testError();
    if (error)
        m_band->showError(*error);
    m_band->setVisible(error.has_value());
}

} // namespace isthmus::views
