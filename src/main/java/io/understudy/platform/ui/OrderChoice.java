package io.understudy.platform.ui;

import com.vaadin.flow.component.select.Select;
import io.understudy.platform.search.ListOrder;

/** In which order a list is shown. */
public class OrderChoice extends Select<ListOrder> {
    /**
     * @param what is listed, in the plural
     * @param orders of which the first is the usual one
     */
    public OrderChoice(String what, ListOrder... orders) {
        setItems(orders);
        setItemLabelGenerator(ListOrder::label);
        setValue(orders[0]);
        setAriaLabel("Order of the " + what);
    }
}
