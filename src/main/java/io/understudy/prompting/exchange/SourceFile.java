package io.understudy.prompting.exchange;

import java.util.Locale;

/**
 * A file that is read, or a pasted text.
 *
 * @param name with its ending; a wildcard list is called like its file
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
public record SourceFile(String name, byte[] bytes, TextKind kind) {
    public SourceFile(String name, byte[] bytes) {
        this(name, bytes, TextKind.DETECT);
    }

    boolean isYaml() {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml");
    }
}
