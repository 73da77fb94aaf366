package io.understudy.lora;

/**
 * Whether a file can be used with a target model.
 *
 * @param reason why, in one sentence; names the first tensor that does not fit
 */
public record Fit(BaseModel target, Outcome outcome, String reason) {
    public enum Outcome {
        FITS("fits", "fits"),
        /** Every layer exists with these sizes, but the same is true of another model. */
        UNPROVEN("unproven", "fits by shape, family unproven"),
        DOES_NOT_FIT("does-not-fit", "does not fit"),
        /** The file harms every model: values that are no numbers, or factors that cannot be multiplied. */
        BROKEN("broken", "broken file");

        private final String id;
        private final String words;

        Outcome(String id, String words) {
            this.id = id;
            this.words = words;
        }

        public String id() {
            return id;
        }

        public String words() {
            return words;
        }

        public boolean isUsable() {
            return this == FITS || this == UNPROVEN;
        }
    }
}
