package io.understudy.platform.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Map;

/** What is searched for; it searches while someone types. */
public class SearchField extends TextField {
    public static final String PARAMETER = "q";

    /** @param purpose for those who do not see the field */
    public SearchField(String placeholder, String purpose) {
        setPlaceholder(placeholder);
        setAriaLabel(purpose);
        setPrefixComponent(VaadinIcon.SEARCH.create());
        setClearButtonVisible(true);
        setValueChangeMode(ValueChangeMode.LAZY);
    }

    /** What is searched for. The field itself keeps a space at the end, in front of a word that is still typed. */
    public String text() {
        return getValue().strip();
    }

    /**
     * Said where nothing matches.
     *
     * @param what is listed, in the plural
     * @param looksAt in the plural: {@code names, notes and who made them}
     * @param cleared called when a person has cleared the search
     */
    public EmptyState nothingFound(String what, String looksAt, Runnable cleared) {
        return new EmptyState(
                VaadinIcon.SEARCH,
                "Nothing matches “" + text() + "”",
                "The search among " + what + " looks at " + looksAt + ".",
                new Button("Clear search", event -> {
                    clear();
                    cleared.run();
                }));
    }

    /** What the address of the page asks for. */
    public void show(QueryParameters address) {
        setValue(address.getSingleParameter(PARAMETER).orElse(""));
    }

    public void put(Map<String, List<String>> parameters) {
        if (!text().isEmpty()) {
            parameters.put(PARAMETER, List.of(text()));
        }
    }
}
