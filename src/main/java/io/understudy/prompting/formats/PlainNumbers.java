package io.understudy.prompting.formats;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Numbers as other tools write them. */
final class PlainNumbers {
    private static final String DECIMAL = "[+-]?[0-9]{1,9}(\\.[0-9]{1,12})?|[+-]?\\.[0-9]{1,12}";

    private PlainNumbers() {}

    static Optional<Double> decimal(String text) {
        return Optional.of(text.strip()).filter(plain -> plain.matches(DECIMAL)).map(Double::valueOf);
    }

    static Optional<Integer> whole(String text, int least) {
        return Optional.of(text.strip())
                .filter(plain -> plain.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .filter(number -> number >= least);
    }

    static String tooLarge(String seed) {
        return "The seed " + PromptJson.brief(seed) + " was left out: seeds up to 9223372036854775807 are known here.";
    }

    /** A seed, 0 or more; seeds up to 2⁶³ - 1 are known here. */
    static Optional<Long> seed(String text) {
        return Optional.of(text.strip())
                .filter(plain -> plain.matches("[0-9]{1,19}"))
                .map(BigDecimal::new)
                .filter(number -> number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
                .map(BigDecimal::longValue);
    }

    /** A seed in JSON; one that is not known here is named. */
    static @Nullable Long seed(JsonNode said, List<String> remarks) {
        if (said.isMissingNode() || said.isNull()) {
            return null;
        }
        if (said.isIntegralNumber() && said.canConvertToLong() && said.asLong() >= 0) {
            return said.asLong();
        }
        boolean large = said.isIntegralNumber() && said.bigIntegerValue().signum() > 0;
        remarks.add(
                large
                        ? tooLarge(said.asString())
                        : "The seed " + PromptJson.brief(said.toString())
                                + " was left out: it is no whole number of 0 or more.");
        return null;
    }
}
