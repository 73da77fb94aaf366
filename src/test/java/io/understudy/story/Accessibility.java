package io.understudy.story;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Asks axe-core, as it comes with its Java package, what of a page keeps people out. */
final class Accessibility {
    /** Switched on the open page, which loading it again in each would take much longer than. */
    static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

    private static final String AXE = axe();

    // Vaadin's own: its loading bar lies outside of all landmarks, the columns of a grid that hold check boxes have no
    // words in their head, and the footer of a question is a toolbar. How many landmarks there are is seen in whole
    // pages. The size of targets, WCAG 2.5.8, is the one rule of level AA that axe does not ask for unless told to.
    private static final String CHECK = """
            async ([within, colours]) => {
                const parts = within ? [...document.querySelectorAll(within)].filter(part => part.textContent.trim()) : [];
                return (await axe.run({exclude: ['vaadin-connection-indicator'], ...parts.length ? {include: parts} : {}}, {
                    resultTypes: ['violations'],
                    ...colours ? {runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}} : {
                        rules: {'empty-table-header': {enabled: false}, 'target-size': {enabled: true}, ...parts.length ? {
                            'landmark-no-duplicate-banner': {enabled: false},
                            'landmark-no-duplicate-contentinfo': {enabled: false}} : {}}},
                })).violations.map(({id, nodes}) => ({id, nodes: nodes.filter(node => id !== 'aria-allowed-role'
                    || !node.target.flat().includes('vaadin-confirm-dialog'))})).filter(rule => rule.nodes.length)
                    .map(rule => rule.id + ': ' + rule.nodes.slice(0, 3)
                        .map(node => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join('; '));
            }""";

    private Accessibility() {}

    /** Each rule that the page breaks, with the first places. */
    static List<String> violations(Page page) {
        return violations(page, SCHEMES.getFirst(), "");
    }

    /**
     * @param scheme that the page is shown in; only the first of {@link #SCHEMES} is asked for more than its colours
     * @param parts of a page that was looked at as a whole; empty for all of it
     */
    static List<String> violations(Page page, ColorScheme scheme, String parts) {
        if (Boolean.TRUE.equals(page.evaluate("() => !window.axe"))) {
            page.evaluate(AXE);
        }
        return ((List<?>) page.evaluate(CHECK, List.of(parts, scheme != SCHEMES.getFirst())))
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
