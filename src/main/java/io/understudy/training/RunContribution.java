package io.understudy.training;

import java.time.Instant;
import java.util.UUID;

public record RunContribution(UUID account, Deed deed, Instant at) {
    /** In the row of the audit trail about a launch: everyone who had shaped the run by then. */
    public static final String MAKERS = "maker accounts";

    public enum Deed {
        SET_UP_ENGINE("set up the engine of"),
        RESUMED("resumed"),
        /** Said which request of the service the run's result comes from. */
        ADOPTED("chose the result of"),
        /** Sent the file that a run ended in, which was trained elsewhere. */
        BROUGHT_FILE("brought the file of"),
        ASKED_FOR_CHECKPOINT("asked for a checkpoint of"),
        ASKED_FOR_SAMPLES("asked for samples of");

        private final String words;

        Deed(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
