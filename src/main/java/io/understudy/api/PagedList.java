package io.understudy.api;

import io.understudy.api.problems.RequestProblem;
import io.understudy.platform.core.Sha256;
import io.understudy.platform.search.ListPlace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list that comes in parts. A part continues behind the last item of the one before, so that what is added or
 * removed meanwhile neither repeats an item nor hides one. Clients see a text that says nothing to them and belongs to
 * this list with this filter only.
 *
 * @param name of the list and of what was asked of it
 */
public record PagedList(String name) {
    private static final int MARK_BYTES = 12;
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param operation its operation in the OpenAPI document
     * @param filter which items it has, and in which order
     */
    public static PagedList of(String operation, @Nullable Object... filter) {
        StringBuilder name = new StringBuilder(operation);
        for (Object part : filter) {
            name.append('\n').append(text(part));
        }
        return new PagedList(name.toString());
    }

    /** A set has no order of its own. */
    private static String text(@Nullable Object filter) {
        return filter instanceof Collection<?> several
                ? several.stream().map(String::valueOf).sorted().collect(Collectors.joining(","))
                : String.valueOf(filter);
    }

    /**
     * Where a list that is sorted by a key and by ids continues.
     *
     * @return null for the beginning of the list
     * @throws RequestProblem with 400 when the cursor is not one of this list
     */
    public <K, I> @Nullable ListPlace<K, I> after(
            @Nullable String cursor, Function<String, K> key, Function<String, I> id) {
        return after(cursor, 2, parts -> new ListPlace<>(key.apply(parts.getFirst()), id.apply(parts.getLast())));
    }

    /**
     * As {@link #after}, in a list whose places have other parts.
     *
     * @param parts how many they are
     */
    public <P> @Nullable P after(@Nullable String cursor, int parts, Function<List<String>, P> place) {
        if (cursor == null) {
            return null;
        }
        List<String> key = read(cursor, parts);
        return parsed(() -> place.apply(key));
    }

    /** As {@link #after}, in a list that is sorted by a number that each item has for itself; 0 for its beginning. */
    public long afterNumber(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        List<String> parts = read(cursor, 1);
        return parsed(() -> Long.parseLong(parts.getFirst()));
    }

    private static <T> T parsed(Supplier<T> parts) {
        try {
            return parts.get();
        } catch (IllegalArgumentException | DateTimeException forged) {
            throw notOurs();
        }
    }

    /**
     * The first items of those that were found.
     *
     * @param found one more than the limit where there are more
     * @param key that the list is sorted by
     */
    public <S, T> ResponseEntity<ItemPage<T>> first(
            int limit, List<S> found, Function<S, T> item, Function<S, ?> key, Function<S, ?> id) {
        return part(
                limit, found, item, last -> List.of(String.valueOf(key.apply(last)), String.valueOf(id.apply(last))));
    }

    /** As {@link #first}, in a list that is sorted by a number that each item has for itself. */
    public <S, T> ResponseEntity<ItemPage<T>> firstByNumber(
            int limit, List<S> found, Function<S, T> item, ToLongFunction<S> number) {
        return part(limit, found, item, last -> List.of(String.valueOf(number.applyAsLong(last))));
    }

    /** As {@link #first}, in a list whose places have other parts. */
    public <S, T> ResponseEntity<ItemPage<T>> part(
            int limit, List<S> found, Function<S, T> item, Function<S, List<String>> key) {
        List<S> shown = found.subList(0, Math.min(limit, found.size()));
        return some(shown.stream().map(item).toList(), shown.size() < found.size() ? key.apply(shown.getLast()) : null);
    }

    /**
     * Some of the items of a part, in an answer whose {@code Link} header leads to the part that follows.
     *
     * @param next the place behind the last item that was looked at; null at the end of the list
     */
    public <T> ResponseEntity<ItemPage<T>> some(List<T> items, @Nullable List<String> next) {
        if (next == null) {
            return ResponseEntity.ok(new ItemPage<>(items, null));
        }
        String cursor = written(next);
        String address = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("cursor", cursor)
                .toUriString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<" + address + ">; rel=\"next\"")
                .body(new ItemPage<>(items, cursor));
    }

    private String written(List<String> key) {
        byte[] text = JSON.writeValueAsString(key).getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(mark(text), MARK_BYTES + text.length);
        System.arraycopy(text, 0, all, MARK_BYTES, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    private List<String> read(String cursor, int parts) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(cursor);
            byte[] text = Arrays.copyOfRange(all, Math.min(MARK_BYTES, all.length), all.length);
            if (MessageDigest.isEqual(mark(text), Arrays.copyOf(all, MARK_BYTES))) {
                String[] key = JSON.readValue(text, String[].class);
                // The mark is no secret: what it belongs to may be anything.
                if (key != null
                        && key.length == parts
                        && Arrays.stream(key).allMatch(part -> part != null && part.indexOf('\0') < 0)) {
                    return List.of(key);
                }
            }
        } catch (IllegalArgumentException | JacksonException unreadable) {
            throw notOurs();
        }
        throw notOurs();
    }

    /** Tells a cursor of this list from one of another, and from one that was changed. */
    private byte[] mark(byte[] key) {
        MessageDigest digest = Sha256.begin();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return Arrays.copyOf(digest.digest(key), MARK_BYTES);
    }

    private static RequestProblem notOurs() {
        return new RequestProblem(
                HttpStatus.BAD_REQUEST,
                "cursor",
                "This cursor is not one of this list. Send the one of the answer before, with the same parameters.");
    }
}
