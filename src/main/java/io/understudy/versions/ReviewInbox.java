package io.understudy.versions;

import io.understudy.people.MembersOnly;
import io.understudy.people.Person;
import io.understudy.people.Role;
import io.understudy.people.TeamService;
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
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class ReviewInbox {
    /** So many are looked at, those that have waited longest: more than that is no inbox. */
    public static final int LIMIT = 200;

    static final Set<VersionState> UNFINISHED = EnumSet.of(
            VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.CHANGES_REQUESTED, VersionState.SIGNED_OFF);

    private final LoraVersions versions;
    private final Participants participants;
    private final ReviewRequests requests;
    private final Dossiers dossiers;
    private final ReviewRulesService rules;
    private final VersionReader reader;
    private final TeamService team;

    ReviewInbox(
            LoraVersions versions,
            Participants participants,
            ReviewRequests requests,
            Dossiers dossiers,
            ReviewRulesService rules,
            VersionReader reader,
            TeamService team) {
        this.versions = versions;
        this.participants = participants;
        this.requests = requests;
        this.dossiers = dossiers;
        this.rules = rules;
        this.reader = reader;
        this.team = team;
    }

    /**
     * What waits for the signed-in person, the most urgent kind first; within it first what they were asked for
     * by name, then the longest wait.
     */
    public List<InboxLine> lines() {
        List<LoraVersion> waiting = Stream.concat(
                        versions.inStates(UNFINISHED, PageRequest.ofSize(LIMIT)).stream(),
                        versions.staleInProduction(PageRequest.ofSize(LIMIT)).stream())
                .toList();
        Reading reading = reading(waiting);
        Map<UUID, LoraVersion> byId =
                waiting.stream().collect(Collectors.toMap(LoraVersion::getId, Function.identity()));
        return reader.cards(waiting).stream()
                .map(card -> reading.line(
                        card, Objects.requireNonNull(byId.get(card.id().value()))))
                .filter(line ->
                        line.card().state() != VersionState.APPROVED || line.need() == InboxLine.Need.FOR_MY_RENEWAL)
                .sorted(Comparator.comparing(InboxLine::need)
                        .thenComparing(InboxLine::askedByName, Comparator.reverseOrder()))
                .toList();
    }

    public long waitingForMe() {
        return lines().stream().filter(line -> line.need().isMine()).count();
    }

    private Reading reading(List<LoraVersion> waiting) {
        List<UUID> ids = waiting.stream().map(LoraVersion::getId).toList();
        List<ReviewRequests.Row> asked = requests.of(ids);
        return new Reading(
                team.me(),
                participants.of(ids).stream()
                        .collect(Collectors.groupingBy(part -> part.getId().versionId())),
                asked.stream().collect(Collectors.groupingBy(ReviewRequests.Row::version)),
                team.names(asked.stream().map(ReviewRequests.Row::account).collect(Collectors.toSet())),
                rules.current());
    }

    private final class Reading {
        private final Person me;
        private final Map<UUID, List<Participant>> parts;
        private final Map<UUID, List<ReviewRequests.Row>> asked;
        private final Map<UUID, String> names;
        private final ReviewRules rules;

        Reading(
                Person me,
                Map<UUID, List<Participant>> parts,
                Map<UUID, List<ReviewRequests.Row>> asked,
                Map<UUID, String> names,
                ReviewRules rules) {
            this.me = me;
            this.parts = parts;
            this.asked = asked;
            this.names = names;
            this.rules = rules;
        }

        InboxLine line(VersionCard card, LoraVersion version) {
            List<ReviewRequests.Row> open = asked.getOrDefault(card.id().value(), List.of());
            String askedBy = open.stream()
                    .filter(row -> row.account().equals(me.id().value()))
                    .map(ReviewRequests.Row::askedBy)
                    .findFirst()
                    .orElse("");
            List<String> others = open.stream()
                    .filter(row -> !row.account().equals(me.id().value()))
                    .map(row -> names.getOrDefault(row.account(), "someone"))
                    .toList();
            InboxLine.Need need = need(version);
            boolean leftToThem = askedBy.isEmpty()
                    && !others.isEmpty()
                    && (need == InboxLine.Need.FOR_MY_SIGNATURE || need == InboxLine.Need.FOR_MY_APPROVAL);
            return new InboxLine(card, leftToThem ? InboxLine.Need.FOR_OTHERS : need, askedBy, others);
        }

        private InboxLine.Need need(LoraVersion version) {
            Participant mine = parts.getOrDefault(version.getId(), List.of()).stream()
                    .filter(part -> part.account().equals(me.id().value()))
                    .findFirst()
                    .orElse(null);
            boolean maker = mine != null && mine.isMaker();
            if (mine != null && !maker && hasStaleSignature(version)) {
                return InboxLine.Need.FOR_MY_RENEWAL;
            }
            return switch (version.state()) {
                case IN_REVIEW ->
                    me.role().includes(Role.REVIEWER) && !maker && !hasSigned(mine, version)
                            ? InboxLine.Need.FOR_MY_SIGNATURE
                            : InboxLine.Need.FOR_OTHERS;
                case SIGNED_OFF -> mayApprove(mine) ? InboxLine.Need.FOR_MY_APPROVAL : InboxLine.Need.FOR_OTHERS;
                case CHANGES_REQUESTED -> maker ? InboxLine.Need.FOR_MY_ANSWER : InboxLine.Need.FOR_OTHERS;
                case DRAFT -> maker ? InboxLine.Need.FOR_MY_SUBMISSION : InboxLine.Need.NOT_ASKED;
                case APPROVED, SUPERSEDED, REVOKED -> InboxLine.Need.NOT_ASKED;
            };
        }

        private boolean hasSigned(@Nullable Participant mine, LoraVersion version) {
            return mine != null
                    && dossiers.of(version).signatures().by(mine.account()).isPresent();
        }

        private boolean hasStaleSignature(LoraVersion version) {
            return version.staleSince() != null
                    && !dossiers.of(version)
                            .signatures()
                            .staleBy(me.id().value())
                            .isEmpty();
        }

        private boolean mayApprove(@Nullable Participant mine) {
            return me.role().includes(Role.ADMIN)
                    && (mine == null || (mine.part() == Part.SIGNER && !rules.approverDiffers()));
        }
    }
}
