package io.understudy.training.backends.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.EngineSettings;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.SchedulerDescription.Cards;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlurmWordsTest {
    /** As {@code sshare -n -P -U -o Account,FairShare} prints them; accounts below others are moved in. */
    @Test
    void theSharesOfAUsersAccountsAreRead() {
        assertThat(SlurmValues.shares("place 3\nshare physics|0.310000\nshare   lab a|1\nshare root|\nshare x|2.0\n"))
                .containsExactly(Map.entry("physics", 0.31), Map.entry("lab a", 1.0));
        assertThat(SlurmValues.shares("")).isEmpty();
    }

    @Test
    void aRankSaysWhatIsKnownOfIt() {
        assertThat(SlurmValues.rank(1_042L, 0.314)).isEqualTo("priority 1042, fair-share factor 0.31");
        assertThat(SlurmValues.rank(4_294_901_758L, null))
                .as("without accounts a number of its own that says nothing")
                .isEmpty();
        assertThat(SlurmValues.rank(null, 0.0)).isEqualTo("fair-share factor 0.00");
        assertThat(SlurmValues.rank(0L, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, WAITING, PENDING",
        "PENDING REQUEUED, WAITING, PENDING",
        "COMPLETED REQUEUE_HOLD, WAITING, REQUEUE_HOLD",
        "SPECIAL_EXIT, WAITING, SPECIAL_EXIT",
        "RUNNING, RUNNING, RUNNING",
        "RUNNING CONFIGURING, RUNNING, RUNNING",
        "CANCELLED COMPLETING, RUNNING, COMPLETING",
        "COMPLETED STAGE_OUT, RUNNING, STAGE_OUT",
        "SUSPENDED, RUNNING, SUSPENDED",
        "REVOKED, RUNNING, REVOKED",
        "A_WORD_OF_RELEASE_30, RUNNING, A_WORD_OF_RELEASE_30",
        "COMPLETED, ENDED, COMPLETED",
        "PREEMPTED, ENDED, PREEMPTED",
        "OUT_OF_MEMORY, ENDED, OUT_OF_MEMORY",
        "NODE_FAIL, ENDED, NODE_FAIL"
    })
    void aStateThatIsNotKnownMeansThatTheJobIsThere(String words, Phase phase, String word) {
        List<String> state = List.of(words.split(" "));

        assertThat(SlurmStates.phase(state)).isEqualTo(phase);
        assertThat(SlurmStates.word(state)).isEqualTo(word);
        assertThat(SlurmStates.phase(List.of())).isEqualTo(Phase.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)",
                "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation",
                "Unspecified error Unable to query JobId=11",
                "slurm_load_jobs error: Zero Bytes were transmitted or received",
                "sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying",
                "Slurm backup controller in standby mode",
                "Protocol authentication error"
            })
    void anAnswerThatIsMissingNeverFailsARun(String text) {
        assertThat(SlurmErrors.refused(text)).isInstanceOf(EngineUnreachable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Invalid account or account/partition combination specified, account",
        "Invalid qos specification, quality of service",
        "User's group not permitted to use this partition, permit",
        "Requested time limit is invalid (missing or exceeds some limit), time",
        "Job violates accounting/QOS policy (job submit limit), limit",
        "Requested node configuration is not available, GPUs",
        "The site's plugin says: no jobs on Sundays, Sundays"
    })
    void aRefusalSaysWhatIsWrong(String text, String words) {
        assertThat(SlurmErrors.refused("sbatch: error: Batch job submission failed: " + text))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"sun\":\"artist\",\"exp\":1}', artist",
        "'{\"username\":\"artist\"}', artist",
        "'{\"sub\":\"artist\"}', ''",
        "'not json', ''",
    })
    void theAccountOfJobsIsReadFromTheToken(String claims, String account) {
        String middle = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));

        assertThat(EngineSettings.SlurmRest.account(URI.create("http://slurm.example"), "e30." + middle + ".sig"))
                .isEqualTo(account);
        assertThat(EngineSettings.SlurmRest.account(URI.create("http://slurm.example"), "nonsense"))
                .isEmpty();
    }

    @Test
    void valuesAreReadAsSlurmWritesThem() {
        assertThat(SlurmValues.cards("gpu:a100:4(S:0-1),gpu:2,shard:8,gpu:mig-1g.5gb:7", 3))
                .containsExactly(new Cards("a100", 4, 3), new Cards("", 2, 3), new Cards("mig-1g.5gb", 7, 3));
        assertThat(SlurmValues.cards("(null)", 3)).isEmpty();
        assertThat(SlurmValues.time("2-12:00:00")).isEqualTo(Duration.ofHours(60));
        assertThat(SlurmValues.time("4:30:00")).isEqualTo(Duration.ofMinutes(270));
        assertThat(SlurmValues.time("30:00")).isEqualTo(Duration.ofMinutes(30));
        assertThat(SlurmValues.time("infinite")).isNull();
        assertThat(SlurmValues.gres(new Resources(2, "a100", 1, 0, 0))).isEqualTo("gpu:a100:2");
        assertThatIllegalArgumentException().isThrownBy(() -> SlurmValues.checkedId("1; reboot"));
        assertThat(SlurmValues.reason("Priority")).isEqualTo("Priority");
        assertThat(SlurmValues.reason("None")).isEmpty();
        assertThat(SlurmValues.reason("ReqNodeNotAvail,_UnavailableNodes:gpu_1"))
                .isEqualTo("ReqNodeNotAvail: UnavailableNodes:gpu_1");
        assertThat(SlurmValues.reason("ReqNodeNotAvail,_May_be_reserved_for_other_job"))
                .isEqualTo("ReqNodeNotAvail: May be reserved for other job");
    }
}
