package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.platform.search.ListOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @Test
    void theAddressSaysWhatWasChosenAndLeadsBackToIt() {
        total = 25;
        list.searched("things", "names").inAddress(parameters -> parameters.put("state", List.of("open")));
        list.show(QueryParameters.fromString("q=rain&sort=oldest&page=3&state=open"));

        assertThat(list.text()).isEqualTo("rain");
        assertThat(asked).as("one reading").containsExactly(ListOrder.OLDEST);
        assertThat(list.address(2))
                .isEqualTo(Map.of(
                        "q", List.of("rain"),
                        "sort", List.of("oldest"),
                        "page", List.of("3"),
                        "state", List.of("open")));
    }

    @Test
    void anAddressThatAsksForNothingKnownShowsTheUsualList() {
        list.searched("things", "names").inAddress();
        list.show(QueryParameters.fromString("q=rain&sort=oldest"));
        list.show(QueryParameters.fromString("sort=weight&page=-1"));

        assertThat(list.text()).isEmpty();
        assertThat(list.order()).isEqualTo(ListOrder.NEWEST);
        assertThat(list.address(0)).isEmpty();
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
