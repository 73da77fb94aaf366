package io.understudy.prompts.exchange;

import java.util.List;

public record ReadFile(ExchangeFormat format, TemplateFile file, List<Loss> losses) {
    public ReadFile {
        losses = List.copyOf(losses);
    }
}
