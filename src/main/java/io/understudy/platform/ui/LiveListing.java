package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.dom.Element;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Rows of a list that others change while a person looks at it. What a row shows is replaced in its place; what would
 * come, go or move is counted, and stays as it is until the list is shown again.
 */
public final class LiveListing {
    /** Names a row to the {@link FocusKeeper}, which finds it again after it was replaced. */
    static final String ROW = "live-row";

    /**
     * @param key which thing it is
     * @param group the heading that it is under, as far as there are several
     * @param content what it shows of the thing: when this differs, the row is made again
     */
    public record Row(Object key, Object group, Object content, Supplier<? extends Component> component) {
        public Row(Object key, Object content, Supplier<? extends Component> component) {
            this(key, "", content, component);
        }
    }

    private record Place(Object group, Object content, Component component) {}

    private final Map<Object, Place> places = new LinkedHashMap<>();

    /** Makes the rows; the caller adds them to the page. */
    public List<Component> show(List<Row> rows) {
        places.clear();
        rows.forEach(row -> places.put(row.key(), new Place(row.group(), row.content(), made(row))));
        return components();
    }

    public List<Component> components() {
        return places.values().stream().map(Place::component).toList();
    }

    public boolean isEmpty() {
        return places.isEmpty();
    }

    /**
     * Replaces rows in their places.
     *
     * @return how many rows would come, go or move if the list was shown again
     */
    public int follow(List<Row> rows) {
        for (Row row : rows) {
            Place before = places.get(row.key());
            if (before != null && !before.content().equals(row.content())) {
                Component now = made(row);
                replace(before.component().getElement(), now.getElement());
                places.put(row.key(), new Place(before.group(), row.content(), now));
            }
        }
        return moves(rows);
    }

    private static Component made(Row row) {
        Component made = row.component().get();
        made.getElement()
                .setAttribute(
                        ROW,
                        UUID.nameUUIDFromBytes(row.key().toString().getBytes(StandardCharsets.UTF_8))
                                .toString());
        return made;
    }

    private static void replace(Element before, Element now) {
        Element parent = before.getParent();
        if (parent != null) {
            int place = parent.indexOfChild(before);
            before.removeFromParent();
            parent.insertChild(place, now);
        }
    }

    private int moves(List<Row> rows) {
        Map<Object, Integer> positions = new HashMap<>();
        places.keySet().forEach(key -> positions.put(key, positions.size()));
        // Its size ends as the length of the longest row of things that are in the same order as before.
        TreeSet<Integer> inOrder = new TreeSet<>();
        int came = 0;
        for (Row row : rows) {
            Place before = places.get(row.key());
            if (before == null) {
                came++;
            } else if (before.group().equals(row.group())) {
                int position = Objects.requireNonNull(positions.get(row.key()));
                Integer later = inOrder.ceiling(position);
                if (later != null) {
                    inOrder.remove(later);
                }
                inOrder.add(position);
            }
        }
        return came + places.size() - inOrder.size();
    }
}
