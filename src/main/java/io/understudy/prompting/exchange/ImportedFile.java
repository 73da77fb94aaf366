package io.understudy.prompting.exchange;

import java.util.List;

public record ImportedFile(ExchangeFormat format, TemplateFile file, List<ConversionLoss> losses) {
    public ImportedFile {
        losses = List.copyOf(losses);
    }
}
