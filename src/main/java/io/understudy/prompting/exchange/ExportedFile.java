package io.understudy.prompting.exchange;

import java.util.List;

public record ExportedFile(String text, List<ConversionLoss> losses) {
    public ExportedFile {
        losses = List.copyOf(losses);
    }
}
