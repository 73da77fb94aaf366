package io.understudy.training;

import java.time.Instant;
import java.util.UUID;

public record RunContribution(UUID account, Deed deed, Instant at) {
    public enum Deed {
        RESUMED("resumed"),
        /** Said which request of the service the run's result comes from. */
        ADOPTED("chose the result of");

        private final String words;

        Deed(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
