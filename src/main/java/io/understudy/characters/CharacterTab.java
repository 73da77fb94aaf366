package io.understudy.characters;

/** A tab on the character's page; each feature contributes its own as a bean. */
public interface CharacterTab {
    long NO_COUNT = -1;

    String label();

    /** Place among the tabs: overview 0, dataset 10, runs 20, versions 30, prompts 40, consent 50. */
    int order();

    String path(String slug);

    /** How many things are behind the tab, shown next to its label, or {@link #NO_COUNT}. */
    long count(CharacterId id);
}
