package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;

/** Terms with their values, below each other. */
public class Facts extends DescriptionList {
    public Facts() {
        this("facts");
    }

    /** With an appearance of its own. */
    public Facts(String className) {
        addClassName(className);
    }

    public Facts fact(String term, String value) {
        add(new Term(term), new Description(value));
        return this;
    }

    public Facts fact(String term, Component... value) {
        add(new Term(term), new Description(value));
        return this;
    }
}
