// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectiontestpane.h"

#include "parts/buttons.h"
#include "parts/formfields.h"
#include "parts/messageband.h"
#include "parts/sectiontitle.h"
#include "parts/stepsview.h"
#include "parts/tonelabel.h"

#include <isthmus/views/connections/connectiondialog.h>

#include <QHBoxLayout>
#include <QPushButton>

namespace isthmus::views {

using models::ConnectionForm;

ConnectionTestPane::ConnectionTestPane(ConnectionForm &form, QWidget *parent) : QWidget(parent), m_form(form)
{
    m_title = new SectionTitle(ConnectionDialog::tr("Test"), this);
    m_title->remarkLabel()->setObjectName(QStringLiteral("testSummary"));
    m_test = makeCompactButton(QString(), QStringLiteral("refresh"), QStringLiteral("test"), this);
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (m_form.isTesting())
            m_form.cancelTest();
        else
            m_form.test();
    });
    auto *head = makeFormRow();
    head->addWidget(m_title, 1);
    head->addWidget(m_test);
    m_steps = new StepsView(StepsView::Kind::Test, m_form.steps(), this);
    m_steps->setObjectName(QStringLiteral("testSteps"));
    m_steps->setAccessibleName(ConnectionDialog::tr("Steps of the test"));
    m_band = new MessageBand(this);
    m_band->hide();
    auto *hint = new ToneLabel(ToneLabel::Tone::Muted, this);
    hint->setText(ConnectionDialog::tr("The test reads only. It writes nothing on the server."));
    hint->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_steps);
    column->addWidget(m_band);
    column->addStretch(1);
    column->addWidget(hint);
    setMinimumWidth(360);
}

void ConnectionTestPane::showTest()
{
    m_title->setRemark(m_form.testSummary());
    m_test->setText(m_form.isTesting()                   ? ConnectionDialog::tr("Stop")
                        : m_form.testSummary().isEmpty() ? ConnectionDialog::tr("Test")
                                                         : ConnectionDialog::tr("Test again"));
    m_test->setEnabled(m_form.isTesting() || m_form.canTest());
    const auto tested = m_form.testError();
    const auto error = tested || !m_form.testSummary().isEmpty() ? tested : m_form.damage();
    if (m_form.isTestOutdated()) {
        m_band->showText(Meaning::Warning, QStringLiteral("clock"),
                         ConnectionDialog::tr("The form was changed since: test again."));
    } else if (error) {
        m_band->showError(*error);
    }
    m_band->setVisible(error.has_value() || m_form.isTestOutdated());
    m_steps->setEnabled(!m_form.isTestOutdated());
}

void ConnectionTestPane::showError(const core::Error &error)
{
    m_band->showError(error);
    m_band->show();
}

} // namespace isthmus::views
