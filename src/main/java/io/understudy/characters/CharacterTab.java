package io.understudy.characters;

import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** A tab on the character's page; each feature contributes its own as a bean. */
public abstract class CharacterTab {
    public static final long NO_COUNT = -1;

    private final String label;
    private final int order;
    private final UnaryOperator<String> path;
    private final ToLongFunction<CharacterId> count;

    protected CharacterTab(String label, int order, UnaryOperator<String> path) {
        this(label, order, path, character -> NO_COUNT);
    }

    /**
     * @param order place among the tabs: overview 0, dataset 10, runs 20, versions 30, sheets 35, prompts 40,
     *     consent 50
     * @param path address for the slug of a character
     * @param count how many things are behind the tab, shown next to its label, or {@link #NO_COUNT}
     */
    protected CharacterTab(String label, int order, UnaryOperator<String> path, ToLongFunction<CharacterId> count) {
        this.label = label;
        this.order = order;
        this.path = path;
        this.count = count;
    }

    public String label() {
        return label;
    }

    public int order() {
        return order;
    }

    public String path(String slug) {
        return path.apply(slug);
    }

    public long count(CharacterId character) {
        return count.applyAsLong(character);
    }
}
