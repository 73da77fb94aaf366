package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.Tag;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person chose in a way of its own, as text without a look, for the {@link DraftKeeper} around it to keep. */
@Tag("kept-choice")
public class KeptChoice extends Component {
    private static final String VALUE = "value";
    private static final String SEPARATOR = ",";

    /** @param name unique in the keeper */
    public KeptChoice(String name) {
        getElement().setProperty("label", name).setAttribute("hidden", true);
        begin("");
    }

    /**
     * Of a field that a keeper does not know, such as a combo box; what the server chooses counts as the beginning.
     *
     * @param name unique in the keeper
     * @param key of a value, not empty and the same after a restart
     * @param byKey empty for what can no longer be chosen
     */
    public static <T> KeptChoice of(
            String name, HasValue<?, T> field, Function<T, String> key, Function<String, Optional<T>> byKey) {
        KeptChoice kept = new KeptChoice(name);
        kept.begin(text(field.getValue(), key));
        field.addValueChangeListener(event -> {
            String chosen = text(event.getValue(), key);
            if (event.isFromClient()) {
                kept.choose(chosen);
            } else {
                kept.begin(chosen);
            }
        });
        kept.onRestored(restored -> Optional.of(restored)
                .filter(text -> !text.isEmpty())
                .flatMap(byKey)
                .ifPresentOrElse(field::setValue, field::clear));
        return kept;
    }

    private static <T> String text(@Nullable T value, Function<T, String> key) {
        return value == null ? "" : key.apply(value);
    }

    /**
     * As {@link #of}, where several may be chosen.
     *
     * @param key without a comma
     * @param byKeys leaves out what can no longer be chosen
     */
    public static <T> KeptChoice ofSeveral(
            String name,
            HasValue<?, Set<T>> field,
            Function<T, String> key,
            Function<List<String>, ? extends Collection<T>> byKeys) {
        return of(
                name,
                field,
                chosen -> chosen.stream().map(key).sorted().collect(Collectors.joining(SEPARATOR)),
                keys -> {
                    Set<T> chosen = new LinkedHashSet<>(byKeys.apply(List.of(keys.split(SEPARATOR))));
                    return Optional.of(chosen);
                });
    }

    /** @param value what is chosen before the person does anything */
    public void begin(String value) {
        getElement().setProperty(VALUE, value);
    }

    /** Call it when the person has chosen, and not for what the server proposes. */
    public void choose(String value) {
        begin(value);
        // Set here too: after a discard the browser has another value than the server knows of.
        getElement().executeJs("this.value = $0; this.dispatchEvent(new Event('input', {bubbles: true}))", value);
    }

    /** @param restored receives what was chosen before, or what it began with when that is discarded */
    public void onRestored(Consumer<String> restored) {
        getElement()
                .addEventListener(
                        "change",
                        event -> restored.accept(
                                event.getEventData().get("element.value").asString()))
                .addEventData("element.value");
    }
}
