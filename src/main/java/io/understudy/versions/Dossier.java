package io.understudy.versions;

import io.understudy.people.Person;
import io.understudy.people.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A version with all that a decision about it rests on. Says in words what stands between a person and a verb: the
 * service refuses with the same words that the screen shows.
 */
record Dossier(
        LoraVersion version,
        List<ChecklistItem> items,
        List<ChecklistTick> ticks,
        List<Participant> participants,
        ManifestHash manifest) {
    private static final int NAMES_SHOWN = 3;

    List<ChecklistItem> openItems() {
        Set<String> ticked = ticks.stream()
                .filter(ChecklistTick::stands)
                .map(ChecklistTick::item)
                .collect(Collectors.toSet());
        return items.stream().filter(item -> !ticked.contains(item.key())).toList();
    }

    Optional<Participant> participant(UUID account) {
        return participants.stream()
                .filter(one -> one.account().equals(account))
                .findFirst();
    }

    /** Why this person may not do it, in sentences; empty when they may. Whether the state allows it is not asked here. */
    List<String> obstacles(VersionVerb verb, Person person, List<Person> team) {
        List<String> obstacles = new ArrayList<>();
        if (!verb.mayBeDoneBy(person.role())) {
            verb.role()
                    .ifPresent(role -> obstacles.add("Only %s %s; your role is %s."
                            .formatted(
                                    withArticle(role),
                                    verb.presentTense(),
                                    person.role().label())));
        }
        participant(person.id().value())
                .filter(mine -> isInTheWay(mine, verb))
                .ifPresent(mine -> obstacles.add("You %s, so somebody else %s%s"
                        .formatted(mine.deeds(version.runNumber()), verb.presentTense(), whoElse(verb, person, team))));
        List<ChecklistItem> open = openItems();
        if (verb.isSignature() && !open.isEmpty()) {
            obstacles.add("%d of %d checklist items %s open: %s."
                    .formatted(
                            open.size(),
                            items.size(),
                            open.size() == 1 ? "is" : "are",
                            Words.list(open.stream().map(ChecklistItem::title).toList())));
        }
        return obstacles;
    }

    /** Whether this person's part allows the verb, whatever their role. */
    boolean partAllows(VersionVerb verb, UUID account) {
        return participant(account).filter(mine -> isInTheWay(mine, verb)).isEmpty();
    }

    /** One person, one part: whoever decides must not have made it, signed it or, for a maker's step, decided it. */
    private static boolean isInTheWay(Participant mine, VersionVerb verb) {
        return switch (verb) {
            case SIGN_OFF -> mine.part() != Part.SIGNER;
            case APPROVE -> true;
            case SUBMIT -> !mine.isMaker();
            case SEND_BACK, SUPERSEDE, REVOKE -> false;
        };
    }

    private String whoElse(VersionVerb verb, Person person, List<Person> team) {
        List<String> others = team.stream()
                .filter(other -> !other.id().equals(person.id()))
                .filter(other -> verb.mayBeDoneBy(other.role())
                        && partAllows(verb, other.id().value()))
                .map(Person::name)
                .toList();
        if (others.isEmpty()) {
            return verb.role()
                    .map(role -> ". Nobody else in the team can: an admin invites another "
                            + role.label().toLowerCase(Locale.ROOT) + " on the Team page.")
                    .orElse(".");
        }
        String names = Words.list(others.stream().limit(NAMES_SHOWN).toList());
        return ": %s can.".formatted(others.size() > NAMES_SHOWN ? names + " or others" : names);
    }

    private static String withArticle(Role role) {
        String word = role.label().toLowerCase(Locale.ROOT);
        return (role == Role.ADMIN ? "an " : "a ") + word;
    }
}
