package io.understudy.datasets.ui;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.ui.PagedList;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    static final String ONLY = "only";
    static final String CAPTIONS = "captions";

    /** An address is not a list: servers and browsers cut long ones. */
    private static final int MOST_ONLY = 60;

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    static final DatasetAddress PLAIN = new DatasetAddress(false, PictureFilter.ALL, CaptionFilter.ALL, 0);

    static DatasetAddress of(Location location) {
        QueryParameters parameters = location.getQueryParameters();
        return new DatasetAddress(
                parameters.getSingleParameter(SHOW).filter(CAPTIONS::equals).isPresent(),
                named(PictureFilter.values(), parameters).orElse(PictureFilter.ALL),
                new CaptionFilter(
                        named(CaptionFilter.Kind.values(), parameters).orElse(CaptionFilter.Kind.ALL),
                        parameters.getSingleParameter(SEARCH).orElse(""),
                        parameters
                                .getSingleParameter(ONLY)
                                .map(DatasetAddress::pictures)
                                .orElse(Set.of())),
                PagedList.page(parameters, PAGE));
    }

    static String ids(Set<PictureId> pictures) {
        return pictures.stream()
                .limit(MOST_ONLY)
                .map(picture -> picture.value().toString())
                .collect(Collectors.joining("."));
    }

    private static Set<PictureId> pictures(String ids) {
        return Arrays.stream(ids.split("\\.", MOST_ONLY + 1))
                .filter(id -> ID.matcher(id).matches())
                .map(id -> new PictureId(UUID.fromString(id)))
                .collect(Collectors.toSet());
    }

    private static <E extends Enum<E>> Optional<E> named(E[] known, QueryParameters parameters) {
        return parameters
                .getSingleParameter(FILTER)
                .flatMap(name -> Arrays.stream(known)
                        .filter(value -> value.name().equals(name))
                        .findFirst());
    }
}
