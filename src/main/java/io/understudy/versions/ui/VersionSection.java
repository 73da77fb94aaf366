package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import io.understudy.versions.VersionDetails;

/** A panel that a feature adds to the page of a version; each contributes its own as a bean. */
public interface VersionSection {
    /** Place among the panels, ascending. */
    int order();

    Component of(VersionDetails version);
}
