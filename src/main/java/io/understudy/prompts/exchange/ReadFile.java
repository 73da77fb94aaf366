package io.understudy.prompts.exchange;

import java.util.List;

/** What was read from a file, and what was left behind. */
public record ReadFile(ExchangeFormat format, TemplateFile file, List<Loss> losses) {
    public ReadFile {
        losses = List.copyOf(losses);
    }
}
