package io.understudy.prompting.formats;

/** A form of a file, as a person chooses it. */
public interface FileForm {
    /** @param ending without the dot */
    record Description(String label, String ending, String meaning) {}

    Description description();

    default String label() {
        return description().label();
    }

    /** Without the dot. */
    default String ending() {
        return description().ending();
    }

    default String meaning() {
        return description().meaning();
    }
}
