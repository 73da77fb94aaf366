package io.understudy.datasets.captioning;

import io.understudy.characters.CharacterId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the queue writes down about pictures that it showed to the model. */
@Component
class CaptioningProgress {
    private final CaptioningRepository repository;
    private final ApplicationEventPublisher events;

    CaptioningProgress(CaptioningRepository repository, ApplicationEventPublisher events) {
        this.repository = repository;
        this.events = events;
    }

    /** Empty while a person has paused it. */
    @Transactional(readOnly = true)
    public Optional<CaptioningRepository.Order> order(CharacterId character) {
        return repository.order(character).filter(order -> !order.paused());
    }

    @Transactional
    public void proposed(CharacterId character, UUID subject, String caption) {
        repository.propose(subject, caption);
        events.publishEvent(new CaptioningChanged(character));
    }

    /** @param over whether no request can still answer */
    @Transactional
    public void failed(CharacterId character, UUID subject, String problem, boolean over) {
        repository.fail(subject, problem, over);
        events.publishEvent(new CaptioningChanged(character));
    }

    /** It continues automatically. */
    @Transactional
    public void hindered(CharacterId character, @Nullable String trouble) {
        repository.note(character, trouble);
        events.publishEvent(new CaptioningChanged(character));
    }

    /** Until a person lets it continue. */
    @Transactional
    public void stopped(CharacterId character, String trouble) {
        repository.pause(character, true, trouble);
        events.publishEvent(new CaptioningChanged(character));
    }
}
