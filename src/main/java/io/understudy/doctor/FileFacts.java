package io.understudy.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read from the LoRA file.
 *
 * @param whyUnknown why nothing is known of it; null when it was read
 * @param model that its file is made for, as a person knows it
 * @param misfit why it does not fit this model; null when it does
 * @param harm what in the file keeps it from working: values that are zero or no numbers; empty when nothing does
 */
public record FileFacts(
        @Nullable String whyUnknown, String model, @Nullable String misfit, List<String> harm) {
    public FileFacts {
        harm = List.copyOf(harm);
    }
}
