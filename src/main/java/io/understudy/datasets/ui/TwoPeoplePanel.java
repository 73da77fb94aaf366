package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;

/** Whether two people have to agree on what becomes of a dataset's pictures. */
class TwoPeoplePanel extends Composite<Div> {
    private final Checkbox two = new Checkbox("Two people decide");
    private boolean shown;

    TwoPeoplePanel(DatasetPageModel model) {
        two.setHelperText("Leaving a picture out, training on it again and what is said against its measures count once"
                + " a second person says the same. Pictures are still added, cropped and removed by one. A reviewer"
                + " turns this on and off.");
        two.setEnabled(model.consensus().mayChange());
        two.addValueChangeListener(event -> {
            if (event.getValue() != shown) {
                model.change(() -> model.consensus().ask(model.character().id(), event.getValue()));
            }
        });
        getContent().addClassName("panel");
        getContent().add(two);
    }

    void show(boolean asked) {
        shown = asked;
        two.setValue(asked);
    }
}
