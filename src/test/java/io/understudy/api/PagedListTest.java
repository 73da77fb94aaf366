package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.api.problems.RequestProblem;
import io.understudy.platform.search.ListPlace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class PagedListTest {
    private static final PagedList LIST = PagedList.of("listThings", "ava", null, Set.of("a", "b"));
    private static final UUID ID = UUID.fromString("7e4c8a0e-6f0b-4d51-9a39-3c2a3f1f0a11");
    private static final Instant TIME = Instant.parse("2026-12-01T10:15:30.123456Z");

    @BeforeEach
    void beginRequest() {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
    }

    @AfterEach
    void endRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    private static ItemPage<String> part(int limit, Object key) {
        return Objects.requireNonNull(
                LIST.first(limit, List.of("a", "b", "c"), String::toUpperCase, one -> key, one -> ID)
                        .getBody());
    }

    private static String cursor(Object key) {
        return Objects.requireNonNull(part(1, key).next());
    }

    private static ListPlace<Instant, UUID> read(PagedList list, String cursor) {
        return list.after(cursor, Instant::parse, UUID::fromString);
    }

    @Test
    void aPartContinuesBehindItsLastItem() {
        ItemPage<String> page = part(2, TIME);

        assertThat(page.items()).containsExactly("A", "B");
        assertThat(read(LIST, page.next())).isEqualTo(new ListPlace<>(TIME, ID));
        assertThat(part(3, TIME).next()).isNull();
        assertThat(read(LIST, null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ava", "\"],[\"", "Zoë\nLindqvist", "\u202e"})
    void anyNameIsAKey(String name) {
        ListPlace<String, UUID> place = LIST.after(cursor(name), read -> read, UUID::fromString);

        assertThat(place).isEqualTo(new ListPlace<>(name, ID));
    }

    @Test
    void theOrderOfASetDoesNotMatter() {
        PagedList same = PagedList.of("listThings", "ava", null, Set.of("b", "a"));

        assertThat(read(same, cursor(TIME))).isEqualTo(new ListPlace<>(TIME, ID));
    }

    @Test
    void aCursorOfAnotherListOrFilterIsRefused() {
        for (PagedList other : List.of(
                PagedList.of("listOthers", "ava", null, Set.of("a", "b")),
                PagedList.of("listThings", "bea", null, Set.of("a", "b")),
                PagedList.of("listThings", "ava", null, Set.of("a")))) {
            assertThatThrownBy(() -> read(other, cursor(TIME))).isInstanceOf(RequestProblem.class);
        }
        assertThatThrownBy(() -> LIST.afterNumber(cursor(TIME))).isInstanceOf(RequestProblem.class);
    }

    @Test
    void aCursorThatWasChangedIsRefused() {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor(TIME));
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThatThrownBy(() -> read(LIST, forged)).isInstanceOf(RequestProblem.class);
        }
        for (String nonsense : List.of("", "zzz", "\u00e4", "%00", "AAAA", "A".repeat(3_000))) {
            assertThatThrownBy(() -> read(LIST, nonsense)).isInstanceOf(RequestProblem.class);
        }
    }

    /** The source is open, so that anyone can compute the mark. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "[null,null]", "{}", "[\"a\\u0000\",\"b\"]", "[[],[]]", "[\"a\"]"})
    void aCursorThatWasMadeUpIsRefused(String key) throws Exception {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((LIST.name() + "\0").getBytes(StandardCharsets.UTF_8));
        byte[] all = Arrays.copyOf(digest.digest(text), 12 + text.length);
        System.arraycopy(text, 0, all, 12, text.length);
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(all);

        assertThatThrownBy(() -> LIST.after(forged, read -> read, read -> read)).isInstanceOf(RequestProblem.class);
    }
}
