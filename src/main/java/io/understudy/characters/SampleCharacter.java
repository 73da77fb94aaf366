package io.understudy.characters;

/** The sample that an empty library offers; a feature above provides it as a bean. */
public interface SampleCharacter {
    /** Loads the example; takes seconds, outside of any transaction. */
    CharacterId load();
}
