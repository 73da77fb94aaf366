package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** A person without a pointer: wherever the focus is, it is in sight and has a ring around it. */
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
                let ring = false;
                for (let around = element, n = 0; around && n < 5 && !ring; n++) {
                    const parts = around.shadowRoot?.querySelectorAll('[part]') ?? [];
                    ring = [around, ...parts].some(part => [null, '::before', '::after'].some(it => drawn(part, it)));
                    around = around.assignedSlot ?? around.parentElement ?? around.getRootNode().host;
                }
                const box = element.getBoundingClientRect();
                const labels = (element.getAttribute('aria-labelledby') ?? '').split(' ')
                    .map(id => element.getRootNode().getElementById?.(id)?.innerText ?? '').join(' ');
                return {
                    name: (element.getAttribute('aria-label') ?? (labels.trim() || element.labels?.[0]?.innerText
                        || element.innerText || element.getRootNode().host?.innerText || '')).trim().replaceAll('\\n', ' '),
                    lost: false,
                    ring: ring || element.localName === 'main',
                    sight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
                        && box.top < innerHeight && box.left < innerWidth,
                };
            }""";

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

    /** Goes on by Tab to what has this name or begins with it; no stop on the way is invisible. */
    void tabTo(String name) {
        go("Tab", name);
    }

    void tabBackTo(String name) {
        go("Shift+Tab", name);
    }

    private void go(String key, String name) {
        List<String> stops = new ArrayList<>();
        while (stops.size() < MOST_STOPS) {
            page.keyboard().press(key);
            Map<?, ?> focus = focus();
            // From the end of a page to its beginning.
            if (!is(focus, "lost")) {
                stops.add(String.valueOf(focus.get("name")));
                assertThat(is(focus, "ring")).as("focus ring of %s", focus).isTrue();
                assertThat(is(focus, "sight")).as("%s is in sight", focus).isTrue();
                if (matches(focus, name)) {
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
            page.waitForCondition(condition, new Page.WaitForConditionOptions().setTimeout(5000));
        } catch (PlaywrightException timeout) {
            fail("Expected " + what + ", but it is: " + focus(), timeout);
        }
    }

    private Map<?, ?> focus() {
        return (Map<?, ?>) page.evaluate(FOCUS);
    }

    /** “Comment” is not “Comments on …”. */
    private static boolean matches(Map<?, ?> focus, String name) {
        return String.valueOf(focus.get("name")).matches("(?s)" + Pattern.quote(name) + "(?!\\p{L}).*");
    }

    private static boolean is(Map<?, ?> focus, String what) {
        return Boolean.TRUE.equals(focus.get(what));
    }
}
