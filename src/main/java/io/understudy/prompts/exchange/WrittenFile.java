package io.understudy.prompts.exchange;

import java.util.List;

/** A file that was written, and what it could not hold. */
public record WrittenFile(String text, List<Loss> losses) {
    public WrittenFile {
        losses = List.copyOf(losses);
    }
}
