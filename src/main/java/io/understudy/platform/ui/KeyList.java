package io.understudy.platform.ui;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.dom.Element;

/** Keys with what they do. */
public class KeyList extends DescriptionList {
    /** @param keys those that do different things are set apart by three spaces */
    public void add(String keys, String meaning) {
        Term term = new Term();
        for (String key : keys.split(" {3}")) {
            term.getElement().appendChild(new Element("kbd").setText(key));
        }
        add(term, new Description(meaning));
    }
}
