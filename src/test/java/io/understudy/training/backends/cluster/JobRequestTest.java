package io.understudy.training.backends.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobRequestTest {
    private static final Resources ONE = new Resources(1, "", 1, 0, 0);

    private static JobRequest request(String name, String folder, Placement placement) {
        return new JobRequest(name, folder, "job.sh", ONE, placement, Launch.PLAIN, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-rf", "a b", "a,b", "a/b", "..", "a\nb", "a'b", "$(x)", "ä", "a*"})
    @Tag("attack")
    void aNameIsPlain(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> request(name, "/jobs", Placement.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "work", "~/jobs", "/jobs/%j", "/jobs\\x", "/jobs\nx", "/jobs\0x"})
    @Tag("attack")
    void aFolderIsAbsoluteAndMeansTheSameToSlurm(String folder) {
        assertThatIllegalArgumentException().isThrownBy(() -> request("understudy-1", folder, Placement.DEFAULT));
    }

    @Test
    @Tag("attack")
    void noLineBreakReachesACommand() {
        Placement broken = new Placement("gpu\n--uid=0", "", "", "", "", "", null);

        assertThatIllegalArgumentException().isThrownBy(() -> request("understudy-1", "/jobs", broken));
        assertThatIllegalArgumentException().isThrownBy(() -> new Resources(1, "a100:8,gpu", 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Resources(-1, "", 1, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, PENDING, Resources, The job waits until cards are free (Resources).",
        "WAITING, PENDING, Priority, Other jobs come first (Priority).",
        "WAITING, PENDING, QOSMaxJobsPerUserLimit, "
                + "As many jobs of this account run as the quality of service allows (QOSMaxJobsPerUserLimit).",
        "WAITING, PENDING, QOSNewLimit, The limit of the quality of service is reached (QOSNewLimit).",
        "WAITING, PENDING, AssocGrpGRES, All cards of the account's share are in use (AssocGrpGRES).",
        "WAITING, PENDING, AssocGrpGRESMinutes, " + "The account has used up its time on cards (AssocGrpGRESMinutes).",
        "WAITING, PENDING, PartitionTimeLimit, "
                + "The job asks for more time than the partition allows (PartitionTimeLimit).",
        "WAITING, PENDING, BeginTime, The job may not start before the time that was set for it (BeginTime).",
        "WAITING, PENDING, Dependency, The job waits for another job (Dependency).",
        "WAITING, PENDING, JobHeldUser, "
                + "'The job was held outside Understudy, in the account of the jobs (JobHeldUser).'",
        "WAITING, PENDING, 'ReqNodeNotAvail: UnavailableNodes:a1', "
                + "The machines that it needs are not available at present (ReqNodeNotAvail). The cluster says:"
                + " UnavailableNodes:a1",
        "WAITING, PENDING, FrontEndDown, The job waits (FrontEndDown).",
        "WAITING, PENDING, 'CardsTaken: Card 0 is taken by run 41.', "
                + "The job waits until cards are free. Card 0 is taken by run 41.",
        "WAITING, PENDING, '', The job waits.",
        "RUNNING, SUSPENDED, '', The job was suspended outside Understudy (SUSPENDED).",
        "RUNNING, COMPLETING, '', The job is ending.",
        "RUNNING, NEW_WORD, '', The engine has the job and calls it NEW_WORD.",
        "ENDED, TIMEOUT, TimeLimit, The job reached its time limit.",
        "ENDED, LAUNCH_FAILED, launch_failure, The job failed; the engine's reason is launch_failure."
    })
    void aStandingIsASentenceWithTheEnginesOwnWord(Phase phase, String state, String reason, String sentence) {
        assertThat(new JobStanding(phase, state, reason, null, 0).sentence()).isEqualTo(sentence.replace("''", "'"));
    }

    @Test
    void aRequeuedJobStartsAgainSoon() {
        assertThat(new JobStanding(Phase.WAITING, "PENDING", "BeginTime", null, 1).sentence())
                .isEqualTo("The job was put back into the queue and starts again in about two minutes (BeginTime).");
    }
}
