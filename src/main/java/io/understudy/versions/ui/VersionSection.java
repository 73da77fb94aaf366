package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import io.understudy.versions.VersionDetails;

/** A panel that a feature adds to the page of a version; each contributes its own as a bean with an {@code @Order}. */
public interface VersionSection {
    Component of(VersionDetails version);
}
