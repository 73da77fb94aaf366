package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;

public interface SettingsSection {
    String title();

    /** Its place from top to bottom; equal places go by title. */
    int order();

    Component content();
}
