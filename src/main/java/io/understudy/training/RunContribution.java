package io.understudy.training;

import java.util.UUID;

/** What a person did to a run after it was launched, by which they shaped its result. */
public record RunContribution(UUID account, Deed deed) {
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
