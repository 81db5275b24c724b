// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as text: what is copied is JSON, and copying it again changes nothing.
#include "fuzztarget.h"

#include <isthmus/records/jsontext.h>

using namespace isthmus;
using records::JsonCopied;
using records::JsonLayout;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(data, qsizetype(size));
    std::string compact;
    const JsonCopied how = records::appendJson(compact, text);
    std::string indented;
    demand(records::appendJson(indented, text, JsonLayout::Indented) == how, "the layouts differ in what is JSON");
    const QByteArray json = QByteArray::fromStdString(compact);
    if (how == JsonCopied::NoJson) {
        demand(compact.empty() && indented.empty(), "something is left of what is no JSON");
    } else {
        demand(QString::fromUtf8(json).toUtf8() == json, "what was copied is no UTF-8");
        std::string again;
        demand(records::appendJson(again, json) == JsonCopied::Whole && again == compact, "a copy of a copy differs");
        again.clear();
        demand(records::appendJson(again, QByteArray::fromStdString(indented)) == JsonCopied::Whole && again == compact,
               "the layout changes a token");
    }
    std::string cut;
    demand(records::appendJson(cut, text, JsonLayout::Indented, 16) != JsonCopied::Whole || cut == indented,
           "a bound that is not reached changes the copy");

    std::string string;
    records::appendJsonString(string, text);
    std::string stringAgain;
    demand(records::appendJson(stringAgain, QByteArray::fromStdString(string)) == JsonCopied::Whole
               && stringAgain == string,
           "a string is no JSON");
    return 0;
}
