package io.understudy.generation.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.understudy.billing.Charge;
import io.understudy.billing.ChargeState;
import io.understudy.billing.CostService;
import io.understudy.billing.SpendService;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationRequest.Lora;
import io.understudy.generation.GenerationRequest.Picture;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.TeamService;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.providers.fal.FakeAnswer;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FakeFaults.Hold;
import io.understudy.providers.fal.FalCancels;
import io.understudy.providers.fal.FalConnection;
import io.understudy.providers.fal.FalRequestEnded;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.support.ReplaceableBeans;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

@StudioTest
@Tag("rules")
class FalGenerationCostTest {
    private static final FakeFal FAL = FakeFal.shared();
    private static final PictureSettings SETTINGS = new PictureSettings(1000, 1000, 28, 3.5);

    @Autowired
    GenerationService generation;

    @Autowired
    FakeWorker worker;

    @Autowired
    GenerationProbe awaited;

    @Autowired
    FalConnection connection;

    @Autowired
    SpendService spend;

    @Autowired
    BlobStore blobs;

    @Autowired
    SettableClock clock;

    @Autowired
    People people;

    @Autowired
    TeamService team;

    @Autowired
    CostService costs;

    @Autowired
    ReplaceableBeans beans;

    @Autowired
    ApplicationEventPublisher events;

    BackgroundQueue<?> cancels;

    @Autowired
    void cancels(FalCancels queue) {
        cancels = (BackgroundQueue<?>) queue;
    }

    @BeforeEach
    void connect() {
        worker.releaseAll();
        FAL.forget();
        people.signIn(people.admin("Ada"));
        connection.connect(FakeFal.KEY);
        people.signIn(people.member("Mara"));
    }

    @Test
    void falIsOfferedForItsModelsOnceThereIsAKey() {
        assertThat(generation.backends(BaseModel.FLUX1_DEV))
                .extracting(GenerationBackendChoice::id)
                .contains("fal-flux-lora");
        assertThat(generation.backends(BaseModel.FLUX2_DEV))
                .extracting(GenerationBackendChoice::id)
                .containsExactly("fal-flux-2-lora");
        people.signIn(people.admin("Ada"));
        connection.disconnect();

        assertThat(generation.backends(BaseModel.FLUX2_DEV)).isEmpty();
    }

    @Test
    void theCostIsKnownBeforeAnythingIsDrawn() {
        assertThat(generation.estimate("fal-flux-lora", SETTINGS, 20).dollars()).isEqualByComparingTo("0.70");
    }

    @Test
    void picturesAreDrawnKeptAndChargedByTheMegapixel() throws Exception {
        GenerationId job = ask(3);
        worker.fill();

        awaited.in(job, GenerationState.SUCCEEDED);

        assertThat(generation.pictures(job)).allMatch(picture -> picture.picture() != null);
        assertThat(charges()).singleElement().satisfies(charge -> {
            assertThat(charge.state()).isEqualTo(ChargeState.CHARGED);
            assertThat(charge.purpose()).isEqualTo("Test sheet 1 of ava");
            assertThat(charge.personName()).isEqualTo("Mara");
            assertThat(charge.actual()).isEqualByComparingTo("0.105");
        });
    }

    @Test
    void whatAWorkerThatDiedHadAskedForIsFetchedByTheNextAndPaidOnce() throws Exception {
        Hold status = FAL.hold("status");
        GenerationId job = ask(1);
        worker.fill();
        status.awaitReached();
        clock.advance(Duration.ofMinutes(2));
        worker.takeBackOverdue();
        worker.renew();
        status.letGo();
        worker.fill();

        awaited.in(job, GenerationState.SUCCEEDED);

        assertThat(FAL.requests()).hasSize(1);
        assertThat(charges())
                .singleElement()
                .satisfies(charge -> assertThat(charge.actual()).isEqualByComparingTo("0.035"));
    }

    @Test
    @Tag("attack")
    void picturesThatOnlyAnAdminMayAskForLeaveTheQueueWithTheRole() {
        SignedInPerson olga = people.signIn(people.admin("Olga"));
        costs.changeLimit(new BigDecimal("0.10"), people.proof());
        GenerationId dear = ask(3);
        GenerationId cheap = ask(2);
        people.signIn(people.admin("Ada"));

        team.changeRole(new AccountId(olga.accountId()), Role.REVIEWER, people.proof());

        assertThat(generation.details(dear).state()).isEqualTo(GenerationState.CANCELLED);
        assertThat(generation.resumeOffer(dear)).isPresent();
        assertThat(generation.details(cheap).state()).isEqualTo(GenerationState.QUEUED);
    }

    @Test
    @Tag("attack")
    void picturesOfADayCountTogetherAgainstTheLimit() {
        people.signIn(people.admin("Ada"));
        costs.changeLimit(new BigDecimal("0.10"), people.proof());
        people.signIn(people.member("Mara"));
        GenerationId first = ask(2);

        assertThatThrownBy(() -> ask(1))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("above the limit of $0.10 together with the $0.07 ordered in the last 24 hours");

        people.signIn(people.member("Mo"));
        ask(1);
        people.signIn(people.member("Mara"));
        generation.cancel(first);
        ask(2);
        assertThatThrownBy(() ->
                        generation.resume(first, generation.resumeOffer(first).orElseThrow()))
                .isInstanceOf(DomainException.RuleViolation.class);
        clock.advance(Duration.ofHours(24));
        ask(2);
    }

    @Test
    @Tag("attack")
    void picturesOfAStoppedJobThatWereNotSentCountOnceWhenTheyAreResumed() throws Exception {
        people.signIn(people.admin("Ada"));
        connection.changeConcurrency(1);
        costs.changeLimit(new BigDecimal("0.20"), people.proof());
        people.signIn(people.member("Mara"));
        Hold status = FAL.hold("status");
        GenerationId job = ask(5);
        worker.fill();
        status.awaitReached();
        FAL.answerAlways("submit", FakeAnswer.of(403, "{\"detail\":\"User is locked. Reason: Exhausted balance.\"}"));
        status.letGo();
        awaited.in(job, GenerationState.FAILED);
        awaited.idle(worker);
        FAL.recover();
        GenerationResumeOffer offer = generation.resumeOffer(job).orElseThrow();
        assertThat(offer.cost().amount()).isEqualByComparingTo("0.14");
        assertThat(offer.cost().recent()).as("the picture that was sent").isEqualByComparingTo("0.035");

        generation.resume(job, offer);
        assertThatThrownBy(() -> ask(1))
                .as("together they are the order of before")
                .isInstanceOf(DomainException.RuleViolation.class);
        worker.fill();

        awaited.in(job, GenerationState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(5);
    }

    @Test
    void whatWasNotAskedForWhenItWasCancelledCostsNothing() throws Exception {
        Hold upload = FAL.hold("upload");
        GenerationId job = ask(5);
        worker.fill();
        upload.awaitReached();
        generation.cancel(job);
        upload.letGo();

        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.NOT_CHARGED);
    }

    @Test
    @Tag("attack")
    void whatWasTakenOutOfFalsQueueCostsNothing() throws Exception {
        Hold status = FAL.hold("status");
        GenerationId job = ask(1);
        worker.fill();
        status.awaitReached();
        FAL.last().stayQueued();
        Hold cancel = FAL.hold("cancel");
        generation.cancel(job);
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.ASSUMED);
        cancel.letGo();
        status.letGo();

        awaited.idle(worker);
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.NOT_CHARGED);
        assertThat(generation.resumeOffer(job).orElseThrow().cost().amount()).isEqualByComparingTo("0.035");
    }

    @Test
    void whatFalDoesNotHandOutIsAskedForAgainForNothingAndPaidOnce() throws Exception {
        GenerationId job = unanswered();
        people.signIn(people.member("Mara"));
        GenerationResumeOffer offer = generation.resumeOffer(job).orElseThrow();
        assertThat(offer.again()).isEqualTo(1);
        assertThat(offer.cost().free()).isTrue();
        FAL.recover();

        generation.resume(job, null);
        worker.fill();

        awaited.in(job, GenerationState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(charges()).singleElement().satisfies(charge -> {
            assertThat(charge.state()).isEqualTo(ChargeState.CHARGED);
            assertThat(charge.actual()).isEqualByComparingTo("0.035");
        });
    }

    @Test
    void givingARequestUpCostsAgainAndOnlyOncePerConsent() throws Exception {
        GenerationId job = unanswered();
        people.signIn(people.member("Mara"));
        FAL.recover();
        GenerationResumeOffer price = generation.sendAgainOffer(job).orElseThrow();
        assertThat(price.cost().amount()).isEqualByComparingTo("0.035");
        assertThatThrownBy(() ->
                        generation.sendAgain(job, generation.resumeOffer(job).orElseThrow()))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("$0.0");
        assertThat(generation.resumeOffer(job).orElseThrow().again()).isEqualTo(1);

        generation.sendAgain(job, price);
        assertThatThrownBy(() -> generation.sendAgain(job, price)).isInstanceOf(DomainException.Conflict.class);
        worker.fill();

        awaited.in(job, GenerationState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(2);
        assertThat(charges())
                .extracting(Charge::state)
                .containsExactlyInAnyOrder(ChargeState.UNCONFIRMED, ChargeState.CHARGED);
    }

    @Test
    @Tag("attack")
    void aPictureWhoseAnswerWasLostWaitsForAPersonAndIsNeverCalledDone() throws Exception {
        GenerationId job = lost();

        assertThat(generation.details(job).failure()).contains("broke off");
        assertThat(generation.details(job).advice()).contains("may have been accepted and paid for");
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.ASSUMED);
        people.signIn(people.member("Mara"));
        assertThatThrownBy(() -> generation.resume(job, null)).isInstanceOf(DomainException.Conflict.class);
        assertThat(generation.sendAgainOffer(job).orElseThrow().cost().amount()).isEqualByComparingTo("0.035");

        generation.sendAgain(job, generation.sendAgainOffer(job).orElseThrow());
        worker.fill();

        awaited.in(job, GenerationState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(2);
    }

    @Test
    @Tag("attack")
    void aPictureWhoseAnswerWasLostIsFetchedOnceFalReportsIt() throws Exception {
        when(beans.mock(PublicUrl.class).forServices(any()))
                .thenAnswer(asked -> Optional.of(URI.create("https://studio.example/" + asked.getArgument(0))));
        GenerationId job = lost();
        String address = FAL.last().webhook().orElseThrow().toString();
        UUID reference = UUID.fromString(address.substring(address.lastIndexOf('/') + 1));

        events.publishEvent(new FalRequestEnded(UUID.randomUUID(), "another-request"));
        assertThat(generation.details(job).state()).isEqualTo(GenerationState.FAILED);
        events.publishEvent(new FalRequestEnded(reference, FAL.last().id));
        worker.fill();

        awaited.in(job, GenerationState.SUCCEEDED);
        assertThat(generation.pictures(job)).allMatch(picture -> picture.picture() != null);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.CHARGED);
    }

    private GenerationId lost() throws Exception {
        FAL.cutOffOnce("submit");
        GenerationId job = ask(1);
        worker.fill();
        awaited.in(job, GenerationState.FAILED);
        awaited.idle(worker);
        return job;
    }

    @Test
    @Tag("attack")
    void aCancelThatFalDidNotHearBeforeTheServerDiedIsRepeatedByTheNext() throws Exception {
        Hold status = FAL.hold("status");
        GenerationId job = ask(1);
        worker.fill();
        status.awaitReached();
        FAL.last().stayQueued();
        FAL.answerAlways("cancel", FakeAnswer.of(503, "{\"detail\":\"Service unavailable\"}"));
        clock.advance(Duration.ofMinutes(2));
        worker.takeBackOverdue();
        worker.renew();
        generation.cancel(job);
        cancels.settled().get();
        status.letGo();
        assertThat(FAL.last().isCancelled()).isFalse();

        FAL.recover();
        clock.advance(Duration.ofMinutes(2));
        RunAs.run(cancels::look);

        assertThat(FAL.last().isCancelled()).isTrue();
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.NOT_CHARGED);
    }

    @Test
    @Tag("attack")
    void aBusyServerKeepsItsOwnOverduePictures() throws Exception {
        Hold status = FAL.hold("status");
        GenerationId job = ask(1);
        worker.fill();
        status.awaitReached();
        clock.advance(Duration.ofMinutes(5));

        worker.takeBackOverdueOfOthers();
        status.letGo();

        awaited.in(job, GenerationState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(1);
    }

    /** Pictures whose request fal has not handed out for two hours. */
    private GenerationId unanswered() throws Exception {
        FAL.answerAlways("result", FakeAnswer.of(503, "{\"detail\":\"Service unavailable\"}"));
        GenerationId job = ask(1);
        worker.fill();
        awaited.when(job, details -> details.progress().phase().contains("Keeps asking"));
        clock.advance(Duration.ofHours(2));
        awaited.in(job, GenerationState.FAILED);
        awaited.idle(worker);
        assertThat(charges()).extracting(Charge::state).containsExactly(ChargeState.ASSUMED);
        return job;
    }

    @Test
    void moreThanAMemberMaySpendIsRefusedBeforeItIsQueued() {
        assertThatThrownBy(() -> ask(300)).isInstanceOfSatisfying(DomainException.RuleViolation.class, broken -> {
            assertThat(broken.field()).isEqualTo("pictures");
            assertThat(broken.words()).contains("$10.50", "$10.00", "Ask an admin");
        });
        people.signIn(people.admin("Ada"));

        assertThat(generation.details(ask(300)).state()).isEqualTo(GenerationState.QUEUED);
    }

    @Test
    void whatNobodyAskedForIsProposedWithItsPriceAndSentOnlyWhenAPersonAgrees() throws Exception {
        GenerationId job = generation.propose(request(2));
        worker.fill();
        assertThat(FAL.requests()).isEmpty();
        assertThat(charges()).isEmpty();
        assertThat(generation.details(job).failure()).contains("Nothing was sent yet", "about $0.07");
        people.signIn(people.member("Mara"));
        assertThatThrownBy(() -> generation.resume(job, null)).isInstanceOf(DomainException.Conflict.class);

        generation.resume(job, generation.resumeOffer(job).orElseThrow());
        worker.fill();

        awaited.in(job, GenerationState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(2);
    }

    @Test
    void whatNobodyAskedForIsSentAtOnceWhereItsPriceIsNothing() throws Exception {
        people.signIn(people.admin("Ada"));
        costs.changePrice("fal-flux-lora", BigDecimal.ZERO, people.proof());

        GenerationId job = generation.propose(request(1));
        worker.fill();

        awaited.in(job, GenerationState.SUCCEEDED);
        assertThat(FAL.requests()).hasSize(1);
    }

    private GenerationId ask(int pictures) {
        return generation.submit(request(pictures));
    }

    private GenerationRequest request(int pictures) {
        byte[] lora = FakeFal.anyLora();
        Lora file = new Lora(
                "ava.safetensors",
                blobs.store(lora, "application/octet-stream", Serving.DOWNLOAD_ONLY)
                        .hash());
        return new GenerationRequest(
                "fal-flux-lora",
                "Test sheet 1 of ava",
                null,
                SETTINGS,
                List.of(file),
                IntStream.range(0, pictures)
                        .mapToObj(seed -> new Picture("ohwx woman", seed, List.of(Strength.of(0.8))))
                        .toList(),
                UUID.randomUUID());
    }

    private List<Charge> charges() {
        people.signIn(people.admin("Ada"));
        return spend.charges(YearMonth.of(2026, 3), 0, 10);
    }
}
