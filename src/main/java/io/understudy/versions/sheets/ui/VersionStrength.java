package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.ui.VersionSection;

@org.springframework.stereotype.Component
class VersionStrength implements VersionSection {
    private final StrengthDesk desk;

    VersionStrength(StrengthDesk desk) {
        this.desk = desk;
    }

    @Override
    public int order() {
        return 12;
    }

    @Override
    public Component of(VersionDetails version) {
        return new StrengthPanel(desk, version);
    }
}
