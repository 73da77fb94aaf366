package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveListingTest {
    private final LiveListing rows = new LiveListing();
    private final Div list = new Div();

    @Test
    void whatARowShowsChangesInItsPlaceAndTheOthersStayTheSame() {
        show("a", "b", "c");
        List<Component> before = rows.components();

        assertThat(rows.follow(rows("a", "b: recalled", "c"))).isZero();

        assertThat(texts()).containsExactly("a", "b: recalled", "c");
        assertThat(rows.components()).first().isSameAs(before.getFirst());
        assertThat(rows.components()).last().isSameAs(before.getLast());
    }

    @Test
    void aRowThatIsReplacedKeepsTheMarkByWhichTheKeyboardFindsIt() {
        show("a", "b");
        List<String> before = marks();

        rows.follow(rows("a", "b: recalled"));

        assertThat(marks()).isEqualTo(before).doesNotHaveDuplicates().doesNotContainNull();
    }

    private List<String> marks() {
        return list.getChildren()
                .map(row -> row.getElement().getAttribute(LiveListing.ROW))
                .toList();
    }

    @Test
    void whatComesGoesOrMovesIsCountedAndStaysAsItIs() {
        show("a", "b", "c", "d");

        assertThat(rows.follow(rows("new", "d", "a", "b: recalled"))).isEqualTo(3);

        assertThat(texts()).containsExactly("a", "b: recalled", "c", "d");
    }

    @Test
    void whatComesUnderAnotherHeadingIsOneChange() {
        show("a", "b");

        assertThat(rows.follow(List.of(row("a", "other", "a: signed off"), row("b", "", "b"))))
                .isEqualTo(1);

        assertThat(texts()).containsExactly("a: signed off", "b");
        assertThat(rows.follow(rows("a", "b"))).isZero();
    }

    private void show(String... words) {
        list.removeAll();
        list.add(rows.show(rows(words)));
    }

    /** Up to the colon it is the key. */
    private static List<LiveListing.Row> rows(String... words) {
        return Arrays.stream(words)
                .map(word -> row(word.split(":", 2)[0], "", word))
                .toList();
    }

    private static LiveListing.Row row(String key, String group, String words) {
        return new LiveListing.Row(key, group, words, () -> new Span(words));
    }

    private List<String> texts() {
        return list.getChildren().map(row -> row.getElement().getText()).toList();
    }
}
