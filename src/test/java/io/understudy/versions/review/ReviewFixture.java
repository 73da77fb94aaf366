package io.understudy.versions.review;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.identity.AccountId;
import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.PasswordLink;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.Actor;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunId;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionState;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.ChecklistTick;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.FinishedRuns;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.NewVersion;
import io.understudy.versions.registry.ReviewRole;
import io.understudy.versions.review.decisions.LinkMakers;
import io.understudy.versions.review.decisions.ManifestHash;
import io.understudy.versions.review.decisions.Signatures;
import io.understudy.versions.review.decisions.VersionDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.json.JsonMapper;

/** A version under review without a database: what the rules of review say about it. */
public final class ReviewFixture {
    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    public static final ManifestHash NOW = new ManifestHash("a".repeat(64));
    public static final ManifestHash BEFORE = new ManifestHash("b".repeat(64));
    public static final Person MARA = person(1, "Mara", Role.MEMBER);
    public static final Person JON = person(2, "Jon", Role.REVIEWER);
    public static final Person LIN = person(3, "Lin", Role.REVIEWER);
    public static final Person INES = person(4, "Ines", Role.ADMIN);
    static final Person OLAF = person(5, "Olaf", Role.ADMIN);

    public final LoraVersion version = version();
    private final List<Contributor> participants = new ArrayList<>();
    private final List<VersionDecision> history = new ArrayList<>();
    private final List<ChecklistTick> ticks = new ArrayList<>();
    private final Map<String, String> stale = new HashMap<>();
    private final List<WithdrawnPhoto> withdrawn = new ArrayList<>();
    private final List<PasswordLink> links = new ArrayList<>();
    private @Nullable SnapshotRecall recall;
    private Optional<String> uncertain = Optional.empty();
    private ReviewRules rules = new ReviewRules(1, true);
    private List<Person> team = List.of(MARA, JON, LIN, INES);

    public ReviewFixture() {
        participants.add(
                Contributor.maker(version.getId(), MARA.id().value(), true).launched(NOON));
        took(ReviewAction.SUBMIT, MARA, null, NOW);
    }

    public ReviewFixture rules(int signOffs, boolean approverDiffers) {
        rules = new ReviewRules(signOffs, approverDiffers);
        return this;
    }

    ReviewFixture uncertain(String why) {
        uncertain = Optional.of(why);
        return this;
    }

    ReviewFixture team(Person... people) {
        team = List.of(people);
        return this;
    }

    ReviewFixture ticked() {
        items().forEach(item -> ticks.add(new ChecklistTick(
                version.id(), item.key(), "Looked.", List.of(Evidence.fact("Fine.")), actor(JON), NOON)));
        return this;
    }

    ReviewFixture stale(String item, String why) {
        stale.put(item, why);
        return this;
    }

    ReviewFixture withdraw(String... files) {
        for (String file : files) {
            withdrawn.add(new WithdrawnPhoto(new BlobHash("7".repeat(64)), file, "Mara", NOON, "Asked."));
        }
        return this;
    }

    /** A password of this person was chosen by a link, and no other admin has confirmed the account. */
    ReviewFixture linked(Person person, Person by, Instant at) {
        links.add(new PasswordLink(person.id().value(), by.id().value(), at, null));
        return this;
    }

    ReviewFixture recalled(String reason) {
        recall = new SnapshotRecall(version.snapshot().orElseThrow(), reason, "Ines", NOON);
        return this;
    }

    public ReviewFixture signed(Person by, ManifestHash seen) {
        participants.add(Contributor.decider(version.getId(), by.id().value(), ReviewRole.SIGNER));
        return took(ReviewAction.SIGN_OFF, by, ReviewRole.SIGNER, seen);
    }

    public ReviewFixture approved(Person by, ManifestHash seen) {
        participants.add(Contributor.decider(version.getId(), by.id().value(), ReviewRole.APPROVER));
        return took(ReviewAction.APPROVE, by, ReviewRole.APPROVER, seen);
    }

    public ReviewFixture took(ReviewAction action, Person by, @Nullable ReviewRole role, ManifestHash seen) {
        boolean enough = signatures().standingSignOffs() + 1 >= rules.signOffs();
        VersionState before = version.state();
        history.add(new VersionDecision(
                version,
                history.size() + 1,
                action,
                action == ReviewAction.SIGN_OFF && !enough
                        ? before
                        : action.from(before).orElseThrow(),
                actor(by),
                role,
                NOON.plusSeconds(history.size()),
                null,
                seen));
        if (action == ReviewAction.SIGN_OFF) {
            version.sign(enough);
        } else {
            version.move(action);
        }
        return this;
    }

    List<VersionDecision> history() {
        return List.copyOf(history);
    }

    public Signatures signatures() {
        return Signatures.of(history, NOW);
    }

    ReviewContext context() {
        return new ReviewContext(
                version,
                items(),
                ticks,
                stale,
                participants,
                signatures(),
                ReviewContext.lastRequest(history),
                rules,
                withdrawn,
                recall,
                "{}",
                NOW,
                SingletonSupplier.of(() -> new LinkMakers(links)),
                SingletonSupplier.of(List.of()),
                SingletonSupplier.of(uncertain));
    }

    /** In one text, as the service refuses. */
    String obstacles(ReviewAction action, Person person) {
        return String.join(" ", context().obstacles(action, person, team));
    }

    private static List<ChecklistItem> items() {
        return List.of(item("face", 1, "Face is consistent"), item("hands", 2, "Hands have five fingers"));
    }

    private static ChecklistItem item(String key, int position, String title) {
        return new ChecklistItem(key, position, title, "", 0, EnumSet.allOf(Evidence.Kind.class), Role.REVIEWER);
    }

    private static LoraVersion version() {
        NewVersion born = new NewVersion(
                new CharacterId(new UUID(0, 1)),
                "ava-lindqvist",
                new RunId(new UUID(0, 2)),
                41,
                0,
                new SnapshotId("c".repeat(64)),
                "miniature",
                BaseModel.MINIATURE,
                FinishedRuns.parameters(),
                new BlobHash("d".repeat(64)),
                1000,
                MARA.id().value(),
                NOON,
                Set.of(),
                null);
        return new LoraVersion(
                born, 1, JsonMapper.shared().writeValueAsString(FinishedRuns.parameters()), new UUID(0, 9), NOON);
    }

    private static Person person(int id, String name, Role role) {
        return new Person(new AccountId(new UUID(1, id)), name + "@example.org", name, role, true, NOON, null);
    }

    private static Actor actor(Person person) {
        return new Actor(person.id().value(), person.name());
    }
}
