package io.understudy.providers.comfy;

import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.providers.comfy.ComfyCancelRepository.Cancel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
class ComfyCancelQueue extends BackgroundQueue<String> implements ComfyCancels {
    private static final Logger log = LoggerFactory.getLogger(ComfyCancelQueue.class);
    /** The wish may overtake the graph on its way: for so long an unknown one is asked for again. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

    private static final Duration SOON = Duration.ofSeconds(5);
    /** An address that was changed may be changed back, and a removed engine may be added again. */
    private static final Duration UNTIL_LISTED = Duration.ofMinutes(10);

    /** No picture takes that long, and a server that was away as long has been restarted. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final ComfyCancelRepository repository;
    private final ObjectProvider<ComfyServerSource> sources;
    private final Clock clock;

    ComfyCancelQueue(
            ComfyCancelRepository repository,
            ObjectProvider<ComfyServerSource> sources,
            JobClaimRepository claims,
            Clock clock,
            @Value("${understudy.generation.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        super("comfy-cancel", claims, enabled);
        this.repository = repository;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public void stop(String server, String graph) {
        repository.add(new Cancel(graph, server, clock.instant()));
        add(graph);
    }

    @Override
    public void withdraw(String graph) {
        repository.remove(graph);
    }

    @Override
    protected List<String> waiting() {
        return repository.all();
    }

    @Override
    protected String subject(String graph) {
        return graph;
    }

    @Override
    protected void perform(String graph) {
        repository.find(graph).ifPresent(this::ask);
    }

    private void ask(Cancel cancel) {
        Optional<ComfyServer> known = sources.stream()
                .flatMap(source -> source.servers().stream())
                .filter(server -> server.id().equals(cancel.server()))
                .findFirst();
        if (known.isPresent()) {
            ask(new ComfyClient(known.get()), cancel);
        } else if (clock.instant().isBefore(cancel.wantedAt().plus(LONGEST))) {
            throw new NotNow(new IllegalStateException("Its server is not in Settings."), UNTIL_LISTED);
        }
        repository.remove(cancel.graph());
    }

    private void ask(ComfyClient client, Cancel cancel) {
        Instant now = clock.instant();
        try {
            if (!client.stop(cancel.graph())) {
                throw new NotNow(new IllegalStateException("It still runs."), SOON);
            }
            if (now.isBefore(cancel.wantedAt().plus(ON_ITS_WAY))
                    && client.find(cancel.graph()).isEmpty()) {
                throw new NotNow(new IllegalStateException("It may be on its way."), SOON);
            }
        } catch (ComfyProblem problem) {
            if (now.isBefore(cancel.wantedAt().plus(LONGEST))) {
                throw new NotNow(problem);
            }
            log.warn("{} could not be asked to stop {}: {}", client.server(), cancel.graph(), problem.words());
        }
    }

    /** A server that died while it asked says nothing against asking again. */
    @Override
    protected void giveUp(String graph) {
        perform(graph);
    }
}
