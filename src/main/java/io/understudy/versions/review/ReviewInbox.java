package io.understudy.versions.review;

import io.understudy.identity.MembersOnly;
import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionReader;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.Contributors;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.registry.ReviewRole;
import io.understudy.versions.review.decisions.ManifestHash;
import io.understudy.versions.review.decisions.Signatures;
import io.understudy.versions.review.decisions.VersionDecision;
import io.understudy.versions.review.decisions.VersionDecisions;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class ReviewInbox {
    /** So many are looked at, those that have waited longest and drafts last: more than that is no inbox. */
    public static final int LIMIT = 200;

    public static final Set<VersionState> UNFINISHED = EnumSet.of(
            VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.CHANGES_REQUESTED, VersionState.SIGNED_OFF);

    private final LoraVersions versions;
    private final Contributors contributors;
    private final ReviewRequestRepository requests;
    private final VersionDecisions decisions;
    private final ReviewRulesService rules;
    private final VersionReader reader;
    private final TeamService team;

    ReviewInbox(
            LoraVersions versions,
            Contributors contributors,
            ReviewRequestRepository requests,
            VersionDecisions decisions,
            ReviewRulesService rules,
            VersionReader reader,
            TeamService team) {
        this.versions = versions;
        this.contributors = contributors;
        this.requests = requests;
        this.decisions = decisions;
        this.rules = rules;
        this.reader = reader;
        this.team = team;
    }

    /**
     * What waits for the signed-in person, the most urgent kind first; within it first what they were asked for
     * by name, then the longest wait.
     */
    public List<ReviewInboxLine> lines() {
        Person me = team.me();
        PageRequest first = PageRequest.ofSize(LIMIT);
        return lines(
                me,
                Stream.concat(
                                versions.inStates(UNFINISHED, me.id().value(), first).stream(),
                                versions.staleInProduction(first).stream())
                        .toList());
    }

    /**
     * A place in the list of all that is not finished: behind this version.
     *
     * @param drafts 1 for a draft, else 0
     * @param since when it began to wait
     */
    public record Place(int drafts, Instant since, UUID version) {
        private static final Place FIRST = new Place(0, Instant.EPOCH, new UUID(0, 0));

        private static Place of(LoraVersion version) {
            Instant asked = version.submittedAt();
            return new Place(
                    version.state() == VersionState.DRAFT ? 1 : 0,
                    asked == null ? version.createdAt() : asked,
                    version.getId());
        }
    }

    /**
     * A part of what is not finished.
     *
     * @param lines the most urgent kind first
     * @param next behind the last version that was looked at; null at the end
     */
    public record Part(
            List<ReviewInboxLine> lines, @Nullable Place next) {
        public Part {
            lines = List.copyOf(lines);
        }
    }

    /**
     * As {@link #lines()}, without its limit: part by part, drafts last, in each the longest wait first.
     *
     * @param only the characters whose versions are looked at; empty for all
     * @param after null for the first part
     * @param most how many versions are looked at
     */
    public Part part(Set<UUID> only, @Nullable Place after, int most) {
        Person me = team.me();
        boolean all = only.isEmpty();
        Place behind = after == null ? Place.FIRST : after;
        List<LoraVersion> found = versions.unfinishedBehind(
                UNFINISHED,
                all,
                all ? Set.of(me.id().value()) : only,
                behind.drafts(),
                behind.since(),
                behind.version(),
                Limit.of(most + 1));
        List<LoraVersion> looked = found.subList(0, Math.min(most, found.size()));
        return new Part(lines(me, looked), looked.size() < found.size() ? Place.of(looked.getLast()) : null);
    }

    private List<ReviewInboxLine> lines(Person me, List<LoraVersion> waiting) {
        Reading reading = reading(me, waiting);
        Map<UUID, LoraVersion> byId =
                waiting.stream().collect(Collectors.toMap(LoraVersion::getId, Function.identity()));
        return reader.cards(waiting).stream()
                .map(card -> reading.line(
                        card, Objects.requireNonNull(byId.get(card.id().value()))))
                .filter(line -> line.card().state() != VersionState.APPROVED
                        || line.need() == ReviewInboxLine.Need.FOR_MY_RENEWAL)
                .sorted(Comparator.comparing(ReviewInboxLine::need)
                        .thenComparing(ReviewInboxLine::askedByName, Comparator.reverseOrder()))
                .toList();
    }

    public long waitingForMe() {
        return lines().stream().filter(line -> line.need().isMine()).count();
    }

    private Reading reading(Person me, List<LoraVersion> waiting) {
        List<UUID> ids = waiting.stream().map(LoraVersion::getId).toList();
        List<ReviewRequestRepository.Row> asked = requests.of(ids);
        return new Reading(
                me,
                contributors.of(ids).stream()
                        .collect(Collectors.groupingBy(part -> part.getId().versionId())),
                asked.stream().collect(Collectors.groupingBy(ReviewRequestRepository.Row::version)),
                team.names(
                        asked.stream().map(ReviewRequestRepository.Row::account).collect(Collectors.toSet())),
                decisions.findByVersionIdInOrderByPosition(ids).stream()
                        .collect(Collectors.groupingBy(VersionDecision::version)),
                rules.current());
    }

    private final class Reading {
        private final Person me;
        private final Map<UUID, List<Contributor>> parts;
        private final Map<UUID, List<ReviewRequestRepository.Row>> asked;
        private final Map<UUID, String> names;
        private final Map<UUID, List<VersionDecision>> history;
        private final ReviewRules rules;

        Reading(
                Person me,
                Map<UUID, List<Contributor>> parts,
                Map<UUID, List<ReviewRequestRepository.Row>> asked,
                Map<UUID, String> names,
                Map<UUID, List<VersionDecision>> history,
                ReviewRules rules) {
            this.me = me;
            this.parts = parts;
            this.asked = asked;
            this.names = names;
            this.history = history;
            this.rules = rules;
        }

        ReviewInboxLine line(VersionCard card, LoraVersion version) {
            List<ReviewRequestRepository.Row> open =
                    asked.getOrDefault(card.id().value(), List.of());
            String askedBy = open.stream()
                    .filter(row -> row.account().equals(me.id().value()))
                    .map(ReviewRequestRepository.Row::askedBy)
                    .findFirst()
                    .orElse("");
            List<String> others = open.stream()
                    .filter(row -> !row.account().equals(me.id().value()))
                    .map(row -> names.getOrDefault(row.account(), "someone"))
                    .toList();
            ReviewInboxLine.Need need = need(version);
            boolean leftToThem = askedBy.isEmpty()
                    && !others.isEmpty()
                    && (need == ReviewInboxLine.Need.FOR_MY_SIGNATURE || need == ReviewInboxLine.Need.FOR_MY_APPROVAL);
            return new ReviewInboxLine(card, leftToThem ? ReviewInboxLine.Need.FOR_OTHERS : need, askedBy, others);
        }

        private ReviewInboxLine.Need need(LoraVersion version) {
            Contributor mine = parts.getOrDefault(version.getId(), List.of()).stream()
                    .filter(part -> part.account().equals(me.id().value()))
                    .findFirst()
                    .orElse(null);
            boolean maker = mine != null && mine.isMaker();
            boolean answers = mine != null && mine.answersForIt();
            if (mine != null && !maker && hasStaleSignature(version)) {
                return ReviewInboxLine.Need.FOR_MY_RENEWAL;
            }
            return switch (version.state()) {
                case IN_REVIEW ->
                    me.role().includes(Role.REVIEWER) && !maker && !hasSigned(mine, version)
                            ? ReviewInboxLine.Need.FOR_MY_SIGNATURE
                            : ReviewInboxLine.Need.FOR_OTHERS;
                case SIGNED_OFF ->
                    mayApprove(mine) ? ReviewInboxLine.Need.FOR_MY_APPROVAL : ReviewInboxLine.Need.FOR_OTHERS;
                case CHANGES_REQUESTED ->
                    answers ? ReviewInboxLine.Need.FOR_MY_ANSWER : ReviewInboxLine.Need.FOR_OTHERS;
                case DRAFT -> answers ? ReviewInboxLine.Need.FOR_MY_SUBMISSION : ReviewInboxLine.Need.NOT_ASKED;
                case APPROVED, SUPERSEDED, REVOKED -> ReviewInboxLine.Need.NOT_ASKED;
            };
        }

        private boolean hasSigned(@Nullable Contributor mine, LoraVersion version) {
            return mine != null
                    && signatures(version, ManifestHash.NONE).by(mine.account()).isPresent();
        }

        private boolean hasStaleSignature(LoraVersion version) {
            return version.staleManifest()
                    .map(now -> signatures(version, new ManifestHash(now)))
                    .filter(signatures -> !signatures.staleBy(me.id().value()).isEmpty())
                    .isPresent();
        }

        private Signatures signatures(LoraVersion version, ManifestHash now) {
            return Signatures.of(history.getOrDefault(version.getId(), List.of()), now);
        }

        private boolean mayApprove(@Nullable Contributor mine) {
            return me.role().includes(Role.ADMIN)
                    && (mine == null || (mine.part() == ReviewRole.SIGNER && !rules.approverDiffers()));
        }
    }
}
