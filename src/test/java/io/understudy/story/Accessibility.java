package io.understudy.story;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Asks axe-core, as it comes with its Java package, what of a page keeps people out. */
final class Accessibility {
    private static final String AXE = axe();

    // Vaadin's own: its loading bar lies outside of all landmarks, the columns of a grid that hold check boxes have no
    // words in their head, and the footer of a question is a toolbar. How many landmarks there are is seen in whole
    // pages. The size of targets, WCAG 2.5.8, is the one rule of level AA that axe does not ask for unless told to.
    private static final String CHECK = """
            async ([within, only]) => {
                const parts = within ? [...document.querySelectorAll(within)].filter(part => part.textContent.trim()) : [];
                return (await axe.run({exclude: ['vaadin-connection-indicator'], ...parts.length ? {include: parts} : {}}, {
                    resultTypes: ['violations'],
                    ...only.length ? {runOnly: {type: 'rule', values: only}} : {},
                    rules: {'empty-table-header': {enabled: false}, 'target-size': {enabled: true}, ...parts.length ? {
                        'landmark-no-duplicate-banner': {enabled: false}, 'landmark-no-duplicate-contentinfo': {enabled: false}} : {}},
                })).violations.map(({id, nodes}) => ({id, nodes: nodes.filter(node => id !== 'aria-allowed-role'
                    || !node.target.flat().includes('vaadin-confirm-dialog'))})).filter(rule => rule.nodes.length)
                    .map(rule => rule.id + ': ' + rule.nodes.slice(0, 3)
                        .map(node => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join('; '));
            }""";

    /**
     * What another scheme or another width can break in a page that kept all other rules: colours, sizes, what scrolls, and
     * the names of what is there in a narrow window only.
     */
    private static final List<String> OF_LOOKS = List.of(
            "color-contrast",
            "link-in-text-block",
            "target-size",
            "scrollable-region-focusable",
            "aria-hidden-focus",
            "aria-command-name",
            "aria-input-field-name",
            "aria-toggle-field-name",
            "button-name",
            "image-alt",
            "label",
            "link-name");

    private Accessibility() {}

    /** Each rule that the page breaks, with the first places. */
    static List<String> violations(Page page) {
        return violations(page, true);
    }

    /** @param first whether the page is asked about for the first time, in whatever scheme and width */
    static List<String> violations(Page page, boolean first) {
        return violationsWithin(page, "", first);
    }

    /** The same for parts of a page that was looked at as a whole. */
    static List<String> violationsWithin(Page page, String parts, boolean first) {
        if (Boolean.TRUE.equals(page.evaluate("() => !window.axe"))) {
            page.evaluate(AXE);
        }
        return ((List<?>) page.evaluate(CHECK, List.of(parts, first ? List.of() : OF_LOOKS)))
                .stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream source =
                Objects.requireNonNull(Accessibility.class.getResourceAsStream("/axe.min.js"), "axe-core is missing")) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
