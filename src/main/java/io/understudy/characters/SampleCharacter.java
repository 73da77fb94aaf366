package io.understudy.characters;

/** The worked example that an empty library offers; a feature above provides it as a bean. */
public interface SampleCharacter {
    /** Loads the example; takes seconds, outside of any transaction. */
    CharacterId load();
}
