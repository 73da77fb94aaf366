package io.understudy.api;

import io.understudy.api.problems.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;

/** Where a list is continued; clients see a text that says nothing to them. */
public final class Cursor {
    private Cursor() {}

    public static String of(long place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(place).getBytes(StandardCharsets.US_ASCII));
    }

    /** @return 0 for the beginning of the list */
    public static long place(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        try {
            long place = Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (place > 0) {
                return place;
            }
        } catch (IllegalArgumentException unreadable) {
            throw notOurs();
        }
        throw notOurs();
    }

    /** The page that begins at a cursor, which counts the items before it. */
    public static PageRequest page(@Nullable String cursor, int limit) {
        long place = place(cursor);
        if (place % limit != 0 || place > Integer.MAX_VALUE) {
            throw notOurs();
        }
        return PageRequest.of((int) (place / limit), limit);
    }

    /** The cursor behind a page, or null when the list ends with it. */
    public static @Nullable String behind(PageRequest page, long total) {
        long place = page.getOffset() + page.getPageSize();
        return place < total ? of(place) : null;
    }

    private static RequestProblem notOurs() {
        return new RequestProblem(
                HttpStatus.BAD_REQUEST,
                "cursor",
                "This cursor is not one of this list. Send the one of the answer before, with the same limit.");
    }
}
