package io.understudy.story;

import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A person without a pointer: wherever the focus is, it is in sight, behind nothing, and has a ring around it. */
final class Keyboard {
    private static final int MOST_STOPS = 120;

    /** The ring may be drawn by the element, by a part of it, or by the field or the entry around it. */
    private static final String FOCUS = """
            () => {
                let element = document.activeElement;
                while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
                if (!element || element === document.body) return {name: '', lost: true, ring: false, sight: false};
                const drawn = (part, pseudo) => {
                    const style = getComputedStyle(part, pseudo);
                    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
                        && !/transparent|[,/] ?0\\)$/.test(style.outlineColor)
                        && part.checkVisibility({opacityProperty: true})
                        && (!pseudo || style.content !== 'none');
                };
                const around = it =>
                    it ? [it, ...around(it.assignedSlot ?? it.parentElement ?? it.getRootNode().host)] : [];
                const ring = around(element).slice(0, 5).some(it =>
                    [it, ...it.shadowRoot?.querySelectorAll('[part]') ?? []].some(part =>
                        [null, '::before', '::after'].some(pseudo => drawn(part, pseudo))));
                const box = element.getBoundingClientRect();
                const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                const cover = hit?.closest('.page-header, .review-bar');
                const labels = (element.getAttribute('aria-labelledby') ?? '').split(' ')
                    .map(id => element.getRootNode().getElementById?.(id)?.innerText ?? '').join(' ');
                return {
                    name: (element.getAttribute('aria-label') ?? (labels.trim() || element.labels?.[0]?.innerText
                        || element.innerText || element.getRootNode().host?.innerText || '')).trim().replaceAll('\\n', ' '),
                    lost: false,
                    ring: ring || element.localName === 'main',
                    sight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
                        && box.top < innerHeight && box.left < innerWidth
                        && (!cover || getComputedStyle(cover).position !== 'sticky' || around(element).includes(cover)),
                };
            }""";

    /** What may hold the focus back. */
    private static final String OPEN = """
            () => `${[...document.querySelectorAll('dialog[open], vaadin-dialog[opened], vaadin-confirm-dialog[opened]')]
                .map(open => open.ariaLabel ?? open.localName).join(', ') || 'no dialog'} is open, the page is `
                + `${document.visibilityState} and was loaded ${Math.round(performance.now() / 1000)} s ago`""";

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    void replaceBy(String text) {
        page.keyboard().press("Control+A");
        type(text);
    }

    /** Presses a key, after which the focus still has a place. */
    void press(String key) {
        page.keyboard().press(key);
        hasAPlace("after " + key);
    }

    /** Continues by Tab to what has this name or begins with it; no stop on the way is invisible. */
    void tabTo(String name) {
        go("Tab", name);
    }

    /** To what has exactly this name. */
    void tabToExactly(String name) {
        go("Tab", name, focus -> name.equals(focus.get("name")));
    }

    void tabBackTo(String name) {
        go("Shift+Tab", name);
    }

    private void go(String key, String name) {
        go(key, name, focus -> matches(focus, name));
    }

    private void go(String key, String name, Predicate<Map<?, ?>> wanted) {
        List<String> stops = new ArrayList<>();
        while (stops.size() < MOST_STOPS) {
            page.keyboard().press(key);
            Map<?, ?> focus = focus();
            // From the end of a page to its beginning.
            if (!is(focus, "lost")) {
                stops.add(String.valueOf(focus.get("name")));
                if (!is(focus, "ring") || !is(focus, "sight")) {
                    hasAPlace("after the stops " + stops);
                }
                if (wanted.test(focus)) {
                    return;
                }
            }
        }
        fail("No “%s” among the stops %s", name, stops);
    }

    void isOn(String name) {
        await("the focus on " + name, () -> matches(focus(), name));
        hasAPlace("on " + name);
    }

    void hasAPlace(String when) {
        await("a visible focus " + when, () -> is(focus(), "ring") && is(focus(), "sight"));
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            page.waitForCondition(condition, new Page.WaitForConditionOptions().setTimeout(30_000));
        } catch (PlaywrightException timeout) {
            fail(
                    "Expected " + what + ", but it is: " + focus() + " on " + page.url() + ", where "
                            + page.evaluate(OPEN),
                    timeout);
        }
    }

    /** Nowhere while a page takes the place of another one, such as after signing out. */
    private Map<?, ?> focus() {
        try {
            return (Map<?, ?>) page.evaluate(FOCUS);
        } catch (PlaywrightException replaced) {
            if (!replaced.getMessage().contains("Execution context was destroyed")) {
                throw replaced;
            }
            return Map.of("name", "", "lost", true, "ring", false, "sight", false);
        }
    }

    /** “Comment” is not “Comments on …”. */
    private static boolean matches(Map<?, ?> focus, String name) {
        return String.valueOf(focus.get("name")).matches("(?s)" + Pattern.quote(name) + "(?!\\p{L}).*");
    }

    private static boolean is(Map<?, ?> focus, String what) {
        return Boolean.TRUE.equals(focus.get(what));
    }
}
