package io.understudy.platform.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;

/** What is searched for; it searches while someone types. */
public class SearchField extends TextField {
    /** @param purpose for those who do not see the field */
    public SearchField(String placeholder, String purpose) {
        setPlaceholder(placeholder);
        setAriaLabel(purpose);
        setPrefixComponent(VaadinIcon.SEARCH.create());
        setClearButtonVisible(true);
        setValueChangeMode(ValueChangeMode.LAZY);
    }
}
