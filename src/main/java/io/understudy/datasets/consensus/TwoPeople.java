package io.understudy.datasets.consensus;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetAction;
import io.understudy.datasets.DatasetChanged;
import io.understudy.datasets.OpenVerdict;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.consensus.OpenVerdictRepository.Said;
import io.understudy.datasets.images.DatasetContributionRepository;
import io.understudy.datasets.images.Picture;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says which verdicts count. In a dataset that asks for two people, a verdict is kept aside until a second person says
 * the same: nothing else of the product sees it before.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class TwoPeople {
    /** As rows about runs name them. */
    private static final String MAKERS = "maker accounts";

    private final OpenVerdictRepository repository;
    private final DatasetContributionRepository contributions;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TwoPeople(
            OpenVerdictRepository repository,
            DatasetContributionRepository contributions,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.contributions = contributions;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A question about a picture.
     *
     * @param name {@link OpenVerdict#TRAINED}, or the name of a measure's topic
     * @param standing the answer that counts at present
     * @param deed of those who answer it
     */
    public record Question(String name, Function<Picture, String> standing, DatasetAction deed) {
        private boolean isAnswered(Picture picture, String answer) {
            return answer.equals(standing.apply(picture));
        }

        private String agreement() {
            return name.equals(OpenVerdict.TRAINED) ? "picture.agreed" : "measure.agreed";
        }
    }

    /**
     * Says that pictures are trained on, or that they are left out.
     *
     * @return those for which that counts and is new
     */
    public List<Picture> decided(Collection<Picture> pictures, boolean kept) {
        Question trained = new Question(
                OpenVerdict.TRAINED,
                picture -> picture.isIncluded() ? OpenVerdict.KEPT : OpenVerdict.LEFT_OUT,
                kept ? DatasetAction.INCLUDED : DatasetAction.LEFT_OUT);
        return counting(pictures, trained, kept ? OpenVerdict.KEPT : OpenVerdict.LEFT_OUT, "").stream()
                .filter(picture -> picture.isIncluded() != kept)
                .toList();
    }

    /**
     * Answers a question about pictures. Those who agree become makers, also where they agree on what counts already.
     *
     * @return the pictures for which the answer is to count from now on: where two people are asked for, those for
     *     which a second one says it, and something else counted before
     */
    public List<Picture> counting(Collection<Picture> pictures, Question question, String answer, String reason) {
        Actor me = actor.get();
        Set<CharacterId> asking = me.isSystem() ? Set.of() : asking(pictures);
        List<Picture> judged = pictures.stream()
                .filter(picture -> asking.contains(picture.character()))
                .toList();
        if (judged.isEmpty()) {
            return List.copyOf(pictures);
        }
        Map<PictureId, List<Said>> others = others(judged, question, me);
        Map<Picture, Set<UUID>> agreed = new HashMap<>();
        Set<Picture> open = new HashSet<>();
        for (Picture picture : judged) {
            List<Said> said = others.getOrDefault(new PictureId(picture.getId()), List.of());
            Set<UUID> same = said.stream()
                    .filter(one -> one.answer().equals(answer))
                    .map(Said::account)
                    .collect(Collectors.toCollection(HashSet::new));
            if (!same.isEmpty()) {
                same.add(me.id());
                agreed.put(picture, same);
            } else if (!said.isEmpty() || !question.isAnswered(picture, answer)) {
                open.add(picture);
            }
        }
        repository.forget(
                ids(judged.stream().filter(picture -> !open.contains(picture)).toList()), question.name());
        repository.put(ids(open), question.name(), me.id(), answer, reason, clock.instant());
        contributions.recordOf(question.deed(), agreed);
        judged.forEach(picture -> audit(picture, question, answer, reason, agreed.getOrDefault(picture, Set.of())));
        asking.forEach(character -> events.publishEvent(new DatasetChanged(character)));
        return pictures.stream()
                .filter(picture -> !asking.contains(picture.character())
                        || (agreed.containsKey(picture) && !question.isAnswered(picture, answer)))
                .toList();
    }

    private Set<CharacterId> asking(Collection<Picture> pictures) {
        return repository.asking(
                pictures.stream().map(Picture::character).distinct().toList());
    }

    private Map<PictureId, List<Said>> others(List<Picture> judged, Question question, Actor me) {
        return repository.of(ids(judged), question.name()).stream()
                .filter(one -> !one.account().equals(me.id()))
                .collect(Collectors.groupingBy(Said::picture));
    }

    /** @param agreed the people because of whom it counts: the trail knows the first of them, too, as a maker */
    private void audit(Picture picture, Question question, String answer, String reason, Set<UUID> agreed) {
        Map<String, String> said =
                new HashMap<>(Map.of("question", question.name(), "answer", answer, "reason", reason));
        if (!agreed.isEmpty()) {
            said.put(MAKERS, agreed.stream().map(UUID::toString).sorted().collect(Collectors.joining(", ")));
        }
        auditEvents.publish(agreed.isEmpty() ? "verdict.said" : question.agreement(), picture.subject(), said);
    }

    private static List<PictureId> ids(Collection<Picture> pictures) {
        return pictures.stream().map(picture -> new PictureId(picture.getId())).toList();
    }
}
