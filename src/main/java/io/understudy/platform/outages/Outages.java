package io.understudy.platform.outages;

import io.understudy.platform.jobs.PollingLoop;
import io.understudy.platform.live.LiveTopics;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.live.SignalThread;
import jakarta.annotation.PreDestroy;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What does not answer at present. Once it is noticed, it is asked every second until it answers again. */
@Component
public class Outages extends LiveTopics<Class<Dependency>, Set<Dependency>> {
    private static final Logger log = LoggerFactory.getLogger(Outages.class);

    private final ObjectProvider<DependencyProbe> probes;
    private final Set<Dependency> away = EnumSet.noneOf(Dependency.class);
    private final PollingLoop asking = new PollingLoop("outages", this::ask);

    public Outages(SignalThread thread, ObjectProvider<DependencyProbe> probes) {
        super(thread);
        this.probes = probes;
    }

    public LiveValue<Set<Dependency>> live() {
        LiveValue<Set<Dependency>> live = topic(Dependency.class, now());
        update(Dependency.class, before -> now());
        return live;
    }

    public Set<Dependency> now() {
        synchronized (away) {
            return Set.copyOf(away);
        }
    }

    /** @return what did not answer, where that is the problem */
    public Optional<Dependency> notice(Throwable problem) {
        Optional<Dependency> lost = Dependency.lostIn(problem);
        lost.ifPresent(this::notice);
        return lost;
    }

    public void notice(Dependency lost) {
        set(lost, false);
    }

    public void answers(Dependency again) {
        set(again, true);
    }

    private void set(Dependency dependency, boolean answers) {
        boolean changed;
        synchronized (away) {
            changed = answers ? away.remove(dependency) : away.add(dependency);
        }
        if (changed) {
            log.warn("{} {}", dependency.words(), answers ? "answers again" : "does not answer");
            update(Dependency.class, before -> now());
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        asking.start();
    }

    @PreDestroy
    void stop() {
        asking.stop();
    }

    /** Asks now, which takes a few seconds at most. */
    public boolean isAway(Dependency dependency) {
        ask();
        return now().contains(dependency);
    }

    synchronized void ask() {
        probes.stream()
                .filter(probe -> probe.always() || now().contains(probe.dependency()))
                .forEach(probe -> asking.safely(() -> set(probe.dependency(), probe.answers())));
    }
}
