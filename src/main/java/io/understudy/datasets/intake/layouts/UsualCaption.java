package io.understudy.datasets.intake.layouts;

/**
 * What a trainer's settings say about pictures without a caption.
 *
 * @param words the caption; empty when there is none
 * @param said what such pictures took and where it is said, as the end of a sentence
 */
public record UsualCaption(String words, String said) {
    static final UsualCaption NONE = new UsualCaption("", "");

    /** Of a picture that is described by its own name; its words come with the picture. */
    private static final String NAME = "\0";

    static UsualCaption of(String words, String setting, String file) {
        return words.isBlank()
                ? NONE
                : new UsualCaption(words, "took the words “" + words.strip() + "” (" + setting + " in " + file + ")");
    }

    static UsualCaption ofNames(String file) {
        return new UsualCaption(NAME, "took their own names (prompt_source in " + file + ")");
    }

    UsualCaption of(String picture) {
        return words.equals(NAME) ? new UsualCaption(Folders.stem(picture), said) : this;
    }

    public boolean isEmpty() {
        return words.isBlank();
    }
}
