package io.understudy.platform.jobs;

import io.understudy.platform.jobs.StandStill.Moment;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FakeFaults.Hold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server is killed, with kill -9, while jobs of every kind are in every state; the next one, on the same data, takes
 * them up. fal itself, on loopback, outlives both.
 */
@Tag("cluster")
class KilledServerTest {
    private static final String FAST = "fal-flux-lora-fast-training";
    private static final String TURBO = "fal-turbo-flux-trainer";

    @TempDir
    Path data;

    @Test
    @Tag("attack")
    void everyJobIsTakenUpInWhicheverStateItsServerWasKilled() throws Exception {
        try (FakeFal fal = new FakeFal()) {
            fal.deliver(FakeFal.anyLora());
            List<Hold> holds = new ArrayList<>();
            try (ServerProcess first = server(KilledServer.FIRST, fal)) {
                first.obeys("begin");
                first.tells(StandStill.AT + Moment.MEASURING);
                holds.add(reached(fal, "upload", first, "launch " + FAST + " 20 alone"));
                holds.add(reached(fal, "submit", first, "launch " + FAST + " 21"));
                holds.add(reached(fal, "status", first, "launch " + FAST + " 22"));
                fal.pauseAt(3);
                first.obeys("launch " + FAST + " 23 as RUNNING");
                first.obeys("launch " + FAST + " 24");
                first.obeys("launch " + TURBO + " 9000 as AWAITING_APPROVAL");
                fal.finishAtOnce();
                first.obeys("launch " + TURBO + " 28 as SUCCEEDED");
                first.obeys("launch " + TURBO + " 29 as SUCCEEDED");
                holds.add(reached(fal, "result", first, "launch " + TURBO + " 25"));
                holds.add(reached(fal, "download", first, "launch " + TURBO + " 26"));
                holds.add(reached(fal, "submit", first, "draw fal-flux-lora unanswered"));
                holds.add(reached(fal, "result", first, "draw fal-flux-lora paid"));
                first.obeys("small");
                first.obeys("rehearse Training at REHEARSAL_TRAINING");
                first.obeys("rehearse Ending at REHEARSAL_ENDING");
                first.obeys("rehearse Claimed at REHEARSAL_CLAIMED");
                first.obeys("rehearse Queued");
                first.obeys("draw miniature half-done at PICTURES_HALF_DONE");
                first.obeys("draw miniature storing at PICTURES_STORING");
                first.obeys("draw miniature ending at PICTURES_ENDING");
                first.obeys("draw miniature claimed at PICTURES_CLAIMED");
                first.obeys("draw miniature queued");
                for (String moment : List.of("BETWEEN_CHECKPOINTS", "SAVING", "COLLECTING")) {
                    first.obeys("launch miniature " + KilledServer.STEPS + " at RUN_" + moment);
                }
                Hold result = reached(fal, "result", first, "launch " + TURBO + " 27");
                // From here the worker stands still, too.
                first.obeys("launch miniature " + KilledServer.STEPS + " at RUN_CLAIMED");
                first.obeys("launch miniature " + KilledServer.STEPS);
                first.obeys("arm RUN_SUCCEEDING");
                result.letGo();
                first.tells(StandStill.AT + Moment.RUN_SUCCEEDING);
            }
            holds.forEach(Hold::letGo);
            fal.pauseAt(Integer.MAX_VALUE);

            SoftAssertions softly = new SoftAssertions();
            try (ServerProcess second = server("second", fal)) {
                softly.assertThat(second.reports("fal"))
                        .containsExactlyInAnyOrder(
                                "20 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                // Its answer was lost: an admin is asked, and nothing is sent twice.
                                "21 steps: UNCONFIRMED, 0 version, charges [UNCONFIRMED]",
                                "22 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "23 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "24 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "9000 steps: AWAITING_APPROVAL, 0 version, charges []",
                                "25 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "26 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "27 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "28 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "29 steps: SUCCEEDED, 1 version, charges [CHARGED]");
                softly.assertThat(second.reports("pictures"))
                        .containsExactly(
                                // Nobody knows whether it was sent: the place says so, and nothing is sent twice.
                                "unanswered: FAILED, attempt 2, 0 of 1",
                                "paid: SUCCEEDED, attempt 2, 1 of 1",
                                "half-done: SUCCEEDED, attempt 2, 2 of 2",
                                "storing: SUCCEEDED, attempt 2, 2 of 2",
                                "ending: SUCCEEDED, attempt 2, 2 of 2",
                                "claimed: SUCCEEDED, attempt 2, 2 of 2",
                                "queued: SUCCEEDED, attempt 1, 2 of 2");
                softly.assertThat(fal.requests())
                        .as("every run and every picture was sent once")
                        .extracting(request -> request.input.path("steps").asInt())
                        .containsExactlyInAnyOrder(20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 0, 0);
                softly.assertThat(fal.requests()).noneMatch(request -> request.isCancelled());
                softly.assertThat(second.reports("rehearsals"))
                        .containsExactly(
                                "Training: DONE, attempt 2, 7 findings, step 12, a sample",
                                "Ending: DONE, attempt 2, 7 findings, step 12, a sample",
                                "Claimed: DONE, attempt 2, 7 findings, step 12, a sample",
                                "Queued: DONE, attempt 1, 7 findings, step 12, a sample");
                // Saved after steps 4 and 8 of 12: what lies behind the last checkpoint is made again.
                softly.assertThat(second.reports("miniature"))
                        .containsExactly(
                                trained("0, 4"), trained("0, 4"), trained("0, 8"), trained("0, 0"), trained("0"));
                softly.assertThat(second.reports("small jobs"))
                        .containsExactly(
                                "9 passports",
                                "2 overlaps",
                                "2 pictures measured",
                                "2 sheets measured",
                                // One for each comparison to the reviewer and to the admin.
                                "2 comparisons, 4 notices",
                                "storage sound");
            }
            softly.assertAll();
        }
    }

    private ServerProcess server(String which, FakeFal fal) throws IOException {
        Map<String, String> settings = new TreeMap<>(fal.settings());
        settings.put("understudy.fal.poll-every", "100ms");
        // Answers that fal holds back are not given up before the server is killed, however busy the machine is.
        settings.put("understudy.fal.give-up-after", "5m");
        settings.put("understudy.fal.answer-within", "5m");
        return new ServerProcess(which, data, settings);
    }

    private static String trained(String attempts) {
        return "SUCCEEDED, attempts from steps [" + attempts
                + "], points 1 to 12 once each, samples after steps [0, 6, 12], 1 version";
    }

    /** Waits until fal holds the answer to one call of a job. */
    private static Hold reached(FakeFal fal, String call, ServerProcess server, String order) throws Exception {
        Hold hold = fal.holdNext(call);
        server.obeys(order);
        hold.awaitReached();
        return hold;
    }
}
