package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.ScrollIntoViewOption.Block;
import java.util.Optional;

final class FieldErrors {
    private FieldErrors() {}

    /**
     * Marks an input and brings it into view: it may be far from the button that was pressed. False when the form does not
     * show it.
     */
    static boolean markInvalid(Optional<? extends HasValue<?, ?>> shownInput, String words) {
        return shownInput
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
