package io.understudy.audit;

import io.understudy.bundle.trail.TrailRow;
import java.util.List;

public sealed interface ChainVerification {
    String words();

    /**
     * Every row is as it was written, but for those that an admin settled.
     *
     * @param rows that were checked
     * @param hash of the last row: noted elsewhere, it proves later that nothing before it was rewritten
     * @param settled how many an admin settled as they are now
     */
    record Unbroken(long rows, String hash, int settled) implements ChainVerification {
        @Override
        public String words() {
            return TrailRow.number(rows) + (rows == 1 ? " row" : " rows") + ", unbroken"
                    + (settled == 0 ? "" : " but for " + TrailRow.number(settled) + " that an admin settled");
        }
    }

    record Broken(long sequence, String words) implements ChainVerification {}

    /**
     * The trail is as it was written, but other data in the database contradicts it.
     *
     * @param disagreements one sentence each
     */
    record Contradicted(long rows, List<String> disagreements) implements ChainVerification {
        public Contradicted {
            disagreements = List.copyOf(disagreements);
        }

        @Override
        public String words() {
            return TrailRow.number(rows) + (rows == 1 ? " row" : " rows")
                    + ", unbroken, but the database contradicts them: " + String.join(" ", disagreements);
        }
    }

    record Stopped(long rows) implements ChainVerification {
        @Override
        public String words() {
            return "Stopped after " + TrailRow.number(rows) + " rows, which were unbroken";
        }
    }
}
