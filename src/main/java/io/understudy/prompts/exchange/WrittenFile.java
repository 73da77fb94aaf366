package io.understudy.prompts.exchange;

import java.util.List;

public record WrittenFile(String text, List<Loss> losses) {
    public WrittenFile {
        losses = List.copyOf(losses);
    }
}
