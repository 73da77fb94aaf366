package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.platform.live.LiveValues;
import io.understudy.platform.search.ListOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;

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

    @Test
    void whatOthersChangeIsShownInPlaceAndWhatWouldMoveIsOffered() {
        List<String> things = new ArrayList<>(List.of("Ava", "Ben"));
        PagedList live = new PagedList(page -> first(2, things), () -> new Span("nobody"))
                .following("things", LiveValues.of(0L));
        live.follow();
        assertThat(words(live)).as("nothing was shown yet").doesNotContain("Ava");
        live.refresh();

        things.set(1, "Ben, recalled");
        live.follow();
        assertThat(words(live)).contains("Ava", "Ben, recalled").doesNotContain("change");

        things.remove("Ava");
        live.follow();
        assertThat(words(live)).contains("Ava", "Ben, recalled", "1 change");

        things.addAll(List.of("Cleo", "Dora"));
        live.follow();
        assertThat(words(live)).contains("The list has changed").doesNotContain("Cleo");

        live.refresh();
        assertThat(words(live)).contains("Cleo").doesNotContain("changed");

        things.clear();
        live.refresh();
        things.add("Eve");
        live.follow();
        assertThat(words(live))
                .as("an empty list has nothing to move")
                .contains("Eve")
                .doesNotContain("nobody");
    }

    @Test
    void whatComesOnAnotherPageIsOfferedToo() {
        List<String> things = new ArrayList<>(List.of("Ava", "Ben"));
        PagedList live = new PagedList(page -> first(2, things), () -> new Span("nobody"))
                .following("things", LiveValues.of(0L));
        live.refresh();

        things.add("Cleo");
        live.follow();
        assertThat(words(live)).contains("The list has changed");

        live.refresh();
        assertThat(words(live)).contains("of 3").doesNotContain("changed");

        things.remove("Cleo");
        live.follow();
        assertThat(words(live)).contains("The list has changed");

        things.add("Dora");
        live.follow();
        assertThat(words(live)).doesNotContain("changed");
    }

    @Test
    void keysMoveTheFocusFromRowToRowToWhatTheyOpen() {
        PagedList walked = new PagedList(
                        page -> PagedList.Slice.of(
                                new PageImpl<>(List.of("Ava", "Ben")),
                                name -> name,
                                name -> new Div(new Span(name), new Anchor("characters/" + name, name))),
                        Div::new)
                .walked();
        assertThat(walked.walk(1, null)).as("nothing was shown yet").isEmpty();
        walked.refresh();

        assertThat(walked.walk(1, null).orElseThrow().getAttribute("href")).isEqualTo("characters/Ava");
        assertThat(walked.walk(1, null).orElseThrow().getAttribute("href")).isEqualTo("characters/Ben");
        assertThat(walked.walk(1, null).orElseThrow().getAttribute("href")).isEqualTo("characters/Ben");
        assertThat(walked.walk(-1, null).orElseThrow().getAttribute("href")).isEqualTo("characters/Ava");

        walked.refresh();
        assertThat(walked.walk(1, null).orElseThrow().getAttribute("href"))
                .as("it begins at the top again")
                .isEqualTo("characters/Ava");
        Element second = walked.walk(1, null).orElseThrow();
        walked.walk(-1, null);
        walked.walk(-1, null);
        assertThat(walked.walk(-1, second).orElseThrow().getAttribute("href"))
                .as("from where the focus is")
                .isEqualTo("characters/Ava");
        assertThat(walked.walk(1, second).orElseThrow()).isEqualTo(second);
    }

    private static PagedList.Slice first(int size, List<String> things) {
        Page<String> page =
                new PageImpl<>(things.stream().limit(size).toList(), PageRequest.ofSize(size), things.size());
        return PagedList.Slice.of(page, thing -> thing.substring(0, 1), thing -> new Span(thing));
    }

    private static String words(PagedList live) {
        return live.getElement().getTextRecursively();
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
