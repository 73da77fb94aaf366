package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;

public abstract class SettingsSection {
    private final String title;
    private final int order;

    /** @param order its place from top to bottom; equal places go by title */
    protected SettingsSection(String title, int order) {
        this.title = title;
        this.order = order;
    }

    public String title() {
        return title;
    }

    public int order() {
        return order;
    }

    public abstract Component content();
}
