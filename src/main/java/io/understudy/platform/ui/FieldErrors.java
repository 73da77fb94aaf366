package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.ScrollIntoViewOption.Block;
import com.vaadin.flow.data.binder.Binder;

final class FieldErrors {
    private FieldErrors() {}

    /**
     * Marks the input bound to a record component or property and brings it into view: it may be far from the button that
     * was pressed. False when the form does not show it.
     */
    static boolean markInvalid(Binder<?> form, String property, String words) {
        return form.getBinding(property)
                .map(binding -> binding.getField())
                .filter(HasValidation.class::isInstance)
                .map(field -> {
                    HasValidation input = (HasValidation) field;
                    input.setErrorMessage(words);
                    input.setInvalid(true);
                    if (input instanceof Focusable<?> place) {
                        place.focus();
                    }
                    if (input instanceof Component shown) {
                        // Together with the message below it.
                        shown.scrollIntoView(Block.CENTER);
                    }
                    return true;
                })
                .orElse(false);
    }
}
