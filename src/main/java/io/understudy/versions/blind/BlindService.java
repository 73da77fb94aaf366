package io.understudy.versions.blind;

import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.Notice;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.AccountId;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.VersionId;
import io.understudy.versions.blind.BlindComparisonRepository.Head;
import io.understudy.versions.blind.BlindComparisonRepository.Pair;
import io.understudy.versions.blind.BlindComparisonRepository.Player;
import io.understudy.versions.blind.BlindComparisonRepository.Vote;
import io.understudy.versions.blind.BlindComparisonRepository.Voter;
import io.understudy.versions.blind.BlindOrder.Turn;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetService;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Blind comparisons. Everyone votes on all pairs in an order of their own; whose pictures they were they learn after
 * their last vote.
 */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class BlindService {
    /** So much of a name fits into the title of a notice. */
    private static final int NAME = 70;

    private final BlindComparisonRepository repository;
    private final BlindSeeds seeds;
    private final SheetService sheets;
    private final BlobStore blobs;
    private final TeamService team;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final InboxService inbox;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    BlindService(
            BlindComparisonRepository repository,
            BlindSeeds seeds,
            SheetService sheets,
            BlobStore blobs,
            TeamService team,
            CurrentActor actor,
            AuditEvents auditEvents,
            InboxService inbox,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.seeds = seeds;
        this.sheets = sheets;
        this.blobs = blobs;
        this.team = team;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.inbox = inbox;
        this.events = events;
        this.clock = clock;
    }

    public int pairs(List<Contestant> contestants) {
        return draw(contestants).size();
    }

    /**
     * Makes a comparison of what these columns show now; pictures that are exchanged later do not change it.
     *
     * @throws DomainException.RuleViolation when there are fewer than two contestants, or they share no rows with pictures
     */
    @Transactional
    public BlindId make(List<Contestant> contestants) {
        BlindPairs.requireContestants(contestants);
        List<Pair> pairs = draw(contestants);
        BlindPairs.requirePairs(pairs);
        BlindId id = new BlindId(UUID.randomUUID());
        SheetDetails sheet = sheets.details(contestants.getFirst().sheet());
        repository.add(id, sheet.head().character(), actor.get(), clock.instant());
        for (int position = 0; position < contestants.size(); position++) {
            repository.add(id, position, contestants.get(position));
        }
        pairs.forEach(pair -> repository.add(id, pair));
        blobs.retain(pairs.stream()
                .flatMap(pair -> List.of(pair.firstPicture(), pair.secondPicture()).stream())
                .toList());
        auditEvents.publish(
                "blind.made",
                subject(id),
                Map.of(
                        "contestants",
                        contestants.stream().map(Contestant::name).collect(Collectors.joining("; ")),
                        "pairs",
                        Integer.toString(pairs.size())));
        publishChange(contestants.stream()
                .flatMap(contestant -> Optional.ofNullable(contestant.version()).stream())
                .collect(Collectors.toSet()));
        return id;
    }

    private List<Pair> draw(List<Contestant> contestants) {
        return BlindPairs.of(
                contestants,
                contestants.stream()
                        .map(Contestant::sheet)
                        .distinct()
                        .collect(Collectors.toMap(sheet -> sheet, sheets::details)));
    }

    /** @throws DomainException.NotFound when there is no such comparison */
    public BlindSummary state(BlindId id) {
        return repository.summary(id, actor.get().id()).orElseThrow(BlindService::missing);
    }

    public List<BlindSummary> ofVersion(VersionId version) {
        return repository.summaries(version, actor.get().id());
    }

    /** The next pair that waits for a vote of the caller; empty after the last one, and once it is closed. */
    @Transactional
    public Optional<BlindTurn> next(BlindId id) {
        Head head = head(id);
        Voter me = voter(head);
        if (me.finished() || !head.open()) {
            return Optional.empty();
        }
        Set<Integer> voted = votedBy(id, me);
        List<Turn> turns = turns(id, me);
        for (int index = 0; index < turns.size(); index++) {
            if (!voted.contains(turns.get(index).pair())) {
                return Optional.of(turn(id, turns, index));
            }
        }
        return Optional.empty();
    }

    public BlindTurn turn(BlindId id, int number) {
        List<Turn> turns = turns(id, mine(id));
        requireNumber(turns, number);
        return turn(id, turns, number - 1);
    }

    private BlindTurn turn(BlindId id, List<Turn> turns, int index) {
        Pair pair = repository.pairs(id).get(turns.get(index).pair());
        return new BlindTurn(index + 1, turns.size(), pair.row().prompt());
    }

    public BlobHash picture(BlindId id, int number, boolean left) {
        List<Turn> turns = turns(id, mine(id));
        requireNumber(turns, number);
        Turn turn = turns.get(number - 1);
        Pair pair = repository.pairs(id).get(turn.pair());
        return left != turn.flipped() ? pair.firstPicture() : pair.secondPicture();
    }

    /**
     * Votes on a pair; voting on it again replaces the vote. The last vote that was missing ends it for this person.
     *
     * @param number of the pair, in the order of the person who votes
     * @throws DomainException.Conflict when it was closed meanwhile, or the person has finished
     */
    @Transactional
    public void vote(BlindId id, int number, BlindChoice choice) {
        repository.lock(id);
        Head head = head(id);
        Voter me = voter(head);
        if (!head.open()) {
            throw new DomainException.Conflict("This comparison was closed meanwhile, so your vote was not stored.");
        }
        if (me.finished()) {
            throw new DomainException.Conflict(
                    "You have voted on every pair and seen the names: votes can no longer change.");
        }
        List<Turn> turns = turns(id, me);
        requireNumber(turns, number);
        Turn turn = turns.get(number - 1);
        Pair pair = repository.pairs(id).get(turn.pair());
        repository.vote(id, new Vote(turn.pair(), me.account(), winner(pair, turn, choice)), clock.instant());
        if (votedBy(id, me).size() == turns.size()) {
            repository.finish(id, me.account(), clock.instant());
            auditEvents.publish("blind.voted", subject(id), Map.of("pairs", Integer.toString(turns.size())));
            published(head, "voted on every pair of your blind comparison");
        }
    }

    private static @Nullable Integer winner(Pair pair, Turn turn, BlindChoice choice) {
        return switch (choice) {
            case EQUAL -> null;
            case LEFT -> turn.flipped() ? pair.second() : pair.first();
            case RIGHT -> turn.flipped() ? pair.first() : pair.second();
        };
    }

    /**
     * Takes no more votes; everyone sees the result from then on, and it counts as a measure of its versions.
     *
     * @throws DomainException.RuleViolation when the person neither made it nor is a reviewer, or nobody has finished
     */
    @Transactional
    public void close(BlindId id) {
        repository.lock(id);
        Head head = head(id);
        if (!mayClose(head)) {
            throw new DomainException.RuleViolation(
                    "Only %s, who made this comparison, or a reviewer closes it.".formatted(head.madeByName()));
        }
        if (repository.voters(id).stream().noneMatch(Voter::finished)) {
            throw new DomainException.RuleViolation(
                    "Nobody has voted on every pair yet, so there is nothing to count.");
        }
        if (!repository.close(id, actor.get(), clock.instant())) {
            throw new DomainException.Conflict("Someone else closed this comparison meanwhile.");
        }
        auditEvents.publish("blind.closed", subject(id));
        published(head, "closed your blind comparison");
    }

    public boolean mayClose(BlindId id) {
        Head head = head(id);
        return head.open() && mayClose(head);
    }

    private boolean mayClose(Head head) {
        return head.madeBy().equals(actor.get().id()) || team.me().role().includes(Role.REVIEWER);
    }

    /**
     * What the votes add up to, with the names.
     *
     * @throws DomainException.RuleViolation while the caller has votes left and it is open
     */
    public BlindResult result(BlindId id) {
        if (!state(id).revealed()) {
            throw new DomainException.RuleViolation("You see the names and the result after your last vote.");
        }
        return new BlindTally(repository.players(id), repository.pairs(id), repository.voters(id), repository.votes(id))
                .result();
    }

    private Head head(BlindId id) {
        return repository.find(id).orElseThrow(BlindService::missing);
    }

    private static DomainException.NotFound missing() {
        return new DomainException.NotFound(
                "There is no such blind comparison. The link may be cut off; the page of the"
                        + " version lists those it takes part in.");
    }

    private Voter voter(Head head) {
        Actor me = actor.get();
        return repository.voter(head.id(), me.id()).orElseGet(() -> {
            repository.addVoter(head.id(), me, seeds.next());
            return mine(head.id());
        });
    }

    private Voter mine(BlindId id) {
        return repository
                .voter(id, actor.get().id())
                .orElseThrow(() ->
                        new DomainException.NotFound("You have not started voting here. Open the comparison first."));
    }

    private List<Turn> turns(BlindId id, Voter voter) {
        return BlindOrder.of(voter.seed(), repository.pairs(id).size());
    }

    private static void requireNumber(List<Turn> turns, int number) {
        if (number < 1 || number > turns.size()) {
            throw new DomainException.NotFound("This comparison has the pairs 1 to " + turns.size() + ".");
        }
    }

    private Set<Integer> votedBy(BlindId id, Voter voter) {
        return repository.votes(id).stream()
                .filter(vote -> vote.account().equals(voter.account()))
                .map(Vote::pair)
                .collect(Collectors.toSet());
    }

    private void published(Head head, String what) {
        List<Player> players = repository.players(head.id());
        publishChange(
                players.stream().map(Player::version).filter(Objects::nonNull).collect(Collectors.toSet()));
        Actor by = actor.get();
        if (!head.madeBy().equals(by.id())) {
            inbox.send(
                    new AccountId(head.madeBy()),
                    new Notice(
                            NoticeKind.NEWS,
                            Wording.cut(by.name(), NAME) + " " + what,
                            players.stream().map(Player::name).collect(Collectors.joining("; ")),
                            BlindRoutes.of(head.id())));
        }
    }

    private void publishChange(Set<VersionId> versions) {
        versions.forEach(version -> events.publishEvent(new EvidenceChanged(version)));
    }

    private static AuditEvent.Subject subject(BlindId id) {
        return new AuditEvent.Subject("blind-comparison", id.value().toString(), "blind comparison");
    }
}
