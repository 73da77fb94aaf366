package io.understudy.lora;

import java.util.Locale;

/** A term whose id, in files and addresses, is its name in lower case: {@code BFL_DOTTED} is {@code bfl-dotted}. */
public interface Identified {
    String name();

    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
