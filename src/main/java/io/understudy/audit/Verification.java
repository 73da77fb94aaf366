package io.understudy.audit;

import java.util.List;

/** What a walk along the whole chain found. */
public sealed interface Verification {
    /** The finding in one sentence. */
    String words();

    /**
     * Every row is as it was written.
     *
     * @param rows that were checked
     * @param hash of the last row: noted elsewhere, it proves later that nothing before it was rewritten
     */
    record Unbroken(long rows, String hash) implements Verification {
        @Override
        public String words() {
            return Numbers.count(rows) + (rows == 1 ? " row" : " rows") + ", unbroken";
        }
    }

    /** The first row that is not as it was written, and how one can tell. */
    record Broken(long sequence, String words) implements Verification {}

    /**
     * The trail is as it was written, but something else in the database says otherwise about the same acts.
     *
     * @param disagreements one sentence each
     */
    record Contradicted(long rows, List<String> disagreements) implements Verification {
        public Contradicted {
            disagreements = List.copyOf(disagreements);
        }

        @Override
        public String words() {
            return Numbers.count(rows) + (rows == 1 ? " row" : " rows")
                    + ", unbroken, but the database contradicts them: " + String.join(" ", disagreements);
        }
    }

    /** Somebody stopped the walk. */
    record Stopped(long rows) implements Verification {
        @Override
        public String words() {
            return "Stopped after " + Numbers.count(rows) + " rows, which were unbroken";
        }
    }
}
