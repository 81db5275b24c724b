// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/documents/document.h>

namespace isthmus::models {

/// The first page.
class WelcomeDocument final : public Document {
    Q_OBJECT

public:
    using Document::Document;

    [[nodiscard]] DocumentAddress address() const override { return welcomeAddress(); }
    [[nodiscard]] bool open(const DocumentAddress &address) override { return address == welcomeAddress(); }
    [[nodiscard]] QString title() const override { return tr("Welcome"); }
};

} // namespace isthmus::models
