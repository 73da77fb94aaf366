package io.understudy.versions.blind;

import static io.understudy.support.StatementCounter.statementsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.collaboration.inbox.InboxEntry;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.lora.Strength;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.blind.BlindComparisonRepository.Pair;
import io.understudy.versions.blind.BlindOrder.Turn;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.registry.ApprovedVersions;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.measures.SheetsTest;
import io.understudy.versions.sheets.plans.PlanDraft;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The small plan has two rows, so two contestants meet in two pairs. */
@Tag("twice")
class BlindServiceTest extends SheetsTest {
    @Autowired
    ApplicationEventPublisher trail;

    @Autowired
    BlindService comparisons;

    @Autowired
    BlindContestants contestants;

    @Autowired
    BlindMeasures measures;

    @Autowired
    BlindComparisonRepository tables;

    @Autowired
    InboxService inbox;

    @Autowired
    CurrentActor actor;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theStrengthsOfTheLatestSheetAndNoLoraCanTakePart() {
        assertThat(contestants.of(version)).as("without a sheet").isEmpty();
        drawnSheet();

        assertThat(contestants.of(version))
                .extracting(Contestant::name)
                .containsExactly("ava-lindqvist_v1_10steps at 0.5", "ava-lindqvist_v1_10steps at 0.9", "no LoRA");
    }

    @Test
    void rowsWithoutTheTriggerWordAreNotVotedOn() {
        drawnSheet("[trigger], portrait");

        assertThat(comparisons.pairs(contestants.of(version))).isEqualTo(2);
    }

    @Test
    void anotherVersionThatSharesOnlyRowsWithoutTheTriggerWordCannotTakePart() {
        drawnSheet("[trigger], portrait");
        VersionId first = version;
        version = newVersion(12);
        drawnSheet("[trigger], beach");

        assertThat(contestants.of(version)).extracting(Contestant::version).doesNotContain(first);
    }

    /** The prompt and one without the trigger word, two rows each, at one strength. */
    private void drawnSheet(String prompt) {
        plans.save(
                ava,
                new PlanDraft(List.of(prompt, "woman, portrait"), List.of(Strength.of(0.9)), List.of(7L, 42L)),
                plans.of(ava).edition());
        sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();
        drawing.last().drawAll();
        drawing.last().reporter.finished();
    }

    @Test
    void anotherVersionWithTheSameRowsCanTakePart() {
        drawnSheet();
        VersionId first = version;
        version = newVersion(12);
        drawnSheet();

        assertThat(contestants.of(version)).last().satisfies(other -> {
            assertThat(other.version()).isEqualTo(first);
            assertThat(other.column().strength())
                    .as("nearest to the recommended one")
                    .isEqualTo(Strength.of(0.9));
        });
    }

    @Test
    @Tag("attack")
    void anApprovalThatTheTrailDoesNotHaveIsNotCalledProduction() {
        drawnSheet();
        ApprovedVersions.approve(
                jdbc,
                event -> {},
                version,
                people.member("Jon").accountId(),
                people.admin("Olaf").accountId());

        assertThat(contestants.of(version)).isNotEmpty().noneMatch(Contestant::production);
    }

    @Test
    void theProductionVersionTakesPartOnceThoughItHasASheetOfItsOwn() {
        drawnSheet();
        VersionId first = version;
        ApprovedVersions.approve(
                jdbc,
                trail,
                first,
                people.member("Jon").accountId(),
                people.admin("Olaf").accountId());
        version = newVersion(12);
        drawnSheet();

        assertThat(contestants.of(version))
                .filteredOn(contestant -> first.equals(contestant.version()))
                .singleElement()
                .returns(
                        SheetColumn.Kind.PRODUCTION,
                        contestant -> contestant.column().kind());
    }

    @Test
    void nothingTellsTheSidesBeforeTheLastVoteAndTheNamesComeAfterIt() {
        BlindId id = comparison();

        assertThat(comparisons.next(id)).contains(new BlindTurn(1, 2, "ohwx woman, portrait"));
        assertThatThrownBy(() -> comparisons.result(id))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("You see the names and the result after your last vote.");
        prefer(id, 0);

        assertThat(comparisons.next(id)).isEmpty();
        assertThat(comparisons.state(id).revealed()).isTrue();
        assertThat(comparisons.result(id).standings().getFirst()).satisfies(best -> {
            assertThat(best.name()).isEqualTo("ava-lindqvist_v1_10steps at 0.9");
            assertThat(best.rate()).isEqualTo(WinRate.of(2, 0, 0));
        });
    }

    @Test
    void allComparisonsOfAVersionAreReadAtOnce() {
        comparison();
        comparisons.make(contestants.of(version).subList(0, 2));

        assertThat(statementsOf(() -> assertThat(comparisons.ofVersion(version)).hasSize(2)))
                .isEqualTo(1);
    }

    @Test
    void bothSidesOfAPairAreShownAndAreTheContestantsPictures() {
        BlindId id = comparison();
        comparisons.next(id);

        for (int number = 1; number <= 2; number++) {
            Pair pair = pair(id, number);
            assertThat(List.<BlobHash>of(comparisons.picture(id, number, true), comparisons.picture(id, number, false)))
                    .containsExactlyInAnyOrder(pair.firstPicture(), pair.secondPicture());
        }
        assertThatThrownBy(() -> comparisons.picture(id, 3, true)).isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> comparisons.picture(id, 0, true)).isInstanceOf(DomainException.NotFound.class);
        signIn(people.member("Piet"));
        assertThatThrownBy(() -> comparisons.picture(id, 1, true))
                .as("has no order yet")
                .isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void votesOfSeveralPeopleAddUpAndTheUnfinishedDoNotCount() {
        BlindId id = comparison();
        prefer(id, 0);
        signIn(people.member("Piet"));
        prefer(id, 1);
        signIn(people.member("Rosa"));
        for (Optional<BlindTurn> turn = comparisons.next(id); turn.isPresent(); turn = comparisons.next(id)) {
            comparisons.vote(id, turn.get().number(), BlindChoice.EQUAL);
        }
        signIn(people.member("Tess"));
        comparisons.next(id);
        comparisons.vote(id, 1, BlindChoice.LEFT);
        signIn(mara);

        BlindResult result = comparisons.result(id);
        assertThat(result.voters()).containsExactly("Mara", "Piet", "Rosa");
        assertThat(result.duels())
                .singleElement()
                .satisfies(duel -> assertThat(duel.rate()).isEqualTo(WinRate.of(2, 2, 2)));
        assertThat(comparisons.state(id).finished()).isEqualTo(3);
    }

    @Test
    void aVoteIsReplacedUntilTheLastOneIsGiven() {
        BlindId id = comparison();
        comparisons.next(id);
        comparisons.vote(id, 1, BlindChoice.LEFT);
        assertThat(comparisons.turn(id, 1).number()).isEqualTo(1);
        comparisons.vote(id, 1, BlindChoice.RIGHT);
        assertThat(comparisons.state(id).mine()).isEqualTo(1);
        comparisons.vote(id, 2, BlindChoice.LEFT);

        assertThatThrownBy(() -> comparisons.vote(id, 1, BlindChoice.LEFT))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("seen the names");
    }

    @Test
    void itsMakerOrAReviewerClosesItAndThenItIsAMeasure() {
        BlindId id = comparison();
        assertThatThrownBy(() -> comparisons.close(id)).hasMessageContaining("Nobody has voted on every pair yet");
        prefer(id, 0);
        assertThat(measured()).as("open: it must not tell who still votes").isEmpty();
        signIn(people.member("Piet"));
        assertThat(comparisons.mayClose(id)).isFalse();
        assertThatThrownBy(() -> comparisons.close(id))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("Only Mara");

        signIn(people.reviewer("Jon"));
        comparisons.close(id);

        assertThat(measured()).contains(1.0);
        assertThat(comparisons.state(id).revealed()).as("for everybody").isTrue();
        assertThatThrownBy(() -> comparisons.vote(id, 1, BlindChoice.LEFT))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("was closed meanwhile");
        assertThat(jdbc.sql("select verb from audit_row where verb like 'blind.%' order by sequence")
                        .query(String.class)
                        .list())
                .containsExactly("blind.made", "blind.voted", "blind.closed");
    }

    @Test
    void itsMakerIsNotifiedOfOthersWhoFinishOrCloseIt() {
        BlindId id = comparison();
        prefer(id, 0);
        assertThat(noticesOfMara()).as("did it herself").isEmpty();

        signIn(people.member("Piet"));
        prefer(id, 1);
        signIn(people.reviewer("Jon"));
        comparisons.close(id);

        String contestants = ": ava-lindqvist_v1_10steps at 0.9; no LoRA, " + BlindRoutes.of(id);
        assertThat(noticesOfMara())
                .containsExactlyInAnyOrder(
                        "NEWS Piet voted on every pair of your blind comparison" + contestants,
                        "NEWS Jon closed your blind comparison" + contestants);
    }

    private List<String> noticesOfMara() {
        signIn(mara);
        return inbox.page(false, 0).notices().stream()
                .map(InboxEntry::notice)
                .filter(notice -> notice.path().startsWith("blind/"))
                .map(notice -> notice.kind() + " " + notice.title() + ": " + notice.words() + ", " + notice.path())
                .toList();
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        drawnSheet();
        List<Contestant> all = contestants.of(version);

        assertThatThrownBy(() -> comparisons.make(all.subList(0, 1)))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("contestants"));
        assertThat(comparisons.pairs(all)).isEqualTo(6);
        assertThatThrownBy(() -> comparisons.state(new BlindId(new UUID(1, 2))))
                .isInstanceOf(DomainException.NotFound.class);
    }

    /** Strength 0.9 against no LoRA. */
    private BlindId comparison() {
        drawnSheet();
        return comparisons.make(contestants.of(version).stream()
                .filter(contestant -> contestant.column().kind() == SheetColumn.Kind.NO_LORA
                        || contestant.column().strength().equals(Strength.of(0.9)))
                .toList());
    }

    private Optional<Double> measured() {
        return Optional.ofNullable(Objects.requireNonNull(measures.of(version).get(MeasureKind.BLIND_AGAINST_NO_LORA))
                .amount());
    }

    /** The signed-in person prefers one contestant in every pair. */
    private void prefer(BlindId id, int contestant) {
        Set<Integer> seen = new HashSet<>();
        for (Optional<BlindTurn> turn = comparisons.next(id); turn.isPresent(); turn = comparisons.next(id)) {
            int number = turn.get().number();
            assertThat(seen.add(number)).as("pair %d comes once", number).isTrue();
            boolean first = pair(id, number).first() == contestant;
            comparisons.vote(id, number, first != turn(id, number).flipped() ? BlindChoice.LEFT : BlindChoice.RIGHT);
        }
    }

    private Pair pair(BlindId id, int number) {
        return tables.pairs(id).get(turn(id, number).pair());
    }

    private Turn turn(BlindId id, int number) {
        long seed = tables.voter(id, actor.get().id()).orElseThrow().seed();
        return BlindOrder.of(seed, tables.pairs(id).size()).get(number - 1);
    }
}
