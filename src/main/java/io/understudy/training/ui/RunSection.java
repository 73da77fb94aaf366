package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import io.understudy.training.RunDetails;

/** A panel that a feature adds to the page of a run; each contributes its own as a bean with an {@code @Order}. */
public interface RunSection {
    /** Whether it stands below the samples instead of in the narrow column. */
    default boolean isWide() {
        return false;
    }

    Component of(RunDetails run);
}
