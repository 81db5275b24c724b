// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/jsonreader.h>
#include <isthmus/plan/taskfile.h>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace isthmus::plan {

namespace {

struct FileText {
    Q_DECLARE_TR_FUNCTIONS(TaskFile)
};

const QString versionKey = QStringLiteral("isthmus_task");
const QString idKey = QStringLiteral("id");
const QString kindKey = QStringLiteral("kind");
const QString definitionKey = QStringLiteral("definition");

} // namespace

QByteArray taskFileText(const Task &task)
{
    const QJsonObject json{
        {versionKey, taskFileVersion}, {idKey, task.id}, {kindKey, task.kind}, {definitionKey, task.definition}};
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

core::Result<Task> taskOfFile(const QByteArray &text)
{
    const QString subject = FileText::tr("This task file");
    QJsonParseError error{};
    const auto document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        const qsizetype line = text.first(std::clamp<qsizetype>(error.offset, 0, text.size())).count('\n') + 1;
        return core::fail(core::ErrorKind::Invalid, FileText::tr("Line %1 is no JSON.").arg(line), {}, {},
                          error.errorString());
    }
    const QJsonObject json = document.object();
    if (json.value(versionKey).toDouble() < 1)
        return core::fail(core::ErrorKind::Invalid, FileText::tr("This is no task file of Isthmus."),
                          FileText::tr("Such a file is written by \"isthmusctl plan … --save FILE\"."));
    core::JsonReader reader(json, {}, core::UnknownMembers::Refused);
    if (reader.integer(versionKey) > taskFileVersion)
        return core::fail(core::ErrorKind::Unsupported,
                          FileText::tr("This task file was written by a later version of Isthmus."),
                          FileText::tr("Install that version, or plan the task anew."));
    Task task;
    task.id = reader.text(idKey, QString());
    if (task.id.isEmpty())
        task.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    task.kind = reader.text(kindKey);
    task.definition = reader.object(definitionKey).json();
    if (!reader.ok())
        return reader.error(subject);
    return task;
}

} // namespace isthmus::plan
