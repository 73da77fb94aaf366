package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.ui.VersionSection;

@org.springframework.stereotype.Component
class StrengthSection implements VersionSection {
    private final StrengthServices services;

    StrengthSection(StrengthServices services) {
        this.services = services;
    }

    @Override
    public int order() {
        return 12;
    }

    @Override
    public Component of(VersionDetails version) {
        return new StrengthPanel(services, version);
    }
}
