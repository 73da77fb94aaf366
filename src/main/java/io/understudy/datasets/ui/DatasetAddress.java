package io.understudy.datasets.ui;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.PictureSort;
import io.understudy.datasets.quality.WallQuery;
import io.understudy.platform.ui.PagedList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
record DatasetAddress(boolean captioning, WallQuery wall, CaptionFilter captionFilter, int page) {
    private static final String FILTER = "filter";
    private static final String PAGE = "page";
    private static final String SHOW = "show";
    private static final String SEARCH = "search";
    private static final String ONLY = "only";
    private static final String CAPTIONS = "captions";
    private static final String SORT = "sort";
    private static final String TAG = "tag";
    private static final String VERDICT = "advice";
    private static final String MATCH = "match";
    private static final String ANY = "any";
    private static final int MOST_CONDITIONS = 20;

    /** An address is not a list: servers and browsers cut long ones. */
    private static final int MOST_ONLY = 60;

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    static final DatasetAddress PLAIN = new DatasetAddress(false, WallQuery.ALL, CaptionFilter.ALL, 0);

    static DatasetAddress of(Location location) {
        QueryParameters parameters = location.getQueryParameters();
        return new DatasetAddress(
                parameters.getSingleParameter(SHOW).filter(CAPTIONS::equals).isPresent(),
                new WallQuery(
                        named(PictureFilter.values(), parameters).orElse(PictureFilter.ALL),
                        parameters
                                .getSingleParameter(SORT)
                                .flatMap(name -> named(PictureSort.values(), name))
                                .orElse(PictureSort.PLACE),
                        parameters.getParameters(TAG).stream()
                                .filter(tag -> !tag.isBlank())
                                .distinct()
                                .limit(MOST_CONDITIONS)
                                .toList(),
                        parameters.getParameters(VERDICT).stream()
                                .distinct()
                                .flatMap(name -> named(MeasureTopic.values(), name).stream())
                                .toList(),
                        parameters.getSingleParameter(MATCH).filter(ANY::equals).isPresent()),
                new CaptionFilter(
                        named(CaptionFilter.Kind.values(), parameters).orElse(CaptionFilter.Kind.ALL),
                        parameters.getSingleParameter(SEARCH).orElse(""),
                        parameters
                                .getSingleParameter(ONLY)
                                .map(DatasetAddress::pictures)
                                .orElse(Set.of())),
                PagedList.page(parameters, PAGE));
    }

    static DatasetAddress of(WallQuery wall, int page) {
        return new DatasetAddress(false, wall, CaptionFilter.ALL, page);
    }

    static DatasetAddress of(CaptionFilter captions, int page) {
        return new DatasetAddress(true, WallQuery.ALL, captions, page);
    }

    QueryParameters parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (captioning) {
            putCaptions(parameters);
        } else {
            putWall(parameters);
        }
        if (page > 0) {
            parameters.put(PAGE, List.of(String.valueOf(page + 1)));
        }
        return new QueryParameters(parameters);
    }

    private void putCaptions(Map<String, List<String>> parameters) {
        parameters.put(SHOW, List.of(CAPTIONS));
        if (captionFilter.kind() != CaptionFilter.Kind.ALL) {
            parameters.put(FILTER, List.of(captionFilter.kind().name()));
        }
        if (!captionFilter.text().isBlank()) {
            parameters.put(SEARCH, List.of(captionFilter.text()));
        }
        if (!captionFilter.only().isEmpty()) {
            parameters.put(ONLY, List.of(ids(captionFilter.only())));
        }
    }

    private void putWall(Map<String, List<String>> parameters) {
        if (wall.filter() != PictureFilter.ALL) {
            parameters.put(FILTER, List.of(wall.filter().name()));
        }
        if (wall.sort() != PictureSort.PLACE) {
            parameters.put(SORT, List.of(wall.sort().name()));
        }
        if (!wall.tags().isEmpty()) {
            parameters.put(TAG, wall.tags());
        }
        if (!wall.verdicts().isEmpty()) {
            parameters.put(VERDICT, wall.verdicts().stream().map(Enum::name).toList());
        }
        if (wall.any()) {
            parameters.put(MATCH, List.of(ANY));
        }
    }

    private static String ids(Set<PictureId> pictures) {
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
        return parameters.getSingleParameter(FILTER).flatMap(name -> named(known, name));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] known, String name) {
        return Arrays.stream(known).filter(value -> value.name().equals(name)).findFirst();
    }
}
