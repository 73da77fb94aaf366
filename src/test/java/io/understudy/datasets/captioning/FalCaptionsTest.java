package io.understudy.datasets.captioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.billing.Charge;
import io.understudy.billing.ChargeState;
import io.understudy.billing.CostService;
import io.understudy.billing.SpendService;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.captioning.CaptioningRepository.Waiting;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.providers.fal.FakeAnswer;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FakeFaults.Hold;
import io.understudy.providers.fal.FalConnection;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
@Tag("rules")
class FalCaptionsTest {
    private static final FakeFal FAL = FakeFal.shared();
    private static final FakeAnswer UNKNOWN = FakeAnswer.of(404, "{\"detail\":\"Request not found\"}");
    private static final FakeAnswer BUSY =
            new FakeAnswer(429, "{\"detail\":\"Too many requests\"}", Map.of("Retry-After", "240"));
    private static final String INVALID =
            "{\"detail\":[{\"loc\":[\"body\",\"image_url\"],\"msg\":\"Could not be loaded\","
                    + "\"type\":\"image_load_error\"}]}";

    @Autowired
    private CaptioningService captioning;

    @Autowired
    private CaptioningQueue queue;

    @Autowired
    private CaptioningRepository repository;

    @Autowired
    private CaptionCharges charges;

    @Autowired
    private VisionModelService models;

    @Autowired
    private FalConnection connection;

    @Autowired
    private CostService costs;

    @Autowired
    private SpendService spend;

    @Autowired
    private CharacterService characters;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private CaptionService captions;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private People people;

    @Autowired
    private SettableClock clock;

    private SignedInPerson mara;
    private CharacterId ava;
    private List<PictureSummary> photos;

    @BeforeEach
    void twoPhotosAndACaptioner() {
        FAL.forget();
        people.signIn(people.admin("Ines"));
        connection.connect(FakeFal.KEY);
        models.chooseFal(FalCaptioner.MOONDREAM_3);
        mara = people.signIn(people.member("Mara"));
        ava = TestDatasets.ava(characters);
        photos = TestDatasets.fill(intake, datasets, ava, 2);
    }

    @AfterEach
    void falForgets() {
        FAL.forget();
    }

    @Test
    void whatItSaysIsProposedAndEachPictureIsBooked() {
        CaptioningPlan plan = captioning.plan(ava, CaptioningScope.EMPTY);
        assertThat(plan.cost()).isEqualByComparingTo("0.0016");
        assertThat(plan.obstacle()).isNull();

        ask();

        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 2, 0, false, null));
        assertThat(captioning.proposals(ava, 0, 10))
                .extracting(ProposedCaption::proposal)
                .containsOnly("ohwx woman, Close-up, smiling, in a red coat on a pier.");
        assertThat(FAL.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.input.path("prompt").asString()).contains("The woman in it is called ohwx woman");
            URI picture = URI.create(request.input.path("image_url").asString());
            assertThat(FAL.file(picture)).as("a JPEG").startsWith(0xFF, 0xD8);
        });
        assertThat(charges()).hasSize(2).allSatisfy(charge -> {
            assertThat(charge.state()).isEqualTo(ChargeState.CHARGED);
            assertThat(charge.actual()).isEqualByComparingTo("0.0008");
            assertThat(charge.personName()).isEqualTo("Mara");
            assertThat(charge.purpose()).startsWith("Caption of ");
        });
    }

    @ParameterizedTest
    @EnumSource
    void eachCaptionerIsAskedAsItsDocumentSays(FalCaptioner captioner) {
        choose(captioner);
        ask();

        assertThat(FAL.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.endpoint).isEqualTo(captioner.model().endpoint());
            assertThat(request.input.has("prompt")).isEqualTo(captioner.followsInstruction());
            assertThat(request.input.has("image_urls")).isEqualTo(captioner == FalCaptioner.GEMINI_FLASH);
        });
        assertThat(captioning.status(ava).proposed()).isEqualTo(2);
        assertThat(charges()).hasSize(2).extracting(Charge::state).containsOnly(ChargeState.CHARGED);
    }

    static Stream<Arguments> faultsOfOnePicture() {
        return Stream.of(
                Arguments.of("submit", FakeAnswer.of(422, INVALID), "Could not be loaded", ChargeState.NOT_CHARGED),
                Arguments.of("result", FakeAnswer.of(422, INVALID), "Could not be loaded", ChargeState.ASSUMED),
                Arguments.of(
                        "status",
                        FakeAnswer.of(200, "{\"status\":\"COMPLETED\",\"error\":\"No picture\",\"error_type\":\"x\"}"),
                        "No picture",
                        ChargeState.ASSUMED),
                Arguments.of(
                        "result", FakeAnswer.of(200, "{\"output\":\" \"}"), "without any words", ChargeState.CHARGED),
                Arguments.of(
                        "result",
                        FakeAnswer.of(200, "{\"finish_reason\":\"stop\"}"),
                        "without any words",
                        ChargeState.CHARGED));
    }

    @ParameterizedTest
    @MethodSource("faultsOfOnePicture")
    void onePictureWithoutWordsStopsNoOther(String call, FakeAnswer fault, String reason, ChargeState charged) {
        FAL.answerOnce(call, fault);
        ask();

        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 1, 1, false, null));
        assertThat(captioning.failures(ava, 10))
                .singleElement()
                .satisfies(failed -> assertThat(failed.problem()).contains(reason));
        assertThat(states()).containsExactlyInAnyOrder(charged, ChargeState.CHARGED);

        captioning.retry(ava);
        work();
        assertThat(captioning.status(ava).proposed()).isEqualTo(2);
        assertThat(states()).containsExactlyInAnyOrder(charged, ChargeState.CHARGED, ChargeState.CHARGED);
    }

    @Test
    void nonsenseOnTheWayIsBorneAndPaidOnce() {
        FAL.answerOnce("initiate", FakeAnswer.of(502, "<html>Bad gateway</html>"));
        FAL.answerOnce("status", FakeAnswer.of(200, "<html>Sign in</html>"));
        FAL.answerOnce("status", FakeAnswer.of(401, "{\"detail\":\"Invalid authentication credentials\"}"));
        FAL.answerOnce("result", FakeAnswer.of(200, "[]"));
        FAL.answerOnce("result", FakeAnswer.of(503, ""));
        FAL.cutOffOnce("result");
        ask();

        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 2, 0, false, null));
        assertThat(FAL.requests()).hasSize(2);
        assertThat(states()).containsExactly(ChargeState.CHARGED, ChargeState.CHARGED);
    }

    static Stream<Arguments> faultsForAnAdmin() {
        return Stream.of(
                Arguments.of(FakeAnswer.of(401, "{\"detail\":\"Invalid credentials\"}"), "refuses the key"),
                Arguments.of(FakeAnswer.of(402, "{\"detail\":\"Payment required\"}"), "Payment required"),
                Arguments.of(
                        FakeAnswer.of(403, "{\"detail\":\"User is locked. Reason: Exhausted balance.\"}"),
                        "Exhausted balance"),
                Arguments.of(FakeAnswer.of(404, "{\"detail\":\"Application not found\"}"), "Application not found"));
    }

    @ParameterizedTest
    @MethodSource("faultsForAnAdmin")
    void whatNeedsAnAdminPausesAllAndCostsNothing(FakeAnswer fault, String reason) {
        FAL.answerAlways("submit", fault);
        ask();

        CaptioningStatus status = captioning.status(ava);
        assertThat(status.waiting()).isEqualTo(2);
        assertThat(status.paused()).isTrue();
        assertThat(status.trouble()).contains(reason);
        assertThat(states()).isNotEmpty().containsOnly(ChargeState.NOT_CHARGED);

        FAL.recover();
        captioning.resume(ava);
        work();
        assertThat(captioning.status(ava).proposed()).isEqualTo(2);
        assertThat(states()).containsExactly(ChargeState.CHARGED, ChargeState.CHARGED);
    }

    @Test
    void aBusyFalIsLeftAloneForAsLongAsItWishes() {
        FAL.answerAlways("submit", BUSY);
        ask();
        assertThat(captioning.status(ava).paused()).isFalse();
        assertThat(captioning.status(ava).trouble()).contains("takes no more requests", "Too many requests");

        FAL.recover();
        clock.advance(Duration.ofMinutes(3));
        queue.look();
        assertThat(FAL.requests()).isEmpty();
        clock.advance(Duration.ofMinutes(2));
        queue.look();
        work();

        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 2, 0, false, null));
        assertThat(states()).containsExactly(ChargeState.CHARGED, ChargeState.CHARGED);
    }

    @Test
    @Tag("attack")
    void aRequestWhoseAnswerWasLostIsSentAgainOnlyWhenAPersonAsks() {
        onlyOnePhoto();
        FAL.cutOffOnce("submit");
        ask();

        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 0, 1, false, null));
        assertThat(captioning.failures(ava, 10).getFirst().problem()).contains("may have been accepted and paid for");
        assertThat(FAL.requests()).hasSize(1);
        assertThat(states()).containsExactly(ChargeState.UNCONFIRMED);

        captioning.retry(ava);
        work();
        assertThat(captioning.status(ava).proposed()).isEqualTo(1);
        assertThat(FAL.requests()).hasSize(2);
        assertThat(states()).containsExactlyInAnyOrder(ChargeState.UNCONFIRMED, ChargeState.CHARGED);
    }

    @Test
    void anAnswerThatIsLostKeepsTheOtherPicturesFromBeingLostToo() {
        people.signIn(people.admin("Ines"));
        connection.changeConcurrency(1);
        FAL.answerAlways("submit", FakeAnswer.of(502, "<html>Bad gateway</html>"));
        ask();

        assertThat(captioning.status(ava))
                .isEqualTo(new CaptioningStatus(
                        1,
                        0,
                        1,
                        false,
                        "The service did not answer for " + photos.getFirst().fileName() + "."));
        assertThat(states()).containsExactly(ChargeState.UNCONFIRMED);
    }

    @Test
    void aRequestThatFalLostIsUnconfirmedAndSentAgainByAPerson() throws Exception {
        onlyOnePhoto();
        FAL.answerAlways("status", UNKNOWN);
        silentForHours("status");

        assertThat(captioning.failures(ava, 10).getFirst().problem()).contains("Request not found");
        assertThat(states()).containsExactly(ChargeState.UNCONFIRMED);

        FAL.recover();
        captioning.retry(ava);
        work();
        assertThat(captioning.status(ava).proposed()).isEqualTo(1);
        assertThat(states()).containsExactlyInAnyOrder(ChargeState.UNCONFIRMED, ChargeState.CHARGED);
    }

    @Test
    void whatFalDoesNotHandOutIsAskedForAgainForNothing() throws Exception {
        onlyOnePhoto();
        FAL.answerAlways("result", FakeAnswer.of(503, "{\"detail\":\"Service unavailable\"}"));
        silentForHours("result");

        assertThat(captioning.failures(ava, 10).getFirst().problem())
                .contains("Ask fal.ai for it again, which is free");
        assertThat(states()).containsExactly(ChargeState.ASSUMED);

        FAL.recover();
        captioning.retry(ava);
        work();
        assertThat(captioning.status(ava).proposed()).isEqualTo(1);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(states()).containsExactly(ChargeState.CHARGED);
    }

    @Test
    void whatIsPausedIsFollowedLaterAndPaidOnce() throws Exception {
        onlyOnePhoto();
        pausedUnderway();

        captioning.resume(ava);
        work();
        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 1, 0, false, null));
        assertThat(FAL.requests()).hasSize(1);
        assertThat(states()).containsExactly(ChargeState.CHARGED);
    }

    @Test
    void whatIsStoppedWhileItIsUnderWayMayHaveCost() throws Exception {
        onlyOnePhoto();
        pausedUnderway();

        captioning.stop(ava);
        assertThat(captioning.status(ava).isEmpty()).isTrue();
        assertThat(states()).containsExactly(ChargeState.ASSUMED);
    }

    @Test
    @Tag("attack")
    void whatIsStoppedBeforeItIsSentIsNotSent() throws Exception {
        people.signIn(people.admin("Ines"));
        connection.changeConcurrency(1);
        people.signIn(people.member("Mo"));
        Hold first = FAL.holdNext("status");
        start();
        first.awaitReached();

        captioning.stop(ava);
        first.letGo();
        work();

        assertThat(FAL.requests()).hasSize(1);
        assertThat(captioning.status(ava).isEmpty()).isTrue();
        assertThat(states()).containsExactly(ChargeState.CHARGED);
    }

    @Test
    @Tag("attack")
    void onlyThePicturesOfTheLastOrderAreAskedAbout() {
        FAL.answerAlways("submit", BUSY);
        start(CaptioningScope.ALL);
        work();
        onlyOnePhoto();
        FAL.recover();
        clock.advance(Duration.ofMinutes(5));
        assertThat(captioning.plan(ava, CaptioningScope.EMPTY).pictures()).isEqualTo(1);

        ask();

        assertThat(FAL.requests()).hasSize(1);
        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 1, 0, false, null));
    }

    @Test
    @Tag("attack")
    void aServerThatDiedWhileItSentAPictureDoesNotSendItAgain() {
        onlyOnePhoto();
        sending(beingSent());

        queue.look();

        assertThat(captioning.failures(ava, 10).getFirst().problem()).contains("The server went down");
        assertThat(FAL.requests()).isEmpty();
        assertThat(states()).containsExactly(ChargeState.UNCONFIRMED);
    }

    @Test
    @Tag("attack")
    void moreThanAMemberMaySpendWaitsForAnAdmin() {
        people.signIn(people.admin("Ines"));
        costs.changeLimit(new BigDecimal("0.001"), people.proof());
        people.signIn(people.member("Mo"));
        assertThat(captioning.plan(ava, CaptioningScope.EMPTY).obstacle()).contains("above the limit of $0.001");
        assertThatThrownBy(this::ask).isInstanceOf(DomainException.Conflict.class);
        assertThat(FAL.requests()).isEmpty();

        people.signIn(people.admin("Ida"));
        ask();
        assertThat(captioning.status(ava).proposed()).isEqualTo(2);
    }

    @Test
    @Tag("attack")
    void askingAgainAndAgainIsNoWayAroundTheLimit() {
        people.signIn(people.admin("Ines"));
        costs.changeLimit(new BigDecimal("0.002"), people.proof());
        people.signIn(mara);
        ask();

        assertThat(captioning.plan(ava, CaptioningScope.EMPTY).obstacle())
                .contains("above the limit of $0.002 together with the $0.0016 ordered in the last 24 hours");
        assertThatThrownBy(this::ask).isInstanceOf(DomainException.Conflict.class);
        assertThat(FAL.requests()).hasSize(2);
    }

    @Test
    @Tag("attack")
    void whatIsStoppedOrReplacedBeforeItIsSentCountsNoLonger() {
        limit("0.002");
        FAL.answerAlways("submit", BUSY);
        ask();
        captioning.stop(ava);
        assertThat(captioning.plan(ava, CaptioningScope.EMPTY).obstacle()).isNull();
        ask();
        ask();
        FAL.recover();
        clock.advance(Duration.ofMinutes(5));

        ask();

        assertThat(captioning.status(ava).proposed()).isEqualTo(2);
        assertThat(captioning.plan(ava, CaptioningScope.EMPTY).obstacle())
                .contains("together with the $0.0016 ordered in the last 24 hours");
    }

    @Test
    @Tag("attack")
    void whatWasUnderWayWhenItWasStoppedStillCounts() throws Exception {
        onlyOnePhoto();
        limit("0.001");
        Hold status = FAL.holdNext("status");
        start();
        status.awaitReached();
        captioning.stop(ava);
        status.letGo();
        work();

        assertThatThrownBy(this::ask).isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    @Tag("attack")
    void askingAgainCountsWhereItIsPaidAgain() {
        onlyOnePhoto();
        limit("0.001");
        FAL.answerOnce("submit", FakeAnswer.of(422, INVALID));
        ask();
        clock.advance(Duration.ofMinutes(1));
        FAL.cutOffOnce("submit");
        captioning.retry(ava);
        work();
        assertThat(states()).containsExactlyInAnyOrder(ChargeState.NOT_CHARGED, ChargeState.UNCONFIRMED);

        people.signIn(mara);
        clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> captioning.retry(ava))
                .as("the lost request may have been paid")
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("above the limit of $0.001");
    }

    @Test
    void askingForTheAnswerOfARequestAgainCountsOnce() throws Exception {
        onlyOnePhoto();
        limit("0.001");
        FAL.answerAlways("result", FakeAnswer.of(503, "{\"detail\":\"Service unavailable\"}"));
        silentForHours("result");
        FAL.recover();

        captioning.retry(ava);
        work();

        assertThat(captioning.status(ava).proposed()).isEqualTo(1);
        assertThat(FAL.requests()).hasSize(1);
    }

    /** What Mara may order from now on. */
    private void limit(String dollars) {
        people.signIn(people.admin("Ines"));
        costs.changeLimit(new BigDecimal(dollars), people.proof());
        people.signIn(mara);
    }

    @Test
    @Tag("attack")
    void nobodyPaysMoreThanTheyWereShown() {
        CaptioningPlan shown = captioning.plan(ava, CaptioningScope.EMPTY);
        choose(FalCaptioner.GEMINI_FLASH);
        assertRefused(shown);
        choose(FalCaptioner.MOONDREAM_3);
        TestDatasets.take(intake, ava, "3.jpg", TestDatasets.photo(3));
        assertRefused(shown);

        assertThat(FAL.requests()).isEmpty();
        assertThat(captioning.status(ava).isEmpty()).isTrue();
    }

    private void assertRefused(CaptioningPlan agreed) {
        assertThatThrownBy(() -> captioning.start(ava, CaptioningScope.EMPTY, CaptionInstruction.USUAL, agreed))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("has changed meanwhile");
    }

    @Test
    void withoutAKeyNothingIsAsked() {
        people.signIn(people.admin("Ines"));
        connection.disconnect();

        assertThatThrownBy(this::ask)
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("fal.ai is not connected");
    }

    @Test
    @Tag("attack")
    void aModelThatNobodyAgreedToPayForIsNotAsked() {
        FAL.answerAlways("submit", BUSY);
        ask();
        choose(FalCaptioner.GEMINI_FLASH);
        FAL.recover();
        clock.advance(Duration.ofMinutes(5));

        queue.look();

        assertThat(FAL.requests()).isEmpty();
        assertThat(captioning.status(ava).paused()).isTrue();
        assertThat(captioning.status(ava).trouble()).contains("another model");
    }

    @Test
    @Tag("attack")
    void twoServersThatHaveTheSamePictureSendItOnce() {
        Waiting picture = beingSent();
        sending(picture);

        assertThatThrownBy(() -> sending(picture)).isInstanceOf(JobWithdrawn.class);
        assertThat(states()).containsExactly(ChargeState.OPEN);
    }

    @Test
    void aPictureThatWasRemovedMeanwhileIsNotSent() {
        Waiting picture = beingSent();
        datasets.remove(List.of(picture.picture()));

        assertThatThrownBy(() -> sending(picture)).isInstanceOf(JobWithdrawn.class);
        assertThat(charges()).isEmpty();
    }

    /** The first photo, as a server has it that is about to send it. */
    private Waiting beingSent() {
        String service = FalCaptioner.MOONDREAM_3.model().id();
        repository.put(ava, CaptionInstruction.USUAL, service, mara.accountId(), clock.instant());
        repository.ask(ava, List.of(photos.getFirst().id()));
        return repository.waiting(ava, 1).getFirst();
    }

    private void sending(Waiting picture) {
        RunAs.run(() ->
                charges.sending(FalCaptioner.MOONDREAM_3, repository.order(ava).orElseThrow(), picture));
    }

    private void choose(FalCaptioner captioner) {
        people.signIn(people.admin("Ines"));
        models.chooseFal(captioner);
        people.signIn(people.member("Mo"));
    }

    private void onlyOnePhoto() {
        captions.save(photos.getLast().id(), "", "ohwx woman, on a bridge");
    }

    /** Two hours pass while fal answers the call with what the test set up. */
    private void silentForHours(String call) throws InterruptedException {
        Hold silence = FAL.holdNext(call);
        start();
        silence.awaitReached();
        clock.advance(Duration.ofHours(2));
        silence.letGo();
        work();
    }

    private void pausedUnderway() throws InterruptedException {
        Hold status = FAL.holdNext("status");
        start();
        status.awaitReached();
        captioning.pause(ava);
        status.letGo();
        work();
        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(1, 0, 0, true, null));
        assertThat(states()).containsExactly(ChargeState.OPEN);
    }

    private void ask() {
        start();
        work();
    }

    private void start() {
        start(CaptioningScope.EMPTY);
    }

    private void start(CaptioningScope scope) {
        captioning.start(ava, scope, CaptionInstruction.USUAL, captioning.plan(ava, scope));
    }

    /** A turn may ask for the next one. */
    private void work() {
        queue.settled().join();
        queue.settled().join();
    }

    private List<ChargeState> states() {
        return charges().stream().map(Charge::state).toList();
    }

    private List<Charge> charges() {
        people.signIn(people.admin("Ada"));
        return spend.charges(YearMonth.of(2026, 3), 0, 10);
    }
}
