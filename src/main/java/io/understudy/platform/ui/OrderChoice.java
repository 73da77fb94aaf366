package io.understudy.platform.ui;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.platform.search.ListOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** In which order a list is shown. */
public class OrderChoice extends Select<ListOrder> {
    private static final String PARAMETER = "sort";

    private final ListOrder usual;

    /**
     * @param what is listed, in the plural
     * @param orders of which the first is the usual one
     */
    public OrderChoice(String what, ListOrder... orders) {
        usual = orders[0];
        setItems(orders);
        setItemLabelGenerator(ListOrder::label);
        setValue(usual);
        setAriaLabel("Order of the " + what);
    }

    /**
     * Keeps in the address what a person chooses here and searches for.
     *
     * @param changed shows the list again, also when the address asked for another one
     */
    public void inAddress(SearchField search, Runnable changed) {
        addValueChangeListener(event -> changed(search, event.isFromClient(), changed));
        search.addValueChangeListener(event -> changed(search, event.isFromClient(), changed));
    }

    private void changed(SearchField search, boolean byPerson, Runnable changed) {
        changed.run();
        if (byPerson) {
            keep(search);
        }
    }

    /** Keeps in the address what is chosen here and searched for now. */
    public void keep(SearchField search) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        search.put(parameters);
        put(parameters);
        Navigation.keep(parameters);
    }

    /** What the address of the page asks for, or the usual order. */
    public void show(QueryParameters address) {
        setValue(address.getSingleParameter(PARAMETER)
                .flatMap(word -> getListDataView()
                        .getItems()
                        .filter(one -> word(one).equals(word))
                        .findFirst())
                .orElse(usual));
    }

    public void put(Map<String, List<String>> parameters) {
        if (getValue() != usual) {
            parameters.put(PARAMETER, List.of(word(getValue())));
        }
    }

    private static String word(ListOrder order) {
        return order.name().toLowerCase(Locale.ROOT);
    }
}
