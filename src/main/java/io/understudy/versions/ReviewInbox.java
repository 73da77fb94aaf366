package io.understudy.versions;

import io.understudy.people.MembersOnly;
import io.understudy.people.Person;
import io.understudy.people.Role;
import io.understudy.people.TeamService;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What versions wait for whom. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class ReviewInbox {
    /** So many are looked at, those that have waited longest: more than that is no inbox. */
    public static final int LIMIT = 200;

    private static final Set<VersionState> UNFINISHED = EnumSet.of(
            VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.CHANGES_REQUESTED, VersionState.SIGNED_OFF);

    private final LoraVersions versions;
    private final Participants participants;
    private final VersionReader reader;
    private final TeamService team;

    ReviewInbox(LoraVersions versions, Participants participants, VersionReader reader, TeamService team) {
        this.versions = versions;
        this.participants = participants;
        this.reader = reader;
        this.team = team;
    }

    /** What waits for the person who is signed in, the most urgent kind first, the longest wait first within it. */
    public List<InboxLine> lines() {
        List<LoraVersion> waiting = versions.inStates(UNFINISHED, PageRequest.ofSize(LIMIT));
        Map<UUID, List<Participant>> parts = participants
                .of(waiting.stream().map(LoraVersion::getId).toList())
                .stream()
                .collect(Collectors.groupingBy(part -> part.getId().versionId()));
        Person me = team.me();
        return reader.cards(waiting).stream()
                .map(card -> new InboxLine(
                        card,
                        need(card.state(), me, parts.getOrDefault(card.id().value(), List.of()))))
                .sorted(Comparator.comparing(InboxLine::need))
                .toList();
    }

    /** How many wait for a step that this person can take. */
    public long waitingForMe() {
        return lines().stream().filter(line -> line.need().isMine()).count();
    }

    private static InboxLine.Need need(VersionState state, Person me, List<Participant> parts) {
        Participant mine = parts.stream()
                .filter(part -> part.account().equals(me.id().value()))
                .findFirst()
                .orElse(null);
        boolean maker = mine != null && mine.isMaker();
        return switch (state) {
            case IN_REVIEW ->
                me.role().includes(Role.REVIEWER) && !maker
                        ? InboxLine.Need.FOR_MY_SIGNATURE
                        : InboxLine.Need.FOR_OTHERS;
            case SIGNED_OFF ->
                me.role().includes(Role.ADMIN) && mine == null
                        ? InboxLine.Need.FOR_MY_APPROVAL
                        : InboxLine.Need.FOR_OTHERS;
            case CHANGES_REQUESTED -> maker ? InboxLine.Need.FOR_MY_ANSWER : InboxLine.Need.FOR_OTHERS;
            case DRAFT -> maker ? InboxLine.Need.FOR_MY_SUBMISSION : InboxLine.Need.NOT_ASKED;
            case APPROVED, SUPERSEDED, REVOKED -> InboxLine.Need.NOT_ASKED;
        };
    }
}
