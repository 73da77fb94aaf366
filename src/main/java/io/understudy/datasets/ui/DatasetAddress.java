package io.understudy.datasets.ui;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.datasets.CaptionFilter;
import io.understudy.datasets.PictureFilter;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the address of the dataset page asks for; what it does not know counts as not asked for.
 *
 * @param captioning whether captions are shown instead of the wall
 * @param page from 0
 */
record DatasetAddress(boolean captioning, PictureFilter filter, CaptionFilter captionFilter, int page) {
    static final String FILTER = "filter";
    static final String PAGE = "page";
    static final String SHOW = "show";
    static final String SEARCH = "search";
    static final String CAPTIONS = "captions";

    static final DatasetAddress PLAIN = new DatasetAddress(false, PictureFilter.ALL, CaptionFilter.ALL, 0);

    static DatasetAddress of(Location location) {
        QueryParameters parameters = location.getQueryParameters();
        return new DatasetAddress(
                parameters.getSingleParameter(SHOW).filter(CAPTIONS::equals).isPresent(),
                named(PictureFilter.values(), parameters).orElse(PictureFilter.ALL),
                new CaptionFilter(
                        named(CaptionFilter.Kind.values(), parameters).orElse(CaptionFilter.Kind.ALL),
                        parameters.getSingleParameter(SEARCH).orElse("")),
                parameters
                        .getSingleParameter(PAGE)
                        .filter(number -> number.matches("[1-9]\\d{0,4}"))
                        .map(number -> Integer.parseInt(number) - 1)
                        .orElse(0));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] known, QueryParameters parameters) {
        return parameters
                .getSingleParameter(FILTER)
                .flatMap(name -> Arrays.stream(known)
                        .filter(value -> value.name().equals(name))
                        .findFirst());
    }
}
