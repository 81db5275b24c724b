// SPDX-License-Identifier: GPL-3.0-or-later
// Type-loss reports in the window: their pages, and their files.
#include "parts/objecticons.h"
#include "window/documentfactory.h"
#include "window/documenttabs.h"

#include <isthmus/core/async.h>
#include <isthmus/models/structurediff/structurediffdocument.h>
#include <isthmus/models/table/tablepage.h>
#include <isthmus/models/typeloss/typelossdocument.h>
#include <isthmus/views/typeloss/typelosspage.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/windowsettings.h>

#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QRegularExpression>
#include <QSettings>

#include <algorithm>
#include <memory>

namespace isthmus::views {

void MainWindow::addTypeLossKind()
{
    m_factory->add<models::TypeLossDocument>(
        models::typesAddress({}).kind, [this] { return std::make_unique<models::TypeLossDocument>(m_connections); },
        [this](models::TypeLossDocument &document, QWidget *parent) {
            auto *page = new TypeLossPage(document, parent);
            connect(page, &TypeLossPage::commandRequested, this, &MainWindow::perform);
            connect(page, &TypeLossPage::exportRequested, this,
                    [this, &document, page] { exportTypes(document, page); });
            return page;
        },
        [](const models::TypeLossDocument &) { return icon(QStringLiteral("doc"), IconRole::Accent); });
}

// What a command says beside the page to open.
void MainWindow::finishOpening(const models::OpenDocument &command)
{
    auto *table = qobject_cast<models::TablePageModel *>(m_documents->current());
    if (table && !command.filter.isEmpty() && table->address() == command.address)
        table->applyFilter(command.filter, {});
    if (models::typesAt(command.address) || models::diffAt(command.address)
        || command.address.kind == models::lineageAddress({}).kind)
        focusArea(Area::Documents); // its keys count, filter and export, grow and find
}

void MainWindow::exportTypes(models::TypeLossDocument &document, TypeLossPage *page)
{
    using mapping::ReportFormat;
    static const QList<std::pair<QString, ReportFormat>> forms{{QStringLiteral(".html"), ReportFormat::Html},
                                                               {QStringLiteral(".csv"), ReportFormat::Csv},
                                                               {QStringLiteral(".json"), ReportFormat::Json}};
    const QStringList titles{tr("HTML, to pass on (*.html)"), tr("CSV, one line a column (*.csv)"),
                             tr("JSON, for programs (*.json)")};
    const QString folder = m_settings.value(settings::exportFolder, QDir::homePath()).toString();
    const QString name =
        QString(document.title()).replace(QRegularExpression(QStringLiteral("[^\\w.=-]+")), QStringLiteral("_"));
    m_prompter.askForFile(this, tr("Export %1").arg(document.title()), folder + u'/' + name + forms.first().first,
                          titles,
                          [this, shown = QPointer(&document), page = QPointer(page)](const QString &file, int kind) {
                              if (!shown)
                                  return;
                              m_settings.setValue(settings::exportFolder, QFileInfo(file).absolutePath());
                              const auto format = forms.at(std::clamp(kind, 0, int(forms.size()) - 1)).second;
                              core::whenDone(shown->exportReport(file, format), this,
                                             [page, file](const core::Result<core::Done> &written) {
                                                 if (page && written)
                                                     page->showExported(file);
                                                 else if (page)
                                                     page->showRefusal(written.error());
                                             });
                          });
}

} // namespace isthmus::views
