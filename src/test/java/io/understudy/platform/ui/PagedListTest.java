package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.search.ListOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagedListTest {
    private final List<ListOrder> asked = new ArrayList<>();
    private long total = 2;
    private final PagedList list =
            new PagedList(this::read, Div::new).sorted("things", ListOrder.NEWEST, ListOrder.OLDEST);

    @Test
    void aListOfSeveralThingsIsShownInTheChosenOrder() {
        list.refresh();
        choice().setValue(ListOrder.OLDEST);

        assertThat(asked).containsExactly(ListOrder.NEWEST, ListOrder.OLDEST);
        assertThat(choice().isVisible()).isTrue();
    }

    @Test
    void oneThingHasNoOrder() {
        total = 1;
        list.refresh();

        assertThat(choice().isVisible()).isFalse();
    }

    private PagedList.Slice read(int page) {
        asked.add(list.order());
        return new PagedList.Slice(List.of(new Span()), page, 10, total);
    }

    private OrderChoice choice() {
        return list.getChildren()
                .flatMap(Component::getChildren)
                .filter(OrderChoice.class::isInstance)
                .map(OrderChoice.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
