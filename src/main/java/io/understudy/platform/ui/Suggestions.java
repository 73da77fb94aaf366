package io.understudy.platform.ui;

import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import java.util.Collection;

/** Values that a text field proposes while a person types; any other one may be typed as well. */
public final class Suggestions {
    private final Element list = new Element("datalist");

    /**
     * @param field that is not shown yet
     * @param id of the list, unique on the page
     */
    public Suggestions(TextField field, String id) {
        list.setAttribute("id", id);
        field.getElement().appendChild(list);
        field.addAttachListener(event -> field.getElement().executeJs("""
                Promise.resolve(this.updateComplete).then(() => this.inputElement?.setAttribute('list', $0))""", id));
    }

    public void offer(Collection<String> values) {
        list.removeAllChildren();
        values.forEach(value -> list.appendChild(new Element("option").setAttribute("value", value)));
    }
}
