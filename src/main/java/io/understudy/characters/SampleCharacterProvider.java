package io.understudy.characters;

/** The sample that an empty library offers; a feature above provides it as a bean. */
public interface SampleCharacterProvider {
    /** Loads the example; takes seconds, outside of any transaction. */
    CharacterId load();
}
