package io.understudy.doctor.ui;

import com.vaadin.flow.component.Component;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.ui.VersionSection;

/** The way to the doctor from the page of a version. */
@org.springframework.stereotype.Component
class DoctorOfVersion implements VersionSection {
    @Override
    public int order() {
        return 50;
    }

    @Override
    public Component of(VersionDetails version) {
        return new DoctorLinks(version.card().runNumber());
    }
}
