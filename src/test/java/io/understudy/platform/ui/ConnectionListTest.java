package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.ListItem;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConnectionListTest {
    @Test
    void aPageOfConnectionsNeedsNoSearch() {
        ConnectionList<String> list = of(ConnectionList.PAGE_SIZE);

        assertThat(rows(list)).hasSize(ConnectionList.PAGE_SIZE);
        assertThat(all(list).filter(SearchField.class::isInstance)).isEmpty();
    }

    @Test
    void moreThanAPageAreSearched() {
        ConnectionList<String> list = of(ConnectionList.PAGE_SIZE + 5);
        assertThat(rows(list)).hasSize(ConnectionList.PAGE_SIZE);

        all(list)
                .filter(SearchField.class::isInstance)
                .map(SearchField.class::cast)
                .findFirst()
                .orElseThrow()
                .setValue("HOST 25");

        assertThat(rows(list)).containsExactly("host 25");
    }

    private static ConnectionList<String> of(int count) {
        return new ConnectionList<>(
                "Your own servers.",
                "servers",
                IntStream.rangeClosed(1, count)
                        .mapToObj(number -> "host " + number)
                        .toList(),
                name -> name,
                ListItem::new,
                "Add a server",
                () -> {});
    }

    private static List<String> rows(Component list) {
        return all(list)
                .filter(ListItem.class::isInstance)
                .map(row -> ((ListItem) row).getText())
                .toList();
    }

    private static Stream<Component> all(Component root) {
        return Stream.concat(Stream.of(root), root.getChildren().flatMap(ConnectionListTest::all));
    }
}
