package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person has unfolded stays open when the part of the page that holds it is made again. Details are known by
 * their id, or by their summary where that is the only one of its kind.
 */
public final class OpenDetails {
    private OpenDetails() {}

    public static Set<String> in(Component place) {
        return all(place).filter(Details::isOpened).map(OpenDetails::name).collect(Collectors.toSet());
    }

    public static void open(Component place, Set<String> names) {
        all(place).filter(details -> names.contains(name(details))).forEach(details -> details.setOpened(true));
    }

    private static Stream<Details> all(Component place) {
        return place instanceof Details details
                ? Stream.of(details)
                : place.getChildren().flatMap(OpenDetails::all);
    }

    private static String name(Details details) {
        return details.getId().orElseGet(details::getSummaryText);
    }
}
