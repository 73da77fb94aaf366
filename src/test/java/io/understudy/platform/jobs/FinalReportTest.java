package io.understudy.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FinalReportTest {
    @Test
    void anEndThatIsStoredIsSentOnce() {
        AtomicInteger sent = new AtomicInteger();

        boolean wanted = FinalReport.send("Run 1", sent::incrementAndGet);

        assertThat(wanted).isTrue();
        assertThat(sent).hasValue(1);
    }

    @Test
    void ofAJobThatIsNoLongerWantedTheBackendHears() {
        boolean wanted = FinalReport.send("Run 1", () -> {
            throw new JobWithdrawn("another worker has it");
        });

        assertThat(wanted).isFalse();
    }

    @Test
    void anEndThatCannotBeStoredEndsNoThread() {
        boolean wanted = FinalReport.send("Run 1", () -> {
            throw new IllegalStateException("the database is away");
        });

        assertThat(wanted).isTrue();
    }
}
