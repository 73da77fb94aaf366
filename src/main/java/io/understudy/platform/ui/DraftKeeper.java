package io.understudy.platform.ui;

import com.vaadin.flow.component.AbstractSinglePropertyField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps what a person types into the text and number fields inside it, and chooses in its radio groups, selects and
 * check boxes, until it is saved; what is chosen otherwise, such as in a combo box, is kept by a {@link KeptChoice}. The
 * browser keeps it, for the signed-in account, so that Esc, a lost connection, an ended session and a restart of the
 * server lose nothing. When the fields are shown again, the text is back, with a line that says so and a button to
 * discard it; where someone else has changed the saved value since, the person chooses.
 */
@Tag("draft-keeper")
public class DraftKeeper extends BrowserElement {
    private final String key;

    /**
     * @param key what the text is about, unique in the product and the same after a restart, such as {@code
     *     comment/version/<id>}
     */
    public DraftKeeper(String key, Component... fields) {
        this.key = key;
        getElement().setAttribute("key", key);
        add(fields);
    }

    /**
     * The server keeps what it knows of these fields, though not as saved: only what is typed later is kept in the
     * browser, and is there again where the server's draft is shown.
     */
    public void keptByServer() {
        List<Element> fields = fields(this).map(Component::getElement).toList();
        String pairs = IntStream.range(0, fields.size())
                .mapToObj(field -> "[$%d, $%d]".formatted(2 * field, 2 * field + 1))
                .collect(Collectors.joining(", "));
        Object[] values = fields.stream()
                .flatMap(field -> Stream.of(field, field.getProperty("value", "")))
                .toArray();
        // All at once: it is called while a person types.
        getElement()
                .executeJs(
                        "for (const [field, value] of [" + pairs + "]) {"
                                + " field?.closest('draft-keeper')?.keptByServer(field, value); }",
                        values);
    }

    private static Stream<Component> fields(Component parent) {
        return parent.getChildren()
                .flatMap(child -> child instanceof AbstractSinglePropertyField ? Stream.of(child) : fields(child));
    }

    /** Stops keeping the text. Call it when the save has succeeded. */
    public void saved() {
        UI.getCurrentOrThrow()
                .getPage()
                .executeJs("document.dispatchEvent(new CustomEvent('draft-saved', {detail: {key: $0}}))", key);
    }

    /**
     * As {@link #saved()}, for the one field of a keeper that stays on the page while it is saved: what the person types
     * in the meantime is still kept.
     *
     * @param text what was saved
     */
    public void saved(String text) {
        UI.getCurrentOrThrow()
                .getPage()
                .executeJs(
                        "document.dispatchEvent(new CustomEvent('draft-saved', {detail: {key: $0, value: $1}}))",
                        key,
                        text);
    }
}
